"""The document that openapi-python-client gets."""

from __future__ import annotations

from typing import Any

import pytest
from documents import UUID, Json, answering, document, json_of, operation, parameter, record, ref
from generation.handover import handover
from generation.normalise import normalise

TEXT: Json = {"type": "string"}
NULL: Json = {"type": "null"}
FILE: Json = {**TEXT, "format": "binary"}
BYTES: Json = {"application/octet-stream": {"schema": FILE}}


def handed_over(received: Json) -> Json:
    normalised, problems = normalise(received)
    assert problems == []
    return handover(normalised)


def only_operation(made: Json) -> Json:
    (item,) = made["paths"].values()
    found: Json
    (found,) = item.values()
    return found


SCHEMAS: list[tuple[Json, Json]] = [
    (TEXT, TEXT),
    (UUID, UUID),
    ({**TEXT, "description": "d", "minLength": 1, "default": "a", "pattern": "a"}, TEXT),
    ({**TEXT, "nullable": True}, {"oneOf": [TEXT, NULL]}),
    ({"allOf": [ref("Thing")], "nullable": True}, {"oneOf": [ref("Thing"), NULL]}),
    ({"anyOf": [ref("Thing"), TEXT, NULL]}, {"oneOf": [{"anyOf": [ref("Thing"), TEXT]}, NULL]}),
    ({"type": "array"}, {"type": "array", "items": {}}),
    ({"type": "array", "items": {"nullable": True}}, {"type": "array", "items": {"oneOf": [{}, NULL]}}),
    ({"type": "object"}, {"type": "object", "title": "Mapping2"}),
    (
        {"type": "object", "additionalProperties": {"type": "object", "additionalProperties": UUID}},
        {"type": "object", "title": "Mapping3", "additionalProperties": {"type": "object", "title": "Mapping2", "additionalProperties": UUID}},
    ),
    ({**TEXT, "format": "\ud800日a"}, {**TEXT, "format": "a"}),
    ({}, {}),
]  # fmt: skip


@pytest.mark.parametrize(("schema", "expected"), SCHEMAS)
def test_hand_over_schema(schema: Json, expected: Json) -> None:
    made = handed_over(answering(schema, {"Thing": record("a", a=TEXT), "Mapping1": record(a=TEXT)}))
    assert only_operation(made)["responses"]["2XX"]["content"] == json_of(expected)


def test_hand_over_classes() -> None:
    schemas: Json = {"Thing": record("aB", aB=ref("Kind"), c=TEXT), "Kind": {"enum": ["b-1", "B 1"], "nullable": True}}
    made = handed_over(answering(ref("Thing"), schemas))
    assert made["components"]["schemas"] == {
        "Thing": {"type": "object", "required": ["a_b"], "properties": {"a_b": {"oneOf": [ref("Kind"), NULL]}, "c": TEXT}},
        "Kind": {"type": "string", "enum": ["b-1", "B 1"], "x-enum-varnames": ["B_1_2", "B_1"]},
    }  # fmt: skip


def test_hand_over_operations() -> None:
    get = operation("Get", tag="B", parameters=[parameter("x-Y", where="path"), parameter("when", where="header")])
    made = handed_over(document({"/a/{x-Y}/b/{x-Y}": {"get": get}, "/b": {"get": operation("Get", tag="A")}}))
    assert {path: [(o["operationId"], o["tags"]) for o in item.values()] for path, item in made["paths"].items()} == {
        "/0/{x_y}": [("operation0", ["tag0"])],
        "/1": [("operation1", ["tag1"])],
    }
    assert made["paths"]["/0/{x_y}"]["get"]["parameters"] == [
        {"name": "x_y", "in": "path", "required": True, "schema": TEXT},
        {"name": "when", "in": "query", "required": False, "schema": TEXT},
    ]


@pytest.mark.parametrize(
    ("content", "received", "sent"),
    [
        (json_of(UUID), json_of(UUID), json_of(UUID)),
        ({"text/csv": {"schema": UUID}}, {"text/plain": {"schema": TEXT}}, json_of({"oneOf": [TEXT, FILE]})),
        ({"application/pdf": {}}, BYTES, json_of(FILE)),
        (json_of({**TEXT, "format": "binary"}), json_of(TEXT), json_of(TEXT)),
    ],
)
def test_hand_over_media_types(content: Json, received: Json, sent: Json) -> None:
    responses: dict[str, Any] = {"200": {"description": "", "content": content}}
    made = document({"/a": {"post": operation("Post", requestBody={"content": content}, responses=responses)}})
    found = only_operation(handed_over(made))
    assert found["responses"] == {"2XX": {"description": "", "content": received}}
    assert found["requestBody"] == {"required": False, "content": sent}


def test_hand_over_response_without_body() -> None:
    found = only_operation(handed_over(document({"/a": {"delete": operation("Delete")}})))
    assert found["responses"] == {"2XX": {"description": "", "content": {}}}
    assert "requestBody" not in found

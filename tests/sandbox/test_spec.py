"""Documents are read in their dialect or rejected with a message."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sandbox.schemas import document, read

from msportal_client.sandbox import SpecError
from msportal_client.sandbox.shaping import Examples
from msportal_client.sandbox.spec import flat, read_spec
from msportal_client.sandbox.validation import fits


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (None, "cannot be read"),
        ("{", "cannot be read as JSON"),
        ("[]", "not a JSON object"),
        ("{}", "Not an OpenAPI"),
        ('{"openapi": "2.0", "paths": {}}', "Not an OpenAPI"),
        ('{"openapi": "3.0.0"}', "Not an OpenAPI"),
        (json.dumps(document({"$ref": "#/components/schemas/Nothing"})), "Nothing does not exist"),
        (json.dumps(document({"$ref": "other.json#/x"})), "outside the document"),
        (json.dumps(document({"$ref": "#/components/schemas/A"}, A={"$ref": "#/components/schemas/A"})), "to itself"),
        ("[" * 100_000, "cannot be read"),
    ],
)
def test_invalid_document_is_rejected(tmp_path: Path, text: str | None, says: str) -> None:
    file = tmp_path / "spec.json"
    if text is not None:
        file.write_text(text)
    with pytest.raises(SpecError, match=says):
        read_spec(file)


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string", "nullable": True},
        {"nullable": True, "allOf": [{"type": "string"}]},
        {"allOf": [{"type": "object", "nullable": True}, {"description": "x"}]},
        {"$ref": "#/components/schemas/Plain", "nullable": True},
        {"$ref": "#/components/schemas/Nullable"},
        {"type": "string", "enum": ["a"], "nullable": True},
        {"oneOf": [{"type": "string"}, {"type": "number"}], "nullable": True},
        {"description": "anything"},
        {},
    ],
)
def test_nullable_schemas_allow_null(schema: dict[str, Any]) -> None:
    found = read(schema, Plain={"type": "string"}, Nullable={"type": "object", "nullable": True})
    assert flat(found)["nullable"] is True
    assert fits(None, found)


@pytest.mark.parametrize(
    "schema", [{"type": "string"}, {"allOf": [{"type": "string"}, {"description": "x"}]}, {"enum": ["a"]}]
)
def test_other_schemas_reject_null(schema: dict[str, Any]) -> None:
    assert flat(read(schema))["nullable"] is False
    assert not fits(None, read(schema))


@pytest.mark.parametrize(
    ("schema", "good", "bad"),
    [
        ({"type": ["string", "null"]}, ["a", None], [1]),
        ({"type": ["string", "integer"]}, ["a", 1], [None, 1.5]),
        ({"const": 3}, [3], [4]),
        ({"type": "number", "exclusiveMinimum": 3}, [3.1], [3]),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, ["a", None], [1]),
        ({"type": "object", "properties": {"const": {"type": "string"}}}, [{"const": "a"}], [{"const": 1}]),
    ],
)
def test_openapi_3_1_keywords(schema: dict[str, Any], good: list[Any], bad: list[Any]) -> None:
    found = read(schema, "3.1.0")
    assert [fits(value, found) for value in good] == [True] * len(good)
    assert [fits(value, found) for value in bad] == [False] * len(bad)


def test_properties_named_like_keywords() -> None:
    names = ["default", "enum", "example", "discriminator", "properties", "$ref", "nullable", "required"]
    found = read({"type": "object", "properties": {name: {"type": "string"} for name in names}, "required": names})
    assert [flat(schema)["type"] for schema in flat(found)["properties"].values()] == ["string"] * len(names)
    assert fits(Examples(1)(flat(found), "", True), found)


@pytest.mark.parametrize(
    ("description", "scope"),
    [
        ("Forbidden - Missing required scope (stock.admin)", "stock.admin"),
        ("Forbidden - missing required scope", "default.read"),
        ("", "default.read"),
    ],
)
def test_documented_scope_is_used(description: str, scope: str) -> None:
    raw = document({"type": "object"})
    raw["paths"]["/things"]["get"]["responses"]["403"] = {"description": description}
    assert read_spec(raw).operations[0].scope == scope


def test_error_schema_by_status_range_or_default() -> None:
    answers = {
        status: {"description": "", "content": {"application/json": {"schema": {"description": status}}}}
        for status in ("200", "404", "4xx", "default")
    }
    (operation,) = read_spec({"openapi": "3.0.3", "paths": {"/x": {"get": {"responses": answers}}}}).operations
    assert operation.success == {"description": "200"}
    assert {status: operation.error(status) for status in (404, 429, 503)} == {
        404: {"description": "404"},
        429: {"description": "4xx"},
        503: {"description": "default"},
    }


def test_default_response_alone_is_success() -> None:
    answers = {"default": {"description": "", "content": {"application/json": {"schema": {"type": "array"}}}}}
    (operation,) = read_spec({"openapi": "3.0.3", "paths": {"/x": {"get": {"responses": answers}}}}).operations
    assert operation.success == {"type": "array"}
    assert operation.error(404) is None

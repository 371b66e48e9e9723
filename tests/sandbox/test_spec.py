"""A document is read as its dialect means it, or refused with what is wrong with it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from msportal_client.sandbox import SpecError
from msportal_client.sandbox.examples import example_scalar
from msportal_client.sandbox.patterns import matching
from msportal_client.sandbox.resources import catalogue, noun_of
from msportal_client.sandbox.rules import defaults
from msportal_client.sandbox.shaping import Examples, Fill, blank, shape, unfound
from msportal_client.sandbox.spec import Schema, flat, read_spec
from msportal_client.sandbox.validation import fits


def document(schema: dict[str, Any], version: str = "3.0.3", **components: Any) -> dict[str, Any]:
    content = {"application/json": {"schema": schema}}
    return {
        "openapi": version,
        "paths": {"/things": {"get": {"responses": {"200": {"description": "", "content": content}}}}},
        "components": {"schemas": components},
    }


def read(schema: dict[str, Any], version: str = "3.0.3", **components: Any) -> Schema:
    found = read_spec(document(schema, version, **components)).operations[0].success
    assert found is not None
    return found


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
        (json.dumps(document({"$ref": "other.json#/x"})), "outside of the document"),
        (json.dumps(document({"$ref": "#/components/schemas/A"}, A={"$ref": "#/components/schemas/A"})), "to itself"),
        ("[" * 100_000, "cannot be read"),
    ],
)
def test_a_document_that_cannot_be_served_is_refused(tmp_path: Path, text: str | None, says: str) -> None:
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
def test_null_is_allowed_where_the_dialect_means_it(schema: dict[str, Any]) -> None:
    found = read(schema, Plain={"type": "string"}, Nullable={"type": "object", "nullable": True})
    assert flat(found)["nullable"] is True
    assert fits(None, found)


@pytest.mark.parametrize(
    "schema", [{"type": "string"}, {"allOf": [{"type": "string"}, {"description": "x"}]}, {"enum": ["a"]}]
)
def test_null_is_not_allowed_elsewhere(schema: dict[str, Any]) -> None:
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
def test_openapi_3_1_is_read_as_well(schema: dict[str, Any], good: list[Any], bad: list[Any]) -> None:
    found = read(schema, "3.1.0")
    assert [fits(value, found) for value in good] == [True] * len(good)
    assert [fits(value, found) for value in bad] == [False] * len(bad)


def test_properties_may_have_any_name() -> None:
    names = ["default", "enum", "example", "discriminator", "properties", "$ref", "nullable", "required"]
    found = read({"type": "object", "properties": {name: {"type": "string"} for name in names}, "required": names})
    assert [flat(schema)["type"] for schema in flat(found)["properties"].values()] == ["string"] * len(names)
    assert fits(Examples(1)(flat(found), "", True), found)


@pytest.mark.parametrize(
    "pattern",
    [
        r"^[A-Z]{3}$",
        r"^(Q[1-4]|H[12])-\d{4}$",
        r"^#[0-9a-fA-F]{6}$",
        r"^[^@]+@x\.y$",
        r"^\w+(-\w+)*$",
        r"^a.b\s\S\D\W?$",
        r"^(?:foo|bar)?baz{2,3}[^a]$",
        "x",
    ],
)
def test_examples_match_their_pattern(pattern: str) -> None:
    for number in range(1, 20):
        assert re.search(pattern, matching(pattern, number))
    wanted = flat(read({"type": "string", "pattern": pattern}))
    assert fits(example_scalar(wanted, "code", 1), wanted)


def test_a_pattern_that_only_javascript_knows_holds_nobody_up() -> None:
    assert matching(r"^\p{L}+$") == ""
    assert fits("anything", read({"type": "string", "pattern": r"^\p{L}+$"}))


numbers = st.integers(-50, 50)


@given(
    low=numbers | st.none(), span=st.integers(0, 60), kind=st.sampled_from(["number", "integer"]),
    step=st.sampled_from([None, 1, 5]), number=st.integers(1, 9),
)  # fmt: skip
def test_example_numbers_keep_their_limits(
    low: int | None, span: int, kind: str, step: int | None, number: int
) -> None:
    schema: dict[str, Any] = {"type": kind}
    if low is not None:
        schema |= {"minimum": low, "maximum": low + span}
    if step is not None and (low is None or span >= step):
        schema["multipleOf"] = step
    wanted = flat(Schema(schema))
    assert fits(example_scalar(wanted, "size", number), wanted)


@given(shortest=st.integers(0, 60), extra=st.integers(0, 9), number=st.integers(1, 9))
def test_example_texts_keep_their_lengths(shortest: int, extra: int, number: int) -> None:
    wanted = flat(Schema(type="string", minLength=shortest, maxLength=shortest + extra))
    assert fits(example_scalar(wanted, "title", number), wanted)


def test_a_schema_that_contains_itself_ends() -> None:
    node = {
        "type": "object",
        "properties": {
            "next": {"allOf": [{"$ref": "#/components/schemas/Node"}], "nullable": True},
            "pair": {"$ref": "#/components/schemas/Pair"},
        },
        "required": ["next", "pair"],
    }
    pair = {"type": "array", "items": {"$ref": "#/components/schemas/Node"}}
    found = read({"$ref": "#/components/schemas/Node"}, Node=node, Pair=pair)
    assert fits(Examples(1)(flat(found), "", True), found)


def test_examples_of_every_vendored_schema_fit_it() -> None:
    spec = read_spec()
    for operation in spec.operations:
        for schema in filter(None, (operation.success, operation.body, *operation.errors.values())):
            for number in range(1, 7):
                assert fits(Examples(number)(flat(schema), "", True), schema), operation.key


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
)


Json = dict[str, Any]


def text(low: int, span: int) -> Json:
    return {"type": "string", "minLength": low, "maxLength": low + span}


def number(kind: str, low: int, span: int) -> Json:
    return {"type": kind, "minimum": low, "maximum": low + span}


def structure(properties: dict[str, Json], required: list[str]) -> Json:
    return {"type": "object", "properties": properties, "required": required}


def sequence(items: Json, least: int) -> Json:
    return {"type": "array", "items": items, "minItems": least}


def described(schema: Json) -> Json:
    return {"allOf": [schema, {"description": "x"}]}


def nullable(schema: Json) -> Json:
    return {"nullable": True, **schema}


scalars = st.one_of(
    st.builds(text, st.integers(0, 9), st.integers(0, 9)),
    st.builds(number, st.sampled_from(["number", "integer"]), st.integers(-9, 9), st.integers(0, 9)),
    st.fixed_dictionaries(
        {"type": st.just("string"), "format": st.sampled_from(["uuid", "date-time", "date", "email", "uri"])}
    ),
    st.fixed_dictionaries({"type": st.just("string"), "enum": st.lists(st.text(max_size=3), min_size=1, max_size=3)}),
    st.sampled_from([Json(type="boolean"), Json(type="object"), Json(type="number"), Json()]),
)


def composed(inner: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    names = st.sampled_from("abc")
    objects = st.builds(structure, st.dictionaries(names, inner, min_size=3, max_size=3), st.lists(names, unique=True))
    return st.one_of(
        objects,
        st.builds(sequence, inner, st.integers(0, 2)),
        inner.map(described),
        objects.map(described).map(nullable),
        st.fixed_dictionaries({"anyOf": st.lists(inner, min_size=1, max_size=3)}),
    )


schemas = st.recursive(scalars | scalars.map(nullable), composed, max_leaves=6)
"""Schemas that something fits."""


@settings(max_examples=100, deadline=None)
@given(schema=schemas, known=anything, number=st.integers(1, 4))
def test_whatever_is_known_the_answer_fits_the_schema(schema: dict[str, Any], known: Any, number: int) -> None:
    wanted = read(schema)
    fills: list[Fill] = [blank, Examples(number)]
    for fill in fills:
        made = shape(wanted, known, fill=fill, find=unfound)
        assert fits(made, wanted), made


@pytest.mark.parametrize(
    ("property_", "default"),
    [
        ({"type": "string", "description": "Status (default: Not Started)"}, "Not Started"),
        ({"type": "number", "description": "Hours (default: 0)"}, 0),
        ({"type": "number", "description": "Rate (default: 1.5)"}, 1.5),
        ({"type": "boolean", "description": "Whether (default: false)"}, False),
        ({"type": "number", "description": "Count (default: the number of users)"}, None),
        ({"type": "string", "enum": ["a"], "description": "Kind (default: b)"}, None),
        ({"type": "integer", "default": 7, "description": "(default: 9)"}, 7),
    ],
)
def test_documented_defaults_are_read_where_they_fit(property_: dict[str, Any], default: Any) -> None:
    found = defaults(read({"type": "object", "properties": {"field": property_}}))
    assert found.get("field") == default
    assert type(found.get("field")) is type(default)


@pytest.mark.parametrize(
    ("segment", "noun"),
    [
        ("companies", "company"),
        ("statuses", "status"),
        ("classes", "class"),
        ("boxes", "box"),
        ("nps", "nps"),
        ("line-items", "lineItem"),
        ("analysis", "analysis"),
        ("address", "address"),
    ],
)
def test_one_of_what_a_path_holds_is_called_by_its_singular(segment: str, noun: str) -> None:
    assert noun_of(segment) == noun


def test_every_operation_of_the_vendored_document_has_a_route_and_a_scope() -> None:
    spec = read_spec()
    routes = catalogue(spec).routes
    assert [route.operation for route in routes] == list(spec.operations)
    assert len(routes) == sum(len(item) for item in spec.document["paths"].values())
    assert all(re.fullmatch(r"[a-z_]+\.(read|write)", route.operation.scope) for route in routes)


def answering(schema: dict[str, Any], status: int = 200) -> dict[str, Any]:
    content = {"application/json": {"schema": schema}}
    return {"responses": {str(status): {"description": "", "content": content}}}


def test_what_an_operation_does_follows_from_its_path_and_what_it_answers() -> None:
    thing = {"$ref": "#/components/schemas/Thing"}
    label = {"type": "object", "properties": {"id": {"type": "string"}}}
    read_back = catalogue(
        read_spec(
            {
                "openapi": "3.0.3",
                "paths": {
                    "/things": {
                        "get": answering({"type": "array", "items": thing}),
                        "post": answering(thing, 201),
                        "delete": answering({"type": "object"}),
                    },
                    "/things/{id}": {"get": answering(thing), "put": answering(thing), "delete": answering(thing)},
                    "/things/{id}/archive": {"post": answering(thing)},
                    "/things/{id}/copies": {"post": answering(thing, 201)},
                    "/things/{id}/label": {"get": answering(label), "put": answering(label)},
                    "/things/count": {"get": answering({"type": "object"})},
                },
                "components": {"schemas": {"Thing": {"type": "object", "properties": {"id": {"type": "string"}}}}},
            }
        )
    )
    assert {route.operation.key: route.action for route in read_back.routes} == {
        "GET /things": "list",
        "POST /things": "create",
        "DELETE /things": "act",
        "GET /things/{id}": "get",
        "PUT /things/{id}": "update",
        "DELETE /things/{id}": "delete",
        "POST /things/{id}/archive": "update",
        "POST /things/{id}/copies": "create",
        "GET /things/{id}/label": "read",
        "PUT /things/{id}/label": "write",
        "GET /things/count": "read",
    }


@pytest.mark.parametrize(
    ("field", "format_", "labels"),
    [
        ("userId", "uuid", ["user", "company user"]),
        ("authorUserId", "uuid", ["user", "company user"]),
        ("surveyId", "", ["nps"]),
        ("plannerItemIds", "uuid", ["item"]),
        ("statusId", "uuid", ["tickets status"]),
        ("externalDeviceId", "uuid", []),
        ("requestId", "", []),
        ("serialId", "", []),
        ("identity", "uuid", []),
    ],
)
def test_an_id_refers_to_what_its_field_is_called_after(field: str, format_: str, labels: list[str]) -> None:
    found = catalogue(read_spec()).of_id_field(field, Schema(type="string", format=format_), "Tickets")
    assert [resource.label for resource in found] == labels


@pytest.mark.parametrize(
    ("description", "scope"),
    [
        ("Forbidden - Missing required scope (stock.admin)", "stock.admin"),
        ("Forbidden - missing required scope", "default.read"),
        ("", "default.read"),
    ],
)
def test_a_documented_scope_goes_before_the_rule(description: str, scope: str) -> None:
    raw = document({"type": "object"})
    raw["paths"]["/things"]["get"]["responses"]["403"] = {"description": description}
    assert read_spec(raw).operations[0].scope == scope


def test_an_error_is_shown_as_its_status_is_documented_or_its_hundred_or_any_other() -> None:
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


def test_what_answers_by_default_alone_is_no_error() -> None:
    answers = {"default": {"description": "", "content": {"application/json": {"schema": {"type": "array"}}}}}
    (operation,) = read_spec({"openapi": "3.0.3", "paths": {"/x": {"get": {"responses": answers}}}}).operations
    assert operation.success == {"type": "array"}
    assert operation.error(404) is None

"""Tests of generated instances: they follow their schema, as another validator sees it."""

from __future__ import annotations

from typing import Any

import pytest
from contract.examples import Examples, NoExampleError
from contract.instances import instances, reproducible
from contract.json_schema import is_valid, json_schema
from hypothesis import Phase, given
from hypothesis import strategies as st

COMPONENTS: dict[str, Any] = {
    "Colour": {"type": "string", "enum": ["red", "blue"]},
    "Tree": {
        "type": "object",
        "properties": {
            "name": {"type": "string"},
            "leaves": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}},
        },
        "required": ["name", "leaves"],
    },
    "Cat": {
        "type": "object",
        "properties": {"kind": {"type": "string"}, "lives": {"type": "integer"}},
        "required": ["kind"],
    },
    "Dog": {
        "type": "object",
        "properties": {"kind": {"type": "string"}, "tricks": {"type": "integer"}},
        "required": ["kind"],
    },
}
NAMED = {"type": "object", "properties": {"name": {"type": "string", "maxLength": 4}}, "required": ["name"]}
SCHEMAS: dict[str, Any] = {
    "string": {"type": "string", "minLength": 2, "maxLength": 4},
    "long string": {"type": "string", "minLength": 500, "maxLength": 510},
    "pattern": {"type": "string", "pattern": "^[A-Z]{2}-\\d+$", "maxLength": 9},
    "format": {"type": "string", "format": "uuid"},
    "multiple": {"type": "integer", "multipleOf": 7, "minimum": 10, "maximum": 100},
    "fraction": {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1e-3},
    "flags": {"type": "number", "minimum": 0, "exclusiveMinimum": True, "maximum": 1},
    "unique": {"type": "array", "items": {"$ref": "#/components/schemas/Colour"}, "minItems": 2, "uniqueItems": True},
    "map": {"type": "object", "additionalProperties": {"type": "integer"}, "minProperties": 2, "maxProperties": 4},
    "closed": {**NAMED, "additionalProperties": False},
    "nullable": {"allOf": [{"$ref": "#/components/schemas/Colour"}], "nullable": True},
    "null": {"oneOf": [{"$ref": "#/components/schemas/Colour"}, {"nullable": True}]},
    "all of": {
        "allOf": [NAMED, {"type": "object", "properties": {"name": {"minLength": 3}, "age": {"type": "integer"}}}]
    },
    "narrowed": {"allOf": [{"$ref": "#/components/schemas/Colour"}, {"enum": ["red"]}]},
    "beside one of": {
        **NAMED,
        "oneOf": [{"required": ["mail"], "properties": {"mail": {"type": "string"}}}, {"required": ["hook"]}],
    },
    "recursive": {"$ref": "#/components/schemas/Tree"},
    "const": {"type": "object", "properties": {"k": {"const": 3}}, "required": ["k"]},
    "types": {"type": ["string", "integer", "null"], "maxLength": 2},
    "tagged": {
        "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
        "discriminator": {"propertyName": "kind", "mapping": {"cat": "#/components/schemas/Cat"}},
    },
}


def examples_of(**components: Any) -> Examples:
    return Examples({"components": {"schemas": {**COMPONENTS, **components}}})


@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=SCHEMAS)
def test_instances_follow_schema(schema: Any) -> None:
    examples = examples_of()
    placed = {"x-at": "/schema", **schema}
    converted = json_schema(examples.document, placed)

    @reproducible(25, Phase.generate)
    @given(instances(examples, placed, beyond_spec=False))
    def follows(instance: Any) -> None:
        assert is_valid(converted, instance)

    follows()
    if not schema.keys() & {"uniqueItems", "minProperties"}:  # which the smallest instance ignores
        assert is_valid(converted, examples.of(placed))
    assert not examples.reductions


def drawn(examples: Examples, schema: Any, **options: Any) -> list[Any]:
    found: list[Any] = []

    @reproducible(50, Phase.generate)
    @given(st.data())
    def draw(data: st.DataObject) -> None:
        found.append(data.draw(instances(examples, {"x-at": "/schema", **schema}, **options)))

    draw()
    return found


def test_instances_go_beyond_spec() -> None:
    found = drawn(
        examples_of(), {**NAMED, "properties": {"name": {"$ref": "#/components/schemas/Colour"}}}, beyond_spec=True
    )
    assert any(item.keys() - {"name"} for item in found)
    assert {item["name"] for item in found} - {"red", "blue"}


def test_instances_have_tag_of_their_option() -> None:
    for item in drawn(examples_of(), SCHEMAS["tagged"], beyond_spec=True):
        assert item["kind"] in {"cat", "Dog"}


def test_instances_leave_out_read_only_fields() -> None:
    schema = {
        "type": "object",
        "properties": {"id": {"type": "string", "readOnly": True}, "name": {"type": "string"}},
        "required": ["id"],
    }
    found = drawn(examples_of(), schema, beyond_spec=False, leave_out="readOnly")
    assert {name for item in found for name in item} == {"name"}


def test_example_ends_recursion_by_other_option() -> None:
    again = {"$ref": "#/components/schemas/Again"}
    union = {"type": "object", "properties": {"v": {"oneOf": [again, {"type": "integer"}]}}, "required": ["v"]}
    assert examples_of(Again=union).of({"x-at": "/schema", **again}) == {"v": 1}


def test_schema_without_instance_is_reported() -> None:
    again = {"$ref": "#/components/schemas/Again"}
    endless = {"type": "object", "properties": {"v": again}, "required": ["v"]}
    with pytest.raises(NoExampleError, match="contains itself in every instance"):
        instances(examples_of(Again=endless), {"x-at": "/schema", **again}, beyond_spec=False)

"""Python code for schemas."""

from __future__ import annotations

import pytest
from documents import UUID, Json, document, ref
from generation.python_code import Schemas

KIND: Json = {"enum": ["a"], "type": "string"}
THING: Json = {"properties": {}, "required": [], "x-received-as": "Thing"}
SCHEMAS = Schemas(document({}, {"Kind": KIND, "ThingInput": THING}))
TEXT: Json = {"type": "string"}


@pytest.mark.parametrize(
    ("schema", "received", "sent"),
    [
        (TEXT, "str", "str"),
        ({**TEXT, "nullable": True}, "str | None", "str | None"),
        (UUID, "UUID", "UUID | str"),
        ({**TEXT, "format": "date-time"}, "datetime", "datetime"),
        ({**TEXT, "format": "email"}, "str", "str"),
        ({"type": "array", "items": UUID}, "list[UUID]", "Sequence[UUID | str]"),
        ({"type": "array"}, "list[Any]", "Sequence[Any]"),
        ({"type": "object", "additionalProperties": {"type": "integer"}}, "dict[str, int]", "Mapping[str, int]"),
        ({"type": "object", "additionalProperties": True}, "dict[str, Any]", "Mapping[str, Any]"),
        ({}, "Any", "Any"),
        ({"nullable": True}, "Any", "Any"),
        ({"oneOf": [TEXT, {}], "nullable": True}, "Any", "Any"),
        ({"oneOf": [TEXT, {"type": "number"}, TEXT], "nullable": True}, "str | float | None", "str | float | None"),
        ({**ref("Kind"), "nullable": True}, "Kind | None", "Kind | str | None"),
        (ref("ThingInput"), "ThingInput", "ThingInput | Thing"),
    ],
)
def test_annotation_is_wider_in_requests(schema: Json, received: str, sent: str) -> None:
    assert (SCHEMAS.annotation(schema, sent=False), SCHEMAS.annotation(schema, sent=True)) == (received, sent)


@pytest.mark.parametrize(
    ("schema", "code"),
    [
        ({**TEXT, "minLength": 1, "maxLength": 2, "nullable": True}, "Limits('string', nullable=True, min_length=1, max_length=2)"),
        ({"type": "array", "minItems": 1, "items": UUID}, "Limits('array', min_items=1, items=Limits('uuid'))"),
        ({"type": "number", "exclusiveMinimum": 0, "maximum": 1.5}, "Limits('number', maximum=1.5, exclusive_minimum=0)"),
        (ref("Kind"), "Limits('string')"),
        (ref("ThingInput"), "Limits('model')"),
        ({"oneOf": [TEXT, UUID]}, "Limits('union', options=(Limits('string'), Limits('uuid'),))"),
        ({"oneOf": [TEXT, {}]}, "Limits('any')"),
        ({"type": "object", "maxProperties": 2, "additionalProperties": {**TEXT, "maxLength": 3}}, "Limits('object', max_properties=2, values=Limits('string', max_length=3))"),
        ({**TEXT, "pattern": r"^\d+$"}, "Limits('string', pattern='^\\\\d+\\\\Z')"),
        ({**TEXT, "pattern": "^(a+)+$"}, "Limits('string')"),
        ({"type": "array", "uniqueItems": True}, "Limits('array', unique_items=True)"),
        ({"type": "integer", "multipleOf": 5}, "Limits('integer', multiple_of=5)"),
        ({}, "Limits('any')"),
    ],
)  # fmt: skip
def test_limits_of_schema(schema: Json, code: str) -> None:
    assert SCHEMAS.limits(schema) == code

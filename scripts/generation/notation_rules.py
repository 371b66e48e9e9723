"""Rules for schemas: one notation for each concept."""

from __future__ import annotations

from typing import Any, cast

from .document import Json, is_array, pointer
from .traversal import ANNOTATIONS, each_schema, without

_STRUCTURE = {"$ref", "type", "properties", "items", "enum", "oneOf", "anyOf", "additionalProperties", "const"}


def record_pointers(document: Json) -> Json:
    """Record the pointer of each schema with allOf, oneOf or anyOf, for problems that later rules report."""

    def record(value: Any, at: str) -> Any:
        if is_array(value):
            return [record(item, at + pointer(index)) for index, item in enumerate(value)]
        if not isinstance(value, dict):
            return value
        members = cast("Json", value)
        place = {"x-at": at} if any(is_array(members.get(key)) for key in ("allOf", "oneOf", "anyOf")) else {}
        return {key: record(item, at + pointer(key)) for key, item in members.items()} | place

    return cast("Json", record(document, ""))


def split_type_lists(document: Json) -> Json:
    """Turn a list of types (OpenAPI 3.1) into a union of one type each, and `null` in it into `nullable`."""

    def change(schema: Json) -> Json:
        types = schema.get("type")
        if not is_array(types):
            return schema
        kept = [kind for kind in dict.fromkeys(types) if kind != "null"]
        null = {"nullable": True} if "null" in types else {}
        if len(kept) == 1:
            return {**schema, **null, "type": kept[0]}
        if not kept:
            return {**schema, "type": "null"}
        own = {key: schema[key] for key in schema.keys() & {*ANNOTATIONS, "x-pointer"}}
        return {**own, **null, "oneOf": [_of_type(without(schema, *own), kind) for kind in kept]}

    return each_schema(document, change)


# Members that describe values of one type.
_OF_ONE_TYPE = {"properties": "object", "required": "object", "additionalProperties": "object", "items": "array"}


def _of_type(schema: Json, kind: str) -> Json:
    return {**{key: value for key, value in schema.items() if _OF_ONE_TYPE.get(key, kind) == kind}, "type": kind}


def unify_null(document: Json) -> Json:
    """Write every null as `nullable: true`; 3.1 has it as a type, a constant, an enum value and an option of a union."""

    def is_null(schema: Json) -> bool:
        # OpenAPI 3.0 has no type of null: an enum of null alone stands for it.
        only_null = schema.get("enum") in ([], [None])
        return schema.get("nullable") is True and (only_null or not schema.keys() & (_STRUCTURE | {"allOf"}))

    def change(schema: Json) -> Json:
        if schema.get("type") == "null" or ("const" in schema and schema["const"] is None):
            schema = {**without(schema, "type", "const"), "nullable": True}
        for key in ("oneOf", "anyOf"):
            if options := schema.get(key):
                kept = [option for option in options if not is_null(option)]
                null = {"nullable": True} if len(kept) < len(options) else {}
                schema = {**without(schema, key), **null, **({key: kept} if len(kept) > 1 else _with(schema, kept))}
        if None in (schema.get("enum") or []):
            schema = {**schema, "enum": [value for value in schema["enum"] if value is not None], "nullable": True}
        return schema

    return each_schema(document, change)


def _with(schema: Json, parts: list[Json]) -> Json:
    return {"allOf": [*schema.get("allOf", []), *parts]}


def unify_bounds(document: Json) -> Json:
    """Write exclusive bounds as numbers, as in 3.1 (in 3.0 they are flags), and lengths as integers."""

    def change(schema: Json) -> Json:
        for bound, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
            if schema.get(exclusive) is True and bound in schema:
                schema = {**without(schema, bound), exclusive: schema[bound]}
            elif isinstance(schema.get(exclusive), bool):
                schema = without(schema, exclusive)
        lengths = schema.keys() & {"minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"}
        return {**schema, **{name: int(schema[name]) for name in lengths}} if lengths else schema

    return each_schema(document, change)


# Members of a schema that the rules and the code read, beside the annotations. `x-at` is for problems.
_READ = {
    "$ref", "type", "format", "enum", "x-constant", "properties", "required", "additionalProperties", "items", "allOf",
    "oneOf", "anyOf", "minLength", "maxLength", "pattern", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
    "multipleOf", "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties", "x-at", "x-pointer", "x-tags",
    "x-subtypes", "x-names",
}  # fmt: skip


def strip_annotations(document: Json) -> Json:
    """Keep what the rules and the code read; defaults are kept as text only, because the server applies them.

    An only value that no enum in Python can have, such as true, becomes `x-constant`.
    """

    def change(schema: Json) -> Json:
        kept = {key: value for key, value in schema.items() if key in _READ | ANNOTATIONS}
        if schema.get("default") is not None:
            kept["x-default"] = schema["default"]
        enum: list[Any] = kept.pop("enum", [])
        values = [schema["const"]] if "const" in schema else enum
        if {type(value) for value in values} in ({str}, {int}):  # other values make no enum in Python
            kept["enum"] = list(dict.fromkeys(values))
        elif len(values) == 1 and isinstance(values[0], (bool, float)):
            kept["x-constant"] = values[0]
            kept.setdefault("type", "boolean" if isinstance(values[0], bool) else "number")
        return kept

    return each_schema(document, change)


# The values that an enum of a type has in Python, and the members that say something of other types only.
_VALUES = {"string": str, "integer": int, "number": int}
_OF_OTHERS = {
    "object": {"items", "enum", "format"},
    "array": {"properties", "required", "additionalProperties", "enum", "format"},
}


def keep_to_type(document: Json) -> Json:
    """Remove members that contradict the type, such as the properties of a string: no value has them."""

    def change(schema: Json) -> Json:
        kind = schema.get("type")
        if kind is None:
            return schema
        schema = without(schema, *_OF_OTHERS.get(kind, _OF_ONE_TYPE))
        enum = schema.get("enum")
        return without(schema, "enum") if enum and not isinstance(enum[0], _VALUES.get(kind, ())) else schema

    return each_schema(document, change)

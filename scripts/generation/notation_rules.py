"""Rules for schemas: one notation for each concept."""

from __future__ import annotations

from typing import Any, cast

from .document import Json, is_array, pointer
from .traversal import ANNOTATIONS, component, each_schema, each_subschema, report, schema_holders, without

_FIELDS = {"type", "properties", "required", "additionalProperties"}
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
        return schema.get("nullable") is True and not schema.keys() & (_STRUCTURE | {"allOf"})

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
        lengths = schema.keys() & {"minLength", "maxLength", "minItems", "maxItems"}
        return {**schema, **{name: int(schema[name]) for name in lengths}} if lengths else schema

    return each_schema(document, change)


def strip_annotations(document: Json) -> Json:
    """Remove titles and examples; keep defaults as text only, because the server applies them."""

    def change(schema: Json) -> Json:
        kept = without(schema, "title", "default", "example", "examples", "xml", "externalDocs", "const")
        if schema.get("default") is not None:
            kept["x-default"] = schema["default"]
        enum: list[Any] = kept.pop("enum", [])
        if {type(value) for value in enum} in ({str}, {int}):  # other values make no enum in Python
            kept["enum"] = list(dict.fromkeys(enum))
        return kept

    return each_schema(document, change)


def distribute_fields(document: Json) -> Json:
    """Give fields beside a union to each of its options; options that only require fields are left out."""

    def change(schema: Json) -> Json:
        key = next((key for key in ("oneOf", "anyOf") if key in schema), "")
        if not key or not schema.get("properties"):
            return schema
        fields = {name: schema[name] for name in _FIELDS & schema.keys()}
        options = [option for option in schema[key] if option.keys() - {"type", "required", *ANNOTATIONS}]
        if not options:
            return without(schema, key)
        place = {"x-at": schema.get("x-at", "")}
        union = [{"allOf": [fields, option], **place} for option in options]
        return {**without(schema, *_FIELDS), key: union}

    return each_schema(document, change)


def merge_all_of(document: Json) -> Json:
    """Replace each `allOf` by the one schema that it is equivalent to.

    openapi-python-client drops an enum combined with a description, and the fields of an object would be in several
    places.
    """
    received = {**document, "components": {"schemas": dict(document["components"]["schemas"])}}
    components: Json = document["components"]["schemas"]
    for name, schema in components.items():
        components[name] = _each_flat(received, schema, (name,))
    for holder in schema_holders(document):
        holder["schema"] = _each_flat(received, holder["schema"], ())
    document["x-problems"] = received.get("x-problems", [])
    return document


def _each_flat(document: Json, schema: Json, seen: tuple[str, ...]) -> Json:
    return each_subschema(schema, lambda part: _flat(document, part, seen))


def _flat(document: Json, schema: Json, seen: tuple[str, ...]) -> Json:
    """Merge a schema whose parts are merged already; `seen` are the components that it is in."""
    own = without(schema, "allOf", "x-at")
    if "allOf" not in schema:
        return own
    parts: list[Json] = [*schema["allOf"], own]
    structured = [part for part in parts if _STRUCTURE & part.keys()]
    annotations = {
        key: value
        for part in parts
        if part is own or part not in structured or "$ref" not in part
        for key, value in part.items()
        if key in ANNOTATIONS or key == "x-pointer"
    }
    if not structured or all(part == structured[0] for part in structured):
        limits = {key: value for part in parts if part not in structured for key, value in part.items()}
        return {**(structured[0] if structured else {}), **limits, **annotations}
    objects = [_as_one_object(document, part, seen) for part in structured]
    if all(found is not None for found in objects):
        return {**_merged(cast("list[Json]", objects)), **annotations}
    special = [part for part in structured if part.keys() & {"$ref", "enum"}]
    others = [part for part in structured if part not in special]
    if len(special) == 1 and all(part.keys() <= {"type", *ANNOTATIONS} for part in others):
        return {**special[0], **annotations}
    message = "allOf combines schemas that cannot be one object: use oneOf, or make every part an object"
    report(document, schema.get("x-at", ""), message)
    return annotations


def _as_one_object(document: Json, part: Json, seen: tuple[str, ...]) -> Json | None:
    """Return the object schema of a part, with every `allOf` in it merged, or None if it is not an object."""
    name = component(part)
    if name is None:
        is_object = part.get("type", "object") == "object" and not part.keys() & {"enum", "oneOf", "anyOf"}
        return part if is_object else None
    if name in seen:
        return None
    inner = (*seen, name)
    return _as_one_object(document, _each_flat(document, document["components"]["schemas"][name], inner), inner)


def _merged(parts: list[Json]) -> Json:
    properties: Json = {}
    for part in parts:
        for name, schema in part.get("properties", {}).items():
            known = properties.get(name)
            properties[name] = {**known, **schema} if known and not _STRUCTURE & schema.keys() else schema
    extra = [part["additionalProperties"] for part in parts if "additionalProperties" in part]
    required = dict.fromkeys(name for part in parts for name in part.get("required", []))
    merged: Json = {"type": "object", "properties": properties, "required": list(required)}
    return {**merged, "additionalProperties": extra[0]} if extra else merged

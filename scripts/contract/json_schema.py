"""Conversion of OpenAPI schemas to JSON Schema, and validation without quoting values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generation.document import Json, is_array, pointer
from openapi_schema_validator import OAS31Validator, oas31_format_checker

from contract.raw import flat, is_object

# Keywords that are copied. The others are converted or do not constrain a value.
_COPIED = (
    "type", "format", "pattern", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
    "multipleOf", "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties", "required", "const", "x-at",
)  # fmt: skip
# How often a component may contain itself before anything is allowed.
_MAX_DEPTH = 4


def json_schema(document: Json, schema: Json, inside: tuple[str, ...] = ()) -> Json:
    """Convert a schema to JSON Schema without references. Recursion ends with a schema that allows anything."""
    here = flat(document, schema)
    component = here["x-component"]
    if component and inside.count(component) > _MAX_DEPTH:
        return {}
    inside = (*inside, component) if component else inside
    made: Json = {**_bounded(here), **_composed(document, here, inside)}
    if here.get("enum"):
        made["enum"] = [*here["enum"], *([None] if here["nullable"] else [])]
    if here["nullable"] and isinstance(made.get("type"), str):
        made["type"] = [made["type"], "null"]
    return made


def _bounded(here: Json) -> Json:
    """Return the keywords for the value itself, with OpenAPI 3.0's exclusive flags as numbers."""
    made: Json = {key: here[key] for key in _COPIED if key in here}
    for bound, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if made.get(exclusive) is True:
            made[exclusive] = made.pop(bound)
        elif made.get(exclusive) is False:
            del made[exclusive]
    return made


def _composed(document: Json, here: Json, inside: tuple[str, ...]) -> Json:
    """Return the keywords for nested values."""
    made: Json = {}
    if "properties" in here:
        made["type"] = "object"
        made["properties"] = {name: json_schema(document, part, inside) for name, part in here["properties"].items()}
    for key in ("items", "additionalProperties"):
        if key in here:
            made[key] = json_schema(document, here[key], inside) if is_object(here[key]) else here[key]
    # The options of oneOf may overlap in practice, so one match is enough.
    options = [json_schema(document, part, inside) for key in ("oneOf", "anyOf") for part in here.get(key, [])]
    if options:
        made["anyOf"] = [*options, *([{"type": "null"}] if here["nullable"] else [])]
    return made


def violations(schema: Json, value: Any) -> Iterator[tuple[str, str, str]]:
    """Yield each violation: pointer into the value, pointer into the spec, and message.

    Messages never quote values, which may be confidential.
    """
    validator = OAS31Validator(schema, format_checker=oas31_format_checker)
    for error in validator.iter_errors(value):
        source = error.schema.get("x-at", "") if is_object(error.schema) else ""
        yield (
            pointer(*error.absolute_path),
            str(source),
            _message(str(error.validator), error.validator_value, error.instance),
        )
    yield from _undocumented(schema, value, "")


def _message(keyword: str, expected: Any, value: Any) -> str:
    match keyword:
        case "type":
            kinds = " or ".join(expected) if is_array(expected) else expected
            return f"is {_kind(value)}, not {kinds}"
        case "enum":
            shown = f" {value!r}" if isinstance(value, str) and len(value) <= 40 else ""  # noqa: PLR2004 - longer values may be texts
            return f"has a value{shown} that is not documented"
        case "required" if isinstance(value, dict):
            return f"lacks {', '.join(name for name in expected if name not in value)}"
        case "anyOf":
            return f"is {_kind(value)} and fits none of the documented forms"
        case _:
            return f"breaks {keyword} {expected}"


def _kind(value: Any) -> str:
    if value is None:
        return "null"
    names = {bool: "boolean", str: "string", int: "integer", float: "number", list: "array", dict: "object"}
    return names[type(value)]


def _undocumented(schema: Any, value: Any, at: str) -> Iterator[tuple[str, str, str]]:
    """Yield the fields that are not documented, for objects with documented fields."""
    if not is_object(schema):
        return
    properties: Json = schema.get("properties", {})
    if is_object(value):
        for name, item in value.items():
            if name in properties:
                yield from _undocumented(properties[name], item, at + pointer(name))
            elif properties and "additionalProperties" not in schema:
                yield at + pointer(name), f"{schema['x-at']}/properties", "is not documented"
    elif is_array(value):
        for index, item in enumerate(value):
            yield from _undocumented(schema.get("items"), item, at + pointer(index))

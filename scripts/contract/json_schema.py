"""Conversion of OpenAPI schemas to JSON Schema, and validation without quoting values."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from generation.document import Json, is_array, pointer
from openapi_schema_validator import OAS31Validator, oas31_format_checker

from contract import patterns
from contract.raw import flat, is_object, without_fields

# Keywords that are copied. The others are converted or do not constrain a value.
_COPIED = (
    "type", "format", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf",
    "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties", "required", "const", "x-at",
)  # fmt: skip
# The most schemas in one conversion. Beyond that, anything is allowed.
MAX_SCHEMAS = 20_000


def json_schema(document: Json, schema: Json, *, leave_out: str | None = None) -> Json:
    """Convert a schema and all that it refers to. Nested schemas are in `$defs`, so that recursion needs no end.

    Args:
        document: The document, for references.
        schema: The schema.
        leave_out: `readOnly` or `writeOnly`: the properties with this flag are left out.
    """
    conversion = _Conversion(document, leave_out)
    return {**conversion.converted(schema), "$defs": conversion.definitions()}


class _Conversion:
    def __init__(self, document: Json, leave_out: str | None) -> None:
        self._document = document
        self._leave_out = leave_out
        self._known: dict[str, Json] = {}
        self._names: dict[str, str] = {}
        self._waiting: list[tuple[str, Json]] = []

    def definitions(self) -> Json:
        """Convert the schemas that were referred to, and those that they refer to."""
        definitions: Json = {}
        while self._waiting:
            name, schema = self._waiting.pop()
            definitions[name] = self.converted(schema)
        return definitions

    def _flat(self, schema: Json) -> Json:
        return flat(self._document, schema, self._known)

    def converted(self, schema: Json) -> Json:
        here = without_fields(self._flat(schema), self._leave_out, self._flat)
        made: Json = {**_scalar_keywords(here), **self._nested_keywords(here)}
        if here.get("enum"):
            made["enum"] = [*here["enum"], *([None] if here["nullable"] else [])]
        if not here["nullable"]:
            return made
        if "const" in made:
            return {"anyOf": [made, {"type": "null"}], "x-at": here["x-at"]}
        if "type" in made:
            made["type"] = list({*(made["type"] if is_array(made["type"]) else [made["type"]]), "null"})
        return made

    def _nested_keywords(self, here: Json) -> Json:
        made: Json = {}
        if "properties" in here:
            made["type"] = "object"
            made["properties"] = {name: self._reference(part) for name, part in here["properties"].items()}
        for key in ("items", "additionalProperties"):
            if key in here:
                made[key] = self._reference(here[key]) if is_object(here[key]) else here[key]
        # The options of oneOf may overlap in practice, so one match is enough.
        null = [{"type": "null"}] if here["nullable"] else []
        unions = [{"anyOf": [*map(self._reference, union), *null], "x-at": here["x-at"]} for union in here["x-unions"]]
        if unions:
            made |= unions[0] if len(unions) == 1 else {"allOf": unions}
        return made

    def _reference(self, schema: Json) -> Json:
        key = json.dumps(schema, sort_keys=True, default=str)
        if key not in self._names:
            if len(self._names) >= MAX_SCHEMAS:
                return {}
            self._names[key] = str(len(self._names))
            self._waiting.append((self._names[key], schema))
        return {"$ref": f"#/$defs/{self._names[key]}"}


def _scalar_keywords(here: Json) -> Json:
    """Return the keywords for the value itself, with OpenAPI 3.0's exclusive flags as numbers."""
    made: Json = {key: here[key] for key in _COPIED if key in here}
    regex = patterns.compiled(str(here["pattern"])) if "pattern" in here else None
    if regex is not None:
        made["pattern"] = regex.pattern
    for bound, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if made.get(exclusive) is True and bound in made:
            made[exclusive] = made.pop(bound)
        elif isinstance(made.get(exclusive), bool):
            del made[exclusive]
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
    yield from _undocumented(schema, schema["$defs"], value, "")


def is_valid(schema: Json, value: Any) -> bool:
    """Return True if a value follows a converted schema."""
    return bool(OAS31Validator(schema).is_valid(value))


def _message(keyword: str, expected: Any, value: Any) -> str:
    match keyword:
        case "type":
            kinds = " or ".join(sorted(expected)) if is_array(expected) else expected
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


def _undocumented(schema: Any, definitions: Json, value: Any, at: str) -> Iterator[tuple[str, str, str]]:
    """Yield the fields that are not documented, for objects with documented fields."""
    while is_object(schema) and "$ref" in schema:
        schema = definitions[schema["$ref"].rsplit("/", 1)[-1]]
    if not is_object(schema):
        return
    properties: Json = schema.get("properties", {})
    if is_object(value):
        for name, item in value.items():
            if name in properties:
                yield from _undocumented(properties[name], definitions, item, at + pointer(name))
            elif properties and "additionalProperties" not in schema and not schema.keys() & {"anyOf", "allOf"}:
                yield at + pointer(name), f"{schema['x-at']}/properties", "is not documented"
    elif is_array(value):
        for index, item in enumerate(value):
            yield from _undocumented(schema.get("items"), definitions, item, at + pointer(index))

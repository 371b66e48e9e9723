"""Python code for schemas: annotations, code that reads and writes JSON, documented limits.

All functions take a normalised schema: `$ref` is a class, and null is written as `nullable`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, cast

from .document import Json, resolve
from .naming import snake_case
from .patterns import checked_pattern
from .traversal import options_of
from .union_code import Unions

# The members of a schema that limit values of a type, as `Limits` has them.
_BOUNDS = {
    "string": ("minLength", "maxLength"),
    "array": ("minItems", "maxItems"),
    "object": ("minProperties", "maxProperties"),
    "number": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
    "integer": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
}
_ANY = "Limits('any')"


def literal(value: Any) -> str:
    """Return a plain value as a Python literal that evaluates to exactly this value."""
    if value is None or isinstance(value, (str, bool, int)) or (isinstance(value, float) and math.isfinite(value)):
        return ascii(value)
    raise TypeError(f"no literal for {value!r}")


def types_of(annotation: str) -> list[str]:
    """Return the types that are joined in an annotation; those inside of brackets stay together."""
    types = [""]
    for part in annotation.split(" | "):
        joined = f"{types[-1]} | {part}" if types[-1] else part
        types[-1] = joined
        if joined.count("[") == joined.count("]"):
            types.append("")
    return types[:-1]


class Schemas:
    """The classes of a normalised document, and the code of schemas that refer to them."""

    def __init__(self, document: Json) -> None:
        self._document = document
        self.unions = Unions(self.target)

    def target(self, schema: Json) -> Json | None:
        """Return the component that a reference leads to."""
        return cast("Json", resolve(self._document, schema["$ref"])) if "$ref" in schema else None

    def annotation(self, schema: Json, *, sent: bool) -> str:
        """Return the type of a value; a request (`sent`) takes more types than a response has."""
        types = list(dict.fromkeys(self._types(schema, sent=sent)))
        return "Any" if "Any" in types else " | ".join(types)

    def _types(self, schema: Json, *, sent: bool) -> Iterator[str]:
        target = self.target(schema)
        if target is not None:
            yield class_name(schema)
            if sent and "enum" in target:
                yield "int" if target["type"] == "integer" else "str"
            if sent and "x-received-as" in target and not target.get("x-has-read-only"):
                yield target["x-received-as"]
        else:
            yield from self._plain_types(schema, sent=sent)
        if schema.get("nullable") is True:
            yield "None"

    def _plain_types(self, schema: Json, *, sent: bool) -> Iterator[str]:  # noqa: C901, PLR0912 - one case for each type
        options = schema.get("oneOf") or schema.get("anyOf")
        if options:
            for option in options:
                yield from self._types(option, sent=sent)
            return
        if schema.get("x-file") is True:
            yield "FileContent"
            return
        match schema.get("type"), schema.get("format"):
            case "string", "uuid":
                yield from ("UUID", "str") if sent else ("UUID",)
            case "string", "date-time":
                yield "datetime"
            case "string", "date":
                yield "date"
            case "string", _:
                yield "str"
            case "number", _:
                yield "float"
            case "integer", _:
                yield "int"
            case "boolean", _:
                yield "bool"
            case "array", _:
                yield f"{'Sequence' if sent else 'list'}[{self.annotation(schema.get('items', {}), sent=sent)}]"
            case "object", _:
                values = schema.get("additionalProperties")
                inner = self.annotation(cast("Json", values), sent=sent) if isinstance(values, dict) else "Any"
                yield f"{'Mapping' if sent else 'dict'}[str, {inner}]"
            case _:
                yield "Any"

    def read(self, schema: Json, value: str) -> str | None:
        """Return an expression that reads non-null JSON, given as an expression; None if JSON is the value."""
        if "enum" in (self.target(schema) or {}):
            return f"read_member({class_name(schema)}, {value})"
        reader = self.reader(schema)
        if reader is None:
            return None
        if reader.startswith("array_reader("):
            return f"read_items({reader.removeprefix('array_reader(').removesuffix(')')}, {value})"
        if reader.startswith("object_reader("):
            return f"read_values({reader.removeprefix('object_reader(').removesuffix(')')}, {value})"
        return f"{reader}({value})"

    def reader(self, schema: Json) -> str | None:  # noqa: PLR0911 - one case for each type
        """Return the name or call of a function that reads non-null JSON; None if JSON is the value."""
        target = self.target(schema)
        if target is not None:
            return class_name(schema) if "enum" in target else f"{class_name(schema)}.from_dict"
        options: list[Json] = schema.get("oneOf") or schema.get("anyOf") or []
        if options:
            return f"union_reader({', '.join(self.unions.option_readers(options, self.reader_with_null))})"
        match schema.get("type"), schema.get("format"):
            case "string", "uuid":
                return "read_uuid"
            case "string", "date-time":
                return "read_datetime"
            case "string", "date":
                return "read_date"
            case "array", _:
                inner = self.reader_with_null(schema.get("items", {}))
                return "read_array" if inner is None else f"array_reader({inner})"
            case "object", _:
                values = schema.get("additionalProperties")
                inner = self.reader_with_null(cast("Json", values)) if isinstance(values, dict) else None
                return "read_object" if inner is None else f"object_reader({inner})"
            case _:
                return None

    def reader_with_null(self, schema: Json) -> str | None:
        """Return the reader of JSON that may be null; None if JSON is the value."""
        reader = self.reader(schema)
        return f"nullable_reader({reader})" if reader and schema.get("nullable") is True else reader

    def writer(self, schema: Json, value: str) -> str:
        """Return an expression that writes a value, given as an expression, as JSON."""
        code = self._writer(schema, value)
        return f"None if {value} is None else {code}" if code != value and schema.get("nullable") is True else code

    def _writer(self, schema: Json, value: str) -> str:  # noqa: PLR0911 - one case for each type
        target = self.target(schema)
        if target is not None:
            if "enum" in target:
                return f"write_json({value})"  # Also for an enum of the caller's own, whose str() is its name.
            return f"{value}.to_dict()"
        if _has_file(schema):
            return value  # What writes the form reads it.
        if schema.get("oneOf") or schema.get("anyOf"):
            return f"write_json({value})"
        match schema.get("type"), schema.get("format"):
            case "string", "uuid":
                return f"write_json({value})"
            case "string", "date-time":
                return f"write_datetime({value})"
            case "string", "date":
                return f"{value}.isoformat()"
            case "array", _:
                inner = self.writer(schema.get("items", {}), "item")
                return f"write_json({value})" if inner == "item" else f"[{inner} for item in {value}]"
            case "object", _:
                values = schema.get("additionalProperties")
                inner = self.writer(cast("Json", values), "item") if isinstance(values, dict) else "item"
                return (
                    f"write_object({value})"
                    if inner == "item"
                    else f"{{key: {inner} for key, item in {value}.items()}}"
                )
            case _:
                return value

    def only_value(self, schema: Json) -> str | None:
        """Return the code of the only allowed value of a field, None if there are more."""
        values = self.unions.allowed_values(schema)
        if len(values) != 1:
            return None
        members: list[tuple[str, Any]] = (self.target(schema) or {}).get("x-members", [])
        return next((f"{class_name(schema)}.{name}" for name, _ in members), literal(values[0]))

    def limits(self, schema: Json) -> str:
        """Return a call of `Limits` with the documented limits of a value."""
        kind, arguments = self._limits(schema)
        nullable = {"nullable": "True"} if schema.get("nullable") is True else {}
        given = "".join(f", {name}={value}" for name, value in (nullable | arguments).items())
        return f"Limits({literal(kind)}{given})"

    def _limits(self, schema: Json) -> tuple[str, dict[str, str]]:
        """Return the kind of a value and the arguments of its limits."""
        target = self.target(schema)
        if target is not None and "enum" in target:
            return "integer" if target["type"] == "integer" else "string", {}
        if target is not None:
            return "model", {"read_only": "True"} if target.get("x-has-read-only") else {}
        if options := options_of(schema):
            codes = list(dict.fromkeys(self.limits(option) for option in options))
            return ("any", {}) if _ANY in codes else ("union", {"options": f"({', '.join(codes)},)"})
        if schema.get("x-file") is True:
            return "file", {}
        kind: str = schema.get("type", "any")
        if kind == "string" and schema.get("format") in {"uuid", "date-time", "date"}:
            return schema["format"], {}
        arguments = {snake_case(name): literal(schema[name]) for name in _BOUNDS.get(kind, ()) if name in schema}
        if kind == "string" and (pattern := checked_pattern(schema)):
            arguments["pattern"] = literal(pattern)
        if kind == "array" and schema.get("uniqueItems") is True:
            arguments["unique_items"] = "True"
        inner = schema.get({"array": "items", "object": "additionalProperties"}.get(kind, ""))
        if isinstance(inner, dict) and (code := self.limits(cast("Json", inner))) != _ANY:
            arguments["items" if kind == "array" else "values"] = code
        return kind, arguments

    def classes(self, schema: Json) -> set[str]:
        """Return the classes that the code of a schema names."""
        target = self.target(schema)
        if target is not None:
            return {name for name in self._types(schema, sent=True) if name not in {"None", "int", "str"}}
        values = schema.get("additionalProperties")
        inner = [schema.get("items"), values, *schema.get("oneOf", []), *schema.get("anyOf", [])]
        return {name for part in inner if isinstance(part, dict) for name in self.classes(cast("Json", part))}


def _has_file(schema: Json) -> bool:
    """Return whether a value may be a file of a form, or a list of them."""
    parts = [*schema.get("oneOf", []), *schema.get("anyOf", []), *([schema["items"]] if "items" in schema else [])]
    return schema.get("x-file") is True or any(map(_has_file, parts))


def class_name(schema: Json) -> str:
    return str(schema["$ref"]).rsplit("/", 1)[-1]

"""Describe the arguments of operations as Python code: their types, defaults and documentation."""

from __future__ import annotations

from dataclasses import dataclass

from .docstrings import value_text
from .document import Json
from .python_code import Schemas, class_name, literal, types_of


@dataclass(frozen=True)
class ArgumentCode:
    """An argument of a function: `declaration` has its type and default, `text` its documentation."""

    name: str
    declaration: str
    text: str
    by_position: bool = False


def parameter_argument(schemas: Schemas, parameter: Json, *, is_page: bool) -> ArgumentCode:
    """Describe the argument of a parameter: None leaves it out, because a URL cannot express null."""
    schema = {**parameter["schema"], "nullable": False}
    annotation = "int" if is_page else schemas.annotation(schema, sent=True)
    if annotation != "Any" and any("properties" in (schemas.target(option) or {}) for option in _options(schema)):
        annotation = " | ".join(dict.fromkeys([*types_of(annotation), "Mapping[str, Any]"]))
    if not parameter["required"]:
        annotation = "Any = None" if annotation == "Any" else f"{annotation} | None = None"
    elif parameter["in"] != "path" and (only := schemas.only_value(schema)):
        annotation = f"{annotation} = {only}"
    return ArgumentCode(
        parameter["name"],
        f"{parameter['name']}: {annotation}",
        argument_text(schemas, parameter["name"], parameter["schema"]),
        by_position=parameter["in"] == "path",
    )


def _options(schema: Json) -> list[Json]:
    """Return the options of a union, those of the unions in it too; the schema itself if it is none."""
    options = [*schema.get("oneOf", []), *schema.get("anyOf", [])]
    return [inner for option in options for inner in _options(option)] if options else [schema]


def parameter_code(schemas: Schemas, parameter: Json) -> str:
    schema = {**parameter["schema"], "nullable": False}
    style = f", style={style_code(*parameter['x-style'])}" if parameter["x-style"] else ""
    return (
        f"Parameter({literal(parameter['name'])}, {literal(schema['x-wire'])}, {literal(parameter['in'])}, "
        f"{schemas.limits(schema)}, required={parameter['required']}{style})"
    )


def style_code(name: str, explode: bool, allow_reserved: bool) -> str:
    arguments = [literal(name), *(["explode=True"] if explode else []), *(["allow_reserved=True"] if allow_reserved else [])]  # fmt: skip
    return f"ParameterStyle({', '.join(arguments)})"


def page_parameter(parameters: list[Json]) -> Json | None:
    """Return the parameter that a pager sets; it overrides a required or non-numeric one in the query."""
    for parameter in parameters:
        schema: Json = parameter["schema"]
        if (
            (parameter["in"], schema["x-wire"], parameter["required"]) == ("query", "page", False)
            and schema.get("type") in {"number", "integer"}
            and "enum" not in schema
        ):
            return parameter
    return None


def argument_text(schemas: Schemas, name: str, schema: Json) -> str:
    """Return the documentation of an argument: without any in the document, the kind of value and the wire name."""
    wire = schema["x-wire"]
    sent_as = "" if wire == name else f", sent as `{wire}`"
    return value_text(schema) or f"{_kind(schemas, schema)}{sent_as}."


# Kinds of values by format, or else by type.
_KINDS = {
    "uuid": "A UUID",
    "date-time": "A time with a time zone",
    "date": "A date",
    "string": "A string",
    "number": "A number",
    "integer": "A whole number",
    "boolean": "True or False",
    "array": "A list",
    "object": "A mapping",
}
_MOST_VALUES = 8


def _kind(schemas: Schemas, schema: Json) -> str:
    target = schemas.target(schema) or {}
    if 0 < len(target.get("enum", [])) <= _MOST_VALUES:
        return "One of " + ", ".join(f"`{value}`" for value in target["enum"])
    if target:
        return f"A value of `{class_name(schema)}`" if "enum" in target else f"A `{class_name(schema)}`"
    return _KINDS.get(schema.get("format", "")) or _KINDS.get(schema.get("type", ""), "Any value")

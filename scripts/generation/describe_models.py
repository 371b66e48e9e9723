"""Describe models and enums as Python code."""

from __future__ import annotations

from dataclasses import dataclass

from .docstrings import docstring, sentence, value_text
from .document import Json
from .naming import in_words, module_name
from .python_code import Schemas, literal


@dataclass(frozen=True)
class FieldCode:
    """A field of a model: `optional` if it may be absent, `always` if it is written in any case."""

    name: str
    declaration: str
    read: str
    wire: str
    write: str
    optional: bool
    always: bool
    limits: str


@dataclass(frozen=True)
class ModelCode:
    """A model, for `model.py.jinja`."""

    name: str
    docstring: str
    sent: bool
    fields: list[FieldCode]
    tracks_absence: bool
    early_imports: dict[str, str]
    late_imports: dict[str, str]


@dataclass(frozen=True)
class EnumCode:
    """An enum, for `str_enum.py.jinja` and `int_enum.py.jinja`."""

    name: str
    docstring: str
    of_integers: bool
    members: list[tuple[str, str]]


def model_codes(schemas: Schemas, models: Json) -> dict[str, ModelCode]:
    """Describe every model."""
    mentions = {name: _mentions(schemas, schema) - {name} for name, schema in models.items()}
    cycles = _cycles(mentions)
    return {name: _model(schemas, name, schema, mentions[name], cycles[name]) for name, schema in models.items()}


def _model(schemas: Schemas, name: str, schema: Json, mentions: set[str], cycle: set[str]) -> ModelCode:
    sent = schema.get("x-sent") is True
    required = set(schema["required"])
    properties: dict[str, Json] = schema["properties"]
    ordered = sorted(properties, key=lambda field: field not in required)
    described = [(field, text) for field in ordered if (text := value_text(properties[field]))]
    received_as = schema.get("x-received-as")
    return ModelCode(
        name=name,
        docstring=docstring(
            sentence(schema.get("description") or _title(name)),
            f"The request form of `{received_as}`." if received_as else "",
            [("Attributes", described)],
        ),
        sent=sent,
        fields=[
            field_code(schemas, field, properties[field], required=field in required, sent=sent) for field in ordered
        ],
        tracks_absence=not sent and len(required) < len(properties),
        early_imports={other: f".{module_name(other)}" for other in sorted(mentions - cycle)},
        late_imports={other: f".{module_name(other)}" for other in sorted(mentions & cycle)},
    )


def field_code(schemas: Schemas, name: str, schema: Json, *, required: bool, sent: bool) -> FieldCode:
    """Describe a field. An absent one is UNSET in a request model, and None in a response model."""
    nullable = schema.get("nullable") is True
    return FieldCode(
        name=name,
        declaration=_declaration(schemas, name, schema, required=required, sent=sent),
        read=_read(schemas, schema, required=required, absent="UNSET" if sent else "None"),
        wire=literal(schema["x-wire"]),
        write=_written(schemas, schema, f"self.{name}", nullable=nullable, sent=sent),
        optional=not required,
        always=required or not sent,
        limits=schemas.limits(schema),
    )


def _declaration(schemas: Schemas, name: str, schema: Json, *, required: bool, sent: bool) -> str:
    annotation = schemas.annotation(schema, sent=sent)
    if required:
        return f"{name}: {annotation}"
    bare = annotation.removesuffix(" | None")
    absent = ["Unset"] if sent else []
    null = ["None"] if schema.get("nullable") is True or not sent else []
    kinds = [bare] if bare == "Any" else [bare, *absent, *null]
    return f"{name}: {' | '.join(kinds)} = {'UNSET' if sent else 'None'}"


def _read(schemas: Schemas, schema: Json, *, required: bool, absent: str) -> str:
    wire, nullable = literal(schema["x-wire"]), schema.get("nullable") is True
    if schemas.reader(schema) is None:
        if required:
            return f"data[{wire}]"
        return f"data.get({wire})" if absent == "None" else f"data.get({wire}, {absent})"
    if required:
        return _null_or(schemas, schema, f"data[{wire}]", nullable=nullable)
    if nullable and absent == "None":
        return _null_or(schemas, schema, f"data.get({wire})", nullable=True)
    inner = _null_or(schemas, schema, f"data[{wire}]", nullable=nullable)
    return f"(({inner}) if {wire} in data else {absent})" if nullable else f"({inner} if {wire} in data else {absent})"


def _null_or(schemas: Schemas, schema: Json, value: str, *, nullable: bool) -> str:
    if nullable:
        return f"None if (value := {value}) is None else {schemas.read(schema, 'value')}"
    return str(schemas.read(schema, value))


def _written(schemas: Schemas, schema: Json, value: str, *, nullable: bool, sent: bool) -> str:
    code = schemas.writer({**schema, "nullable": False}, value)
    if code != value and not sent:
        # A value that broke its schema when it was read is of any type.
        return f"write_json({value})"
    return code if code == value or not nullable else f"None if {value} is None else {code}"


def _mentions(schemas: Schemas, schema: Json) -> set[str]:
    return {name for field in schema["properties"].values() for name in schemas.classes(field)}


def _cycles(graph: dict[str, set[str]]) -> dict[str, set[str]]:
    """Map each class to the others that lead back to it: their modules import each other."""
    reach: dict[str, set[str]] = {}
    for start, direct in graph.items():
        found: set[str] = set()
        todo = list(direct)
        while todo:
            name = todo.pop()
            if name not in found:
                found.add(name)
                todo.extend(graph.get(name, ()))
        reach[start] = found
    return {name: {other for other in found if name in reach.get(other, ())} for name, found in reach.items()}


def enum_code(name: str, schema: Json) -> EnumCode:
    """Describe an enum."""
    return EnumCode(
        name=name,
        docstring=docstring(
            sentence(schema.get("description") or _title(name)),
            "Values that the spec does not list are kept; `is_known` is False for them.",
        ),
        of_integers=schema["type"] == "integer",
        members=[(member, literal(value)) for member, value in schema["x-members"]],
    )


def _title(class_name: str) -> str:
    text = in_words(class_name)
    return text[0].upper() + text[1:]

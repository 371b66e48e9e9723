"""Describe models and enums as Python code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from .docstrings import as_deprecated, docstring, sentence, value_text
from .document import Json
from .naming import in_words, module_name
from .python_code import Schemas, literal
from .traversal import subschemas


@dataclass(frozen=True)
class FieldCode:
    """A field of a model: `optional` if it may be absent, `always` if it is written in any case.

    `reader` is the name and code of a reader that is made once, or None.
    """

    name: str
    declaration: str
    reader: tuple[str, str] | None
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
    extra: FieldCode
    tracks_absence: bool
    has_optional: bool
    early_imports: dict[str, str]
    late_imports: dict[str, str]


@dataclass(frozen=True)
class EnumCode:
    """An enum, for `str_enum.py.jinja` and `int_enum.py.jinja`."""

    name: str
    docstring: str
    of_integers: bool
    members: list[tuple[str, str]]


def model_codes(schemas: Schemas, models: Json, used: dict[str, str]) -> dict[str, ModelCode]:
    """Describe every model.

    Args:
        schemas: The schemas of the document.
        models: The models among them, by name.
        used: Where each class is used, for those without a description.
    """
    mentions = {name: _mentions(schemas, schema) - {name} for name, schema in models.items()}
    cycles = _cycles(mentions)
    return {
        name: _model(schemas, name, schema, used.get(name, ""), mentions[name], cycles[name])
        for name, schema in models.items()
    }


def _model(  # noqa: PLR0917 - what is known of a model
    schemas: Schemas, name: str, schema: Json, used: str, mentions: set[str], cycle: set[str]
) -> ModelCode:
    sent = schema.get("x-sent") is True
    required = set(schema["required"])
    properties: dict[str, Json] = schema["properties"]
    ordered = sorted(properties, key=lambda field: field not in required)
    described = [(field, text) for field in ordered if (text := value_text(properties[field]))]
    received_as = schema.get("x-received-as")
    tracks_absence, has_optional = not sent and bool(properties), len(required) < len(properties)
    return ModelCode(
        name=name,
        docstring=docstring(
            _described(name, schema, used),
            f"The request form of `{received_as}`." if received_as else "",
            [("Attributes", described)],
        ),
        sent=sent,
        fields=[
            field_code(schemas, field, properties[field], required=field in required, sent=sent) for field in ordered
        ],
        extra=_extra(schemas, schema, sent=sent, has_shapes=tracks_absence and has_optional),
        tracks_absence=tracks_absence,
        has_optional=has_optional,
        early_imports={other: f".{module_name(other)}" for other in sorted(mentions - cycle)},
        late_imports={other: f".{module_name(other)}" for other in sorted(mentions & cycle)},
    )


def _described(name: str, schema: Json, used: str) -> str:
    text = sentence(schema.get("description") or used or _title(name))
    return as_deprecated(text) if schema.get("deprecated") is True else text


def field_code(schemas: Schemas, name: str, schema: Json, *, required: bool, sent: bool) -> FieldCode:
    """Describe a field. An absent one is UNSET in a request model, and None in a response model."""
    nullable = schema.get("nullable") is True
    reader = _reader_made_once(schemas, name, schema)
    return FieldCode(
        name=name,
        declaration=_declaration(schemas, name, schema, required=required, sent=sent),
        reader=reader,
        read=_read(schemas, schema, reader, required=required, absent="UNSET" if sent else "None"),
        wire=literal(schema["x-wire"]),
        write=_written(schemas, schema, f"self.{name}", nullable=nullable, sent=sent),
        optional=not required,
        always=required or not sent,
        limits=schemas.limits(schema),
    )


def _reader_made_once(schemas: Schemas, name: str, schema: Json) -> tuple[str, str] | None:
    """Return the name and code of a reader that takes too long to be made for each object."""
    reader = schemas.reader(schema)
    return (f"_READ_{name.upper()}", reader) if reader and "union_reader(" in reader else None


def _extra(schemas: Schemas, model: Json, *, sent: bool, has_shapes: bool) -> FieldCode:
    """Describe the field with the fields that the schema does not name: of any type, or of the one documented for them.

    Args:
        schemas: The schemas of the document.
        model: The schema of the model.
        sent: Whether it is a request model.
        has_shapes: Whether `from_dict` has looked up the names of the `unknown` fields, because some are optional.
    """
    values = model.get("additionalProperties")
    schema = cast("Json", values) if isinstance(values, dict) else {}
    kind = f"dict[str, {schemas.annotation(schema, sent=sent)}]"
    reader = schemas.reader_with_null(schema)
    known = "{} if len(data) == len(_FIELDS) else " if len(model["required"]) == len(model["properties"]) else ""
    constant = ("_READ_ADDITIONAL_PROPERTIES", reader) if reader and "union_reader(" in reader else None
    made_once = constant[0] if constant else reader
    if has_shapes:
        value = f"{made_once}(data[name])" if reader else "data[name]"
        read = f"{{name: {value} for name in unknown}} if unknown else {{}}"
    else:
        read = f"unknown_values({made_once}, data, _FIELDS)" if reader else "unknown_fields(data, _FIELDS)"
    name = "additional_properties"
    plain = "dict(self.additional_properties)"
    return FieldCode(
        name=name,
        declaration=f"{name}: {kind} = field(factory=dict[str, Any])",
        reader=constant,
        read=known + read,
        wire="",
        write="write_object(self.additional_properties) if self.additional_properties else {}"
        if sent or reader
        else plain,
        optional=True,
        always=False,
        limits=schemas.limits({"type": "object", "additionalProperties": schema}) if schema else "",
    )


def _declaration(schemas: Schemas, name: str, schema: Json, *, required: bool, sent: bool) -> str:
    annotation = schemas.annotation(schema, sent=sent)
    if required:
        fixed = schemas.only_value(schema) if sent else None
        if fixed is None and sent and isinstance(schema.get("x-default"), str):
            fixed = literal(schema["x-default"])
        return f"{name}: {annotation}" + (f" = {fixed}" if fixed else "")
    bare = annotation.removesuffix(" | None")
    absent = ["Unset"] if sent else []
    null = ["None"] if schema.get("nullable") is True or not sent else []
    kinds = [bare] if bare == "Any" else [bare, *absent, *null]
    return f"{name}: {' | '.join(kinds)} = {'UNSET' if sent else 'None'}"


def _read(schemas: Schemas, schema: Json, reader: tuple[str, str] | None, *, required: bool, absent: str) -> str:
    wire, nullable = literal(schema["x-wire"]), schema.get("nullable") is True

    def read(value: str) -> str | None:
        return f"{reader[0]}({value})" if reader else schemas.read(schema, value)

    def null_or(value: str, *, nullable: bool) -> str:
        return f"None if (value := {value}) is None else {read('value')}" if nullable else str(read(value))

    if schemas.reader(schema) is None:
        if required:
            return f"data[{wire}]"
        return f"data.get({wire})" if absent == "None" else f"data.get({wire}, {absent})"
    if required:
        return null_or(f"data[{wire}]", nullable=nullable)
    if nullable and absent == "None":
        return null_or(f"data.get({wire})", nullable=True)
    inner = null_or(f"data[{wire}]", nullable=nullable)
    return f"(({inner}) if {wire} in data else {absent})" if nullable else f"({inner} if {wire} in data else {absent})"


def _written(schemas: Schemas, schema: Json, value: str, *, nullable: bool, sent: bool) -> str:
    code = schemas.writer({**schema, "nullable": False}, value)
    if code != value and not sent:
        # A value that broke its schema when it was read is of any type.
        return f"write_json({value})"
    return code if code == value or not nullable else f"None if {value} is None else {code}"


def _mentions(schemas: Schemas, schema: Json) -> set[str]:
    return {name for part in subschemas(schema) for name in schemas.classes(part)}


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


def enum_code(name: str, schema: Json, used: str) -> EnumCode:
    """Describe an enum; `used` says where it is used."""
    return EnumCode(
        name=name,
        docstring=docstring(
            sentence(schema.get("description") or used or _title(name)),
            "Values that the spec does not list are kept; `is_known` is False for them.",
        ),
        of_integers=schema["type"] == "integer",
        members=[(member, literal(value)) for member, value in schema["x-members"]],
    )


def _title(class_name: str) -> str:
    text = in_words(class_name)
    return text[0].upper() + text[1:]

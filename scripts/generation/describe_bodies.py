"""Describe request bodies as Python code: one argument, or each field of an object as an argument."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .describe_arguments import ArgumentCode, argument_text, style_code
from .describe_models import field_code
from .docstrings import value_text
from .document import Json
from .media_types import MULTIPART, bare, is_form, is_json, is_text
from .naming import RESERVED_IN_OPERATIONS, unique_names
from .python_code import Schemas, class_name, literal, types_of


@dataclass(frozen=True)
class BodyCode:
    """A request body.

    Attributes:
        limits: The limits of a body that is JSON only, else None.
        media: The media type of that body.
        forms: The bodies of other media types, or of several.
        argument: The argument of the functions.
        choice: The argument that chooses one of several media types.
        model: The class whose fields are arguments of the resource method, else None.
        fields: Those arguments by the names of the fields.
    """

    limits: str | None
    media: str
    forms: list[str]
    argument: ArgumentCode
    choice: ArgumentCode | None
    model: str | None
    fields: list[tuple[str, ArgumentCode]]


def body_code(schemas: Schemas, operation: Json, given: list[ArgumentCode]) -> BodyCode | None:
    """Describe the body and its fields as arguments, with other names than the `given` arguments."""
    if "requestBody" not in operation:
        return None
    content: Json = operation["requestBody"]["content"]
    media = next(iter(content))
    schema: Json = content[media]["schema"]
    target = schemas.target(schema) if _is_one_object(content) else None
    model = class_name(schema) if target and "properties" in target else None
    properties: Json = target["properties"] if model and target else {}
    parameters = [("parameter", argument.name) for argument in given]
    names = unique_names(
        [*parameters, *(("field", field) for field in properties), *([("choice", "content_type")] if len(content) > 1 else [])],
        lambda key: key[1],
        spelled=lambda key: key[1],
        reserved=RESERVED_IN_OPERATIONS - {"body"},
    )  # fmt: skip
    fields: list[tuple[str, ArgumentCode]] = []
    for field in sorted(properties, key=lambda f: target is not None and f not in target["required"]):
        name, required = names["field", field], target is not None and field in target["required"]
        code = field_code(schemas, field, properties[field], required=required, sent=True)
        text = argument_text(schemas, name, properties[field])
        fields.append((field, ArgumentCode(name, name + code.declaration.removeprefix(field), text)))
    annotation = _union(annotation for name, holder in content.items() for annotation in _annotations(schemas, name, holder))  # fmt: skip
    optional = "" if operation["requestBody"]["required"] else " = UNSET" if annotation == "Any" else " | Unset = UNSET"
    is_plain = len(content) == 1 and is_json(media)
    return BodyCode(
        limits=_limits(schemas, media, schema) if is_plain else None,
        media=literal(media),
        forms=[] if is_plain else [_form(schemas, name, holder) for name, holder in content.items()],
        argument=ArgumentCode("body", f"body: {annotation}{optional}", value_text(schema) or "The request body."),
        choice=_choice(names["choice", "content_type"], content) if len(content) > 1 else None,
        model=model,
        fields=fields,
    )


def _is_one_object(content: Json) -> bool:
    """Return whether all media types are ways to write the same schema."""
    schemas = [holder["schema"] for holder in content.values()]
    return all(is_json(media) or is_form(media) for media in content) and all(s == schemas[0] for s in schemas)


def _annotations(schemas: Schemas, media: str, holder: Json) -> list[str]:
    if is_json(media) or is_form(media):
        return types_of(schemas.annotation(holder["schema"], sent=True))
    return ["str", "FileContent"] if is_text(media) else ["FileContent"]


def _union(annotations: Iterable[str]) -> str:
    types = list(dict.fromkeys(annotations))
    return "Any" if "Any" in types else " | ".join(types)


def _limits(schemas: Schemas, media: str, schema: Json) -> str:
    if is_json(media) or is_form(media):
        return schemas.limits(schema)
    if not is_text(media):
        return "Limits('file')"
    limits = schemas.limits(schema)
    return limits.replace("'string'", "'text'", 1) if limits.startswith("Limits('string'") else "Limits('text')"


def _form(schemas: Schemas, media: str, holder: Json) -> str:
    target = schemas.target(holder["schema"]) or {}
    known = {field["x-wire"] for field in target.get("properties", {}).values()}
    encodings: Json = holder["x-encoding"] if is_form(media) else {}
    is_multipart = bare(media) == MULTIPART
    fields = [
        f"{literal(name)}: {code}"
        for name, encoding in encodings.items()
        if (name in known or not known) and (code := _field(encoding, is_multipart=is_multipart))
    ]
    more = f", {{{', '.join(fields)}}}" if fields else ""
    return f"BodyFormat({literal(media)}, {_limits(schemas, media, holder['schema'])}{more})"


def _field(encoding: Json, *, is_multipart: bool) -> str | None:
    """Return the code of a field that is not sent as usual. Styles are those of urlencoded forms."""
    if not is_multipart and encoding.keys() & {"style", "explode", "allowReserved"}:
        style = encoding.get("style", "form")
        explode = encoding.get("explode", style == "form")
        return f"FieldEncoding(style={style_code(style, explode, encoding.get('allowReserved') is True)})"
    if "contentType" in encoding:
        return f"FieldEncoding(content_type={literal(encoding['contentType'])})"
    return None


def _choice(name: str, content: Json) -> ArgumentCode:
    usual, *_ = kinds = [literal(media) for media in content]
    return ArgumentCode(
        name, f"{name}: Literal[{', '.join(kinds)}] = {usual}", "The media type that the body is sent in."
    )

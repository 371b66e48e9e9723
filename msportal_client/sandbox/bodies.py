"""Read the bodies of requests by their media types: JSON, forms, texts and files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any, cast

from .json_text import UnreadableBodyError, decode_body
from .parameters import read_form, split_query
from .spec import BodyType, Schema, flat

__all__ = ["body_type_of", "read_body"]

_MAX_FIELDS = 1000


def body_type_of(body_types: Sequence[BodyType], content_type: str) -> BodyType | None:
    """Return the documented body that a Content-Type names; None where it names none of them."""
    name = bare(content_type)
    family = name.split("/", maxsplit=1)[0]
    suffix = "+json" if name.endswith(("+json", "/json")) else ""
    for wanted in (name, f"application/*{suffix}", f"{family}/*", "*/*"):
        for body_type in body_types:
            if bare(body_type.media) == wanted:
                return body_type
    # JSON goes under several names, which servers take for each other.
    return next((each for each in body_types if suffix and each.kind == "json"), None)


def bare(media: str) -> str:
    """Return a media type in lower case, without parameters."""
    return media.split(";", maxsplit=1)[0].strip().lower()


def read_body(raw: bytes, content_type: str, body_type: BodyType) -> Any:
    """Return the body in the types of its schema; a text or a file as it is, in ASCII and escapes.

    Raises:
        UnreadableBodyError: It is not of its media type.
    """
    match body_type.kind:
        case "json":
            return decode_body(raw)
        case "urlencoded":
            try:
                fields = split_query(raw.decode("ascii"), _MAX_FIELDS)
            except ValueError as error:
                raise UnreadableBodyError(f"is not an urlencoded form: {error}") from None
            return read_form(fields, body_type.schema, body_type.styles)
        case "multipart":
            return _read_multipart(raw, content_type, body_type.schema)
        case _:
            return raw.decode("utf-8", "backslashreplace")


def _read_multipart(raw: bytes, content_type: str, schema: Schema) -> dict[str, Any]:
    message = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {content_type}\r\n\r\n".encode() + raw)
    if not message.is_multipart() or message.defects:
        raise UnreadableBodyError("is not a multipart form: its parts do not end with its boundary")
    documented: Mapping[str, Schema] = flat(schema)["properties"]
    made: dict[str, Any] = {}
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        if not isinstance(name, str):
            raise UnreadableBodyError("has a part without a name")
        wanted = flat(documented.get(name, Schema()))
        is_list = wanted.get("type") == "array"
        value = _part_value(part, flat(wanted.get("items", Schema())) if is_list else wanted)
        if is_list and not isinstance(value, list):
            made.setdefault(name, []).append(value)
        else:
            made[name] = value
    return made


def _part_value(part: Any, wanted: Schema) -> Any:
    content = cast("bytes", part.get_payload(decode=True))
    kind = bare(part["content-type"] or "")
    if part.get_filename() is not None:
        return content.decode("utf-8", "backslashreplace")
    if kind.endswith(("+json", "/json")):
        return decode_body(content)
    text = content.decode("utf-8", "replace")
    fields = {"value": [text]}
    return read_form(fields, Schema(properties={"value": wanted}), {}, encoded=False)["value"]

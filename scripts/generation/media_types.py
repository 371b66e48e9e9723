"""Media types: what they are, and which of several is used."""

from __future__ import annotations

import re

from .document import Json, is_array
from .traversal import as_object, component

# A token of RFC 9110, section 5.6.2, and a media type with parameters.
TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"  # noqa: S105 - no password
_MEDIA_TYPE = re.compile(rf'{TOKEN}/{TOKEN}(\s*;\s*{TOKEN}=({TOKEN}|"[\x20\x21\x23-\x5b\x5d-\x7e]*"))*')
URLENCODED, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"
EVENTS = "text/event-stream"


def bare(media: str) -> str:
    """Return a media type in lower case, without parameters."""
    return media.split(";", maxsplit=1)[0].strip().lower()


def is_valid(media: str) -> bool:
    """Return whether a text is a media type."""
    return _MEDIA_TYPE.fullmatch(media) is not None


def is_json(media: str) -> bool:
    """Return whether a media type is JSON."""
    return bare(media).endswith(("+json", "/json"))


def is_form(media: str) -> bool:
    """Return whether a media type is that of a form."""
    return bare(media) in {URLENCODED, MULTIPART}


def is_text(media: str) -> bool:
    """Return whether a media type is text."""
    return bare(media).startswith("text/")


def body_content(document: Json, content: Json) -> Json:
    """Return the media types that a body is sent in, the usual one first, each with its schema and encoding."""
    found: Json = {}
    for media, holder in content.items():
        found.setdefault(
            bare(media), (media.strip(), as_object(holder.get("schema")), as_object(holder.get("encoding")))
        )
    if len(found) > 1:
        known = {name: part for name, part in found.items() if "*" not in name}
        found = known or found
    if "application/json" in found:
        found.pop("text/json", None)
    if any(is_json(name) or is_form(name) for name in found):
        # An object can be written as JSON or as a form; nothing here writes XML or CSV.
        found = {
            name: part for name, part in found.items()
            if is_json(name) or is_form(name) or not is_structured(document, part[1])
        }  # fmt: skip
    ordered = sorted(found, key=lambda name: (name != "application/json", not is_json(name)))
    made: Json = {}
    for name in ordered:
        media, schema, encoding = found[name]
        if "*" in name and (name.endswith("json") or is_structured(document, schema)):
            media = "application/json"
        made[media] = {"schema": schema, "x-encoding": encoding}
    return made


def response_content(document: Json, content: Json) -> Json:
    """Return the media type that a response is read in with its schema: JSON before others. Events stand beside it."""
    media_types: dict[str, str] = {}
    for media in content:
        media_types.setdefault(bare(media), media)
    ordered = sorted(media_types, key=lambda name: (name != "application/json", not is_json(name)))
    made: Json = {}
    for name in ordered:
        schema = as_object(content[media_types[name]].get("schema"))
        media = media_types[name].strip()
        if name == EVENTS:
            item = content[media_types[name]].get("itemSchema", schema)
            made.setdefault(EVENTS, {"schema": event_schema(document, as_object(item))})
        elif not any(other != EVENTS for other in made):
            as_json = "*" in name and (name.endswith("json") or is_structured(document, schema))
            made["application/json" if as_json else media] = {"schema": schema, "x-accept": _accept(ordered, media_types, name)}  # fmt: skip
    return made


def _accept(names: list[str], spelled: dict[str, str], chosen: str) -> str:
    """Return the `Accept` header: the chosen media type, or all where a response is given as it comes."""
    if is_json(chosen):
        return spelled[chosen].strip()
    return ", ".join(spelled[name].strip() for name in names if not is_json(name) and name != EVENTS)


def is_structured(document: Json, schema: Json) -> bool:
    """Return whether a schema describes an object or an array."""
    schema = _target(document, schema)
    kinds = schema.get("type")
    return any(kind in {"object", "array"} for kind in (kinds if is_array(kinds) else [kinds])) or any(
        key in schema for key in ("properties", "items", "allOf", "oneOf", "anyOf", "additionalProperties")
    )


def is_plain_text(schema: Json) -> bool:
    """Return whether the data of an event is a text as it is, and not JSON."""
    if schema.keys() & {"$ref", "oneOf", "anyOf", "allOf", "properties", "items", "additionalProperties"}:
        return False
    return schema.get("type", "string") == "string" and not schema.get("enum") and "format" not in schema


def event_schema(document: Json, schema: Json) -> Json:
    """Return the schema of the data of an event: of the items of an array, or of `data` in an object of an event's parts."""
    target = _target(document, schema)
    if target.get("type") == "array":
        return event_schema(document, as_object(target.get("items")))
    fields = as_object(target.get("properties"))
    if "data" in fields and fields.keys() <= {"event", "data", "id", "retry"}:
        data = as_object(fields["data"])
        return as_object(data.get("contentSchema", data))
    return schema


def _target(document: Json, schema: Json) -> Json:
    components: Json = document["components"]["schemas"]
    seen: set[str] = set()
    while (name := component(schema)) is not None and name in components and name not in seen:
        seen.add(name)
        schema = components[name]
    return schema

"""Rules for bodies and responses: the media types that are sent and read, and files in forms."""

from __future__ import annotations

import re
from typing import Any, cast

from .document import Json, is_array, operations
from .media_types import EVENTS, MULTIPART, bare, is_form, is_structured, is_text, is_valid
from .traversal import component, each_schema, report, without


def mark_binary_strings(document: Json) -> Json:
    """Write a string with `contentMediaType` (OpenAPI 3.1) as `format: binary`, unless it is text or encoded as text."""

    def change(schema: Json) -> Json:
        media = schema.get("contentMediaType")
        types: Any = schema.get("type")
        is_string = types == "string" or (is_array(types) and "string" in types)
        if not is_string or not isinstance(media, str) or "contentEncoding" in schema:
            return schema
        return schema if is_text(media) or "json" in media or "xml" in media else {**schema, "format": "binary"}

    return each_schema(document, change)


def keep_success_responses(document: Json) -> Json:
    """Keep the successes that differ, by status. Errors are raised, so that only their texts are kept.

    `2XX` stands for every status that has no response of its own; a document with no 2xx has its `default` there. A
    stream of events beside another response is kept as `events`.
    """
    for _, _, operation in operations(document):
        responses: dict[str, Json] = operation["responses"]
        successes = {s: r for s, r in sorted(responses.items()) if re.fullmatch(r"2(\d\d|XX)", s, re.IGNORECASE)}
        if not successes and "default" in responses:
            successes = {"default": responses["default"]}
        operation["x-errors"] = [
            [status, response.get("description", "")]
            for status, response in sorted(responses.items())
            if status not in successes
        ]
        kept: Json = {}
        events: Json = {}
        for status, response in successes.items():
            content: Json = dict(response["content"])
            if EVENTS in content:
                events = {"content": {EVENTS: content.pop(EVENTS)}}
                if not content:
                    continue
            if {"content": content} not in kept.values():
                kept["2XX" if status == "default" else status.upper()] = {"content": content}
        if len(kept) == 1:
            kept = {"2XX": next(iter(kept.values()))}
        kept |= {"events": events} if events else {}
        operation["responses"] = kept or {"2XX": {"content": {}}}
    return document


def keep_sendable_bodies(document: Json) -> Json:
    """Keep the media types that can be sent, and report a body that has none."""
    for _, _, operation in operations(document):
        body = operation.pop("requestBody", None)
        if body is None:
            continue
        content = {media: holder for media, holder in body["content"].items() if _is_sendable(media)}
        if not content:
            media = next(iter(body["content"]), "")
            report(
                document,
                f"{operation['x-pointer']}/requestBody",
                f"a body of type {media!r} is not supported: offer JSON, a form, a text or a binary type",
            )
            continue
        for media, holder in content.items():
            if is_form(media) and not is_structured(document, holder["schema"]):
                holder["schema"] = {"type": "object"}
        operation["requestBody"] = {"required": body.get("required") is True, "content": content}
    return document


def _is_sendable(media: str) -> bool:
    return is_valid(media) and (is_form(media) or not bare(media).startswith("multipart/"))


def mark_files(document: Json) -> Json:
    """Mark the binary fields of multipart bodies as files. In JSON, such a field is a text.

    A component with such fields is copied into the body: in JSON it would have other types.
    """
    components: Json = document["components"]["schemas"]
    for _, _, operation in operations(document):
        for media, holder in operation.get("requestBody", {}).get("content", {}).items():
            if bare(media) == MULTIPART:
                holder["schema"] = _with_files(components, holder["schema"], ())
    return document


def _with_files(components: Json, schema: Json, seen: tuple[str, ...]) -> Json:
    name = component(schema)
    if name is not None and name not in seen:
        target = without(components[name], "x-pointer")
        marked = _with_files(components, target, (*seen, name))
        return schema if marked == target else {**marked, **without(schema, "$ref")}
    changed = dict(schema)
    for key in ("oneOf", "anyOf"):
        if key in schema:
            changed[key] = [_with_files(components, option, seen) for option in schema[key]]
    if "properties" in schema:
        fields = cast("Json", schema["properties"]).items()
        changed["properties"] = {field: _as_file(components, part, ()) for field, part in fields}
    if isinstance(schema.get("additionalProperties"), dict):
        changed["additionalProperties"] = _as_file(components, schema["additionalProperties"], ())
    return changed


def _as_file(components: Json, schema: Json, seen: tuple[str, ...]) -> Json:
    """Return a field as it is, or with the mark where it is a file, a list of files, or a union with one."""
    name = component(schema)
    if name is not None and name not in seen:
        target = without(components[name], "x-pointer")
        marked = _as_file(components, target, (*seen, name))
        return schema if marked == target else {**marked, **without(schema, "$ref")}
    if schema.get("type") == "string" and schema.get("format") == "binary":
        return {**schema, "x-file": True}
    changed = dict(schema)
    for key in ("oneOf", "anyOf"):
        if key in schema:
            changed[key] = [_as_file(components, option, seen) for option in schema[key]]
    if schema.get("type") == "array" and isinstance(schema.get("items"), dict):
        changed["items"] = _as_file(components, schema["items"], seen)
    return changed

"""Responses of successful calls in the media type that the spec has for them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from .responses import json_response
from .shaping import Examples, find_nothing, shape
from .spec import Operation, Schema, flat

__all__ = ["success_response"]

_EVENTS = 3


def success_response(operation: Operation, body: Any) -> Response:
    """Return `body` as JSON; where the spec has no JSON for a success, an example in its media type."""
    media = operation.media
    if operation.success is not None or not media:
        response = json_response(body, operation.status)
        if body is not None and media:
            response.headers["content-type"] = media
        return response
    name = media.split(";", maxsplit=1)[0].strip().lower()
    content = _events(operation.media_schema) if name == "text/event-stream" else b"An example\n"
    return Response(content, operation.status, {"content-type": "application/octet-stream" if "*" in name else media})


def _events(schema: Schema) -> bytes:
    wanted = _data_schema(schema)
    is_text = wanted.get("type", "string") == "string" and not wanted["properties"] and "oneOf" not in wanted
    made = ""
    for number in range(1, _EVENTS + 1):
        data = shape(wanted, {}, fill=Examples(number, _no_record), find=find_nothing)
        text = f"Event {number}" if is_text else json.dumps(data, ensure_ascii=False)
        made += f"id: {number}\ndata: {text}\n\n"
    return made.encode()


def _data_schema(schema: Schema) -> Schema:
    """Return the schema of the data of an event: of the items of an array, or of `data` among the parts of an event."""
    wanted = flat(schema)
    if wanted.get("type") == "array":
        return _data_schema(wanted.get("items") or Schema())
    fields: Mapping[str, Schema] = wanted["properties"]
    if "data" in fields and fields.keys() <= {"event", "data", "id", "retry"}:
        return flat(fields["data"])
    return wanted


def _no_record(_name: str, _schema: Schema, _number: int) -> Mapping[str, Any] | None:
    return None

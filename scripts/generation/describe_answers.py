"""Describe successful responses as Python code: how they are read, and what the resource methods return of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from .document import Json
from .media_types import EVENTS, is_json, is_plain_text, is_text
from .paging import CursorCode, cursor_code
from .python_code import Schemas, types_of


@dataclass(frozen=True)
class AnswerCode:
    """A successful response.

    Attributes:
        kind: Its kind: `json`, `text`, `bytes`, `none`, `events` (of JSON) or `text_events`.
        type: The type of the whole.
        read: The function that reads it.
        unwrap: How the resource method unwraps it: `data`, `page`, `cursor` or not at all.
        unwrapped: The type that the resource method returns.
        schema: The schema of what it returns.
        accept: The `Accept` header as a literal; None for the usual one.
        others: The code of the responses of other statuses that are read otherwise, by status.
        may_be_none: Whether a response without a body is documented beside one with.
        cursor: How a list goes on that is unwrapped as `cursor`.
        event: The type of the data of an event, where the response can be read as events.
        read_event: The function that reads the JSON of that data; None for text.
    """

    kind: str
    type: str
    read: str
    unwrap: str = ""
    unwrapped: str = ""
    schema: Json = field(default_factory=dict[str, object])
    accept: str | None = None
    others: tuple[tuple[int, str], ...] = ()
    may_be_none: bool = False
    cursor: CursorCode | None = None
    event: str | None = None
    read_event: str | None = None


@dataclass(frozen=True)
class _Part:
    kind: str
    type: str
    read: str
    schema: Json
    accept: str | None


def answer_code(schemas: Schemas, operation: Json) -> AnswerCode:
    """Describe the successes of an operation."""
    responses: dict[str, Json] = dict(operation["responses"])
    events = responses.pop("events", None)
    parts = {status: _part(schemas, response) for status, response in responses.items()}
    event, read_event = _event(schemas, events)
    if event is not None and not any(part.kind != "none" for part in parts.values()):
        whole = f"list[ServerSentEvent[{event}]]"
        return AnswerCode(
            kind="text_events" if read_event is None else "events",
            type=whole,
            read=f"events_reader({read_event or 'as_is'})",
            unwrapped=whole,
            accept=repr(EVENTS),
            event=event,
            read_event=read_event,
        )
    usual = (
        "2XX" if "2XX" in parts else next((s for s, part in parts.items() if part.kind != "none"), next(iter(parts)))
    )
    main = next((part for part in (parts[usual], *parts.values()) if part.kind != "none"), parts[usual])
    others = tuple((int(status), f"SuccessFormat({part.kind!r}, {part.read})") for status, part in parts.items() if status != usual)  # fmt: skip
    types = list(dict.fromkeys(kind for part in (main, *parts.values()) for kind in types_of(part.type)))
    whole = "Any" if "Any" in types else " | ".join([*(kind for kind in types if kind != "None"), *(["None"] if "None" in types else [])])  # fmt: skip
    may_be_none = main.kind != "none" and any(part.kind == "none" for part in parts.values())
    has_one_body = sum(part.kind != "none" for part in parts.values()) == 1
    unwrap, inner = _envelope(schemas, main.schema) if main.kind == "json" and has_one_body else ("", {})
    if unwrap == "page" and may_be_none:
        unwrap, inner = "", {}
    cursor = None
    if main.kind == "json" and has_one_body and unwrap != "page" and not whole.endswith("None"):
        cursor = cursor_code(schemas, operation, main.schema)
    if cursor is not None:
        unwrap, inner = "cursor", cursor.items
    unwrapped = schemas.annotation(inner, sent=False) if unwrap else whole
    if unwrap and may_be_none and not unwrapped.endswith("None") and unwrapped != "Any":
        unwrapped += " | None"
    return AnswerCode(
        kind=parts[usual].kind,
        type=whole,
        read=parts[usual].read,
        unwrap=unwrap,
        unwrapped=unwrapped,
        schema=inner if unwrap else main.schema,
        accept=main.accept,
        others=others,
        may_be_none=may_be_none,
        cursor=cursor,
        event=event,
        read_event=read_event,
    )


def _part(schemas: Schemas, response: Json) -> _Part:
    for media, holder in response["content"].items():
        accept = None if holder["x-accept"] in {"application/json", "*/*"} else repr(holder["x-accept"])
        if not is_json(media):
            kind, kind_of_python = ("text", "str") if is_text(media) else ("bytes", "bytes")
            return _Part(kind, kind_of_python, "as_is", {}, accept)
        schema: Json = holder["schema"]
        return _Part("json", schemas.annotation(schema, sent=False), _reader(schemas, schema), schema, accept)
    return _Part("none", "None", "as_is", {}, None)


def _reader(schemas: Schemas, schema: Json) -> str:
    reader = schemas.reader(schema) or "as_is"
    return f"nullable_reader({reader})" if schema.get("nullable") is True and reader != "as_is" else reader


def _event(schemas: Schemas, events: Json | None) -> tuple[str | None, str | None]:
    """Return the type of the data of an event, and the function that reads its JSON; None where it is text."""
    if events is None:
        return None, None
    schema: Json = events["content"][EVENTS]["schema"]
    if is_plain_text(schema):
        return "str", None
    return schemas.annotation(schema, sent=False), _reader(schemas, schema)


def _envelope(schemas: Schemas, answer: Json) -> tuple[str, Json]:
    """Return how a response is unwrapped ("data", "page" or ""), and the schema of its content."""
    fields = _certain_fields(schemas, answer)
    if fields.keys() == {"data"}:
        return "data", fields["data"]
    if fields.keys() == {"data", "pagination"}:
        data, pagination = fields["data"], _certain_fields(schemas, fields["pagination"])
        numbers = all(pagination.get(name, {}).get("type") in {"number", "integer"} for name in ("page", "limit", "totalPages"))  # fmt: skip
        if (
            numbers
            and pagination.get("hasNextPage", {}).get("type") == "boolean"
            and data.get("type") == "array"
            and data.get("nullable") is not True
        ):
            return "page", data.get("items", {})
    return "", {}


def _certain_fields(schemas: Schemas, schema: Json) -> dict[str, Json]:
    """Return the fields of an object by their names in the spec; none if it may be null or any field absent."""
    model = schemas.target(schema) or {}
    fields: dict[str, Json] = model.get("properties", {})
    if schema.get("nullable") is True or set(model.get("required", [])) != fields.keys():
        return {}
    return {field["x-wire"]: field for field in fields.values()}

"""Reads responses: a success into its result, and anything else into an error. No I/O."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from ..errors import FieldProblem
from ..types import Response
from .api import API
from .call import Request
from .json_text import read_json
from .lenient import Mismatch, Reading, TooManyMismatchesError, reading
from .operation import Operation
from .reading import READ_ERRORS, ReadError
from .redaction import Redaction
from .status_errors import error_from_response

# Loaded by the functions that use it: few responses are events.
if TYPE_CHECKING:
    from .server_sent_events import RawEvent

__all__ = ["read_event_data", "read_response", "read_value"]

T = TypeVar("T")

_REDIRECTION = 300


def read_response(
    api: API,
    operation: Operation[T],
    request: Request,
    response: Response[None],
    redaction: Redaction,
    *,
    strict: bool = True,
) -> Response[T]:
    """Read the response to `request`. Any 2xx is read as the documented success.

    Args:
        api: The API.
        operation: The operation.
        request: The request.
        response: The response.
        redaction: Removes the API key from texts of the server.
        strict: Whether a value that breaks its schema is an error. Otherwise it stays as it came, and
            `Response.mismatches` says so.

    Raises:
        APIStatusError: It is outside 2xx; the class says which status.
        ResponseDecodeError: It breaks the schema of the success.
    """
    if not 200 <= response.status_code < _REDIRECTION:  # noqa: PLR2004 - the successes
        raise error_from_response(
            api,
            response,
            method=request.method,
            url=request.url,
            required_scope=operation.required_scope,
            redaction=redaction,
        )
    # Most operations have one success, and this is the way of every call.
    kind, read = operation.answer_to(response.status_code) if operation.others else (operation.answer, operation.read)
    match kind:
        case "json":
            return _read_json_response(operation, read, response, redaction, strict=strict)
        case "events":
            return _read_events(operation, read, response, redaction, strict=strict)
        case "text":
            return response.with_parsed(read(response.text), (), redaction)
        case "text_events":
            from .server_sent_events import parse_events  # noqa: PLC0415

            return response.with_parsed(read(parse_events(response.text.encode())), (), redaction)
        case "bytes":
            return response.with_parsed(read(response.content), (), redaction)
        case "none":
            return response.with_parsed(read(None), (), redaction)


def _read_json_response(
    operation: Operation[T],
    read: Callable[[Any], T],
    response: Response[None],
    redaction: Redaction,
    *,
    strict: bool,
) -> Response[T]:
    model = _model_name(operation, read)
    try:
        data = read_json(response.content)
    except (ValueError, RecursionError) as error:
        problem = f"the body is not JSON: {error}" if response.content else "the body is empty"
        raise redaction.decode_error(response, problem, model=model) from None
    parsed, mismatches = read_value(model, read, data, data, response, redaction, strict=strict)
    return response.with_parsed(parsed, mismatches, redaction)


def _read_events(
    operation: Operation[T],
    read: Callable[[Any], T],
    response: Response[None],
    redaction: Redaction,
    *,
    strict: bool,
) -> Response[T]:
    """Read a stream of events that has ended."""
    from .server_sent_events import DONE, parse_events  # noqa: PLC0415

    events: list[RawEvent] = []
    for event in parse_events(response.content):
        if event.data == DONE:
            break
        events.append(event._replace(data=read_event_data(operation.name, event, response, redaction)))
    data = [event.data for event in events]
    parsed, mismatches = read_value(operation.name, read, events, data, response, redaction, strict=strict)
    return response.with_parsed(parsed, mismatches, redaction)


def read_event_data(model: str, event: RawEvent, response: Response[None], redaction: Redaction) -> Any:
    """Return the JSON of an event.

    Raises:
        ResponseDecodeError: Its data is no JSON.
    """
    try:
        return read_json(event.data.encode())
    except (ValueError, RecursionError) as error:
        problem = f"the data of an event is not JSON: {error}"
    raise redaction.decode_error(response, problem, model=model, field="data")


def read_value(  # noqa: PLR0917 - what is read, and what an error tells of it
    model: str,
    read: Callable[[Any], T],
    data: Any,
    root: Any,
    response: Response[None],
    redaction: Redaction,
    *,
    strict: bool,
) -> tuple[T, tuple[FieldProblem, ...]]:
    """Return what `read` makes of `data`, and the values that break their schema.

    Args:
        model: The name of what is read.
        read: Read the data.
        data: What is read.
        root: The JSON in it, in which the places of values are found.
        response: The response that it belongs to.
        redaction: Removes the API key from texts of the server.
        strict: Whether a value that breaks its schema is an error.

    Raises:
        ResponseDecodeError: The data breaks the schema.
    """
    try:
        parsed, mismatches = _read(model, read, data, root, strict=strict)
        return parsed, tuple(
            [FieldProblem(redaction.text(field), redaction.excerpt(text)) for field, text in mismatches]
        )
    except ReadError as error:
        model, field, problem = error.model or model, error.field, str(error)
    except TooManyMismatchesError:
        field, problem = "", "too much of the body breaks the schema"
    except (*READ_ERRORS, RecursionError) as error:
        field, problem = "", str(error)
    # Not chained: the causes hold the body, which may echo the key.
    data = root = None
    raise redaction.decode_error(response, problem, model=model, field=field) from None


def _read(
    model: str, read: Callable[[Any], T], data: Any, root: Any, *, strict: bool
) -> tuple[T, tuple[FieldProblem, ...]]:
    if strict:
        return read(data), ()
    lenient = Reading()
    token = reading.set(lenient)
    try:
        parsed = read(data)
    finally:
        reading.reset(token)
    mismatches = lenient.mismatches(root)
    for mismatch in mismatches:
        if mismatch.structural and _is_top_level(mismatch):
            raise ReadError(mismatch.message, model=model, field=mismatch.place)
    return parsed, tuple(FieldProblem(mismatch.place, mismatch.message) for mismatch in mismatches)


def _is_top_level(mismatch: Mismatch) -> bool:
    return not re.search(r"[.\[]", mismatch.place)


def _model_name(operation: Operation[Any], read: Callable[[Any], Any]) -> str:
    return getattr(getattr(read, "__self__", None), "__name__", operation.name)

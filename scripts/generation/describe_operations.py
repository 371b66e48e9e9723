"""Describe operations as Python code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, cast

from .describe_answers import AnswerCode, answer_code
from .describe_arguments import ArgumentCode, page_parameter, parameter_argument, parameter_code
from .describe_bodies import BodyCode, body_code
from .docstrings import Section, docstring, one_line, sentence
from .document import Json, is_array
from .naming import in_words
from .python_code import Schemas, class_name, literal
from .traversal import SCHEMAS

ERRORS = {
    "400": "BadRequestError",
    "401": "AuthenticationError",
    "403": "PermissionDeniedError",
    "404": "NotFoundError",
    "409": "ConflictError",
    "422": "UnprocessableEntityError",
    "429": "RateLimitError",
}
_SCOPE = re.compile(r"missing required scopes? \(([^()]+)\)", re.IGNORECASE)
_CLIENT = ("client", "The client that sends the request.")
_OPTIONS = ("options", "Settings for this call, in place of the client's.")


@dataclass(frozen=True)
class StreamCode:
    """A response that is read while it comes.

    Attributes:
        method: The method of the resource class.
        returns: The type that it returns; asynchronous ones begin with `Async`.
        read: The function that reads the JSON of an event, as code; None for bytes.
        docstrings: The documentation of the method and of the functions.
    """

    method: str
    returns: str
    read: str | None
    docstrings: dict[str, str]


@dataclass(frozen=True)
class OperationCode:
    """An operation, for `endpoint_module.py.jinja` (its module) and `endpoint_init.py.jinja` (its resource methods)."""

    name: str
    module: str
    title: str
    method: str
    path: str
    scope: str | None
    server: str | None
    anonymous: bool
    deprecated: str | None
    is_deprecated: bool
    answer: AnswerCode
    body: BodyCode | None
    parameters: list[str]
    arguments: list[ArgumentCode]
    docstring: str
    short_docstrings: dict[str, str]
    method_arguments: list[ArgumentCode]
    method_docstrings: dict[str, str]
    # The name of the page number in a pager's `fetch`, and whether it is an argument of the operation.
    page: str
    page_is_argument: bool
    stream: StreamCode | None


def operation_code(schemas: Schemas, path: str, method: str, operation: Json) -> OperationCode:
    """Describe an operation; `path` has Python names."""
    parameters: list[Json] = operation["parameters"]
    answer = answer_code(schemas, operation)
    page = page_parameter(parameters) if answer.unwrap == "page" else None
    given = [parameter_argument(schemas, parameter, is_page=parameter is page) for parameter in parameters]
    body = body_code(schemas, operation, given)
    body_arguments = [argument for _, argument in body.fields] if body and body.model else [body.argument] if body else []  # fmt: skip
    choice = [body.choice] if body and body.choice else []
    method_arguments = _ordered([*given, *body_arguments, *choice])
    arguments = _ordered([*given, *([body.argument] if body else []), *choice])
    title = _title(operation)
    scope = _scope(operation)
    return OperationCode(
        name=operation["operationId"],
        module=operation["operationId"],
        title=docstring(f"{title.rstrip('.')}: `{method.upper()} {operation['x-path']}`.", indent=0),
        method=literal(method.upper()),
        path=literal(path),
        scope=None if scope is None else literal(scope),
        server=literal(operation["x-server"]) if "x-server" in operation else None,
        anonymous=operation.get("x-anonymous") is True,
        deprecated=_deprecated(schemas, operation, body),
        is_deprecated=operation.get("deprecated") is True,
        answer=answer,
        body=body,
        parameters=[parameter_code(schemas, parameter) for parameter in parameters],
        arguments=arguments,
        docstring=_docstring(
            operation, method, [*_by_position(arguments), _CLIENT, *_by_keyword(arguments)], _DETAILED
        ),
        short_docstrings={name: docstring(title, text) for name, text in _SHORT.items()},
        method_arguments=method_arguments,
        method_docstrings={
            kind: _docstring(
                operation,
                method,
                [(a.name, a.text) for a in method_arguments],
                _returned(schemas, answer, first_page=first_page),
                indent=8,
            )
            for kind, first_page in _FIRST_PAGE.items()
        },
        page=page["name"] if page else "page_" if any(a.name == "page" for a in arguments) else "page",
        page_is_argument=page is not None,
        stream=_stream(operation, method, answer, [(a.name, a.text) for a in method_arguments]),
    )


def _stream(operation: Json, method: str, answer: AnswerCode, arguments: list[tuple[str, str]]) -> StreamCode | None:
    """Describe the stream of a response that is bytes, or that can be read as events."""
    name: str = operation["operationId"]
    if answer.event is None and answer.kind != "bytes":
        return None
    returned = _EVENTS if answer.event is not None else _PIECES
    return StreamCode(
        method=name if answer.kind in {"events", "text_events"} else f"{name}_stream",
        returns="ByteStream" if answer.event is None else f"EventStream[{answer.event}]",
        read=answer.read_event,
        docstrings={
            "method": _docstring(operation, method, arguments, returned, indent=8),
            "function": docstring(_title(operation), f"{returned} {_SEE}"),
        },
    )


def _deprecated(schemas: Schemas, operation: Json, body: BodyCode | None) -> str | None:
    """Return the code of the deprecated parts of an operation, but for fields and parameters that have to be given."""
    model = schemas.target({"$ref": f"{SCHEMAS}{body.model}"}) if body and body.model else None
    of_body: Json = model or {"properties": {}, "required": []}
    schema_of = {field: schema for field, schema in of_body["properties"].items() if field not in of_body["required"]}
    parts = {
        "operation": operation.get("deprecated") is True,
        "parameters": tuple(
            p["name"] for p in operation["parameters"] if p["schema"].get("deprecated") is True and not p["required"]
        ),
        "fields": tuple(field for field, schema in schema_of.items() if schema.get("deprecated") is True),
    }
    given = ", ".join(f"{name}={value!r}" for name, value in parts.items() if value)
    return f"Deprecated({given})" if given else None


def _ordered(arguments: list[ArgumentCode]) -> list[ArgumentCode]:
    """Sort arguments: positional before keyword, required before optional."""
    return sorted(arguments, key=lambda a: (not a.by_position, " = " in a.declaration))


def _by_position(arguments: list[ArgumentCode]) -> list[tuple[str, str]]:
    return [(a.name, a.text) for a in arguments if a.by_position]


def _by_keyword(arguments: list[ArgumentCode]) -> list[tuple[str, str]]:
    return [(a.name, a.text) for a in arguments if not a.by_position]


# --- docstrings ------------------------------------------------------------------------------------------------------

_DETAILED = "The response with status code, headers, request id and rate limit; `parsed` is its decoded body."
_SEE = "See `asyncio_detailed` for arguments, limits and exceptions."
_EVENTS = "The stream of events. Iterate it; the call is made when it is opened."
_PIECES = "The response body as a stream. Iterate it, or write it to a file; the call is made when it is opened."
_FIRST_PAGE = {"async": "awaiting it", "sync": "`first()`"}
_SHORT = {
    "asyncio": f"Returns only the decoded body. {_SEE}",
    "sync_detailed": f"Synchronous. {_SEE}",
    "sync": f"Synchronous; returns only the decoded body. {_SEE}",
}


def _docstring(operation: Json, method: str, arguments: list[tuple[str, str]], returns: str, *, indent: int = 4) -> str:
    scope = _scope(operation)
    sections: list[Section] = [
        ("Args", [*arguments, _OPTIONS]),
        ("Returns", [("", returns)] if returns else []),
        ("Raises", _raises(operation)),
    ]
    return docstring(
        _title(operation),
        "Deprecated." if operation.get("deprecated") is True else "",
        _description(operation),
        sections,
        f"API: `{method.upper()} {operation['x-path']}`" + (f", scope `{scope}`." if scope else "."),
        _not_shown(operation),
        indent=indent,
    )


def _scope(operation: Json) -> str | None:
    for status, text in operation["x-errors"]:
        if status == "403" and (found := _SCOPE.search(text)):
            return " ".join(found[1].split()) or None
    return None


def _title(operation: Json) -> str:
    return sentence(one_line(operation.get("summary") or operation["operationId"]))


def _description(operation: Json) -> str:
    text = sentence(operation.get("description", ""))
    return "" if text == _title(operation) else text


def _returned(schemas: Schemas, answer: AnswerCode, *, first_page: str) -> str:
    if answer.unwrap in {"page", "cursor"}:
        return f"A pager over the items; {first_page} returns the first page."
    if answer.kind != "json":
        return {
            "none": "",
            "text": "The response body as text.",
            "bytes": "The response body.",
            "events": "Every event, once the stream has ended.",
            "text_events": "Every event, once the stream has ended.",
        }[answer.kind]
    described = sentence(
        answer.schema.get("description") or (schemas.target(answer.schema) or {}).get("description", "")
    )
    if described:
        return described
    return (
        f"The {in_words(class_name(answer.schema))}."
        if answer.unwrap and "$ref" in answer.schema
        else "The decoded response body."
    )


def _raises(operation: Json) -> list[tuple[str, str]]:
    raised = [
        (ERRORS[status], f"{status}: {sentence(text)}") for status, text in operation["x-errors"] if status in ERRORS
    ]
    if operation["parameters"] or "requestBody" in operation:
        raised.append(("RequestValidationError", "An argument breaks a documented limit; no request was sent."))
    return raised


def _not_shown(operation: Json) -> str:
    provenance = operation.get("x-provenance")
    missing: Any = cast("Json", provenance).get("not_shown") if isinstance(provenance, dict) else None
    parts = missing if is_array(missing) else []
    return sentence("The spec is incomplete here. Missing: " + "; ".join(map(str, parts))) if parts else ""

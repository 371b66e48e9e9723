"""An operation of the spec as data, the request that a call of it makes, and what is made of the answer.

All pure: the clients send what `build_request` gives and return what `read_answer` gives.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar, cast
from urllib.parse import quote, urlencode

from ..errors import FieldProblem, RequestValidationError, ResponseDecodeError, error_from_response
from ..options import RequestOptions
from ..types import UNSET, Request, Response, is_sequence
from .limits import Limits, limit_problems
from .reading import READ_ERRORS, ReadError, read_json
from .writing import to_bytes, write_json, write_text

__all__ = ["Operation", "Parameter", "build_request", "read_answer"]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_HEADER_VALUE = re.compile(r"[\x20-\x7e]*")
_REQUEST_ID = re.compile(r"[\x21-\x7e]{1,200}")
# The client's own: the key belongs to it, the API takes no cookies, and the rest says how the request is framed.
_OWN_HEADERS = {
    "authorization": "the API key is the client's: make another client for another key",
    "connection": "the client frames the request",
    "content-length": "the client frames the request",
    "cookie": "the API takes no cookies",
    "host": "the base URL says where requests go",
    "transfer-encoding": "the client frames the request",
    "x-request-id": "pass it as request_id",
}
_REDIRECTION = 300


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of an operation: its Python name, its name in the spec, where it goes, what is checked of it."""

    name: str
    wire: str
    location: Literal["path", "query", "header"]
    limits: Limits
    required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation(Generic[T_co]):
    """What the spec says of one operation.

    Attributes:
        name: `create_goal`.
        method: The HTTP method.
        path: The path, with a `{name}` for each path parameter.
        read: Makes the success model out of JSON.
        answer: What the body of a success is.
        parameters: In the path, the query and the headers.
        body: What is checked of the body; None where the operation has none.
        body_type: The media type of the body.
        required_scope: The scope that the API key needs, where the spec names it.
    """

    name: str
    method: str
    path: str
    read: Callable[[Any], T_co]
    answer: Literal["json", "text", "bytes", "none"] = "json"
    parameters: tuple[Parameter, ...] = ()
    body: Limits | None = None
    body_type: str = "application/json"
    required_scope: str | None = None


def build_request(
    operation: Operation[Any],
    arguments: Mapping[str, Any],
    *,
    base_url: str,
    body: Any = UNSET,
    options: RequestOptions,
) -> Request:
    """The request of a call.

    Args:
        operation: What is called.
        arguments: The parameters by Python name; None is not sent.
        base_url: Scheme and host, without a slash at the end.
        body: What is sent as the body.
        options: What this call does differently.

    Raises:
        RequestValidationError: Something cannot be sent; every problem is in it.
    """
    request_id = options.request_id if options.request_id is not None else str(uuid.uuid4())
    problems = list(_problems(operation, arguments, body, options))
    if problems:
        raise RequestValidationError(operation.name, problems, request_id=request_id)
    path = operation.path
    query: dict[str, Any] = {}
    headers = {"x-request-id": request_id, "accept": "application/json" if operation.answer == "json" else "*/*"}
    for parameter in operation.parameters:
        value = arguments[parameter.name]
        if parameter.location == "path":
            path = path.replace(f"{{{parameter.name}}}", quote(write_text(value), safe=""))
        elif value is None:
            continue
        elif parameter.location == "query":
            query[parameter.wire] = value
        else:
            headers[parameter.wire.lower()] = write_text(value)
    query |= options.query
    content = None
    if operation.body is not None and body is not UNSET:
        headers["content-type"] = operation.body_type
        content = _content(operation, body, options, request_id)
    headers |= {name.lower(): value for name, value in options.headers.items()}
    text = urlencode(list(_pairs(query)), quote_via=quote, errors="replace")
    return Request(operation.method, f"{base_url}{path}{'?' if text else ''}{text}", headers, content, request_id)


def _problems(
    operation: Operation[Any], arguments: Mapping[str, Any], body: Any, options: RequestOptions
) -> Iterator[FieldProblem]:
    from attrs import validators  # noqa: PLC0415 - models bring it; importing the package does not wait for it

    checked = not validators.get_disabled()
    for parameter in operation.parameters:
        value = arguments[parameter.name]
        if parameter.location == "path" and write_text(value) in {"", ".", ".."}:
            # Such a segment would lead to another operation's path.
            yield FieldProblem(parameter.name, f"must name one thing, is {value!r}")
        elif checked and (value is not None or parameter.required):
            yield from limit_problems(parameter.name, value, parameter.limits)
        if parameter.location == "header" and value is not None and not _HEADER_VALUE.fullmatch(write_text(value)):
            yield FieldProblem(parameter.name, "has characters that a header cannot have")
    if checked and operation.body is not None:
        yield from limit_problems("" if operation.body.kind == "model" else "body", body, operation.body)
    yield from _option_problems(options)


def _option_problems(options: RequestOptions) -> Iterator[FieldProblem]:
    if options.request_id is not None and not _REQUEST_ID.fullmatch(options.request_id):
        yield FieldProblem("options.request_id", "must be 1 to 200 visible ASCII characters")
    yield from header_problems(options.headers, "options.headers")


def header_problems(headers: Mapping[str, str], where: str) -> Iterator[FieldProblem]:
    """What is wrong with headers that a caller wants to send; no value is quoted, as it may be a secret."""
    for name, value in headers.items():
        field = f"{where}[{name!r}]"
        if name.lower() in _OWN_HEADERS:
            yield FieldProblem(field, _OWN_HEADERS[name.lower()])
        elif not _HEADER_NAME.fullmatch(name) or not _HEADER_VALUE.fullmatch(value):
            yield FieldProblem(field, "has characters that a header cannot have")


def _content(operation: Operation[Any], body: Any, options: RequestOptions, request_id: str) -> bytes:
    if operation.body_type != "application/json":
        return cast("bytes", body)
    try:
        value = write_json(body)
        if options.body:
            value |= write_json(options.body)
        return to_bytes(value)
    except (ValueError, TypeError) as error:  # half a surrogate pair, a value that is no JSON
        problem = FieldProblem("body", f"cannot be sent as JSON: {error}")
        raise RequestValidationError(operation.name, [problem], request_id=request_id) from error


def _pairs(query: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in query.items():
        if is_sequence(value):
            yield from ((name, write_text(item)) for item in value)
        elif value is not None:
            yield name, write_text(value)


def read_answer(
    operation: Operation[T], request: Request, answer: Response[None], *, redact: Callable[[str], str]
) -> Response[T]:
    """What the answer to `request` says: any 2xx is read as the documented success.

    Raises:
        APIStatusError: It is outside 2xx: the class of the exception says which.
        ResponseDecodeError: It breaks the schema of the success.
    """
    if not 200 <= answer.status_code < _REDIRECTION:  # noqa: PLR2004 - the successes
        raise error_from_response(
            answer,
            method=request.method,
            url=request.url,
            required_scope=operation.required_scope,
            redact=redact,
        )
    match operation.answer:
        case "json":
            return answer.with_parsed(_read_json(operation, answer))
        case "text":
            return answer.with_parsed(operation.read(answer.content.decode("utf-8", "replace")))
        case "bytes":
            return answer.with_parsed(operation.read(answer.content))
        case "none":
            return answer.with_parsed(operation.read(None))


def _read_json(operation: Operation[T], answer: Response[None]) -> T:
    try:
        data = read_json(answer.content)
    except (ValueError, RecursionError) as error:
        what = "the body is empty" if not answer.content else f"the body is not JSON: {error}"
        raise ResponseDecodeError(what, model=_model_name(operation), field="", response=answer) from error
    try:
        return operation.read(data)
    except ReadError as error:
        model = error.model or _model_name(operation)
        raise ResponseDecodeError(str(error), model=model, field=error.field, response=answer) from None
    except (*READ_ERRORS, RecursionError) as error:
        raise ResponseDecodeError(str(error), model=_model_name(operation), field="", response=answer) from error


def _model_name(operation: Operation[Any]) -> str:
    return getattr(getattr(operation.read, "__self__", None), "__name__", operation.name)

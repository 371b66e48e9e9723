"""An operation of the spec as data, the request of a call, and the result of a response. No I/O."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Generic, Literal, NamedTuple, TypeVar, cast
from urllib.parse import quote, urlencode

from ..errors import FieldProblem, RequestValidationError
from ..options import RequestOptions
from ..retry import RetryPolicy
from ..types import UNSET, Response
from .api import API
from .call import Request
from .json_text import read_json, write_json_text
from .lenient import Mismatch, Reading, TooManyMismatchesError, reading
from .limits import Limits, limit_problems
from .reading import READ_ERRORS, ReadError
from .redaction import Redaction
from .status_errors import error_from_response
from .writing import is_sequence, write_json, write_object, write_text

__all__ = [
    "DEFAULT_OPTIONS",
    "Operation",
    "Parameter",
    "build_request",
    "header_problems",
    "read_response",
    "timeout_problems",
]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

# RFC 9110, sections 5.1 and 5.5, without what is obsolete.
_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_HEADER_VALUE = re.compile(r"(?:[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?)?")
_REQUEST_ID = re.compile(r"[\x21-\x7e]{1,200}")
# Headers that callers must not set, and why.
_OWN_HEADERS = {
    "connection": "the client frames the request",
    "content-length": "the client frames the request",
    "cookie": "the API takes no cookies",
    "host": "the base URL says where requests go",
    "transfer-encoding": "the client frames the request",
}
# The options of a call without options.
DEFAULT_OPTIONS = RequestOptions()
_WRITE_ERRORS = (ValueError, TypeError, AttributeError, OverflowError, RecursionError)
_REDIRECTION = 300


class Parameter(NamedTuple):
    """A parameter of an operation.

    Attributes:
        name: The Python name.
        wire: The name in the spec.
        location: The part of the request.
        limits: The documented limits.
        required: Whether it has to be sent.
    """

    name: str
    wire: str
    location: Literal["path", "query", "header"]
    limits: Limits
    required: bool


class Operation(NamedTuple, Generic[T_co]):
    """An operation of the spec.

    Attributes:
        name: The Python name: `create_goal`.
        method: The HTTP method.
        path: The path, with a `{name}` for each path parameter.
        read: Read the success model from JSON.
        answer: The kind of body that a success has.
        parameters: The parameters in path, query and headers.
        body: The limits of the body; None where the operation has none.
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


def build_request(  # noqa: PLR0917 - what makes a request, in the order of its use
    api: API,
    operation: Operation[Any],
    arguments: Mapping[str, Any],
    base_url: str,
    body: Any,
    options: RequestOptions,
) -> Request:
    """Return the request of a call.

    Args:
        api: The API.
        operation: The operation.
        arguments: The parameters by Python name; None is not sent.
        base_url: The URL that the path is appended to, without a slash at the end.
        body: The body; UNSET for none.
        options: Settings for this call.

    Raises:
        RequestValidationError: Something cannot be sent. Every problem is in it.
    """
    option_problems = [] if options is DEFAULT_OPTIONS else list(_option_problems(api, options))
    request_id = str(uuid.uuid4()) if option_problems else options.request_id or str(uuid.uuid4())
    problems = [*_problems(operation, arguments, body), *option_problems]
    if problems:
        raise RequestValidationError(operation.name, problems, request_id=request_id)
    path = operation.path
    query: dict[str, Any] = {}
    headers = {
        api.request_id_header: request_id,
        "accept": "application/json" if operation.answer == "json" else "*/*",
    }
    for parameter in operation.parameters:
        value = arguments[parameter.name]
        if parameter.location == "path":
            path = path.replace(f"{{{parameter.name}}}", quote(write_text(value), safe=""))
        elif value is None or value is UNSET:
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
    text = urlencode(list(_pairs(query)), quote_via=quote)
    return Request(operation.method, f"{base_url}{path}{'?' if text else ''}{text}", headers, content, request_id)


def _problems(operation: Operation[Any], arguments: Mapping[str, Any], body: Any) -> Iterator[FieldProblem]:
    from attrs import validators  # noqa: PLC0415 - models bring it; importing the package does not wait for it

    checked = not validators.get_disabled()
    for parameter in operation.parameters:
        value = None if arguments[parameter.name] is UNSET else arguments[parameter.name]
        found = (
            list(limit_problems(parameter.name, value, parameter.limits))
            if _is_checked(parameter, value, checked)
            else []
        )
        yield from found or _text_problems(parameter, value)
    if checked and operation.body is not None:
        yield from limit_problems("" if operation.body.kind == "model" else "body", body, operation.body)


def _is_checked(parameter: Parameter, value: Any, checked: bool) -> bool:
    return checked and (value is not None or parameter.required)


def _text_problems(parameter: Parameter, value: Any) -> Iterator[FieldProblem]:
    """Find out whether a value can be written into its part of the request."""
    name = parameter.name
    if parameter.location == "query":
        yield from _query_problems(name, value)
        return
    if value is None and parameter.location == "header":
        return
    try:
        text = write_text(value)
        text.encode()
    except _WRITE_ERRORS as error:
        yield FieldProblem(name, f"cannot be sent: {error}")
        return
    if parameter.location == "path" and text in {"", ".", ".."}:
        # Such a segment would lead to the path of another operation.
        yield FieldProblem(name, f"must name one object, is {value!r}")
    elif parameter.location == "header" and not _HEADER_VALUE.fullmatch(text):
        yield FieldProblem(name, "has characters that a header cannot have")


def _query_problems(name: str, value: Any) -> Iterator[FieldProblem]:
    for index, item in enumerate(_items(value)):
        try:
            write_text(item).encode()
        except _WRITE_ERRORS as error:
            place = name if item is value else f"{name}[{index}]"
            yield FieldProblem(place, f"cannot be sent in a query: {error}")


def _items(value: Any) -> list[Any]:
    """Return the values that a query parameter is sent with: none for None, each item of a list or a set."""
    if is_sequence(value):
        return [item for item in value if item is not None]
    if isinstance(value, (set, frozenset)):
        return sorted(cast("set[Any]", value), key=repr)
    return [] if value is None or value is UNSET else [value]


def _option_problems(api: API, options: Any) -> Iterator[FieldProblem]:
    """Find the problems of `RequestOptions`, whatever is given in their place."""
    if not isinstance(options, RequestOptions):
        yield FieldProblem("options", f"must be RequestOptions, is of the type {type(options).__name__}")
        return
    given = {name: getattr(options, name) for name in ("request_id", "timeout", "retry", "strict")}
    if given["request_id"] is not None and not _is_request_id(given["request_id"]):
        yield FieldProblem("options.request_id", "must be 1 to 200 visible ASCII characters")
    if given["timeout"] is not None:
        yield from timeout_problems("options.timeout", given["timeout"])
    yield from type_problems("options.retry", given["retry"], RetryPolicy)
    yield from type_problems("options.strict", given["strict"], bool)
    for name in ("headers", "query", "body"):
        yield from _mapping_problems(api, f"options.{name}", getattr(options, name))


def _mapping_problems(api: API, place: str, given: Any) -> Iterator[FieldProblem]:
    yield from type_problems(place, given, Mapping)
    if not isinstance(given, Mapping):
        return
    fields = cast("Mapping[object, Any]", given)
    if place == "options.headers":
        yield from header_problems(api, fields, place)
        return
    for name, item in fields.items():
        if not isinstance(name, str):
            yield FieldProblem(f"{place}[{name!r}]", "must have a string as its name")
        elif place == "options.query":
            yield from _query_problems(f"{place}[{name!r}]", item)


def type_problems(name: str, value: object, wanted: type[Any]) -> Iterator[FieldProblem]:
    """Find out whether a value that is given is of the type `wanted`."""
    if value is not None and not isinstance(value, wanted):
        yield FieldProblem(name, f"must be a {wanted.__name__}, is of the type {type(value).__name__}")


def _is_request_id(value: object) -> bool:
    return isinstance(value, str) and _REQUEST_ID.fullmatch(value) is not None


def timeout_problems(name: str, value: object) -> Iterator[FieldProblem]:
    """Find the problems of a timeout."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        yield FieldProblem(name, f"must be a number of seconds, is {value!r}; math.inf sets no bound")
    elif not value > 0:  # written so that NaN is refused too
        yield FieldProblem(name, f"must be more than 0 seconds, is {value!r}")
    elif isinstance(value, int) and value.bit_length() > 64:  # noqa: PLR2004 - longer than any program runs
        yield FieldProblem(name, "is too large: math.inf sets no bound")


def header_problems(api: API, headers: Mapping[Any, Any], where: str) -> Iterator[FieldProblem]:
    """Find the problems of headers that a caller wants to send. No value is quoted: it may be a secret."""
    own = {
        **_OWN_HEADERS,
        api.key_header: "the API key is the client's: make another client for another key",
        api.request_id_header: "pass it as request_id",
    }
    for name, value in headers.items():
        field = f"{where}[{name!r}]"
        if not isinstance(name, str) or not isinstance(value, str):
            yield FieldProblem(field, f"must be a string, is of the type {type(value).__name__}")
        elif name.lower() in own:
            yield FieldProblem(field, own[name.lower()])
        elif not _HEADER_NAME.fullmatch(name) or not _HEADER_VALUE.fullmatch(value):
            yield FieldProblem(field, "has characters that a header cannot have, or a space at its beginning or end")


def _content(operation: Operation[Any], body: Any, options: RequestOptions, request_id: str) -> bytes:
    if operation.body_type != "application/json":
        return cast("bytes", body)
    try:
        value = body.to_dict() if hasattr(body, "to_dict") else write_json(body)
        if options.body:
            value |= write_object(options.body)
        return write_json_text(value)
    except _WRITE_ERRORS as error:  # half of a surrogate pair, a value that is no JSON
        problem = FieldProblem("body", f"cannot be sent as JSON: {error}")
        raise RequestValidationError(operation.name, [problem], request_id=request_id) from error


def _pairs(query: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in query.items():
        yield from ((name, write_text(item)) for item in _items(value))


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
    match operation.answer:
        case "json":
            return _read_json_response(operation, response, redaction, strict=strict)
        case "text":
            return response.with_parsed(operation.read(response.content.decode("utf-8", "replace")), (), redaction)
        case "bytes":
            return response.with_parsed(operation.read(response.content), (), redaction)
        case "none":
            return response.with_parsed(operation.read(None), (), redaction)


def _read_json_response(
    operation: Operation[T], response: Response[None], redaction: Redaction, *, strict: bool
) -> Response[T]:
    model, field, problem = _model_name(operation), "", ""
    try:
        data = read_json(response.content)
    except (ValueError, RecursionError) as error:
        problem = f"the body is not JSON: {error}" if response.content else "the body is empty"
    else:
        try:
            parsed, mismatches = _read(operation, data, strict=strict)
            redacted_mismatches = [
                FieldProblem(redaction.text(field), redaction.excerpt(text)) for field, text in mismatches
            ]
            return response.with_parsed(parsed, tuple(redacted_mismatches), redaction)
        except ReadError as error:
            model, field, problem = error.model or model, error.field, str(error)
        except TooManyMismatchesError:
            problem = "too much of the body breaks the schema"
        except (*READ_ERRORS, RecursionError) as error:
            problem = str(error)
    # Not chained: the causes hold the body, which may echo the key.
    data = None
    raise redaction.decode_error(response, problem, model=model, field=field) from None


def _read(operation: Operation[T], data: Any, *, strict: bool) -> tuple[T, tuple[FieldProblem, ...]]:
    if strict:
        return operation.read(data), ()
    lenient = Reading()
    token = reading.set(lenient)
    try:
        parsed = operation.read(data)
    finally:
        reading.reset(token)
    mismatches = lenient.mismatches(data)
    for mismatch in mismatches:
        if mismatch.structural and _is_top_level(mismatch):
            raise ReadError(mismatch.message, model=_model_name(operation), field=mismatch.place)
    return parsed, tuple(FieldProblem(mismatch.place, mismatch.message) for mismatch in mismatches)


def _is_top_level(mismatch: Mismatch) -> bool:
    return not re.search(r"[.\[]", mismatch.place)


def _model_name(operation: Operation[Any]) -> str:
    return getattr(getattr(operation.read, "__self__", None), "__name__", operation.name)

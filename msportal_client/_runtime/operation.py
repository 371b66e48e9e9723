"""An operation of the spec as data, and the request of a call. No I/O."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, TypeVar, cast
from urllib.parse import unquote

from ..errors import FieldProblem, RequestValidationError
from ..options import RequestOptions
from ..retry import RetryPolicy
from ..types import UNSET
from .api import API
from .bodies import BodyFormat, StreamedBody, is_json, write_body
from .call import Request
from .limits import Limits, limit_problems
from .parameter_styles import (
    FORM,
    SIMPLE,
    WRITE_ERRORS,
    ParameterStyle,
    StyleError,
    cookie_pairs,
    header_text,
    path_text,
    query_pairs,
)
from .urls import server_url

if TYPE_CHECKING:
    from .deprecation import Deprecated

__all__ = [
    "DEFAULT_OPTIONS",
    "Operation",
    "Parameter",
    "SuccessFormat",
    "build_request",
    "header_problems",
    "timeout_problems",
    "written_path",
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
# Such a segment would lead to the path of another operation.
_NO_SEGMENTS = frozenset({"", ".", ".."})
# The kinds of values that may be objects.
_OBJECTS = frozenset({"model", "object", "union", "any"})
_OTHER_KEY = "the API key is the client's: make another client for another key"
# The bits of a UUID that are random, and those that say that they are (RFC 9562, section 5.4).
_RANDOM_BITS = (1 << 128) - 1 & ~(0xF << 76) & ~(0b11 << 62)
_VERSION_4 = 4 << 76 | 0b10 << 62
# The options of a call without options.
DEFAULT_OPTIONS = RequestOptions()


class Parameter(NamedTuple):
    """A parameter of an operation.

    Attributes:
        name: The Python name.
        wire: The name in the spec.
        location: The part of the request.
        limits: The documented limits.
        required: Whether it has to be sent.
        style: The style in which it is written; None for the one that is usual in its location.
    """

    name: str
    wire: str
    location: Literal["path", "query", "header", "cookie"]
    limits: Limits
    required: bool
    style: ParameterStyle | None = None


class SuccessFormat(NamedTuple, Generic[T_co]):
    """A successful response.

    Attributes:
        kind: The kind of body that it has.
        read: Read the success model from JSON, or take a text or bytes.
    """

    kind: Literal["json", "text", "bytes", "none", "events", "text_events"]
    read: Callable[[Any], T_co]


class Operation(NamedTuple, Generic[T_co]):
    """An operation of the spec.

    Attributes:
        name: The Python name: `create_goal`.
        method: The HTTP method.
        path: The path, with a `{name}` for each path parameter.
        read: Read the success model from JSON.
        answer: The kind of body that a success has.
        accept: The media types to accept; None for JSON, or for all where the answer is no JSON.
        others: The successes of statuses that are read otherwise.
        parameters: The parameters in path, query and headers.
        body: The limits of a body that is JSON only; None where the operation has none.
        body_type: The media type of that body.
        bodies: The bodies in other media types, or in several; the first is the one that is sent by default.
        required_scope: The scope that the API key needs, where the spec names it.
        server: A server in place of the API's: a path on the same host, or the URL of another host.
        anonymous: Whether it is sent without the API key.
        deprecated: Its deprecated parts; None for none.
    """

    name: str
    method: str
    path: str
    read: Callable[[Any], T_co]
    answer: Literal["json", "text", "bytes", "none", "events", "text_events"] = "json"
    accept: str | None = None
    others: Mapping[int, SuccessFormat[T_co]] = MappingProxyType({})
    parameters: tuple[Parameter, ...] = ()
    body: Limits | None = None
    body_type: str = "application/json"
    bodies: tuple[BodyFormat, ...] = ()
    required_scope: str | None = None
    server: str = ""
    anonymous: bool = False
    deprecated: Deprecated | None = None

    def answer_to(self, status: int) -> SuccessFormat[T_co]:
        """Return how a success of `status` is read."""
        return self.others.get(status) or SuccessFormat(self.answer, self.read)


def build_request(  # noqa: PLR0917 - what makes a request, in the order of its use
    api: API,
    operation: Operation[Any],
    arguments: Mapping[str, Any],
    base_url: str,
    body: Any,
    options: RequestOptions,
    content_type: str | None = None,
) -> Request:
    """Return the request of a call.

    Args:
        api: The API.
        operation: The operation.
        arguments: The parameters by Python name; None is not sent.
        base_url: The base URL of the client, without a slash at the end.
        body: The body; UNSET for none.
        options: Settings for this call.
        content_type: The media type of the body, where there are several; by default the first.

    Raises:
        RequestValidationError: Something cannot be sent. Every problem is in it.
    """
    option_problems = [] if options is DEFAULT_OPTIONS else list(_option_problems(api, options))
    request_id = _new_request_id() if option_problems else options.request_id or _new_request_id()
    parts, problems = _write_parameters(operation, arguments)
    form = None
    # Most operations have no body.
    if operation.body is not None or operation.bodies or body is not UNSET or content_type is not None:
        form = _body_of(operation, content_type)
        problems += _body_problems(operation, form, body, content_type)
    problems += option_problems
    if problems:
        raise RequestValidationError(operation.name, problems, request_id=request_id)
    if operation.deprecated is not None:
        from .deprecation import warn_deprecated  # noqa: PLC0415 - few documents deprecate anything

        warn_deprecated(operation.name, operation.deprecated, arguments, body)
    headers = {
        api.request_id_header: request_id,
        "accept": operation.accept or ("application/json" if operation.answer == "json" else "*/*"),
        **parts.headers,
    }
    query = parts.query
    for name, value in options.query.items():
        query[name] = [] if value is None or cast("Any", value) is UNSET else query_pairs(name, value, FORM)
    content = None
    if form is not None and body is not UNSET:
        headers["content-type"], content = _content(operation, form, body, options, request_id)
    headers |= {name.lower(): value for name, value in options.headers.items()}
    server = server_url(api, base_url, operation.server) if operation.server else base_url
    text = "&".join([pair for pairs in query.values() for pair in pairs]) if query else ""
    url = f"{server}{parts.path}{'?' if text else ''}{text}"
    return Request(operation.method, url, headers, content, request_id, operation.anonymous)


def _new_request_id() -> str:
    """Return a random UUID (version 4), as `uuid.uuid4` makes them, in a third of the time."""
    bits = int.from_bytes(os.urandom(16)) & _RANDOM_BITS | _VERSION_4
    digits = f"{bits:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def written_path(operation: Operation[Any], arguments: Mapping[str, Any]) -> str:
    """Return the path of a call."""
    parts, _ = _write_parameters(operation, arguments)
    return parts.path


@cache
def _validators() -> ModuleType:
    from attrs import validators  # noqa: PLC0415 - models bring it; importing the package does not wait for it

    return validators


def _body_of(operation: Operation[Any], content_type: str | None) -> BodyFormat | None:
    """Return the body in the media type that was chosen; None where the operation has none of it."""
    if operation.body is not None:
        own = operation.body_type
        return BodyFormat(own, operation.body) if content_type is None or content_type == own else None
    bodies = operation.bodies
    if content_type is None:
        return bodies[0] if bodies else None
    return next((body for body in bodies if body.media_type == content_type), None)


def _body_problems(
    operation: Operation[Any], form: BodyFormat | None, body: Any, content_type: str | None
) -> Iterator[FieldProblem]:
    if form is not None:
        if not _validators().get_disabled():
            yield from limit_problems("" if form.limits.kind == "model" else "body", body, form.limits)
    elif operation.body is not None or operation.bodies:
        known = [operation.body_type] if operation.body else [each.media_type for each in operation.bodies]
        yield FieldProblem("content_type", f"must be one of {', '.join(known)}, is {content_type!r}")
    else:
        yield FieldProblem("body", 'is given, but the operation takes none: give it body=Limits("any")')


class _Parts:
    """The parts of a request that its parameters are written into.

    Attributes:
        path: The path, in which a placeholder stands for what is not written.
        query: The `name=value` texts by the name of their parameter.
        headers: The headers, with names in lower case.
        cookies: The `name=value` texts of the cookies.
    """

    __slots__ = ("cookies", "headers", "path", "query")

    def __init__(self, path: str) -> None:
        self.path = path
        self.query: dict[str, list[str]] = {}
        self.headers: dict[str, str] = {}
        self.cookies: list[str] = []

    def write(self, parameter: Parameter, value: Any) -> str:
        """Write the value of a parameter; return what is wrong with it, or an empty text.

        Raises:
            StyleError: It cannot be written in its style.
        """
        name, wire, location, *_, style = parameter
        if location == "query":
            self.query[wire] = query_pairs(wire, value, style or FORM)
        elif location == "path":
            text = path_text(wire, value, style or SIMPLE)
            if text in _NO_SEGMENTS:
                return f"must name one object, is {value!r}"
            self.path = self.path.replace(f"{{{name}}}", text)
        elif location == "cookie":
            self.cookies += cookie_pairs(wire, value, style or FORM)
        else:
            header = header_text(value, style or SIMPLE)
            if header is not None and not _HEADER_VALUE.fullmatch(header):
                return "has characters that a header cannot have"
            if header is not None:
                self.headers[wire.lower()] = header
        return ""


def _write_parameters(operation: Operation[Any], arguments: Mapping[str, Any]) -> tuple[_Parts, list[FieldProblem]]:
    """Return the parts of the request with the parameters in them, and every problem."""
    parts = _Parts(operation.path)
    problems: list[FieldProblem] = []
    if not operation.parameters:
        return parts, problems
    checked = not _validators().get_disabled()
    may_share_names = False
    for parameter in operation.parameters:
        name = parameter.name
        may_share_names = may_share_names or parameter.limits.kind in _OBJECTS
        value = None if arguments[name] is UNSET else arguments[name]
        # The fields of a model are checked; a mapping in its place is sent as it is.
        is_mapping = isinstance(value, Mapping) and _takes_model(parameter.limits)
        if checked and not is_mapping and (value is not None or parameter.required):
            found = list(limit_problems(name, value, parameter.limits))
            if found:
                problems += found
                continue
        if value is None and parameter.location != "path":
            continue
        try:
            problem = parts.write(parameter, value)
        except WRITE_ERRORS as error:
            problems.append(_unwritable(name, parameter.location, error))
        else:
            problems += [FieldProblem(name, problem)] if problem else []
    if parts.cookies:
        parts.headers["cookie"] = "; ".join(parts.cookies)
    if may_share_names:
        problems += _shared_names(operation, parts.query)
    return parts, problems


def _shared_names(operation: Operation[Any], query: Mapping[str, list[str]]) -> Iterator[FieldProblem]:
    """Find members of exploded objects that are written under the name of another parameter, or of its members."""
    owners: dict[str, str] = {}
    for parameter in operation.parameters:
        names = {pair.partition("=")[0] for pair in query.get(parameter.wire, ()) if parameter.location == "query"}
        for name in sorted(names):
            other = owners.setdefault(name, parameter.name)
            if other != parameter.name:
                yield FieldProblem(parameter.name, f"is written as {unquote(name)!r} in the query, as {other} is")


def _takes_model(limits: Limits) -> bool:
    return limits.kind == "model" or any(map(_takes_model, limits.options))


def _unwritable(name: str, location: str, error: Exception) -> FieldProblem:
    place = f"{name}{error.place}" if isinstance(error, StyleError) else name
    return FieldProblem(place, f"cannot be sent{' in a query' if location == 'query' else ''}: {error}")


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
        elif place == "options.query" and name == api.key_query:
            yield FieldProblem(f"{place}[{name!r}]", _OTHER_KEY)
        elif place == "options.query" and item is not None and item is not UNSET:
            yield from _option_query_problems(f"{place}[{name!r}]", item)


def _option_query_problems(place: str, item: Any) -> Iterator[FieldProblem]:
    try:
        if isinstance(item, Mapping) or hasattr(item, "to_dict"):
            raise TypeError(f"{cast('object', item).__class__.__name__} has no form in a URL or header")
        query_pairs("", item, FORM)
    except WRITE_ERRORS as error:
        yield _unwritable(place, "query", error)


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
        api.key_header: _OTHER_KEY,
        api.request_id_header: "pass it as request_id",
    }
    for name, value in headers.items():
        field = f"{where}[{name!r}]"
        if not isinstance(name, str):
            yield FieldProblem(field, f"the name of a header must be a string, is of the type {type(name).__name__}")
        elif not isinstance(value, str):
            yield FieldProblem(field, f"must be a string, is of the type {type(value).__name__}")
        elif name.lower() in own:
            yield FieldProblem(field, own[name.lower()])
        elif not _HEADER_NAME.fullmatch(name) or not _HEADER_VALUE.fullmatch(value):
            yield FieldProblem(field, "has characters that a header cannot have, or a space at its beginning or end")


def _content(
    operation: Operation[Any], form: BodyFormat, body: Any, options: RequestOptions, request_id: str
) -> tuple[str, bytes | StreamedBody]:
    try:
        return write_body(form, body, options.body)
    except WRITE_ERRORS as error:  # half of a surrogate pair, a value that is no JSON, a file that is not there
        place = error.place.removeprefix(".") if isinstance(error, StyleError) else ""
        as_json = " as JSON" if is_json(form.media_type) else ""
        problem = FieldProblem(place or "body", f"cannot be sent{as_json}: {error}")
        raise RequestValidationError(operation.name, [problem], request_id=request_id) from error

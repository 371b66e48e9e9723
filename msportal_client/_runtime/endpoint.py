"""Endpoints that are not generated: `client.request` reads a method and a path as an operation. No I/O."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, cast
from urllib.parse import quote, unquote

from ..errors import FieldProblem, RequestValidationError, excerpt
from ..options import RequestOptions
from ..types import UNSET
from .limits import Limits
from .operation import Operation, Parameter
from .writing import write_text

__all__ = ["Endpoint"]

_METHOD = re.compile(r"[A-Za-z]+(-[A-Za-z]+)*")
# The odd parts of a split are the names.
_NAMES = re.compile(r"\{([^{}/]+)\}")
_BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
# Characters that stay as they are in a path (RFC 3986, section 3.3), with those of escapes and between segments.
_PATH_CHARACTERS = "/%:@!$&'()*+,;=~"
_ACCEPT = "application/json, */*;q=0.8"
_JSON = "application/json"
# A media type other than JSON, in whose place the options have to put the right one.
_BYTES = "application/octet-stream"
_ANY = Limits("any")


class Endpoint(NamedTuple):
    """The arguments of `client.request`, as they were given: they may be of any type.

    Attributes:
        method: The HTTP method.
        path: The path under the base URL, with a `{name}` for each of `params`.
        params: The values of the names in the path.
        query: The query parameters.
        body: The body; None for none.
    """

    method: Any
    path: Any
    params: Any
    query: Any
    body: Any

    @property
    def name(self) -> str:
        """The name in events, log records and errors: `GET /api/public/v1/goals/{id}`."""
        return excerpt(f"{str(self.method).upper()} {self.path}")

    def operation(self) -> Operation[None]:
        """Return the operation that this is.

        Raises:
            RequestValidationError: It cannot be sent. Every problem is in it.
        """
        problems = [*_method_problems(self.method), *_path_problems(self.path), *_query_problems(self.query)]
        problems = problems or _params_problems(self.path, self.params)
        if problems:
            raise RequestValidationError(self.name, problems)
        query = tuple(Parameter(f"query[{name!r}]", name, "query", _ANY, required=False) for name in self.query)
        limits, media = _kind_of_body(self.body)
        return Operation(
            name=self.name,
            method=self.method.upper(),
            path=_fill(self.path, self.params),
            read=_read_nothing,
            answer="none",
            parameters=(Parameter("accept", "accept", "header", _ANY, required=False), *query),
            body=limits,
            body_type=media,
        )

    def arguments(self) -> dict[str, Any]:
        """Return the arguments of the operation."""
        return {"accept": _ACCEPT, **{f"query[{name!r}]": value for name, value in self.query.items()}}

    def content(self, options: Any) -> Any:
        """Return the body of the operation; UNSET for none.

        Raises:
            RequestValidationError: The body and the options do not go together.
        """
        body = self.body
        if not isinstance(options, RequestOptions):
            return body  # The options are refused where they are checked.
        problem = ""
        if _is_bytes(body) and not any(str(name).lower() == "content-type" for name in options.headers):
            problem = "bytes need a content-type header in the options"
        if options.body and not _is_object(body):
            problem = f"cannot take the fields of options.body: it is of the type {type(body).__name__}"
        if problem:
            raise RequestValidationError(self.name, [FieldProblem("body", problem)])
        if body is None:
            return {} if options.body else UNSET
        return bytes(body) if _is_bytes(body) else body


def _method_problems(method: object) -> Iterator[FieldProblem]:
    if not isinstance(method, str):
        yield FieldProblem("method", f"must be a string, is of the type {type(method).__name__}")
    elif not _METHOD.fullmatch(method) or method.upper() == "CONNECT":
        yield FieldProblem("method", f"must be an HTTP method, such as GET, is {excerpt(method)!r}")


def _path_problems(path: object) -> Iterator[FieldProblem]:
    """Find the problems of a path as it was given: with it, a request has to stay under the base URL."""
    if not isinstance(path, str):
        yield FieldProblem("path", f"must be a string, is of the type {type(path).__name__}")
        return
    literal = _NAMES.sub("", path)
    if not path.startswith("/") or path.startswith("//"):
        yield FieldProblem("path", f"must begin with one /, for it is under the base URL; it is {excerpt(path)!r}")
    elif "?" in path:
        yield FieldProblem("path", "must not have a ?: pass the parameters as query")
    elif "#" in path or "\\" in path:
        yield FieldProblem("path", f"must not have a {'#' if '#' in path else 'backslash'}")
    elif not _decoded(path).isprintable():
        yield FieldProblem("path", f"has control characters, or others that cannot be seen: {excerpt(ascii(path))}")
    elif _BAD_ESCAPE.search(path):
        yield FieldProblem("path", "has a % that begins no escape: write %25")
    elif "{" in literal or "}" in literal:
        yield FieldProblem("path", "has a { or } that belongs to no {name}")
    elif _climbs(path):
        yield FieldProblem("path", f"must not have a segment . or .., is {excerpt(path)!r}")


def _params_problems(path: str, params: object) -> list[FieldProblem]:
    if not isinstance(params, Mapping):
        return [FieldProblem("params", f"must be a Mapping, is of the type {type(params).__name__}")]
    given = cast("Mapping[object, Any]", params)
    names = _NAMES.findall(path)
    problems = [FieldProblem(f"params[{name!r}]", "is missing") for name in dict.fromkeys(names) if name not in given]
    problems += [
        FieldProblem(f"params[{name!r}]", problem)
        for name, value in given.items()
        if (problem := _param_problem(value) if name in names else f"is not in the path {excerpt(path)}")
    ]
    if not problems and _climbs(filled := _fill(path, given)):
        problems.append(
            FieldProblem("path", f"must not have a segment . or .., is {excerpt(filled)!r} with its params")
        )
    return problems


def _param_problem(value: object) -> str:
    try:
        text = write_text(value)
        text.encode()
    except (ValueError, TypeError, AttributeError, OverflowError) as error:
        return f"cannot be sent: {error}"
    if not text:
        return f"must name one object, is {value!r}"
    if not _decoded(text).isprintable():
        return f"has control characters, or others that cannot be seen: {excerpt(ascii(text))}"
    return f"must not have a segment . or .., is {excerpt(text)!r}" if _climbs(text) else ""


def _query_problems(query: object) -> Iterator[FieldProblem]:
    if not isinstance(query, Mapping):
        yield FieldProblem("query", f"must be a Mapping, is of the type {type(query).__name__}")
        return
    for name, value in cast("Mapping[object, Any]", query).items():
        if not isinstance(name, str):
            yield FieldProblem(f"query[{name!r}]", "must have a string as its name")
        elif value is not None and _is_object(value):
            # Its members would be written without its name.
            yield FieldProblem(
                f"query[{name!r}]", f"cannot be sent in a query: {type(value).__name__} has no form there"
            )


def _decoded(path: str) -> str:
    """Return a path without escapes, also those that would be left after decoding once."""
    while (decoded := unquote(path)) != path:
        path = decoded
    return path


def _climbs(path: str) -> bool:
    """Return whether a server might take a part of the path for the way up, however it is written."""
    return any(part.partition(";")[0] in {".", ".."} for part in re.split(r"[/\\]", _decoded(path)))


def _fill(path: str, params: Mapping[Any, Any]) -> str:
    """Return the path with the names in it replaced by their values, and quoted."""
    parts = _NAMES.split(path)
    return "".join(
        quote(write_text(params[part]), safe="") if index % 2 else quote(part, safe=_PATH_CHARACTERS)
        for index, part in enumerate(parts)
    )


def _kind_of_body(body: object) -> tuple[Limits, str]:
    """Return the limits and the media type of a body."""
    if _is_bytes(body):
        return Limits("bytes"), _BYTES
    return (Limits("model") if hasattr(body, "to_dict") else _ANY), _JSON


def _is_bytes(body: object) -> bool:
    return isinstance(body, (bytes, bytearray, memoryview))


def _is_object(body: object) -> bool:
    """Return whether a body is an object in JSON, or becomes one with the fields of the options."""
    return body is None or isinstance(body, Mapping) or hasattr(body, "to_dict")


def _read_nothing(_: object) -> None:
    return None

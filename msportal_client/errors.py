"""The exceptions, and how a response becomes the right one.

MSPortalError
├── APIConnectionError            no answer: refused, reset, cut short
│   └── APITimeoutError           no answer in time
├── APIStatusError                an answer outside 2xx
│   ├── BadRequestError           400
│   ├── AuthenticationError       401
│   ├── PermissionDeniedError     403
│   ├── NotFoundError             404
│   ├── ConflictError             409
│   ├── UnprocessableEntityError  422
│   ├── RateLimitError            429
│   └── ServerError               500 to 599 and above
├── ResponseDecodeError           an answer within 2xx that breaks its schema
└── RequestValidationError        arguments that break a documented limit; also a ValueError
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from .types import Response

__all__ = [
    "APIConnectionError",
    "APIStatusError",
    "APITimeoutError",
    "AuthenticationError",
    "BadRequestError",
    "ConflictError",
    "FieldProblem",
    "MSPortalError",
    "NotFoundError",
    "PermissionDeniedError",
    "RateLimitError",
    "RequestValidationError",
    "ResponseDecodeError",
    "ServerError",
    "UnprocessableEntityError",
    "error_from_response",
]


class MSPortalError(Exception):
    """The base of every exception that a call raises."""


class APIConnectionError(MSPortalError):
    """No answer came: the connection was refused, reset or cut short. The cause is chained as `__cause__`.

    Attributes:
        method: The HTTP method of the call.
        url: Where it was sent.
        request_id: The `X-Request-Id` that was sent.
    """

    def __init__(self, message: str, *, method: str, url: str, request_id: str) -> None:
        super().__init__(message, method, url, request_id)
        self.message = message
        self.method = method
        self.url = url
        self.request_id = request_id

    def __str__(self) -> str:
        return f"{one_line(self.message)} ({self.method} {self.url}, request id {self.request_id})"

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), self.args, self.__dict__)


class APITimeoutError(APIConnectionError):
    """No answer came within the timeout. Whether the server acted on the request is not known."""


class APIStatusError(MSPortalError):
    """The server answered with a status outside 2xx.

    Attributes:
        status_code: The HTTP status.
        message: What the server said, in its own words where it said anything.
        code: The `code` of the `ErrorResponse`, where there was one.
        details: The `details` of the `ErrorResponse`, of any JSON type.
        request_id: For support: the `X-Request-Id` of the answer, else the one that was sent.
        response: The answer itself.
        method: The HTTP method of the call.
        url: Where it was sent.
    """

    def __init__(
        self,
        message: str,
        *,
        response: Response[None],
        method: str,
        url: str,
        code: str | None = None,
        details: Any = None,
    ) -> None:
        super().__init__(message)
        self.status_code = response.status_code
        self.message = message
        self.code = code
        self.details = details
        self.request_id = response.request_id
        self.response = response
        self.method = method
        self.url = url

    def __str__(self) -> str:
        code = f" [{one_line(self.code)}]" if self.code else ""
        details = f": {one_line(_as_text(self.details))}" if self.details is not None else ""
        return f"{self.status_code} {one_line(self.message)}{code}{details} ({self._context()})"

    def _context(self) -> str:
        return f"{self.method} {self.url}, request id {self.request_id}"

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), self.args, self.__dict__)


class BadRequestError(APIStatusError):
    """400: the server found the request invalid, or an id in it refers to nothing. `details` says which."""


class AuthenticationError(APIStatusError):
    """401: the API key is missing, wrong or revoked."""


class PermissionDeniedError(APIStatusError):
    """403: the API key lacks the scope of the operation.

    Attributes:
        required_scope: The scope that the spec documents for the operation (`goals.write`); None where it names none.
    """

    required_scope: str | None = None

    def _context(self) -> str:
        needs = f"needs scope {self.required_scope}, " if self.required_scope else ""
        return needs + super()._context()


class NotFoundError(APIStatusError):
    """404: there is no such thing, or not in this tenant."""


class ConflictError(APIStatusError):
    """409: the request does not fit the state of the thing that it is about."""


class UnprocessableEntityError(APIStatusError):
    """422: the request is well-formed and still not acceptable."""


class RateLimitError(APIStatusError):
    """429: the quota of the API key is spent, and waiting for the next window is not allowed by the retry policy.

    Attributes:
        limit: Requests in a window; None where the server did not say.
        remaining: Requests left in the window; None where the server did not say.
        reset_at: When the next window begins, by the server's clock; None where the server did not say.
    """

    limit: int | None = None
    remaining: int | None = None
    reset_at: datetime | None = None

    def _context(self) -> str:
        resets = f"resets at {self.reset_at.isoformat()}, " if self.reset_at else ""
        return resets + super()._context()


class ServerError(APIStatusError):
    """5xx, or any status above: the server failed. Whether it acted on the request is not known."""


class ResponseDecodeError(MSPortalError):
    """A success whose body breaks its schema. Nothing is lost: the answer hangs on the exception.

    Attributes:
        model: The model that was being read.
        field: Where in it the problem is, in the spec's own names (`data.company.id`); empty for the whole.
        response: The answer itself; `response.content` is the body.
        request_id: The `X-Request-Id` of the answer, else the one that was sent.
    """

    def __init__(self, message: str, *, model: str, field: str, response: Response[None]) -> None:
        super().__init__(message)
        self.message = message
        self.model = model
        self.field = field
        self.response = response
        self.request_id = response.request_id

    def __str__(self) -> str:
        return (
            f"The answer cannot be read as {self.model}: {one_line(self.message)} "
            f"(status {self.response.status_code}, request id {self.request_id})"
        )

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), self.args, self.__dict__)


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One argument that cannot be sent: its Python name (with a path into nested objects) and what is wrong."""

    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.field}: {self.message}"


class RequestValidationError(MSPortalError, ValueError):
    """Arguments break a limit that the spec documents. Nothing was sent.

    Attributes:
        operation: The operation that was called.
        problems: Every offending field, each once for each rule that it breaks.
        request_id: The `X-Request-Id` that the request would have had.
    """

    def __init__(self, operation: str, problems: Sequence[FieldProblem], *, request_id: str | None = None) -> None:
        super().__init__(operation, tuple(problems))
        self.operation = operation
        self.problems = tuple(problems)
        self.request_id = request_id

    def __str__(self) -> str:
        return f"{self.operation}: " + "; ".join(str(problem) for problem in self.problems)


_BY_STATUS: dict[int, type[APIStatusError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    422: UnprocessableEntityError,
    429: RateLimitError,
}
_SERVER_ERRORS = 500
_LONGEST_MESSAGE = 500


def error_from_response(
    response: Response[None],
    *,
    method: str,
    url: str,
    required_scope: str | None = None,
    redact: Callable[[str], str] = str,
) -> APIStatusError:
    """The exception for an answer outside 2xx.

    Args:
        response: The answer. Its body is read as an `ErrorResponse` where it is one; anything else is quoted in part.
        method: The HTTP method of the call.
        url: Where it was sent.
        required_scope: What the spec says of the operation's scope.
        redact: Takes secrets out of what the server said, should it echo them.
    """
    message, code, details = _read_error_body(redact(response.content.decode("utf-8", "replace")))
    status = response.status_code
    cls = _BY_STATUS.get(status) or (ServerError if status >= _SERVER_ERRORS else APIStatusError)
    error = cls(message or _in_words(response), response=response, method=method, url=url, code=code, details=details)
    if isinstance(error, PermissionDeniedError):
        error.required_scope = required_scope
    elif isinstance(error, RateLimitError) and (rate_limit := response.rate_limit):
        error.limit, error.remaining, error.reset_at = rate_limit.limit, rate_limit.remaining, rate_limit.reset_at
    return error


def _read_error_body(text: str) -> tuple[str, str | None, Any]:
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):
        return _excerpt(text), None, None
    if not isinstance(body, dict):
        return _excerpt(text), None, None
    body = cast("dict[str, Any]", body)
    message, code = body.get("error"), body.get("code")
    return (
        _excerpt(message) if isinstance(message, str) else _excerpt(text) if body else "",
        code if isinstance(code, str) else None,
        body.get("details"),
    )


def _in_words(response: Response[None]) -> str:
    location = response.headers.get("location")
    if location and 300 <= response.status_code < 400:  # noqa: PLR2004 - the redirects
        return f"Redirect to {_excerpt(location)} was not followed"
    return "The answer has no body"


def one_line(text: str) -> str:
    """`text` on one line, with what is not printable made visible."""
    return "".join(char if char.isprintable() else " " for char in " ".join(text.split()))


def _excerpt(text: str) -> str:
    text = one_line(text[: 4 * _LONGEST_MESSAGE])
    return text if len(text) <= _LONGEST_MESSAGE else text[: _LONGEST_MESSAGE - 1] + "…"


def _as_text(details: Any) -> str:
    """Details on one line: a list of problems with a path and a message each reads as such, anything else as JSON."""
    if isinstance(details, str):
        return _excerpt(details)
    if isinstance(details, list) and details:
        problems = [_problem(problem) for problem in cast("list[object]", details)]
        if None not in problems:
            return _excerpt("; ".join(filter(None, problems)))
    return _excerpt(json.dumps(details, ensure_ascii=False, default=str))


def _problem(problem: object) -> str | None:
    if not isinstance(problem, dict):
        return None
    fields = cast("dict[str, Any]", problem)
    path, message = fields.get("path"), fields.get("message")
    if not isinstance(message, str):
        return None
    where = ".".join(map(str, cast("list[object]", path))) if isinstance(path, list) else path
    return f"{where}: {message}" if where else message


def _rebuild(cls: type[MSPortalError], args: tuple[Any, ...], state: dict[str, Any]) -> MSPortalError:
    """Unpickle an exception whose `__init__` has keyword-only arguments."""
    error = cls.__new__(cls, *args)
    error.args = args
    error.__dict__.update(state)
    return error

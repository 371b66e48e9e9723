"""The exceptions of a call.

```text
MSPortalError
├── APIConnectionError            no response: refused, reset, cut short
│   └── APITimeoutError           no response in time
├── APIStatusError                a response outside 2xx
│   ├── BadRequestError           400
│   ├── AuthenticationError       401
│   ├── PermissionDeniedError     403
│   ├── NotFoundError             404
│   ├── ConflictError             409
│   ├── UnprocessableEntityError  422
│   ├── RateLimitError            429
│   └── ServerError               500 to 599 and above
├── BulkError                     in bulk jobs
│   ├── NotSentError              a row that was not sent, because the job was stopped
│   ├── UnknownOutcomeError       a row that was sent, and whose answer is not known
│   └── JournalError              a journal that cannot be used
├── ResponseDecodeError           a response within 2xx that breaks its schema
├── TokenError                    no access token: the function that gives them failed; nothing was sent
└── RequestValidationError        arguments that break a documented limit; also a ValueError
```
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from .types import FieldProblem, Response

__all__ = [
    "APIConnectionError",
    "APIStatusError",
    "APITimeoutError",
    "AuthenticationError",
    "BadRequestError",
    "BulkError",
    "ConflictError",
    "FieldProblem",
    "JournalError",
    "MSPortalError",
    "NotFoundError",
    "NotSentError",
    "PermissionDeniedError",
    "RateLimitError",
    "RequestValidationError",
    "ResponseDecodeError",
    "ServerError",
    "TokenError",
    "UnknownOutcomeError",
    "UnprocessableEntityError",
]

# Characters of a text of the server that a message quotes.
_LONGEST_EXCERPT = 500


class MSPortalError(Exception):
    """The base of every exception that a call raises.

    `args` holds the whole text, so that the exception survives stores that keep texts alone. Pickle keeps everything.
    """

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), self.args, self.__dict__)


class APIConnectionError(MSPortalError):
    """No response came: the connection was refused, reset or cut short. The cause is chained as `__cause__`.

    Attributes:
        message: What went wrong.
        method: The HTTP method of the call.
        url: The URL of the call.
        request_id: The request id that was sent.
    """

    def __init__(self, message: str, *, method: str = "", url: str = "", request_id: str = "") -> None:
        context = f" ({method} {url}, request id {request_id})" if method else ""
        super().__init__(f"{one_line(message)}{context}")
        self.message = message
        self.method = method
        self.url = url
        self.request_id = request_id


class APITimeoutError(APIConnectionError):
    """No response came within the timeout. Whether the server acted on the request is not known."""


class APIStatusError(MSPortalError):
    """The server responded with a status outside 2xx.

    Attributes:
        status_code: The HTTP status; 0 on an exception that was restored from its text alone.
        message: The server's message, or a description where it sent none.
        code: The error code of the response body; None where it has none.
        details: The details of the response body, of any JSON type.
        problems: The fields that `details` complains of, with their Python names.
        request_id: The request id of the response, else the one that was sent. Quote it to support.
        response: The response; None on an exception that was restored from its text alone, and on a RateLimitError that
            was raised without sending.
        method: The HTTP method of the call.
        url: The URL of the call.
    """

    def __init__(
        self,
        message: str,
        *,
        response: Response[None] | None = None,
        method: str = "",
        url: str = "",
        code: str | None = None,
        details: Any = None,
        context: str = "",
        status_code: int = 0,
        request_id: str = "",
    ) -> None:
        self.problems = field_problems(details)
        self.status_code = status_code if response is None else response.status_code
        self.message = message
        self.code = code
        self.details = details
        self.request_id = request_id if response is None else response.request_id
        # Any: of the classes that a call raises, RateLimitError alone may have none, and says so.
        self.response: Response[None] = cast("Any", response)
        self.method = method
        self.url = url
        super().__init__(self._text(context) if response is not None or method else message)

    def _text(self, context: str) -> str:
        code = f" [{one_line(self.code)}]" if self.code else ""
        details = f": {_details_text(self.details)}" if self.details is not None else ""
        sent = f"{context}{self.method} {self.url}, request id {one_line(self.request_id)}"
        return f"{self.status_code} {one_line(self.message)}{code}{details} ({sent})"


class BadRequestError(APIStatusError):
    """400: the server found the request invalid, or an id in it refers to nothing. `problems` and `details` say which."""


class AuthenticationError(APIStatusError):
    """401: the API key is missing, wrong or revoked."""


class PermissionDeniedError(APIStatusError):
    """403: the API key lacks the scope of the operation.

    Attributes:
        required_scope: The scope that the spec documents for the operation (`goals.write`); None where it names none.
    """

    required_scope: str | None = None


class NotFoundError(APIStatusError):
    """404: there is no such object, or not in this tenant."""


class ConflictError(APIStatusError):
    """409: the request does not fit the current state of the object."""


class UnprocessableEntityError(APIStatusError):
    """422: the request is well-formed, but cannot be processed."""


class RateLimitError(APIStatusError):
    """429: the quota of the API key is spent, and waiting for the next window is not allowed by the retry policy.

    Attributes:
        limit: Requests in a window; None where the server did not say.
        remaining: Requests left in the window; None where the server did not say.
        reset_at: When the next window begins, by the server's clock; None where the server did not say.
        retry_after: Seconds from the error until a call may be sent again, by the server's clock; None where nothing
            says how long.
        response: The 429; None where the quota was known to be spent, and nothing was sent.
    """

    response: Response[None] | None  # type: ignore[assignment] # pyright: ignore[reportIncompatibleVariableOverride]
    limit: int | None = None
    remaining: int | None = None
    reset_at: datetime | None = None
    retry_after: float | None = None


class ServerError(APIStatusError):
    """5xx, or any status above: the server failed. Whether it acted on the request is not known."""


class ResponseDecodeError(MSPortalError):
    """A success whose body breaks its schema. `response.content` has the body.

    Attributes:
        message: What is wrong.
        model: The model that was being read.
        field: The place of the problem in the model, in the spec's own names (`data.company.id`); empty for the whole.
        response: The response; None on an exception that was restored from its text alone.
        request_id: The request id of the response, else the one that was sent.
    """

    def __init__(
        self, message: str, *, model: str = "", field: str = "", response: Response[None] | None = None
    ) -> None:
        if response is None:
            super().__init__(message)
        else:
            super().__init__(
                f"The response cannot be read as {model}: {one_line(message)} "
                f"(status {response.status_code}, request id {one_line(response.request_id)})"
            )
        self.message = message
        self.model = model
        self.field = field
        self.response: Response[None] = cast("Any", response)  # As in APIStatusError.
        self.request_id = "" if response is None else response.request_id


class TokenError(MSPortalError):
    """No access token: the function that gives them raised, which is chained as `__cause__`, or gave none.

    Nothing was sent.
    """


class RequestValidationError(MSPortalError, ValueError):
    """Arguments break a limit that the spec documents. Nothing was sent.

    Attributes:
        operation: The operation that was called.
        problems: Every offending field, once for each rule that it breaks.
        request_id: The request id that the request would have had.
    """

    def __init__(self, operation: str, problems: Sequence[FieldProblem] = (), *, request_id: str | None = None) -> None:
        super().__init__(f"{operation}: {'; '.join(map(str, problems))}" if problems else operation)
        self.operation = operation
        self.problems = tuple(problems)
        self.request_id = request_id


class BulkError(MSPortalError):
    """The base of the exceptions of bulk jobs: see `msportal_client.bulk`."""


class NotSentError(BulkError):
    """The row was not sent, because its job was stopped."""


class UnknownOutcomeError(BulkError):
    """The row was sent, and its answer is not known: the server may have acted on it."""


class JournalError(BulkError):
    """The journal of a bulk job cannot be used: it is damaged, locked, or belongs to another job."""


def one_line(text: str) -> str:
    """Return `text` on one line, with every character that cannot be seen as its escape sequence."""
    joined = " ".join(text.split())
    return joined if joined.isprintable() else "".join(map(_visible, joined))


def _visible(char: str) -> str:
    return char if char.isprintable() else char.encode("unicode_escape", "surrogatepass").decode("ascii")


def excerpt(text: str) -> str:
    """Return the beginning of `text`, on one line."""
    text = one_line(text[: 4 * _LONGEST_EXCERPT])
    return text if len(text) <= _LONGEST_EXCERPT else text[: _LONGEST_EXCERPT - 1] + "…"


def _details_text(details: Any) -> str:
    """Return details on one line: field problems as such, anything else as JSON."""
    if isinstance(details, str):
        return excerpt(details)
    if problems := field_problems(details):
        return excerpt("; ".join(map(str, problems)))
    try:
        return excerpt(json.dumps(details, ensure_ascii=False, default=str))
    except RecursionError:
        return "(nested too deeply to be shown)"


def field_problems(details: Any) -> tuple[FieldProblem, ...]:
    """Return the field problems in the details of an error body; none where they have another form.

    Forms: a list of objects with `message` and `path`, as zod writes them, or an object with a message, or a list of
    messages, for each field, which may be under `fieldErrors`.
    """
    if isinstance(details, list) and details:
        found = [_listed_problem(item) for item in cast("list[object]", details)]
        return tuple(cast("list[FieldProblem]", found)) if None not in found else ()
    if isinstance(details, dict):
        fields = cast("dict[str, Any]", details)
        by_field = fields.get("fieldErrors", fields)
        if isinstance(by_field, dict) and by_field:
            return _keyed_problems(cast("dict[str, Any]", by_field))
    return ()


# The names that servers give the field of a problem: zod, others, and OData.
_PATHS = ("path", "field", "target")


def _listed_problem(item: object) -> FieldProblem | None:
    if not isinstance(item, dict):
        return None
    fields = cast("dict[str, Any]", item)
    path, message = next((fields[name] for name in _PATHS if name in fields), None), fields.get("message")
    if not isinstance(message, str) or not isinstance(path, (list, str, type(None))):
        return None
    return FieldProblem(_python_path(cast("list[object] | str | None", path)), excerpt(message))


def _keyed_problems(by_field: dict[str, Any]) -> tuple[FieldProblem, ...]:
    found: list[FieldProblem] = []
    for name, messages in by_field.items():
        listed = cast("list[object]", messages) if isinstance(messages, list) else [messages]
        if not all(isinstance(message, str) for message in listed):
            return ()
        found += [FieldProblem(_python_path(name), excerpt(str(message))) for message in listed]
    return tuple(found)


def _python_path(path: list[object] | str | None) -> str:
    """Return a path of the API (`["company", "taxIds", 0]`, `company.taxIds.0`) in Python names: `company.tax_ids[0]`."""
    parts = [] if path is None else path.split(".") if isinstance(path, str) else path
    if len(parts) > 1 and parts[0] in {"body", "query", "params"}:
        parts = parts[1:]  # The part of the request, which is no part of the name.
    text = ""
    for part in parts:
        if isinstance(part, int) or (isinstance(part, str) and part.isdecimal()):
            text += f"[{part}]"
        else:
            text += f"{'.' if text else ''}{_snake_case(part) if isinstance(part, str) else '?'}"
    return excerpt(text)


def _snake_case(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


def _rebuild(cls: type[MSPortalError], args: tuple[Any, ...], state: dict[str, Any]) -> MSPortalError:
    """Unpickle an exception without calling its `__init__`."""
    error = cls.__new__(cls, *args)
    error.args = args
    error.__dict__.update(state)
    return error

"""The part of a local API that is the same for the servers of the bridges: from a request to the answer of a handler."""

from __future__ import annotations

import random
import re
import uuid
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any, Generic, TypeVar

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.types import Receive, Scope, Send

from .auth import bearer_token
from .json_text import UnreadableBodyError, decode_body
from .options import check_number
from .request_log import RequestLog, SeenRequest
from .requests import (
    BodyTooLargeError,
    TooManyParametersError,
    is_json,
    raw_path,
    read_bounded,
    read_inputs,
    sent_texts,
)
from .responses import json_response
from .routing import look_up, routing_table
from .spec import Operation, Parameter, Spec
from .trouble import Trouble, apply_trouble, retry_after_header, take_late_status, take_status
from .validation import Violation, pattern_budget

__all__ = ["Answer", "Incoming", "LocalApi", "Refusal"]

Caller = TypeVar("Caller")

# The maximum size of a request body in bytes.
_MAX_BODY_SIZE = 4 * 1024 * 1024
_REQUEST_ID = re.compile(r"[\x21-\x7e]{1,200}")
# At most about 30 years, within the range of datetime.
_MAX_ADVANCE = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Incoming:
    """A request that an operation has been found for.

    Attributes:
        operation: The operation.
        path: The path parameters, decoded.
        query: The documented query parameters in their types, with their defaults.
        raw_query: The query string as sent.
        headers: The headers.
        body: The decoded body; None if the operation has none.
        violations: The violations of the document by path and query parameters.
        origin: The scheme and host that the caller used, for links.
        url_path: The path of the URL.
        now: The time of the server's clock in epoch seconds.
    """

    operation: Operation
    path: Mapping[str, Any]
    query: Mapping[str, Any]
    raw_query: str
    headers: Headers
    body: Any
    violations: Sequence[Violation]
    origin: str
    url_path: str
    now: float


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer of a handler.

    Attributes:
        body: The JSON of the response; None for no body.
        status: The status.
        headers: More headers.
    """

    body: Any = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


class Refusal(Exception):  # noqa: N818 - it is an answer, not a failure of the server
    """An error response to send."""

    def __init__(
        self,
        status: int,
        message: str,
        code: str = "",
        *,
        details: Sequence[Violation] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Create the response.

        Args:
            status: Its status.
            message: What is wrong.
            code: The code of the error, where the API has codes.
            details: The violations of the document.
            headers: More headers.
        """
        super().__init__(message)
        self.status = status
        self.message = message
        self.code = code
        self.details = details
        self.headers = dict(headers or {})


@dataclass(slots=True)
class _Exchange(Generic[Caller]):
    """The state of a request while it is processed."""

    request_id: str
    caller: Caller | None = None
    operation: Operation | None = None
    body: Any = None


class LocalApi(Generic[Caller]):
    """An API as an ASGI application. A subclass says who calls, what an operation answers, and what an error looks like.

    Attributes:
        spec: The document.
        trouble: The faults to inject; assign another value to change them.
        log: The requests so far.
    """

    # The header that takes the id of a request from the client.
    sent_id_header = "x-request-id"

    def __init__(
        self,
        *,
        spec: Spec,
        trouble: Trouble,
        seed: int,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        """Create the API.

        Args:
            spec: The document.
            trouble: The faults to inject from the start.
            seed: The seed of the random numbers that decide about faults.
            clock: Returns the time in epoch seconds.
            sleep: Waits for the latency.

        Raises:
            ValueError: `seed` is out of range.
        """
        check_number("seed", seed, -(2**63), 2**63 - 1, noun="whole number", whole=True)
        self.spec = spec
        self.trouble = trouble
        self.log = RequestLog()
        self._rng = random.Random(seed)  # noqa: S311 - repeatable faults, not secrets
        self._clock = clock
        self._advanced = 0.0
        self._sleep = sleep
        self._table = routing_table((each.base_path + each.path, each.method, each) for each in spec.operations)
        self._parameters: Mapping[str, Sequence[Parameter]] = {
            operation.operation_id: [each for each in operation.parameters if each.location in {"path", "query"}]
            for operation in spec.operations
        }

    # For subclasses

    def identify(self, token: str | None, now: float) -> Caller:
        """Return who has sent `token`.

        Raises:
            Refusal: Nobody.
        """
        raise NotImplementedError

    def count(self, caller: Caller, now: float) -> None:
        """Count a request.

        Raises:
            Refusal: There are too many.
        """
        raise NotImplementedError

    def answer(self, call: Incoming, caller: Caller) -> Answer:
        """Process a request.

        Raises:
            Refusal: It cannot be done.
        """
        raise NotImplementedError

    def error_body(self, refusal: Refusal, request_id: str, sent: Headers, now: float) -> Any:
        """Return the body of an error response."""
        raise NotImplementedError

    def headers(self, request_id: str, sent: Headers, caller: Caller | None) -> dict[str, str]:
        """Return the headers of every response.

        Args:
            request_id: The id of the request.
            sent: The headers of the request.
            caller: Who has sent it; None if that is not known.
        """
        raise NotImplementedError

    def references(self) -> dict[str, Any]:
        """Return the ids and names of what requests refer to, ready for JSON."""
        raise NotImplementedError

    # For everyone

    def now(self) -> float:
        """Return the time in epoch seconds, with what it was put forward by."""
        return self._clock() + self._advanced

    def advance(self, seconds: float) -> None:
        """Put the clock forward.

        Raises:
            ValueError: `seconds` is negative or too large.
        """
        check_number("seconds", seconds, 0, _MAX_ADVANCE)
        check_number("seconds in all", self._advanced + seconds, 0, _MAX_ADVANCE)
        self._advanced += seconds

    def state(self) -> dict[str, Any]:
        """Return the counts of the log and the trouble, ready for JSON."""
        return {**self.log.counts(), "trouble": asdict(self.trouble), "advanced": self._advanced}

    def reset(self) -> None:
        """Remove the counts and the trouble, and put the clock back."""
        self.log = RequestLog()
        self.trouble = Trouble()
        self._advanced = 0.0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Process one request."""
        request = Request(scope, receive)
        if self.trouble.latency:
            await self._sleep(self.trouble.latency)
        sent_id = request.headers.get(self.sent_id_header, "")
        exchange: _Exchange[Caller] = _Exchange(sent_id if _REQUEST_ID.fullmatch(sent_id) else str(uuid.uuid4()))
        try:
            answer = await self._answer(request, exchange)
        except Refusal as refusal:
            body = self.error_body(refusal, exchange.request_id, request.headers, self._shown_now())
            answer = Answer(body, refusal.status, refusal.headers)
        except ClientDisconnect:
            return
        response = json_response(answer.body, answer.status)
        self._record(request, exchange, response.status_code)
        response.headers["Date"] = format_datetime(datetime.fromtimestamp(self._shown_now(), UTC), usegmt=True)
        response.headers.update(self.headers(exchange.request_id, request.headers, exchange.caller))
        response.headers.update(answer.headers)
        await apply_trouble(response, self.trouble, self._rng)(scope, receive, send)

    def _shown_now(self) -> float:
        return self.now() + self.trouble.clock_offset

    async def _answer(self, request: Request, exchange: _Exchange[Caller]) -> Answer:
        # The operation is looked up first, so that rejected requests are counted by operation too.
        found = look_up(self._table, raw_path(request))
        operation = exchange.operation = found[0].get(request.method) if found else None
        now = self.now()
        caller = exchange.caller = self.identify(bearer_token(request.headers.get("authorization")), now)
        self.count(caller, now)
        status, self.trouble = take_status(self.trouble, self._rng)
        if status:
            raise self._injected(status)
        if found is None:
            raise Refusal(404, f"Resource not found for the path {raw_path(request)[:200]}", "BadRequest")
        if operation is None:
            allowed = ", ".join(sorted(found[0]))
            raise Refusal(405, f"This path allows {allowed}", "MethodNotAllowed", headers={"Allow": allowed})
        answer = await self._handle(request, exchange, operation, found[1])
        status, self.trouble = take_late_status(self.trouble)
        if status:
            raise self._injected(status)
        return answer

    async def _handle(
        self, request: Request, exchange: _Exchange[Caller], operation: Operation, path: Mapping[str, str]
    ) -> Answer:
        try:
            raw = await read_bounded(request, _MAX_BODY_SIZE)
            texts = sent_texts(request, path)
        except BodyTooLargeError as error:
            raise Refusal(413, str(error), "RequestEntityTooLarge") from None
        except TooManyParametersError as error:
            raise Refusal(400, str(error), "BadRequest") from None
        if operation.body is not None:
            exchange.body = _decode(raw, request.headers.get("content-type", ""))
        with pattern_budget():
            parameters = self._parameters[operation.operation_id]
            inputs, violations = read_inputs(parameters, texts, None, None)
            call = Incoming(
                operation=operation,
                path=inputs.path,
                query=inputs.query,
                raw_query=request.url.query,
                headers=request.headers,
                body=exchange.body,
                violations=violations,
                origin=f"{request.url.scheme}://{request.url.netloc}",
                url_path=raw_path(request),
                now=self.now(),
            )
            # Without a wait in between, so that a request is processed as a whole.
            assert exchange.caller is not None  # noqa: S101 - identified above
            return self.answer(call, exchange.caller)

    def _injected(self, status: int) -> Refusal:
        code = {429: "TooManyRequests", 503: "ServiceUnavailable", 504: "GatewayTimeout"}.get(status, "UnknownError")
        return Refusal(status, "Injected error", code, headers=retry_after_header(self.trouble, status))

    def _record(self, request: Request, exchange: _Exchange[Caller], status: int) -> None:
        self.log.add(
            SeenRequest(
                method=request.method,
                path=raw_path(request),
                query=request.url.query,
                headers={name: value for name, value in request.headers.items() if name != "authorization"},
                body=exchange.body,
                operation=exchange.operation.key if exchange.operation else None,
                status=status,
                request_id=exchange.request_id,
                at=self.now(),
            )
        )


def _decode(raw: bytes, content_type: str) -> Any:
    if raw and not is_json(content_type):
        raise Refusal(415, "The content type must be application/json", "UnsupportedMediaType")
    if not raw:
        return None
    try:
        return decode_body(raw)
    except UnreadableBodyError as error:
        raise Refusal(400, f"The body {error}", "BadRequest") from None

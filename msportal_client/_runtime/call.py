"""One call: its attempts, its waits, its events and log lines. Async and sync share these decisions; no I/O."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import APITimeoutError, MSPortalError, one_line
from ..rate_limit._headers import read_rate_limit, read_retry_after
from ..rate_limit._window import SHORTEST_RETRY_AFTER
from ..rate_limit.limiter import Answer, Hold, Ticket
from ..retry import Attempt, RetryPolicy
from ..types import FieldProblem, Response
from .api import API, ErrorBody
from .status_errors import rate_limit_error

if TYPE_CHECKING:
    from ..events import Event

__all__ = ["Call", "Request", "Shared"]

logger = logging.getLogger("msportal_client")

_REDIRECTS = 300
_TOO_MANY_REQUESTS = 429
_INDEX = re.compile(r"\[\d+\]")
# Places of mismatches that are logged: a hostile server could name new ones for ever.
_MOST_REPORTED = 1000
# Seconds. A later moment overflows in datetime.
_LONGEST_WAIT = 1e9


class Request(NamedTuple):
    """A request before the headers of the client, the API key among them, are added.

    Attributes:
        method: The HTTP method.
        url: The URL.
        headers: The headers, with names in lower case.
        content: The body; None for none.
        request_id: The request id.
    """

    method: str
    url: str
    headers: dict[str, str]
    content: bytes | None
    request_id: str

    def __repr__(self) -> str:
        return f"<Request {self.method} {self.url} {self.request_id}>"


class Shared:
    """The state that the calls of one transport share. It has no repr of its fields: the headers hold the API key."""

    __slots__ = ("_reported", "api", "clock", "closed", "headers", "on_event", "quota_answer")

    def __init__(
        self,
        api: API,
        headers: dict[str, str],
        on_event: Callable[[Event], None] | None,
        clock: Callable[[], float],
    ) -> None:
        self.api = api
        self.headers = headers
        self.on_event = on_event
        self.clock = clock
        self.closed = False
        # The response that last reported the quota.
        self.quota_answer: Answer | None = None
        # The places of mismatches that were logged.
        self._reported: set[str] = set()

    def check_open(self) -> None:
        """Raise RuntimeError where the client is closed."""
        if self.closed:
            raise RuntimeError("this client is closed: make a new one")

    def report_mismatches(self, operation: str, request: Request, mismatches: tuple[FieldProblem, ...]) -> None:
        """Log values that break their schema, once for each place, and emit an event for each of them."""
        for field, message in mismatches:
            place = f"{operation}: {_INDEX.sub('[]', field)}"
            if place not in self._reported and len(self._reported) < _MOST_REPORTED:
                self._reported.add(place)
                logger.warning(
                    "%s: %s (kept as it came; None if absent) [%s]", place, one_line(message), request.request_id
                )
            if self.on_event is not None:
                from ..events import ResponseMismatch  # noqa: PLC0415 - most programs have no on_event

                self.emit(
                    ResponseMismatch(
                        method=request.method,
                        url=request.url,
                        request_id=request.request_id,
                        attempt=0,
                        field=field,
                        message=message,
                    )
                )

    def emit(self, event: Event) -> None:
        """Call `on_event`. What it raises is logged with its traceback, and the call goes on."""
        if self.on_event is None:
            return
        try:
            self.on_event(event)
        except Exception:
            logger.exception("on_event raised on %s of %s %s", type(event).__name__, event.method, event.url)


class Call:
    """A call. The transports report to it what happens, and ask it how to go on."""

    __slots__ = (
        "_attempt",
        "_deadline",
        "_refused_since",
        "_retry",
        "_sent",
        "_shared",
        "_started",
        "_timeout",
        "request",
        "ticket",
    )

    def __init__(self, shared: Shared, request: Request, timeout: float, retry: RetryPolicy) -> None:
        self._shared = shared
        self._timeout = timeout
        self._retry = retry
        self._started = self._sent = shared.clock()
        self._deadline = None if retry.total_timeout is None else self._started + retry.total_timeout
        self._attempt = 1
        # When the first 429 came that does not report until when the quota is spent.
        self._refused_since: float | None = None
        self.request = request
        self.ticket = Ticket(max_wait=retry.max_wait, deadline=self._deadline, on_hold=self._held)

    def __str__(self) -> str:
        return f"{self.request.method} {self.request.url} [{self.request.request_id}] attempt {self._attempt}"

    def begin_attempt(self) -> tuple[float, float]:
        """Begin an attempt, and return the time now and the seconds that it may take."""
        now = self._shared.clock()
        left = self._timeout if self._deadline is None else min(self._timeout, self._deadline - now)
        return now, max(0.001, left)

    def sent(self) -> float:
        """Take note that the attempt is sent now, and return the time."""
        shared = self._shared
        self._sent = now = shared.clock()
        logger.debug("%s is sent", self)
        if shared.on_event is not None:
            from ..events import RequestSent  # noqa: PLC0415 - most programs have no on_event

            shared.emit(RequestSent(**self._about()))
        return now

    def answered(self, answer: Answer) -> None:
        """Take note that the headers of a response are here."""
        shared = self._shared
        if answer.status == _TOO_MANY_REQUESTS or shared.api.quota_headers.reset in answer.headers:
            shared.quota_answer = answer
        logger.debug("%s: %d after %.3f s", self, answer.status, answer.received - answer.sent)
        if shared.on_event is not None:
            from ..events import ResponseReceived  # noqa: PLC0415 - most programs have no on_event

            shared.emit(
                ResponseReceived(
                    **self._about(),
                    status_code=answer.status,
                    seconds=answer.received - answer.sent,
                    rate_limit=read_rate_limit(answer.headers, answer.quota_headers),
                )
            )

    def pause_after(self, answer: Answer | None, *, bytes_sent: bool, retry_at: float | None) -> float | None:
        """Decide how the call goes on after an attempt without a success.

        Args:
            answer: The headers of the response, if there was one.
            bytes_sent: Whether the server may have seen any byte of the attempt.
            retry_at: After a 429: when the limiter gives the call its next permit, in monotonic seconds.

        Returns:
            Seconds until the call asks for its next permit; None: this attempt was the last. The wait until a reset
            happens in the next `acquire`, where the call keeps its place; only the rest is returned.
        """
        if answer is not None and answer.status < _REDIRECTS:
            return None
        now = self._shared.clock()
        retry_after = None if answer is None else read_retry_after(answer.headers)
        if retry_after is not None and retry_after < SHORTEST_RETRY_AFTER:
            retry_after = None
        until_reset = None if retry_at is None else max(0.0, retry_at - now)
        refused = answer is not None and answer.status == _TOO_MANY_REQUESTS
        if self._refused_since is None and refused and (retry_at is None or self.ticket.bare_refusal):
            self._refused_since = now
        decision = self._retry.decide(
            Attempt(
                number=self._attempt,
                elapsed=now - self._started,
                method=self.request.method,
                bytes_sent=bytes_sent,
                status=None if answer is None else answer.status,
                retry_after=retry_after if until_reset is None else until_reset,
                backed_off=0.0 if self._refused_since is None else now - self._refused_since,
            )
        )
        if decision.wait is None:
            logger.debug("%s was the last: %s", self, decision.reason)
            return None
        logger.debug("%s is followed by another in %.3f s: %s", self, decision.wait, decision.reason)
        if self._shared.on_event is not None:
            from ..events import Retrying  # noqa: PLC0415 - most programs have no on_event

            self._shared.emit(Retrying(**self._about(), seconds=decision.wait, reason=decision.reason))
        self._attempt += 1
        if until_reset is not None:
            return max(0.0, decision.wait - until_reset)
        return decision.wait

    def gave_up(self, hold: Hold) -> MSPortalError:
        """Return the error for a call that does not wait for the end of `hold`."""
        request, quota, shared = self.request, hold.rate_limit, self._shared
        logger.debug("%s is not sent: %s", self, hold.reason)
        if hold.until is None:
            return APITimeoutError(
                "The call was held back for the whole of its total_timeout, and not sent",
                method=request.method,
                url=request.url,
                request_id=request.request_id,
            )
        last = shared.quota_answer
        status = _TOO_MANY_REQUESTS if last is None else last.status
        headers: Mapping[str, str] = {} if last is None else last.headers
        seconds = max(0.0, hold.until - shared.clock())
        error = rate_limit_error(
            Response(status, headers, b"", request.request_id, None, quota_headers=shared.api.quota_headers),
            ErrorBody(
                f"No request can be sent for another {seconds:.0f} s ({hold.reason}), which is longer than the retry "
                "policy waits: nothing was sent"
            ),
            method=request.method,
            url=request.url,
            retry_after=seconds,
        )
        error.status_code = _TOO_MANY_REQUESTS  # Also where the response that reported the quota was a success.
        if quota is not None:
            error.limit, error.remaining, error.reset_at = quota.limit, quota.remaining, quota.reset_at
        return error

    def _held(self, hold: Hold) -> None:
        """Take note that the limiter holds the call back."""
        shared = self._shared
        seconds = None if hold.until is None else max(0.0, hold.until - shared.clock())
        until = None if seconds is None else datetime.now(UTC) + timedelta(seconds=min(seconds, _LONGEST_WAIT))
        if until is None:
            logger.debug("%s waits: %s", self, hold.reason)
        else:
            logger.debug("%s waits until %s, %.1f s: %s", self, f"{until:%H:%M:%S} UTC", seconds, hold.reason)
        if shared.on_event is not None:
            from ..events import Waiting  # noqa: PLC0415 - most programs have no on_event

            shared.emit(Waiting(**self._about(), seconds=seconds, until=until, reason=hold.reason))

    def _about(self) -> dict[str, Any]:
        """Return the fields that every event has."""
        request = self.request
        return {
            "method": request.method,
            "url": request.url,
            "request_id": request.request_id,
            "attempt": self._attempt,
        }

"""One call: its attempts, its waits, its events and log lines. Async and sync share these decisions; no I/O."""

from __future__ import annotations

import logging
import re
from types import TracebackType
from typing import Any, NamedTuple, Protocol, Self

from ..errors import APITimeoutError, MSPortalError, one_line
from ..rate_limit._headers import read_rate_limit, read_retry_after
from ..rate_limit._window import SHORTEST_RETRY_AFTER
from ..rate_limit.limiter import Answer, Hold, Ticket
from ..retry import Attempt, RetryPolicy
from ..types import FieldProblem
from .bodies import StreamedBody
from .shared import Shared, log_fields, logger, moment_in
from .status_errors import unsent_rate_limit_error
from .tracking import Tracker, tracker

__all__ = ["Call", "Request"]

_REDIRECTS = 300
_TOO_MANY_REQUESTS = 429
# 429s of one call, from which on it does not matter whether they report when the quota resets: a server that reports one
# reset after another for ever is bounded as one that reports none.
_MANY_REFUSALS = 10
_SERVER_ERRORS = 500
_INDEX = re.compile(r"\[\d+\]")
# Places of mismatches that are logged: a hostile server could name new ones for ever.
_MOST_REPORTED = 1000


class Request(NamedTuple):
    """A request before the headers of the client, the API key among them, are added.

    Attributes:
        method: The HTTP method.
        url: The URL.
        headers: The headers, with names in lower case.
        content: The body; None for none.
        request_id: The request id.
        anonymous: Whether it is sent without the API key.
    """

    method: str
    url: str
    headers: dict[str, str]
    content: bytes | StreamedBody | None
    request_id: str
    anonymous: bool = False

    def __repr__(self) -> str:
        return f"<Request {self.method} {self.url} {self.request_id}>"


# The request of a call whose arguments are wrong.
_NO_REQUEST = Request("", "", {}, None, "")


class Named(Protocol):
    """The parts of an operation that its events and log records name."""

    @property
    def name(self) -> str: ...
    @property
    def method(self) -> str: ...
    @property
    def path(self) -> str: ...


class Call:
    """A call, from its arguments to its result. The transports report to it what happens, and ask it how to go on.

    It is a context manager, which the whole call happens in: its end is the end of the call.
    """

    __slots__ = (
        "_attempt",
        "_base_url",
        "_began",
        "_deadline",
        "_debug",
        "_first_refusal",
        "_idle_since",
        "_operation",
        "_refusals",
        "_refused_since",
        "_retry",
        "_shared",
        "_started",
        "_status",
        "_timeout",
        "_waited",
        "request",
        "ticket",
        "tracker",
    )

    # Set by `begin`, which an error in the arguments of the call comes before.
    ticket: Ticket
    _timeout: float
    _retry: RetryPolicy
    _deadline: float | None
    # Follows the call for a bulk job; None for the other calls.
    tracker: Tracker | None

    def __init__(self, shared: Shared, operation: Named | None = None, base_url: str = "") -> None:
        self._shared = shared
        self._operation = operation
        self._base_url = base_url
        self._debug = logger.isEnabledFor(logging.DEBUG)
        self._started = shared.clock()
        # Since when the call waits for a permit or for its next attempt; None while an attempt is under way.
        self._idle_since: float | None = None
        self._waited = 0.0
        self._attempt = 1
        # Attempts that were begun, and the status of the last one.
        self._began = 0
        self._status: int | None = None
        # 429s, and when the first came.
        self._refusals = 0
        self._first_refusal = 0.0
        # Since when the time for 429s is bounded: when the first came that does not report until when the quota is spent.
        self._refused_since: float | None = None
        self.request = _NO_REQUEST

    def begin(self, request: Request, timeout: float, retry: RetryPolicy) -> Self:
        """Begin to send `request`; `timeout` bounds each attempt, and `retry` the whole.

        A call may begin again, with another request: its attempts are counted on, and its time goes on.
        """
        self.request = request
        self._idle_since = self._shared.clock() if self._began else self._started
        self._attempt = self._began + 1
        self._timeout = timeout
        self._retry = retry
        self._deadline = None if retry.total_timeout is None else self._started + retry.total_timeout
        self.ticket = Ticket(max_wait=retry.max_wait, deadline=self._deadline, on_hold=self._held)
        self.tracker = tracker.get()
        if self.tracker is not None:
            self.tracker.begin(self.ticket)
        return self

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        shared = self._shared
        if shared.waiting:
            shared.waiting.discard(self)
        if shared.on_event is not None:
            self._emit_finished(error)

    def __str__(self) -> str:
        return f"{self.request.method} {self.request.url} [{self.request.request_id}] attempt {self._attempt}"

    def log_fields(self, *, status: int | None = None, seconds: float | None = None) -> dict[str, Any]:
        """Return the fields of a log record about this call."""
        return log_fields(self._name, self.request.request_id, self._attempt, status, seconds)

    def report_mismatches(self, mismatches: tuple[FieldProblem, ...]) -> None:
        """Log values that break their schema, once for each place, and emit an event for each of them."""
        shared = self._shared
        for field, message in mismatches:
            place = f"{self._name}: {_INDEX.sub('[]', field)}"
            if place not in shared.reported and len(shared.reported) < _MOST_REPORTED:
                shared.reported.add(place)
                logger.warning(
                    "%s: %s (kept as it came; None if absent) [%s]",
                    place,
                    one_line(message),
                    self.request.request_id,
                    extra=self.log_fields(status=self._status),
                )
            if shared.on_event is not None:
                from ..events import ResponseMismatch  # noqa: PLC0415 - most programs have no on_event

                shared.emit(ResponseMismatch(**self._about(attempt=0), field=field, message=message))

    @property
    def _name(self) -> str:
        return "" if self._operation is None else self._operation.name

    def begin_attempt(self) -> tuple[float, float]:
        """Begin an attempt, and return the time now and the seconds that it may take."""
        shared = self._shared
        now = shared.clock()
        if self._idle_since is not None:
            self._waited += now - self._idle_since
            self._idle_since = None
        if shared.waiting:
            shared.waiting.discard(self)
        self._began += 1
        self._status = None
        left = self._timeout if self._deadline is None else min(self._timeout, self._deadline - now)
        return now, max(0.001, left)

    def bound(self, seconds: float) -> str:
        """Return the time that an attempt had, as a message says it."""
        total = self._retry.total_timeout
        if total is None or seconds >= self._timeout:
            return f"{seconds:g} s"
        return f"{seconds:.3g} s ({'the rest of ' if seconds < total else ''}total_timeout={total:g} s)"

    def sent(self) -> float:
        """Take note that the attempt is sent now, and return the time."""
        shared = self._shared
        now = shared.clock()
        if self._debug:
            logger.debug("%s is sent", self, extra=self.log_fields())
        if shared.on_event is not None:
            from ..events import RequestSent  # noqa: PLC0415 - most programs have no on_event

            shared.emit(RequestSent(**self._about()))
        return now

    def answered(self, answer: Answer) -> None:
        """Take note that the headers of a response are here."""
        shared, self._status = self._shared, answer.status
        if self._debug:
            seconds = answer.received - answer.sent
            fields = self.log_fields(status=answer.status, seconds=seconds)
            logger.debug("%s: %d after %.3f s", self, answer.status, seconds, extra=fields)
        if self.tracker is not None and _REDIRECTS <= answer.status < _SERVER_ERRORS:
            self.tracker.refused(self.ticket)
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

    def not_sent(self) -> None:
        """Take note that no byte of the attempt was sent."""
        if self.tracker is not None:
            self.tracker.refused(self.ticket)

    def succeeded(self) -> None:
        """Take note that the response is a success, and complete."""
        if self.tracker is not None:
            self.tracker.succeeded(self.ticket, self.request.method)

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
        if refused:
            self._count_refusal(now, bare=retry_at is None or self.ticket.bare_refusal)
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
        fields = self.log_fields(status=self._status, seconds=decision.wait)
        if decision.wait is None:
            logger.debug("%s was the last: %s", self, decision.reason, extra=fields)
            return None
        logger.debug("%s is followed by another in %.3f s: %s", self, decision.wait, decision.reason, extra=fields)
        if self._shared.on_event is not None:
            from ..events import Retrying  # noqa: PLC0415 - most programs have no on_event

            self._shared.emit(Retrying(**self._about(), seconds=decision.wait, reason=decision.reason))
        self._attempt += 1
        self._idle_since = now
        if until_reset is not None:
            return max(0.0, decision.wait - until_reset)
        self._shared.waiting.add(self)
        self._shared.log_wait(decision.wait, decision.reason, fields)
        return decision.wait

    def _count_refusal(self, now: float, *, bare: bool) -> None:
        self._refusals += 1
        if self._refusals == 1:
            self._first_refusal = now
        if self._refused_since is None and (bare or self._refusals >= _MANY_REFUSALS):
            self._refused_since = now if bare else self._first_refusal

    def gave_up(self, hold: Hold) -> MSPortalError:
        """Return the error for a call that does not wait for the end of `hold`."""
        request, retry = self.request, self._retry
        logger.debug("%s is not sent: %s", self, hold.reason, extra=self.log_fields())
        again = " again" if self._began else ""
        if hold.until is None:
            return APITimeoutError(
                f"The call was held back for the whole of total_timeout={retry.total_timeout or 0:g} s, and not sent{again}",
                method=request.method,
                url=request.url,
                request_id=request.request_id,
            )
        seconds = max(0.0, hold.until - self._shared.clock())
        bound = f"max_wait={retry.max_wait:g} s"
        if seconds <= retry.max_wait and retry.total_timeout is not None:
            bound = f"total_timeout={retry.total_timeout:g} s"
        message = (
            f"No request can be sent for another {seconds:.0f} s ({hold.reason}), which is longer than {bound} allows: "
            f"nothing was sent{again}"
        )
        return unsent_rate_limit_error(
            message,
            method=request.method,
            url=request.url,
            request_id=request.request_id,
            rate_limit=hold.rate_limit,
            retry_after=seconds,
        )

    def _held(self, hold: Hold) -> None:
        """Take note that the limiter holds the call back."""
        shared = self._shared
        shared.waiting.add(self)
        seconds = None if hold.until is None else max(0.0, hold.until - shared.clock())
        until = None if seconds is None else moment_in(seconds)
        if seconds is not None:
            shared.log_wait(seconds, hold.reason, self.log_fields(seconds=seconds))
        if self._debug:
            when = "" if until is None else f" until {until:%H:%M:%S} UTC, {seconds:.1f} s"
            logger.debug("%s waits%s: %s", self, when, hold.reason, extra=self.log_fields(seconds=seconds))
        if shared.on_event is not None:
            from ..events import Waiting  # noqa: PLC0415 - most programs have no on_event

            shared.emit(Waiting(**self._about(), seconds=seconds, until=until, reason=hold.reason))

    def _emit_finished(self, error: BaseException | None) -> None:
        from ..events import Finished  # noqa: PLC0415 - most programs have no on_event

        now = self._shared.clock()
        about = self._about(attempt=self._began)
        if self.request is _NO_REQUEST:
            about["request_id"] = getattr(error, "request_id", None) or ""
        self._shared.emit(
            Finished(
                **about,
                status_code=self._status,
                error=error,
                attempts=self._began,
                waited=self._waited if self._idle_since is None else self._waited + now - self._idle_since,
                seconds=now - self._started,
            )
        )

    def _about(self, *, attempt: int | None = None) -> dict[str, Any]:
        """Return the fields that every event has."""
        request, operation = self.request, self._operation
        if request is _NO_REQUEST and operation is not None:
            request = Request(operation.method, f"{self._base_url}{operation.path}", {}, None, "")
        return {
            "method": request.method,
            "url": request.url,
            "request_id": request.request_id,
            "operation": self._name,
            "attempt": self._attempt if attempt is None else attempt,
        }

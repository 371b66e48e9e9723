"""One call: when it goes out, and whether it goes out again. The path of decisions that async and sync share; no I/O."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from ..errors import APITimeoutError, MSPortalError, RateLimitError
from ..events import Event, RequestSent, ResponseReceived, Retrying, Waiting
from ..rate_limit._headers import read_rate_limit, read_retry_after
from ..rate_limit.limiter import Answer, Hold, Ticket
from ..retry import Attempt, RetryPolicy
from ..types import Request, Response

__all__ = ["Call", "Common"]

logger = logging.getLogger("msportal_client")

_REDIRECTS = 300
_TOO_MANY_REQUESTS = 429


class Common:
    """What the calls of one transport have in common. It has no repr of its fields: the headers hold the key."""

    __slots__ = ("clock", "closed", "headers", "on_event", "quota_answer")

    def __init__(
        self, headers: dict[str, str], on_event: Callable[[Event], None] | None, clock: Callable[[], float]
    ) -> None:
        self.headers = headers
        self.on_event = on_event
        self.clock = clock
        self.closed = False
        self.quota_answer: Answer | None = None
        """The answer that last reported the quota."""

    def check_open(self) -> None:
        """Raise RuntimeError where the transport is closed."""
        if self.closed:
            raise RuntimeError("this client is closed: make a new one")

    def emit(self, event: Event) -> None:
        """Hand `event` to the callback; should that raise, log it with its traceback and let the call go on."""
        if self.on_event is None:
            return
        try:
            self.on_event(event)
        except Exception:
            logger.exception("on_event raised on %s of %s %s", type(event).__name__, event.method, event.url)


class Call:
    """A call on its way. The transports tell it what happened and ask it how to go on."""

    __slots__ = (
        "_attempt",
        "_blind_since",
        "_common",
        "_deadline",
        "_retry",
        "_sent",
        "_started",
        "_timeout",
        "request",
        "ticket",
    )

    def __init__(self, common: Common, request: Request, timeout: float, retry: RetryPolicy) -> None:
        self._common = common
        self._timeout = timeout
        self._retry = retry
        self._started = self._sent = common.clock()
        self._deadline = None if retry.total_timeout is None else self._started + retry.total_timeout
        self._attempt = 1
        self._blind_since: float | None = None
        self.request = request
        self.ticket = Ticket(max_wait=retry.max_wait, deadline=self._deadline, on_hold=self._held)

    def __str__(self) -> str:
        return f"{self.request.method} {self.request.url} [{self.request.request_id}] attempt {self._attempt}"

    def begin(self) -> tuple[float, float]:
        """The call has its permit and goes out: the time now, and how many seconds this attempt may take."""
        common = self._common
        self._sent = now = common.clock()
        seconds = self._timeout if self._deadline is None else max(0.001, min(self._timeout, self._deadline - now))
        logger.debug("%s goes out", self)
        if common.on_event is not None:
            common.emit(RequestSent(**self._about()))
        return now, seconds

    def answered(self, answer: Answer) -> None:
        """The headers of an answer are here."""
        common = self._common
        if answer.status == _TOO_MANY_REQUESTS or "x-ratelimit-reset" in answer.headers:
            common.quota_answer = answer
        logger.debug("%s: %d after %.3f s", self, answer.status, answer.received - answer.sent)
        if common.on_event is not None:
            common.emit(
                ResponseReceived(
                    **self._about(),
                    status_code=answer.status,
                    seconds=answer.received - answer.sent,
                    rate_limit=read_rate_limit(answer.headers),
                )
            )

    def pause_after(self, answer: Answer | None, *, bytes_sent: bool, reopens: float | None) -> float | None:
        """How the call goes on after an attempt that could be sent again.

        Args:
            answer: What the server answered, if it did.
            bytes_sent: Whether the server may have seen any of the attempt.
            reopens: After a 429: when the limiter will let the call pass again.

        Returns:
            Seconds until it asks for its next permit; None: this attempt was the last.
        """
        if answer is not None and answer.status < _REDIRECTS:
            return None
        now = self._common.clock()
        come_back = None if reopens is None else max(0.0, reopens - now)
        if come_back is None and answer is not None:
            come_back = read_retry_after(answer.headers)
        if come_back is None and self._blind_since is None:
            self._blind_since = now
        decision = self._retry.decide(
            Attempt(
                number=self._attempt,
                elapsed=now - self._started,
                method=self.request.method,
                bytes_sent=bytes_sent,
                status=None if answer is None else answer.status,
                come_back=come_back,
                backed_off=0.0 if self._blind_since is None else now - self._blind_since,
            )
        )
        if decision.wait is None:
            logger.debug("%s was the last: %s", self, decision.reason)
            return None
        logger.debug("%s is followed by another in %.3f s: %s", self, decision.wait, decision.reason)
        if self._common.on_event is not None:
            self._common.emit(Retrying(**self._about(), seconds=decision.wait, reason=decision.reason))
        self._attempt += 1
        if reopens is not None:
            # Until then the limiter holds the call, in its place in the line.
            return max(0.0, decision.wait - (come_back or 0.0))
        return decision.wait

    def refused(self, hold: Hold) -> MSPortalError:
        """The error for a call that the limiter does not let pass in the time that it has."""
        request, quota = self.request, hold.rate_limit
        logger.debug("%s is not sent: %s", self, hold.reason)
        if quota is None or hold.until is None:
            return APITimeoutError(
                "The call was held back for the whole of its total_timeout, and not sent",
                method=request.method,
                url=request.url,
                request_id=request.request_id,
            )
        last = self._common.quota_answer
        response = Response(_TOO_MANY_REQUESTS, {}, b"", request.request_id, None)
        if last is not None:
            response = Response(last.status, last.headers, b"", request.request_id, None)
        error = RateLimitError(
            f"The quota is spent for another {max(0.0, hold.until - self._common.clock()):.0f} s, which is longer than "
            "the retry policy waits: nothing was sent",
            response=response,
            method=request.method,
            url=request.url,
        )
        error.status_code = _TOO_MANY_REQUESTS  # Also where the answer that told of the quota was a success.
        error.limit, error.remaining, error.reset_at = quota.limit, quota.remaining, quota.reset_at
        return error

    def _held(self, hold: Hold) -> None:
        """The limiter holds the call back."""
        common = self._common
        seconds = None if hold.until is None else max(0.0, hold.until - common.clock())
        until = None if seconds is None else datetime.now(UTC) + timedelta(seconds=seconds)
        if until is None:
            logger.debug("%s waits: %s", self, hold.reason)
        else:
            logger.debug("%s waits until %s, %.1f s: %s", self, f"{until:%H:%M:%S} UTC", seconds, hold.reason)
        if common.on_event is not None:
            common.emit(Waiting(**self._about(), seconds=seconds, until=until, reason=hold.reason))

    def _about(self) -> dict[str, Any]:
        """What every event says."""
        request = self.request
        return {
            "method": request.method,
            "url": request.url,
            "request_id": request.request_id,
            "attempt": self._attempt,
        }

"""The protocols of rate limiters, and the types that they share with the transports."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple, Protocol

from ._headers import X_RATE_LIMIT, Quota, QuotaHeaders, RateLimit, read_quota

__all__ = ["Answer", "AsyncLimiter", "Hold", "SyncLimiter", "Ticket"]

# Seconds. The estimate of a reset moves a little with each response.
_SAME_TIME = 1.0


class Answer(NamedTuple):
    """The headers of a response, and when they came.

    Attributes:
        status: The HTTP status.
        headers: The response headers, with names in lower case.
        sent: When the request was sent, in monotonic seconds.
        received: When these headers came, in monotonic seconds.
        quota_headers: The names of the headers that report the quota.
    """

    status: int
    headers: Mapping[str, str]
    sent: float
    received: float
    quota_headers: QuotaHeaders = X_RATE_LIMIT

    @property
    def quota(self) -> Quota | None:
        """The quota that the headers report."""
        return read_quota(self.headers, self.quota_headers)


class Hold(NamedTuple):
    """The reason why a call has no permit yet.

    Attributes:
        until: When calls may go again, in monotonic seconds; None where that depends on responses that are under way.
        rate_limit: The quota as it is known; None before the first response.
        reason: The reason, in words.
    """

    until: float | None
    rate_limit: RateLimit | None
    reason: str

    def differs(self, other: Hold | None) -> bool:
        """Return whether a call that was told of `other` should be told of this hold."""
        if other is None or other.until is None or self.until is None:
            return other is None or other.until is not self.until
        return abs(self.until - other.until) > _SAME_TIME


class Ticket:
    """A call's request for a permit. It keeps its place in the line for later attempts of the call.

    Attributes:
        max_wait: Seconds for one wait. A call is not held for a reset that is further off.
        deadline: When the call is over, waiting or not, in monotonic seconds; None for never.
        on_hold: Called when the call is held back, and again when the reason or the time changes.
        number: The place in the line. A limiter sets it when a permit is first asked for.
        granted: Whether the call may send now: the ticket is a permit.
        bare_refusal: Whether the last response was a 429 that does not report a spent quota, or only by Retry-After. A
            limiter sets it in `settle`. The retry policy bounds the time of such refusals.
        cancelled: Whether the client was closed: `acquire` has to return, whatever it returns.
        epoch: For the limiter: the window in which the permit was given.
        backoff: For the limiter: the number of backoffs before the permit was given.
        probe: For the limiter: whether the permit was given to find out about the quota.
        wake: For the limiter: wakes the waiting call, which then looks at its ticket again.
    """

    __slots__ = (
        "__weakref__",
        "backoff",
        "bare_refusal",
        "cancelled",
        "deadline",
        "epoch",
        "granted",
        "max_wait",
        "number",
        "on_hold",
        "probe",
        "wake",
    )

    def __init__(self, *, max_wait: float, deadline: float | None, on_hold: Callable[[Hold], None]) -> None:
        self.max_wait = max_wait
        self.deadline = deadline
        self.on_hold = on_hold
        self.number = 0
        self.granted = False
        self.bare_refusal = False
        self.cancelled = False
        self.epoch = 0
        self.backoff = 0
        self.probe = False
        self.wake: Callable[[], None] | None = None

    def cancel(self) -> None:
        """End the wait of the call, because its client was closed."""
        self.cancelled = True
        if self.wake is not None:
            self.wake()

    def gives_up(self, hold: Hold, now: float) -> bool:
        """Return whether the call fails now instead of waiting for the end of `hold`."""
        if self.cancelled or (self.deadline is not None and now >= self.deadline):
            return True
        if hold.until is None:
            return False
        return hold.until - now > self.max_wait or (self.deadline is not None and hold.until > self.deadline)


class AsyncLimiter(Protocol):
    """Gives out permits for requests. Every permit comes back once: by `settle`, or by `release`.

    A limiter may have an attribute `ends_waits = True`: its `acquire` returns soon after `Ticket.cancel()`, when the client
    is closed. The wait at any other limiter is cancelled then, which costs a little in each call.
    """

    @property
    def rate_limit(self) -> RateLimit | None:
        """The quota as it is known; None before the first response."""
        ...

    async def acquire(self, ticket: Ticket) -> Hold | None:
        """Wait for a permit.

        Returns:
            None: `ticket` is a permit now. A Hold: the call does not wait as long as that takes, and has no permit.

        Raises:
            BaseException: What `ticket.on_hold` raises, and cancellation. The ticket has no place in the line then.
        """
        ...

    async def settle(self, ticket: Ticket, answer: Answer) -> float | None:
        """Take the permit back with the response.

        Returns:
            After a 429: when the call may ask again, in monotonic seconds; None where nothing tells.
        """
        ...

    async def release(self, ticket: Ticket, *, counted: bool) -> None:
        """Take the permit back without a response. Must not be interrupted by cancellation.

        Args:
            ticket: The permit.
            counted: Whether the server may have counted the request.
        """
        ...


class SyncLimiter(Protocol):
    """The twin of `AsyncLimiter` for threads. Its methods may be called from any thread."""

    @property
    def rate_limit(self) -> RateLimit | None:
        """The quota as it is known; None before the first response."""
        ...

    def acquire(self, ticket: Ticket) -> Hold | None:
        """Wait for a permit. See `AsyncLimiter.acquire`.

        It has to set `ticket.wake`, and to return soon after `Ticket.cancel()`, when the client is closed.
        """
        ...

    def settle(self, ticket: Ticket, answer: Answer) -> float | None:
        """Take the permit back with the response. See `AsyncLimiter.settle`."""
        ...

    def release(self, ticket: Ticket, *, counted: bool) -> None:
        """Take the permit back without a response. See `AsyncLimiter.release`."""
        ...

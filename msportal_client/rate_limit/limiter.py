"""What a transport asks for permits: the protocols, and what goes back and forth."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from ._headers import RateLimit

__all__ = ["Answer", "AsyncLimiter", "Hold", "SyncLimiter", "Ticket"]

_NEWS = 1.0
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The headers of an answer, and when they came.

    Attributes:
        status: The HTTP status.
        headers: The response headers; lookup ignores case.
        sent: When the request went out, in monotonic seconds.
        received: When these headers came, in monotonic seconds.
    """

    status: int
    headers: Mapping[str, str]
    sent: float
    received: float


@dataclass(frozen=True, slots=True)
class Hold:
    """Why a call has no permit yet.

    Attributes:
        until: When the quota begins anew, in monotonic seconds; None where it is not known to be spent, and the call
            waits for answers that are under way.
        rate_limit: The quota as it is known; None before the first answer.
        reason: In words.
    """

    until: float | None
    rate_limit: RateLimit | None
    reason: str

    def differs(self, told: Hold | None) -> bool:
        """Whether this is news to one who was told `told`: the estimate of a reset moves a little all the time."""
        if told is None or told.until is None or self.until is None:
            return told is None or told.until is not self.until
        return abs(self.until - told.until) > _NEWS


class Ticket:
    """A call's place in the line, which it keeps when it comes back after a 429.

    Attributes:
        max_wait: Seconds for one wait; a call is not held for a reset that is further off.
        deadline: When the call is over, waiting or not, in monotonic seconds; None for never.
        on_hold: Told when the call is held back, and again when what holds it changes.
        number: The place in the line; a limiter gives it at the first request for a permit.
        granted: Whether the ticket is a permit now.
        epoch: For the limiter: which window the permit was given in.
        probe: For the limiter: whether the permit was given to find out about the quota.
        wake: For the limiter: tells the waiting call that something has changed.
    """

    __slots__ = ("deadline", "epoch", "granted", "max_wait", "number", "on_hold", "probe", "wake")

    def __init__(self, *, max_wait: float, deadline: float | None, on_hold: Callable[[Hold], None]) -> None:
        self.max_wait = max_wait
        self.deadline = deadline
        self.on_hold = on_hold
        self.number = 0
        self.granted = False
        self.epoch = 0
        self.probe = False
        self.wake: Callable[[], None] | None = None

    def too_late(self, hold: Hold, now: float) -> bool:
        """Whether the call would rather fail now than wait for `hold`."""
        if self.deadline is not None and now >= self.deadline:
            return True
        if hold.until is None:
            return False
        return hold.until - now > self.max_wait or (self.deadline is not None and hold.until > self.deadline)


class AsyncLimiter(Protocol):
    """Gives out permits for requests. Every permit comes back once: by `settle`, or by `release`."""

    @property
    def rate_limit(self) -> RateLimit | None:
        """The quota as it is known; None before the first answer."""
        ...

    async def acquire(self, ticket: Ticket) -> Hold | None:
        """Wait for a permit. None: `ticket` is one now. A Hold: it will not be in the time that it has.

        Raises:
            BaseException: What `ticket.on_hold` raises, and cancellation. The ticket is out of the line then.
        """
        ...

    async def settle(self, ticket: Ticket, answer: Answer) -> float | None:
        """Take the permit back with what the server answered.

        Returns:
            After a 429: when the call may ask again, in monotonic seconds; None where nothing tells.
        """
        ...

    async def release(self, ticket: Ticket, *, counted: bool) -> None:
        """Take the permit back without an answer. Must not be interrupted by cancellation.

        Args:
            ticket: The permit.
            counted: Whether the server may have counted the request.
        """
        ...


class SyncLimiter(Protocol):
    """The twin of `AsyncLimiter` for threads; its methods may be called from any of them."""

    @property
    def rate_limit(self) -> RateLimit | None:
        """The quota as it is known; None before the first answer."""
        ...

    def acquire(self, ticket: Ticket) -> Hold | None:
        """As `AsyncLimiter.acquire`."""
        ...

    def settle(self, ticket: Ticket, answer: Answer) -> float | None:
        """As `AsyncLimiter.settle`."""
        ...

    def release(self, ticket: Ticket, *, counted: bool) -> None:
        """As `AsyncLimiter.release`."""
        ...

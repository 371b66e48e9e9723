"""When a call is sent again, and how long it waits: decisions alone, without I/O and without a clock."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

__all__ = ["Attempt", "Decision", "RetryPolicy"]

_IDEMPOTENT = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE"})
"""RFC 9110, section 9.2.2. PATCH is not among them."""

_TOO_MANY_REQUESTS = 429
_PASSING = frozenset({502, 503, 504})
"""What a gateway answers while the server behind it is away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """An attempt that brought no answer, or an answer outside 2xx: what a policy decides upon.

    Attributes:
        number: Which attempt of the call this was, from 1.
        elapsed: Seconds since the call began.
        method: The HTTP method.
        bytes_sent: Whether the server may have seen any of it. False only where that is certain.
        status: The HTTP status; None where there was no answer.
        come_back: Seconds until the server wants to see the call again, from the quota headers or `Retry-After`; None
            where it does not say.
        backed_off: Seconds since the first attempt after which the server did not say how long to wait.
    """

    number: int
    elapsed: float
    method: str
    bytes_sent: bool
    status: int | None
    come_back: float | None = None
    backed_off: float = 0.0


@dataclass(frozen=True, slots=True)
class Decision:
    """What a policy decides.

    Attributes:
        wait: Seconds until the call is sent again; None: it is not, and the caller gets the answer or the error.
        reason: Why, in words; for the log and the `Retrying` event.
    """

    wait: float | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryPolicy:
    """When a call is sent again, and how long it may wait.

    A policy is a value: share it, compare it, derive another with `dataclasses.replace`. For rules of your own,
    subclass it and override `decide`.

    Attributes:
        max_wait: Seconds for one wait. A quota that is known to reset later than that is a RateLimitError at once,
            and nothing is sent. The default leaves room around the documented window of one minute.
        total_timeout: Seconds for the whole call: waiting for the quota, every attempt and the waits between them.
            None sets no bound: in a long line, a call waits for as many windows as it takes to be served.
        max_attempts: How often a call is sent in all, where the connection fails or the status is 502, 503 or 504. A
            429 does not count: the server refused the request without acting on it.
        backoff: Seconds; the bound of the first wait where the server does not say how long to wait. It doubles with
            each attempt, and the wait is drawn from between 0 and the bound ("full jitter").
        max_backoff: Seconds; what the doubling stops at.
        resend_unsafe: Also send POST and PATCH again where the server may have acted on the first one. What they
            create may then be there twice.
        jitter: Draws a number from 0 up to 1.

    Raises:
        ValueError: A number is out of its range.
    """

    max_wait: float = 90.0
    total_timeout: float | None = None
    max_attempts: int = 3
    backoff: float = 0.5
    max_backoff: float = 8.0
    resend_unsafe: bool = False
    jitter: Callable[[], float] = field(default=random.random, repr=False, compare=False)

    def __post_init__(self) -> None:
        for name, least in (("max_wait", 0), ("max_attempts", 1), ("backoff", 0), ("max_backoff", 0)):
            if not getattr(self, name) >= least:  # written so that a NaN is refused too
                raise ValueError(f"{name} has to be {least} or more")
        if self.total_timeout is not None and not self.total_timeout > 0:
            raise ValueError("total_timeout has to be more than 0, or None for no bound")

    @classmethod
    def never(cls) -> RetryPolicy:
        """Send once: nothing is sent again, and a quota that is known to be spent is a RateLimitError at once."""
        return cls(max_wait=0.0, max_attempts=1)

    def decide(self, attempt: Attempt) -> Decision:
        """Whether and when a call is sent again after `attempt`."""
        if attempt.status == _TOO_MANY_REQUESTS:
            return self._within_bounds(attempt, "the quota is spent (429)")
        if attempt.status is None:
            reason = "the connection failed"
        elif attempt.status in _PASSING:
            reason = f"the server is away ({attempt.status})"
        else:
            return Decision(None, f"{attempt.status} is final")
        if attempt.number >= self.max_attempts:
            return Decision(None, f"{reason}, {attempt.number} of {self.max_attempts} attempts")
        if attempt.bytes_sent and attempt.method not in _IDEMPOTENT and not self.resend_unsafe:
            return Decision(None, f"{reason}, and the server may have acted on this {attempt.method}")
        return self._within_bounds(attempt, reason)

    def _within_bounds(self, attempt: Attempt, reason: str) -> Decision:
        wait, waited = attempt.come_back, 0.0
        if wait is None:
            doublings = min(attempt.number - 1, 60)  # 2.0**1024 overflows
            wait, waited = self.jitter() * min(self.max_backoff, self.backoff * 2.0**doublings), attempt.backed_off
        if waited + wait > self.max_wait or self.max_wait <= 0:
            return Decision(None, f"{reason}, and the wait of {waited + wait:.1f} s is over max_wait")
        if self.total_timeout is not None and attempt.elapsed + wait > self.total_timeout:
            return Decision(None, f"{reason}, and the wait of {wait:.1f} s is over total_timeout")
        return Decision(wait, reason)

"""The retry policy: decides when a call is sent again. It does no I/O and has no clock."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

__all__ = ["Attempt", "Decision", "RetryPolicy"]

# RFC 9110, section 9.2.2. PATCH is not among them.
_IDEMPOTENT = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE"})

_TOO_MANY_REQUESTS = 429
# The server did not process the request, and another attempt may succeed: 408 Request Timeout (RFC 9110, section
# 15.5.9), 425 Too Early (RFC 8470), and what a gateway sends while the server behind it is away.
_TEMPORARY = {
    408: "the server did not get the request in time (408)",
    425: "the server takes the request only later (425)",
    502: "the server is away (502)",
    503: "the server is away (503)",
    504: "the server is away (504)",
}
# Seconds. A longer wait is an error of the server, whatever the policy allows.
_LONGEST_WAIT = 32 * 86400.0


class Attempt(NamedTuple):
    """An attempt without a success: no response came, or one outside 2xx.

    Attributes:
        number: The number of the attempt, from 1.
        elapsed: Seconds since the call began.
        method: The HTTP method.
        bytes_sent: Whether the server may have seen any byte of it. False only where it certainly has not.
        status: The HTTP status; None where no response came.
        retry_after: Seconds until the server takes the call again, by the quota headers or `Retry-After`; None where it
            does not say.
        backed_off: Seconds since the first 429 of the call that did not report when the quota resets; from its tenth 429
            on, seconds since the first.
    """

    number: int
    elapsed: float
    method: str
    bytes_sent: bool
    status: int | None
    retry_after: float | None = None
    backed_off: float = 0.0


class Decision(NamedTuple):
    """The decision about an attempt.

    Attributes:
        wait: Seconds until the call is sent again; None: it is not, and the caller gets the response or the error.
        reason: The reason, in words, for the log and the `Retrying` event.
    """

    wait: float | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryPolicy:
    """Rules for sending a call again, and bounds on its waits.

    A policy is a value: share it, compare it, derive another with `dataclasses.replace`. For rules of your own,
    subclass it and override `decide`.

    Attributes:
        max_wait: Seconds for one wait. A quota that is known to reset later than that is a RateLimitError at once,
            and nothing is sent. The default leaves room around the documented window of one minute. It also bounds the
            time for which 429s that do not report the quota are waited out, and that of a call with ten 429s.
        total_timeout: Seconds for the whole call: waiting for the quota, every attempt and the waits between them.
            None sets no bound: in a long line, a call waits for as many windows as it takes to be served.
        max_attempts: Attempts in all, where the connection fails or the status is 408, 425, 502, 503 or 504. A
            429 does not count: the server refused the request without acting on it.
        backoff: Seconds; the bound of the first wait where the server does not say how long to wait. It doubles with
            each attempt, and the wait is drawn from between 0 and the bound ("full jitter").
        max_backoff: Seconds; the highest bound.
        resend_unsafe: Also send POST and PATCH again where the server may have acted on the first attempt. Whatever
            they create may then exist twice.
        jitter: Draw a number from 0 up to 1.

    Raises:
        TypeError: A value is no number.
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
            if not _number(name, getattr(self, name)) >= least:  # written so that NaN is refused too
                raise ValueError(f"{name} must be {least} or more, is {getattr(self, name)!r}")
        if self.total_timeout is not None and not _number("total_timeout", self.total_timeout) > 0:
            raise ValueError(f"total_timeout must be more than 0, or None for no bound, is {self.total_timeout!r}")
        if not callable(self.jitter):
            raise TypeError(f"jitter must be callable, is {self.jitter!r}")

    @classmethod
    def never(cls) -> RetryPolicy:
        """Return a policy that sends once. A quota that is known to be spent is a RateLimitError at once."""
        return cls(max_wait=0.0, max_attempts=1)

    def decide(self, attempt: Attempt) -> Decision:
        """Decide whether a call is sent again after `attempt`, and when."""
        if attempt.status == _TOO_MANY_REQUESTS:
            return self._within_bounds(attempt, "the quota is spent (429)")
        if attempt.status is None:
            reason = "the connection failed"
        elif attempt.status in _TEMPORARY:
            reason = _TEMPORARY[attempt.status]
        else:
            return Decision(None, f"{attempt.status} is final")
        if attempt.number >= self.max_attempts:
            return Decision(None, f"{reason}, {attempt.number} of {self.max_attempts} attempts")
        if attempt.bytes_sent and attempt.method not in _IDEMPOTENT and not self.resend_unsafe:
            return Decision(None, f"{reason}, and the server may have acted on this {attempt.method}")
        return self._within_bounds(attempt, reason)

    def _within_bounds(self, attempt: Attempt, reason: str) -> Decision:
        wait = attempt.retry_after
        if not wait:  # Zero counts as absent: a server that is asked again at once refuses again.
            doublings = min(attempt.number - 1, 60)  # 2.0**1024 overflows
            wait = self.jitter() * min(self.max_backoff, self.backoff * 2.0**doublings)
        waited = attempt.backed_off + wait if attempt.status == _TOO_MANY_REQUESTS else wait
        if waited > min(self.max_wait, _LONGEST_WAIT) or self.max_wait <= 0:
            return Decision(None, f"{reason}, and the wait of {waited:.1f} s is over max_wait")
        if self.total_timeout is not None and attempt.elapsed + wait > self.total_timeout:
            return Decision(None, f"{reason}, and the wait of {wait:.1f} s is over total_timeout")
        return Decision(wait, reason)


def _number(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError(f"{name} must be a number, is {value!r}")
    if isinstance(value, int) and value.bit_length() > 64:  # noqa: PLR2004 - longer than any program runs
        raise ValueError(f"{name} is too large: math.inf sets no bound")
    return value

"""Three algorithms that count the requests of a key, as pure functions of a state and the time."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

__all__ = ["ALGORITHMS", "Algorithm", "Verdict"]

Algorithm = Literal["fixed", "sliding", "bucket"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The decision of a quota about one request.

    Attributes:
        allowed: Whether the request is allowed.
        remaining: The requests that are allowed after it.
        reset: The time in epoch seconds at which the full quota is available again. If nothing remains, `sliding` and
            `bucket` give the time at which the next request is allowed.
        window: The number of windows so far; always 1 for `sliding` and `bucket`.
    """

    allowed: bool
    remaining: int
    reset: float
    window: int


def _fixed(state: tuple[float, int, int] | None, now: float, quota: int, window: float) -> tuple[Any, Verdict]:
    """Count in fixed windows. Each begins with the first request after the end of the one before."""
    end, used, number = state or (-math.inf, 0, 0)
    if now >= end:
        end, used, number = now + window, 0, number + 1
    allowed = used < quota
    used += allowed
    return (end, used, number), Verdict(allowed, quota - used, end, number)


def _sliding(state: tuple[float, ...] | None, now: float, quota: int, window: float) -> tuple[Any, Verdict]:
    """Allow `quota` requests within any `window` seconds."""
    recent = tuple(moment for moment in state or () if moment > now - window)
    allowed = len(recent) < quota
    if allowed:
        recent = (*recent, now)
    remaining = quota - len(recent)
    return recent, Verdict(allowed, remaining, (recent[-1] if remaining else recent[0]) + window, 1)


def _bucket(state: tuple[float, float] | None, now: float, quota: int, window: float) -> tuple[Any, Verdict]:
    """Take a token from a bucket of `quota` tokens, which fills evenly within `window` seconds."""
    tokens, since = state or (float(quota), now)
    rate = quota / window
    tokens = min(float(quota), tokens + max(0.0, now - since) * rate)
    # Allow for rounding, so that a request at `reset` finds a whole token.
    allowed = tokens >= 1 - 1e-6
    tokens = max(0.0, tokens - allowed)
    remaining = int(tokens + 1e-6)
    wanted = quota if remaining else 1
    return (tokens, now), Verdict(allowed, remaining, now + (wanted - tokens) / rate, 1)


# Each takes the state (None at first), the time, the quota and the window in seconds, and returns the new state and a
# verdict.
ALGORITHMS: Mapping[Algorithm, Callable[[Any, float, int, float], tuple[Any, Verdict]]] = {
    "fixed": _fixed,
    "sliding": _sliding,
    "bucket": _bucket,
}

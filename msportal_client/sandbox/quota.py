"""How many requests a key may make: three ways to count, each a pure function of what it has seen and the time."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

__all__ = ["ALGORITHMS", "Algorithm", "Verdict"]

Algorithm = Literal["fixed", "sliding", "bucket"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the quota says of one request.

    Attributes:
        allowed: Whether it may go on.
        remaining: How many more may follow now.
        reset: In epoch seconds: when the quota is whole again; for `sliding` and `bucket` with nothing remaining, when
            the next request is allowed.
        window: Counts the windows that have been begun; `sliding` and `bucket` have one that never ends.
    """

    allowed: bool
    remaining: int
    reset: float
    window: int


def _fixed(state: tuple[float, int, int] | None, now: float, quota: int, window: float) -> tuple[Any, Verdict]:
    """A window begins with the first request after the last one has ended."""
    end, used, number = state or (-math.inf, 0, 0)
    if now >= end:
        end, used, number = now + window, 0, number + 1
    allowed = used < quota
    used += allowed
    return (end, used, number), Verdict(allowed, quota - used, end, number)


def _sliding(state: tuple[float, ...] | None, now: float, quota: int, window: float) -> tuple[Any, Verdict]:
    """No more than `quota` requests in any stretch of `window` seconds."""
    recent = tuple(moment for moment in state or () if moment > now - window)
    allowed = len(recent) < quota
    if allowed:
        recent = (*recent, now)
    remaining = quota - len(recent)
    return recent, Verdict(allowed, remaining, (recent[-1] if remaining else recent[0]) + window, 1)


def _bucket(state: tuple[float, float] | None, now: float, quota: int, window: float) -> tuple[Any, Verdict]:
    """A bucket of `quota` tokens that fills evenly, `quota` in `window` seconds."""
    tokens, since = state or (float(quota), now)
    rate = quota / window
    tokens = min(float(quota), tokens + max(0.0, now - since) * rate)
    # What is a whole token but for rounding is one: who waits until `reset` is let through.
    allowed = tokens >= 1 - 1e-6
    tokens = max(0.0, tokens - allowed)
    remaining = int(tokens + 1e-6)
    wanted = quota if remaining else 1
    return (tokens, now), Verdict(allowed, remaining, now + (wanted - tokens) / rate, 1)


ALGORITHMS: Mapping[Algorithm, Callable[[Any, float, int, float], tuple[Any, Verdict]]] = {
    "fixed": _fixed,
    "sliding": _sliding,
    "bucket": _bucket,
}
"""By name: of the state so far (None at first), now, the quota and the window in seconds, the new state and a verdict."""

"""What the server's clock says, told from its `Date` headers and a monotonic clock of our own."""

from __future__ import annotations

import time
from collections.abc import Callable

from .headers import read_date

__all__ = ["ServerTime"]

_DRIFT = 100e-6
"""How far two clocks may run apart, in seconds per second. Quartz keeps well within it."""

_RESOLUTION = 1.0
"""A Date header is a whole second, rounded down (RFC 9110, section 5.6.7)."""


class ServerTime:
    """How far the server's clock (Unix time) is ahead of our monotonic one, as an interval.

    An answer that was sent for at `sent` and came at `received` with the date D was made somewhere between the two,
    when the server's clock showed D to D + 1. So the offset is between D - received and D + 1 - sent. Each answer
    narrows the interval; drift widens it slowly again. Before the first answer, the clock of this machine is all
    there is.
    """

    __slots__ = ("_at", "_high", "_known", "_low", "_wall")

    def __init__(self, wall: Callable[[], float] = time.time) -> None:
        self._wall = wall
        self._known = False
        self._low = self._high = self._at = 0.0

    def observe(self, date: str | None, *, sent: float, received: float) -> None:
        """Take in the Date header of one answer; without one, or with nonsense in it, nothing changes."""
        moment = read_date(date)
        if moment is None:
            return
        low, high = moment - received, moment + _RESOLUTION - sent
        if self._known:
            before_low, before_high = self.offset(received)
            if max(low, before_low) < min(high, before_high):
                low, high = max(low, before_low), min(high, before_high)
            # Else the server's clock has jumped, or another server answered: only the newest tells how it is now.
        self._low, self._high, self._at, self._known = low, high, received, True

    def offset(self, now: float) -> tuple[float, float]:
        """Server's clock minus ours: the least and the most that it can be at `now`."""
        if not self._known:
            return (guess := self._wall() - now), guess
        drift = _DRIFT * max(0.0, now - self._at)
        return self._low - drift, self._high + drift

    def reached(self, moment: float, now: float) -> float:
        """When, by our clock, the server's has certainly come to `moment`."""
        if not self._known:
            return moment - self.offset(now)[0]
        # The t at which t + low - drift * (t - at) is `moment`.
        return (moment - self._low - _DRIFT * self._at) / (1.0 - _DRIFT)

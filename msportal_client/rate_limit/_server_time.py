"""What the server's clock says, told from its `Date` headers and a monotonic clock of our own."""

from __future__ import annotations

import time
from collections.abc import Callable

from ._headers import read_date

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

    def observe(self, date: str | None, *, sent: float, received: float) -> bool:
        """Take in the Date header of one answer; one that is absent or makes no sense tells nothing.

        Returns:
            Whether the server's clock has been set to another time since the last answer.
        """
        moment = read_date(date)
        if moment is None:
            if not self._known:
                self._low = self._high = self._wall() - received
                self._at = received
            return False
        low, high = moment - received, moment + _RESOLUTION - sent
        jump = 0.0
        if self._known:
            drift = _DRIFT * max(0.0, received - self._at)
            known_low, known_high = self._low - drift, self._high + drift
            jump = max(low - known_high, known_low - high)
            if jump < 0:
                low, high = max(low, known_low), min(high, known_high)
            # Else the clock was set, or another server answered: only the newest answer tells how it is now.
        self._low, self._high, self._at, self._known = low, high, received, True
        return jump > _RESOLUTION

    def reached(self, moment: float) -> float:
        """When, by our clock, the server's has certainly come to `moment`."""
        # The t at which t + low - drift * (t - at) is `moment`.
        return (moment - self._low - _DRIFT * self._at) / (1.0 - _DRIFT)

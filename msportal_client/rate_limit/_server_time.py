"""The server's clock, as its `Date` headers and a monotonic clock of ours show it."""

from __future__ import annotations

import time
from collections.abc import Callable

from ._headers import read_date

__all__ = ["ServerTime"]

# Seconds in each second by which two clocks may drift apart. Quartz keeps well within it.
_DRIFT = 100e-6
# Seconds. A Date header is a whole second, rounded down (RFC 9110, section 5.6.7).
_RESOLUTION = 1.0


class ServerTime:
    """The offset of the server's clock (Unix time) from our monotonic one, as an interval.

    A response to a request that was sent at `sent`, received at `received`, with the date D, was made between the two,
    when the server's clock showed D to D + 1. So the offset is between D - received and D + 1 - sent. Each response
    narrows the interval; drift slowly widens it again. Before the first response, the clock of this machine stands in.
    """

    __slots__ = ("_at", "_high", "_known", "_low", "_wall")

    def __init__(self, wall: Callable[[], float] = time.time) -> None:
        self._wall = wall
        self._known = False
        self._low = self._high = self._at = 0.0

    def observe(self, date: str | None, *, sent: float, received: float) -> bool:
        """Take in the Date header of a response. One that is absent or makes no sense is ignored.

        Returns:
            Whether the server's clock was set to another time since the last response.
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
            # Else the clock was set, or another server responded: only the newest response shows the time now.
        self._low, self._high, self._at, self._known = low, high, received, True
        return jump > _RESOLUTION

    def reached(self, moment: float) -> float:
        """Return when, by our clock, the server's clock has certainly reached `moment`."""
        # The t at which t + low - drift * (t - at) is `moment`.
        return (moment - self._low - _DRIFT * self._at) / (1.0 - _DRIFT)

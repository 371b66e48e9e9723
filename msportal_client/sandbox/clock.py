"""Clocks that go on in tests that stop time."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial

__all__ = ["monotonic", "wall_clock"]

# Seconds. Not time.monotonic, which freezegun stops.
monotonic: Callable[[], float]
if sys.platform == "win32":
    monotonic = time.monotonic
else:
    monotonic = partial(time.clock_gettime, time.CLOCK_MONOTONIC)


def wall_clock() -> Callable[[], float]:
    """Return a clock of epoch seconds that begins with the time now, which a test may have set, and goes on from there."""
    began = time.time() - monotonic()
    return lambda: began + monotonic()

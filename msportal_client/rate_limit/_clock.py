"""The monotonic clock that limiters and transports go by."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial

__all__ = ["monotonic"]

# Seconds. Not time.monotonic, which freezegun stops: a wait in a test under frozen time would never end.
monotonic: Callable[[], float]
if sys.platform == "win32":
    monotonic = time.monotonic
else:
    monotonic = partial(time.clock_gettime, time.CLOCK_MONOTONIC)

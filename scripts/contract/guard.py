"""Limits on the time and memory of a check, so that no document can make it run without end."""

from __future__ import annotations

import resource
import signal
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn


class OutOfTimeError(BaseException):
    """A block ran longer than its time limit. Not an Exception, so that code under test cannot handle it."""


@contextmanager
def time_limit(seconds: float) -> Generator[None]:
    """Raise OutOfTimeError in the block after `seconds`. Blocks may be nested. Without effect outside the main thread.

    A regular expression that backtracks is interrupted too: the `re` module handles signals while it searches.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    started = time.monotonic()
    previous_handler = signal.signal(signal.SIGALRM, _raise_out_of_time)
    outer, _ = signal.setitimer(signal.ITIMER_REAL, seconds)
    if 0 < outer < seconds:
        signal.setitimer(signal.ITIMER_REAL, outer)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous_handler)
        if outer:
            signal.setitimer(signal.ITIMER_REAL, max(0.001, outer - (time.monotonic() - started)))


def _raise_out_of_time(_number: int, _frame: FrameType | None) -> NoReturn:
    raise OutOfTimeError


@contextmanager
def memory_limit(size: int) -> Generator[None]:
    """Raise MemoryError in the block when the process, or one that it starts, has more than `size` bytes of data."""
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    allowed = [size, *(limit for limit in (soft, hard) if limit != resource.RLIM_INFINITY)]
    resource.setrlimit(resource.RLIMIT_DATA, (min(allowed), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


class Stopwatch:
    """The time that is left of a number of seconds."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    @property
    def expired(self) -> bool:
        """True when no time is left."""
        return time.monotonic() > self._end

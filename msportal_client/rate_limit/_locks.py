"""Locks and waits that a signal handler may interrupt at any time by raising an exception."""

from __future__ import annotations

import threading
from contextlib import suppress
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Protocol

__all__ = ["Lock", "new_lock", "unlock", "wait"]


class Lock(Protocol):
    """A lock that the thread which holds it can take again."""

    def acquire(self) -> bool: ...
    def release(self) -> None: ...
    def __enter__(self) -> bool: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None, /
    ) -> None: ...


def new_lock() -> Lock:
    """Return a lock. It is written in C, so that no handler can raise between its steps."""
    return threading.RLock()


def unlock(lock: Lock) -> None:
    """Release a lock that this thread may have left locked when a signal handler raised."""
    with suppress(RuntimeError):
        while True:
            lock.release()


def wait(woken: SimpleQueue[None], seconds: float | None) -> None:
    """Wait for something to be put into a queue, for up to `seconds` seconds; None for as long as it takes.

    A queue and not an event, because it is written in C, as the lock is.
    """
    with suppress(Empty):
        woken.get(timeout=None if seconds is None else min(max(0.0, seconds), threading.TIMEOUT_MAX))
        while True:
            woken.get_nowait()

"""Await without letting other tasks run in between."""

from __future__ import annotations

from collections.abc import Coroutine, Generator
from types import coroutine
from typing import Any, TypeVar, cast

__all__ = ["uninterrupted"]

T = TypeVar("T")

# So many in a row, then the event loop gets a turn: who waits in this way for what another task does, waits not for ever.
_MOST_SKIPPED = 16


@coroutine
def uninterrupted(inner: Coroutine[Any, Any, T]) -> Generator[Any, Any, T]:
    """Await `inner`, which goes on at once where it only lets other tasks of asyncio run.

    httpcore takes two locks for each request, and anyio lets other tasks run whenever a lock is taken, although each
    connection has one call. Where the responses to 20 calls come together, every such pause lets the 19 others go
    ahead: all of the next requests are sent late, and the next responses come together again.

    A wait for the network, for a timer or for a lock that another task holds is none of these. trio's pauses look
    different, and stay. A cancellation that is due is raised by the next wait.
    """
    skipped = 0
    value: Any = None
    failures: list[BaseException] = []
    try:
        paused_for = inner.send(None)
        while True:
            if paused_for is None and skipped < _MOST_SKIPPED:  # `asyncio.sleep(0)`
                skipped += 1
                paused_for = inner.send(None)
                continue
            skipped = 0
            try:
                value = yield paused_for
            except BaseException as error:  # noqa: BLE001 - passed on, once it is handled here
                failures.append(error)
            # Taken from the list, so that this frame, which is in its traceback, does not hold it.
            paused_for = inner.throw(failures.pop()) if failures else inner.send(value)
    except StopIteration as end:
        return cast("T", end.value)

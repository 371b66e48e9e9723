"""The limiters of one process: tasks or threads wait for permits of one window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from queue import SimpleQueue
from typing import Concatenate, ParamSpec, TypeVar

import anyio

from ._clock import monotonic
from ._fork import begin_anew_after_fork
from ._headers import RateLimit
from ._locks import new_lock, unlock, wait
from ._window import Window
from .limiter import Answer, Hold, Ticket

__all__ = ["AsyncWindowLimiter", "SyncWindowLimiter"]

P = ParamSpec("P")
T = TypeVar("T")

# Only the first in line keeps a timer; the rest wait to be woken. So a thousand waiting calls cost a thousand events,
# and no timers, tasks or connections.


class AsyncWindowLimiter:
    """Holds the tasks of one event loop to one window. Clients with the same API key may share it.

    Args:
        clock: Monotonic seconds.
    """

    ends_waits = True

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._window = Window()
        begin_anew_after_fork(self)

    @property
    def rate_limit(self) -> RateLimit | None:
        """The quota as it is known; None before the first response."""
        return self._window.rate_limit

    async def acquire(self, ticket: Ticket) -> Hold | None:
        """Wait for a permit, in order of arrival. See `AsyncLimiter.acquire`."""
        window, clock = self._window, self._clock
        now = clock()
        announced: Hold | None = None
        try:
            window.enter(ticket, now)
            while (hold := window.hold(ticket, now)) is not None:
                if ticket.gives_up(hold, now):
                    window.leave(ticket, now)
                    return hold
                if hold.differs(announced):
                    ticket.on_hold(announced := hold)
                event = anyio.Event()
                ticket.wake = event.set
                wake_at = window.wake_at(ticket)
                if wake_at is None:
                    await event.wait()
                else:
                    with anyio.move_on_after(wake_at - now):
                        await event.wait()
                now = clock()
                window.advance(now)
        except BaseException:
            window.leave(ticket, clock())
            raise
        return None

    async def settle(self, ticket: Ticket, answer: Answer) -> float | None:
        """Take the permit back with the response. See `AsyncLimiter.settle`."""
        return self._window.settle(ticket, answer)

    async def release(self, ticket: Ticket, *, counted: bool) -> None:
        """Take the permit back without a response. See `AsyncLimiter.release`."""
        self._window.leave(ticket, self._clock(), counted=counted)

    def after_fork(self) -> None:
        """Begin a new window in a child process: the line and the permits are the parent's."""
        self._window = Window()


class SyncWindowLimiter:
    """Holds the threads of one process to one window. Clients with the same API key may share it.

    Args:
        clock: Monotonic seconds.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._window = Window()
        self._lock = new_lock()
        begin_anew_after_fork(self)

    @property
    def rate_limit(self) -> RateLimit | None:
        """The quota as it is known; None before the first response."""
        return self._window.rate_limit

    def acquire(self, ticket: Ticket) -> Hold | None:
        """Wait for a permit, in order of arrival. See `SyncLimiter.acquire`."""
        clock = self._clock
        announced: Hold | None = None
        try:
            self._change(Window.enter, ticket, clock())
            if ticket.granted:
                return None
            woken: SimpleQueue[None] = SimpleQueue()
            ticket.wake = partial(woken.put, None)
            while True:
                hold, now, wake_at = self._change(_look, ticket, clock)
                if hold is None:
                    return None
                if ticket.gives_up(hold, now):
                    self._change(Window.leave, ticket, now)
                    return hold
                if hold.differs(announced):
                    ticket.on_hold(announced := hold)
                wait(woken, None if wake_at is None else wake_at - now)
        except BaseException:
            self._change(Window.leave, ticket, clock())
            raise

    def settle(self, ticket: Ticket, answer: Answer) -> float | None:
        """Take the permit back with the response. See `SyncLimiter.settle`."""
        return self._change(Window.settle, ticket, answer)

    def release(self, ticket: Ticket, *, counted: bool) -> None:
        """Take the permit back without a response. See `SyncLimiter.release`."""
        unlock(self._lock)
        self._change(Window.leave, ticket, self._clock(), counted=counted)

    def _change(self, change: Callable[Concatenate[Window, P], T], *arguments: P.args, **options: P.kwargs) -> T:
        """Call a function with the window, while no other thread does."""
        with self._lock:
            try:
                return change(self._window, *arguments, **options)
            except BaseException:
                self._window.repair(self._clock())
                raise

    def after_fork(self) -> None:
        """Begin a new window in a child process, with a lock that no thread of the parent holds."""
        self._window = Window()
        self._lock = new_lock()


def _look(window: Window, ticket: Ticket, clock: Callable[[], float]) -> tuple[Hold | None, float, float | None]:
    """Return why a call has no permit yet, the time now, and when to look again."""
    now = clock()
    window.advance(now)
    return window.hold(ticket, now), now, window.wake_at(ticket)

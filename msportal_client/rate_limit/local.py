"""The limiters of one process: tasks or threads wait for permits of one window."""

from __future__ import annotations

import threading
from collections.abc import Callable

import anyio

from ._clock import monotonic
from ._fork import begin_anew_after_fork
from ._headers import RateLimit
from ._window import Window
from .limiter import Answer, Hold, Ticket

__all__ = ["AsyncWindowLimiter", "SyncWindowLimiter"]

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
        self._lock = threading.Lock()
        begin_anew_after_fork(self)

    @property
    def rate_limit(self) -> RateLimit | None:
        """The quota as it is known; None before the first response."""
        return self._window.rate_limit

    def acquire(self, ticket: Ticket) -> Hold | None:
        """Wait for a permit, in order of arrival. See `SyncLimiter.acquire`."""
        window, clock = self._window, self._clock
        announced: Hold | None = None
        try:
            with self._lock:
                window.enter(ticket, clock())
            if ticket.granted:
                return None
            woken = threading.Event()
            ticket.wake = woken.set
            while True:
                with self._lock:
                    woken.clear()
                    window.advance(now := clock())
                    hold = window.hold(ticket, now)
                    if hold is None:
                        return None
                    if ticket.gives_up(hold, now):
                        window.leave(ticket, now)
                        return hold
                    wake_at = window.wake_at(ticket)
                if hold.differs(announced):
                    ticket.on_hold(announced := hold)
                woken.wait(None if wake_at is None else min(wake_at - now, threading.TIMEOUT_MAX))
        except BaseException:
            with self._lock:
                window.leave(ticket, clock())
            raise

    def settle(self, ticket: Ticket, answer: Answer) -> float | None:
        """Take the permit back with the response. See `SyncLimiter.settle`."""
        with self._lock:
            return self._window.settle(ticket, answer)

    def release(self, ticket: Ticket, *, counted: bool) -> None:
        """Take the permit back without a response. See `SyncLimiter.release`."""
        with self._lock:
            self._window.leave(ticket, self._clock(), counted=counted)

    def after_fork(self) -> None:
        """Begin a new window in a child process, with a lock that no thread of the parent holds."""
        self._window = Window()
        self._lock = threading.Lock()

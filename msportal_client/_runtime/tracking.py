"""A tracker: tells a caller, such as a bulk job, which requests of its calls a server may have acted on."""

from __future__ import annotations

import threading
from collections.abc import Awaitable, Callable, Coroutine
from contextvars import ContextVar
from typing import Any, Protocol, TypeVar, cast

from ..errors import NotSentError
from ..rate_limit.limiter import Ticket

__all__ = ["Job", "Tracker", "run_blocking", "tracker"]

T = TypeVar("T")

# Methods that change nothing (RFC 9110, section 9.2.1).
_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class Job(Protocol):
    """A job that makes many calls."""

    @property
    def stopped(self) -> bool:
        """Whether it sends no further requests."""
        ...

    async def finish(self) -> None:
        """Wait for the requests in flight, if the job is stopped. Called in the event loop, when a client is closed."""
        ...


class Tracker:
    """Follows the requests of every call that is made in one context, for one part of a job.

    Args:
        job: The job. Once it is stopped, requests are refused.
        before_send: Called before each request is sent; a request whose `before_send` raises is not sent. In synchronous
            code it must not wait for an event loop.

    Attributes:
        used: Whether a call was made.
    """

    __slots__ = ("_acted", "_before_send", "_lock", "_lost", "_pending", "_tickets", "job", "used")

    def __init__(self, job: Job, before_send: Callable[[], Awaitable[None]] | None = None) -> None:
        self.job = job
        self._before_send = before_send
        self._lock = threading.Lock()
        # The calls whose last request has no conclusive response; whether an earlier request of a call has none; and
        # whether a request that changes something succeeded.
        self._pending: set[Ticket] = set()
        self._lost = self._acted = False
        self._tickets: set[Ticket] = set()
        self.used = False

    @property
    def uncertain(self) -> bool:
        """Whether a server may have acted on a request, or has."""
        return bool(self._pending) or self._lost or self._acted

    def begin(self, ticket: Ticket) -> None:
        """Take note of a new call."""
        self.used = True
        with self._lock:
            self._tickets.add(ticket)
            if self.job.stopped:
                ticket.cancel()

    async def sending(self, ticket: Ticket) -> None:
        """Take note that a request is sent now.

        Raises:
            NotSentError: The job was stopped: it must not be sent.
        """
        self._check()
        if self._before_send is not None:
            await self._before_send()
        with self._lock:
            self._check()
            self._lost = self._lost or ticket in self._pending
            self._pending.add(ticket)

    def refused(self, ticket: Ticket) -> None:
        """Take note that the server refused the last request of a call, or saw no byte of it."""
        with self._lock:
            self._pending.discard(ticket)
            if self.job.stopped:
                ticket.cancel()

    def succeeded(self, ticket: Ticket, method: str) -> None:
        """Take note that a call succeeded."""
        with self._lock:
            self._pending.discard(ticket)
            self._lost = False
            self._acted = self._acted or method not in _SAFE

    def end_waits(self) -> None:
        """End the waits for permits. In asynchronous code, call it in the event loop."""
        with self._lock:
            waiting = self._tickets - self._pending
        for ticket in waiting:
            ticket.cancel()

    def _check(self) -> None:
        if self.job.stopped:
            raise NotSentError("not sent: the job was stopped")


# The tracker of the calls that are made in this context.
tracker: ContextVar[Tracker | None] = ContextVar("tracker", default=None)


def run_blocking(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine whose steps block instead of waiting for an event loop, and return its result.

    Raises:
        RuntimeError: It waits for an event loop.
    """
    try:
        coroutine.send(None)
    except StopIteration as end:
        return cast("T", end.value)
    coroutine.close()
    raise RuntimeError("a step of synchronous code waits for an event loop")

"""The queue in front of the connections: which call gets which connection, in order of arrival. No I/O and no lock."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

__all__ = ["ConnectionQueue", "NoConnectionError", "QueueClosedError", "Waiter"]


class QueueClosedError(Exception):
    """The queue was closed while a call waited in it."""


class NoConnectionError(Exception):
    """No connection became free in the time that the call has."""


class _Connection(Protocol):
    idle_since: float | None


C = TypeVar("C", bound=_Connection)


class Waiter(Generic[C]):
    """A call that waits for a connection.

    Attributes:
        connection: The connection, once the call has one.
        wake: Called when the call has a connection, or when the queue was closed.
    """

    __slots__ = ("connection", "wake")

    def __init__(self) -> None:
        self.connection: C | None = None
        self.wake: Callable[[], None] | None = None


class ConnectionQueue(Generic[C]):
    """Connections, and the calls that wait for one.

    A call gets the connection that was used last, so that a quiet client keeps few of them warm. A new connection is
    opened only where none is idle and fewer than `max_connections` are open.

    Args:
        make: Make a connection. It is opened by the first call that uses it.
        max_connections: The number of connections that may be open at once.
        expiry: Seconds after which an idle connection is closed.
    """

    def __init__(self, make: Callable[[], C], *, max_connections: int, expiry: float) -> None:
        self._make = make
        self._max_connections = max_connections
        self._expiry = expiry
        self._idle: list[C] = []
        self._waiters: deque[Waiter[C]] = deque()
        # Every connection, idle or busy.
        self.connections: set[C] = set()
        self.closed = False

    def __repr__(self) -> str:
        busy = len(self.connections) - len(self._idle)
        return f"<{busy} busy, {len(self._idle)} idle connections, {len(self._waiters)} calls waiting>"

    def take(self) -> C | None:
        """Return a connection for a new call; None where it has to `enter` the queue.

        Raises:
            QueueClosedError: The queue is closed.
        """
        if self.closed:
            raise QueueClosedError
        if self._waiters:
            return None
        if self._idle:
            connection = self._idle.pop()
            connection.idle_since = None
            return connection
        return self._open() if len(self.connections) < self._max_connections else None

    def enter(self) -> Waiter[C]:
        """Give a call a place at the end of the queue."""
        waiter: Waiter[C] = Waiter()
        self._waiters.append(waiter)
        return waiter

    def ready(self, waiter: Waiter[C]) -> bool:
        """Return whether `waiter` waits no longer: it has a connection, or the queue was closed."""
        return waiter.connection is not None or self.closed

    def result(self, waiter: Waiter[C]) -> C:
        """Return the connection of a waiter.

        Raises:
            QueueClosedError: The queue was closed meanwhile.
            NoConnectionError: The call waited in vain.
        """
        if waiter.connection is not None:
            return waiter.connection
        raise QueueClosedError if self.closed else NoConnectionError

    def leave(self, waiter: Waiter[C], now: float) -> list[C]:
        """Take out a call that waits no longer, and return the connections that have to be closed now.

        A connection that it was given in the meantime goes to the next call.
        """
        if waiter.connection is not None:
            return self.give_back(waiter.connection, now)
        if waiter in self._waiters:
            self._waiters.remove(waiter)
        return []

    def give_back(self, connection: C, now: float) -> list[C]:
        """Take back a connection that can be used again, and return those that have to be closed now."""
        if connection not in self.connections:
            return self._strange(connection)
        if self._waiters:
            self._serve(connection)
        else:
            connection.idle_since = now
            self._idle.append(connection)
        return self._expired(now)

    def discard(self, connection: C) -> list[C]:
        """Take back a connection that is broken or in an unknown state, and return those that have to be closed now.

        A waiting call may open one in its place.
        """
        if connection not in self.connections:
            return self._strange(connection)
        self.connections.remove(connection)
        if self._waiters:
            self._serve(self._open())
        return [connection]

    def close(self) -> list[C]:
        """Close the queue, wake every waiting call, and return all connections, which have to be closed now."""
        self.closed = True
        connections, self.connections, self._idle = list(self.connections), set(), []
        waiters, self._waiters = self._waiters, deque()
        for waiter in waiters:
            if waiter.wake is not None:
                waiter.wake()
        return connections

    def _expired(self, now: float) -> list[C]:
        """Take out the connections that were idle for too long. The first in the list has been idle longest."""
        expired: list[C] = []
        while self._idle and (since := self._idle[0].idle_since) is not None and now - since > self._expiry:
            expired.append(self._idle.pop(0))
            self.connections.remove(expired[-1])
        return expired

    def _open(self) -> C:
        connection = self._make()
        self.connections.add(connection)
        return connection

    def _serve(self, connection: C) -> None:
        waiter = self._waiters.popleft()
        waiter.connection = connection
        if waiter.wake is not None:
            waiter.wake()

    def _strange(self, connection: C) -> list[C]:
        """Return a connection that was busy when the queue was closed. Any other is the parent's, seen after a fork."""
        return [connection] if self.closed else []

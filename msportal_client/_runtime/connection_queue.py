"""The queue in front of the connections: which call gets which connection, in order of arrival. No I/O and no lock.

A signal handler may raise between any two steps of a method. So a connection is given to its next user before it leaves
the last one, and `repair` finishes what was begun.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any, Generic, Protocol, TypeVar

__all__ = ["ConnectionQueue", "NoConnectionError", "QueueClosedError", "Waiter"]


class QueueClosedError(Exception):
    """The queue was closed while a call waited in it."""


class NoConnectionError(Exception):
    """No connection became free in the time that the call has."""


class _Connection(Protocol):
    idle_since: float | None
    user: object


C = TypeVar("C", bound=_Connection)


class Waiter(Generic[C]):
    """A call that uses a connection or waits for one.

    Attributes:
        connection: The connection, once the call has one. It stays here after it was given back.
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

    def enter(self, waiter: Waiter[C]) -> bool:
        """Give a call a connection, or else a place at the end of the queue; return whether it has a connection.

        Raises:
            QueueClosedError: The queue is closed.
        """
        if self.closed:
            raise QueueClosedError
        if not self._waiters:
            if self._idle:
                _hand(self._idle[-1], waiter)
                self._idle.pop()
                return True
            if len(self.connections) < self._max_connections:
                self._open(waiter)
                return True
        self._waiters.append(waiter)
        return False

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

    def leave(self, waiter: Waiter[C], now: float, *, reusable: bool = True) -> list[C]:
        """Take out a call, and return the connections that have to be closed now.

        A connection that it has goes to the next call; one that is not `reusable` is closed. Leaving twice does nothing.
        """
        connection = waiter.connection
        if connection is None:
            if waiter in self._waiters:
                self._waiters.remove(waiter)
            return []
        if connection.user is not waiter:
            return []
        return self.give_back(connection, now) if reusable else self.discard(connection)

    def give_back(self, connection: C, now: float) -> list[C]:
        """Take back a connection that can be used again, and return those that have to be closed now."""
        if connection not in self.connections:
            return self._strange(connection)
        if self._waiters:
            self._serve(connection)
        else:
            connection.idle_since = now
            self._idle.append(connection)
            connection.user = None
        return self._expired(now)

    def discard(self, connection: C) -> list[C]:
        """Take back a connection that is broken or in an unknown state, and return those that have to be closed now.

        A waiting call may open one in its place.
        """
        if connection not in self.connections:
            return self._strange(connection)
        self.connections.remove(connection)
        if self._waiters:
            self._serve(None)
        connection.user = None
        return [connection]

    def repair(self, now: float) -> list[C]:
        """Finish what an exception interrupted, and return the connections that have to be closed now."""
        for connection in self._idle:
            connection.user = None
            connection.idle_since = now if connection.idle_since is None else connection.idle_since
        for waiter in list(self._waiters):
            if waiter.connection is not None:
                waiter.connection.user = waiter
                self.connections.add(waiter.connection)
                _wake(waiter)
                self._waiters.remove(waiter)
        lost = [each for each in self.connections if each.user is None and each not in self._idle]
        self.connections.difference_update(lost)
        while self._waiters and (self._idle or len(self.connections) < self._max_connections):
            self._serve(self._idle.pop() if self._idle else None)
        return lost

    def close(self) -> list[C]:
        """Close the queue, wake every waiting call, and return all connections, which have to be closed now."""
        self.closed = True
        for waiter in self._waiters:
            _wake(waiter)
        connections, self.connections, self._idle, self._waiters = list(self.connections), set(), [], deque()
        return connections

    def _expired(self, now: float) -> list[C]:
        """Take out the connections that were idle for too long. The first in the list has been idle longest."""
        expired: list[C] = []
        while self._idle and (since := self._idle[0].idle_since) is not None and now - since > self._expiry:
            expired.append(self._idle.pop(0))
            self.connections.remove(expired[-1])
        return expired

    def _open(self, waiter: Waiter[C]) -> None:
        connection = self._make()
        _hand(connection, waiter)
        self.connections.add(connection)

    def _serve(self, connection: C | None) -> None:
        """Give the first in the queue a connection; None for a new one."""
        waiter = self._waiters[0]
        if connection is None:
            self._open(waiter)
        else:
            _hand(connection, waiter)
        _wake(waiter)
        self._waiters.popleft()

    def _strange(self, connection: C) -> list[C]:
        """Return a connection that was busy when the queue was closed. Any other is the parent's, seen after a fork."""
        connection.user = None
        return [connection] if self.closed else []


def _hand(connection: C, waiter: Waiter[C]) -> None:
    waiter.connection = connection
    connection.user = waiter
    connection.idle_since = None


def _wake(waiter: Waiter[Any]) -> None:
    if waiter.wake is not None:
        waiter.wake()

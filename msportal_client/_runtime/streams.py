"""Open bodies of responses, which are read while they come."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, suppress

import anyio

from ..options import RequestOptions
from ..types import Response
from .call import Request
from .connection_queue import Waiter
from .connections import AsyncConnection, AsyncConnections, Connection, Connections, HttpResponse
from .exchange import GRACE, Exchange

__all__ = ["AsyncOpenBody", "OpenBody", "ended_by", "streamed_request"]

# Seconds.
_CLOSE_TIMEOUT = 1.0

# Called with the exception that ended a stream, or with None.
OnEnd = Callable[[BaseException | None], None]


def streamed_request(request: Request, options: RequestOptions, *, is_events: bool) -> Request:
    """Return a request whose response is read while it comes: not compressed, unless the caller wants it."""
    headers = {**request.headers, "accept-encoding": "identity"}
    if is_events:
        headers["accept"] = "text/event-stream"
    return request._replace(headers={**headers, **{name.lower(): value for name, value in options.headers.items()}})


def ended_by(stack: ExitStack) -> OnEnd:
    """Return a function that leaves the contexts of a call with the exception that ended it."""

    def end(error: BaseException | None) -> None:
        stack.__exit__(None if error is None else type(error), error, None if error is None else error.__traceback__)

    return end


def _no_end(_: BaseException | None) -> None:
    """Do nothing at the end."""


class AsyncOpenBody:
    """The body of a response in an event loop. At its end its connection is given back.

    Args:
        exchange: The attempt that it answers.
        response: The response of the HTTP library.
        connection: Its connection.
        connections: Where the connection is given back.
        scopes: The scopes of the waits that end when the client is closed.
        is_in_loop: Return whether the event loop of the client runs in this thread.
    """

    def __init__(  # noqa: PLR0917 - the parts of a transport
        self,
        exchange: Exchange,
        response: HttpResponse,
        connection: AsyncConnection,
        connections: AsyncConnections,
        scopes: set[anyio.CancelScope],
        is_in_loop: Callable[[], bool],
    ) -> None:
        self._exchange = exchange
        self._source = response
        self._pieces: AsyncIterator[bytes] = aiter(response)
        self._connection = connection
        self._connections = connections
        self._scopes = scopes
        self._is_in_loop = is_in_loop
        self._over = False
        self.on_end: OnEnd = _no_end

    @property
    def response(self) -> Response[None]:
        """The response without its body."""
        return self._exchange.head()

    async def read(self) -> bytes:
        """Return the next bytes; none at the end.

        Raises:
            APIConnectionError: The connection was lost.
            APITimeoutError: No bytes came in time.
            RuntimeError: The client was closed.
        """
        exchange = self._exchange
        while not self._over:
            piece: bytes | None = None
            try:
                with anyio.move_on_after(exchange.seconds + GRACE) as scope:
                    self._scopes.add(scope)
                    try:
                        piece = await anext(self._pieces, None)
                    finally:
                        self._scopes.discard(scope)
                if scope.cancelled_caught:
                    exchange.check_open()
                    exchange.timed_out()
                    piece = b""
                else:
                    piece = exchange.decoded(piece)
            except Exception as error:  # noqa: BLE001 - re-raised unless it is a network error
                await self._end(reusable=False, error=error)
                exchange.check_open()
                exchange.failed(error)
            except BaseException as error:
                await self._end(reusable=False, error=error)
                raise
            if (failure := exchange.failure) is not None:
                await self._end(reusable=False, error=failure)
                raise failure
            if piece is None:
                await self._end(reusable=True, error=None)
            elif piece:
                return piece
        return b""

    async def aclose(self) -> None:
        """Close the connection, unless the body was read to its end."""
        await self._end(reusable=False, error=None)

    def abandon(self) -> None:
        """Close the socket of a body that nobody reads any more, without waiting."""
        if self._over:
            return
        self._over = True
        self._connections.abandon(self._connection, in_loop=self._is_in_loop())
        self.on_end(None)

    def __del__(self) -> None:
        if not getattr(self, "_over", True):
            self.abandon()

    async def _end(self, *, reusable: bool, error: BaseException | None) -> None:
        if self._over:
            return
        self._over = True
        try:
            with anyio.move_on_after(_CLOSE_TIMEOUT, shield=True), suppress(Exception):
                await self._source.aclose()
                # Closed and then read once more, the generators beneath come to their ends.
                await anext(self._pieces, None)
        finally:
            try:
                await self._connections.release(self._connection, reusable=reusable)
            finally:
                self.on_end(error)


class OpenBody:
    """The twin of `AsyncOpenBody` for threads."""

    def __init__(
        self,
        exchange: Exchange,
        response: HttpResponse,
        connection: Connection,
        connections: Connections,
        waiter: Waiter[Connection],
    ) -> None:
        self._exchange = exchange
        self._source = response
        self._pieces: Iterator[bytes] = iter(response)
        self._connection = connection
        self._connections = connections
        self._waiter = waiter
        self._over = False
        self.on_end: OnEnd = _no_end

    @property
    def response(self) -> Response[None]:
        """The response without its body."""
        return self._exchange.head()

    def read(self) -> bytes:
        """Return the next bytes; none at the end. See `AsyncOpenBody.read`."""
        exchange = self._exchange
        while not self._over:
            piece: bytes | None = None
            try:
                self._connection.set_timeout(exchange.seconds)
                piece = exchange.decoded(next(self._pieces, None))
            except Exception as error:  # noqa: BLE001 - re-raised unless it is a network error
                self._end(reusable=False, error=error)
                exchange.check_open()
                exchange.failed(error)
            except BaseException as error:
                self._end(reusable=False, error=error)
                raise
            if (failure := exchange.failure) is not None:
                self._end(reusable=False, error=failure)
                raise failure
            if piece is None:
                self._end(reusable=True, error=None)
            elif piece:
                return piece
        return b""

    def close(self) -> None:
        """Close the connection, unless the body was read to its end."""
        self._end(reusable=False, error=None)

    def abandon(self) -> None:
        """Close the socket of a body that nobody reads any more."""
        self._end(reusable=False, error=None)

    def __del__(self) -> None:
        if not getattr(self, "_over", True):
            self.abandon()

    def _end(self, *, reusable: bool, error: BaseException | None) -> None:
        if self._over:
            return
        self._over = True
        try:
            with suppress(Exception):
                self._source.close() if reusable else self._connection.abandon(self._source)
        finally:
            try:
                self._connections.release(self._waiter, reusable=reusable)
            finally:
                self.on_end(error)

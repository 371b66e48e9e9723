"""The HTTP library and its connections: the only module that imports httpx or httpx2.

`async_backend.py` and `deadlines.py` have the network streams that it gives to the library.

The library's transports are driven directly, without a client around them: no cookie is kept, no redirect is followed,
and no netrc file is read. What is taken from the environment is in `network.py`.

Each connection has a transport of its own, whose pool holds one connection, and calls queue in front of them. So the
pool of the library never queues. In httpx 0.28 a call that is cancelled while it waits there, or that runs into its
timeout there, costs the pool a connection for good (https://github.com/encode/httpcore/issues/1093), and for every call
the pool looks at every connection. A connection whose call did not end well is closed with all that belongs to it.
"""

from __future__ import annotations

import copy
import importlib
import math
import os
import re
import ssl
import sys
import warnings
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property, lru_cache, partial
from http import HTTPStatus
from inspect import iscoroutine
from queue import SimpleQueue
from threading import RLock
from types import ModuleType
from typing import Any, Generic, NamedTuple, Protocol, Self, TypeVar, cast

import anyio

from ..rate_limit._clock import monotonic
from ..rate_limit._fork import begin_anew_after_fork
from ..rate_limit._locks import new_lock, unlock, wait
from ..types import Headers
from .async_backend import AsyncBackend
from .bodies import StreamedBody
from .connection_queue import ConnectionQueue, NoConnectionError, Waiter
from .deadlines import DeadlineBackend
from .network import Network
from .uninterrupted import uninterrupted

__all__ = [
    "AsyncConnections",
    "AsyncHTTPTransport",
    "Connections",
    "Failure",
    "HTTPTransport",
    "HttpRequest",
    "HttpResponse",
    "NoConnectionError",
    "failure_of",
    "without_frames",
]

B = TypeVar("B")

# Seconds.
_KEEPALIVE_EXPIRY = 30.0
# Seconds that closing an asynchronous connection may take: it writes nothing that anybody waits for.
_CLOSE_TIMEOUT = 1.0


class AsyncHTTPTransport(Protocol):
    """A transport of httpx or httpx2 for asynchronous code: an `AsyncBaseTransport`."""

    async def handle_async_request(self, request: Any, /) -> Any:
        """Send a request and return the response."""
        ...

    async def aclose(self) -> None:
        """Close every connection."""
        ...


class HTTPTransport(Protocol):
    """A transport of httpx or httpx2: a `BaseTransport`."""

    def handle_request(self, request: Any, /) -> Any:
        """Send a request and return the response."""
        ...

    def close(self) -> None:
        """Close every connection."""
        ...


class HttpRequest(NamedTuple):
    """A request as it goes to the HTTP library. Its headers hold the API key: it has no repr of them."""

    method: str
    url: str
    headers: Mapping[str, str]
    content: bytes | StreamedBody

    def __repr__(self) -> str:
        return f"<HttpRequest {self.method} {self.url}>"


class Failure(NamedTuple):
    """The description of an exception that the HTTP library raised.

    Attributes:
        message: What went wrong, in words of our own: the libraries quote what they were given, secrets among it.
        timed_out: Whether a timeout passed.
        nothing_sent: Whether it is certain that no byte of the request was sent.
        permanent: Whether another attempt would fail in the same way.
        quotes_request: Whether the exception quotes the request, and with it maybe the API key.
        connecting: Whether there was no connection yet: behind a proxy, it is the proxy that did not answer or refused.
    """

    message: str
    timed_out: bool = False
    nothing_sent: bool = False
    permanent: bool = False
    quotes_request: bool = False
    connecting: bool = False


def _preferred_library() -> ModuleType:
    """Return httpx2 where it is installed, else httpx."""
    from importlib.util import find_spec  # noqa: PLC0415 - importing the package does not wait for it

    # Statements, because tools that bundle programs look for them.
    if find_spec("httpx2"):
        import httpx2  # noqa: PLC0415 - the first call decides which library is loaded

        return httpx2
    import httpx  # noqa: PLC0415

    return httpx


def _library_of(transport: object, base: str) -> ModuleType:
    """Return the library of the given transport.

    Raises:
        TypeError: The transport belongs to neither library.
    """
    for name in ("httpx", "httpx2"):
        library = sys.modules.get(name)
        if library is not None and isinstance(transport, getattr(library, base)):
            return library
    raise TypeError(
        f"transport must be an httpx.{base} or an httpx2.{base}, is a {type(transport).__module__}."
        f"{type(transport).__qualname__}"
    )


def _new_transport(library: ModuleType, name: str, network: Network) -> Any:
    def default() -> ssl.SSLContext:
        made: ssl.SSLContext = library.create_ssl_context(trust_env=network.trust_env)
        return made

    proxy = network.proxy
    return getattr(library, name)(
        verify=network.tls(default),
        http2=network.http2,
        limits=library.Limits(
            max_connections=network.max_connections,
            max_keepalive_connections=network.max_connections,
            keepalive_expiry=_KEEPALIVE_EXPIRY,
        ),
        proxy=None if proxy is None else library.Proxy(proxy, ssl_context=network.proxy_tls(default)),
    )


def transport_without_keepalive() -> AsyncHTTPTransport:
    """Return a transport whose connections end with their requests, so that it need not be closed in an event loop."""
    library = _preferred_library()
    return cast("AsyncHTTPTransport", library.AsyncHTTPTransport(limits=library.Limits(max_keepalive_connections=0)))


# The attributes that follow have no public counterpart. They are those of httpcore 1.0 and httpcore2 2.16 alike, which
# tests/runtime/test_connections.py checks.


def _limits(transport: Any, most: int) -> tuple[int, float]:
    """Return how many connections a transport of the library may have, and for how many seconds they may be idle."""
    pool = transport._pool  # noqa: SLF001
    expiry: float | None = pool._keepalive_expiry  # noqa: SLF001
    return max(1, min(most, pool._max_connections)), math.inf if expiry is None else expiry  # noqa: SLF001


def _with_one_connection(transport: Any, make_backend: Callable[[Any], B]) -> tuple[Any, B]:
    """Return a copy of a transport of the library with one connection, and the network backend that it opens it with.

    The copy shares every setting, TLS and proxy among them, and keeps what a subclass adds.
    """
    pool = copy.copy(transport._pool)  # noqa: SLF001
    backend = make_backend(pool._network_backend)  # noqa: SLF001
    pool._network_backend = backend  # noqa: SLF001
    pool._connections, pool._requests = [], []  # noqa: SLF001
    pool._max_connections = 1  # noqa: SLF001
    pool._max_keepalive_connections = min(1, pool._max_keepalive_connections)  # noqa: SLF001
    if hasattr(transport, "handle_request"):
        # Not the library's own, which is written in Python: a signal handler that raises between its steps leaves it
        # locked for ever.
        pool._optional_thread_lock = RLock()  # noqa: SLF001
    made = copy.copy(transport)
    made._pool = pool  # noqa: SLF001
    return made, backend


def _has_connections(transport: Any) -> bool:
    return bool(transport._pool.connections)  # noqa: SLF001


def _has_unread(transport: Any) -> bool:
    """Return whether bytes came after the end of the last response. They would be read as the response to the next call.

    A server that counts wrongly, or a proxy that is out of step, sends two responses to one request.
    """
    states = (getattr(each, "_h11_state", None) for each in _layers(transport))
    return any(state is not None and state.trailing_data[0] for state in states)


def _is_http2(transport: Any) -> bool:
    """Return whether the connection is one of HTTP/2, where each frame names the request that it belongs to."""
    return any(hasattr(each, "_h2_state") for each in _layers(transport))


def _layers(transport: Any) -> Iterator[Any]:
    """Yield the connections of a transport, each followed by those within it."""
    for connection in transport._pool.connections:  # noqa: SLF001
        inner = connection
        while inner is not None:
            yield inner
            inner = getattr(inner, "_connection", None)


class HttpResponse:
    """A response of the HTTP library: status and headers, and the body as it came, piece by piece."""

    __slots__ = ("_response", "headers", "status")

    def __init__(self, response: Any) -> None:
        self._response = response
        self.status: int = response.status_code
        self.headers = Headers([(str(name, "latin-1"), str(text, "latin-1")) for name, text in response.headers.raw])

    def __iter__(self) -> Iterator[bytes]:
        return cast("Iterator[bytes]", iter(self._response.stream))

    def __aiter__(self) -> AsyncIterator[bytes]:
        return cast("AsyncIterator[bytes]", aiter(self._response.stream))

    def close(self) -> None:
        """End the response. A connection whose body was not read to its end is closed."""
        self._response.close()

    async def aclose(self) -> None:
        """End the response. A connection whose body was not read to its end is closed."""
        await self._response.aclose()


class _Backend(Protocol):
    def has_unread(self) -> bool: ...


K = TypeVar("K", bound=_Backend)


class _Connection(Generic[K]):
    """The state of a connection. It is opened by the first request, and again where the server closed it."""

    __slots__ = ("__weakref__", "_backend", "_library", "_transport", "idle_since", "user")

    def __init__(self, library: _Library, transport: Any, backend: K | None) -> None:
        self._library = library
        self._transport = transport
        # None for a transport that all connections share.
        self._backend = backend
        self.idle_since: float | None = None
        # The waiter that has it.
        self.user: object = None

    def is_idle(self) -> bool:
        """Return whether no call uses it."""
        return self.idle_since is not None

    def is_unused(self) -> bool:
        """Return whether it is neither idle nor used by a call: it was taken out, to be closed."""
        return self.user is None and self.idle_since is None

    def is_open(self) -> bool:
        """Return whether it has a socket."""
        return self._backend is not None and _has_connections(self._transport)

    def has_unread(self) -> bool:
        """Return whether bytes came that belong to no response."""
        if self._backend is None:
            return False
        return _has_unread(self._transport) or (self._backend.has_unread() and not _is_http2(self._transport))


class AsyncConnection(_Connection[AsyncBackend]):
    """A connection of an asynchronous client."""

    __slots__ = ()

    async def send(self, request: HttpRequest, timeout: float) -> HttpResponse:  # noqa: ASYNC109 - of each step
        """Send a request and return the response once its headers are here. The response has to be closed."""
        sending = self._transport.handle_async_request(self._library.request(request, timeout))
        if self._backend is None:
            return HttpResponse(await sending)
        self._backend.head.body_is_here = isinstance(request.content, bytes)
        # A subclass of the library's transport may return any other awaitable.
        return HttpResponse(await (uninterrupted(sending) if iscoroutine(sending) else sending))

    def drop(self, *, in_loop: bool = False) -> None:
        """Close the socket without waiting. See `AsyncBackend.drop`."""
        if self._backend is not None:
            self._backend.drop(in_loop=in_loop)

    async def aclose(self) -> None:
        """Close it, whatever state it is in. A transport that all connections share stays open."""
        if self._backend is None:
            return
        # Errors on the way say nothing that the call does not know.
        with anyio.move_on_after(_CLOSE_TIMEOUT, shield=True), suppress(Exception):
            await self._transport.aclose()
            await self._backend.aclose()


class Connection(_Connection[DeadlineBackend]):
    """A connection of a synchronous client."""

    __slots__ = ()

    def send(self, request: HttpRequest, timeout: float) -> HttpResponse:
        """Send a request and return the response once its headers are here. The response has to be closed.

        Everything until the end of the body has to happen within `timeout` seconds; a given transport that is no pool
        of the library has them for each step.
        """
        if self._backend is not None:
            self._backend.head.body_is_here = isinstance(request.content, bytes)
        self.set_timeout(timeout)
        return HttpResponse(self._transport.handle_request(self._library.request(request, timeout)))

    def set_timeout(self, timeout: float) -> None:
        """Let every wait end `timeout` seconds from now."""
        if self._backend is not None:
            self._backend.set_timeout(timeout)

    def abandon(self, response: HttpResponse) -> None:
        """End a response whose exchange did not end well.

        A connection of its own is closed when it is given back: the library's way to do so takes locks, which a signal
        handler may have left locked.
        """
        if self._backend is None:
            response.close()

    def drop(self) -> None:
        """Close the socket of a client that was not closed."""
        self.close()

    def close(self) -> None:
        """Close it, whatever state it is in. A transport that all connections share stays open."""
        if self._backend is not None:
            self._backend.abort()
            self._backend.close()


class _Library:
    """The HTTP library, and the transport that was given or is the library's own.

    Without a given transport both are loaded by the first call, whose timeout covers it: importing the library and
    reading the certificates take longer than all else that a constructor does.
    """

    def __init__(self, given: object | None, base: str, own: str, network: Network | None) -> None:
        self._own = own
        self._network = network or Network()
        # Other transports (a mock, an ASGI application, a cache) are shared by all connections.
        self.is_pool = True
        self.max_connections, self.expiry = self._network.max_connections, _KEEPALIVE_EXPIRY
        if given is not None:
            self.module = _library_of(given, base)
            self.transport = given
            self.is_pool = isinstance(given, getattr(self.module, own)) and hasattr(given, "_pool")
            self.max_connections, self.expiry = (
                _limits(given, self.max_connections) if self.is_pool else (self.max_connections, math.inf)
            )

    # Two threads that call first may both make one. Either is right: connections are copies of it.

    @cached_property
    def module(self) -> ModuleType:
        """The HTTP library: httpx or httpx2."""
        return _preferred_library()

    @cached_property
    def core(self) -> ModuleType:
        """The library that the module opens its connections with: httpcore or httpcore2."""
        return importlib.import_module(self.module.__name__.replace("httpx", "httpcore"))

    @cached_property
    def transport(self) -> Any:
        """The transport whose settings each connection has, or that all share."""
        return _new_transport(self.module, self._own, self._network)

    def opened_transport(self) -> Any | None:
        """Return the transport that has to be closed; None where none was given and nothing was called."""
        return self.__dict__.get("transport")

    def request(self, request: HttpRequest, timeout: float) -> Any:
        """Return a request of the library, with `timeout` seconds for each of its steps."""
        url, host = _parse(self.module, request.url)
        content = request.content
        whole, pieces = _streams(self.module)
        stream = whole(content) if isinstance(content, bytes) else pieces(content)
        made = self.module.Request(
            request.method,
            url,
            headers={"host": host, **request.headers},
            stream=stream,
            extensions={"timeout": dict.fromkeys(("connect", "read", "write", "pool"), timeout)},
        )
        if isinstance(content, bytes):
            made.read()
        return made


@lru_cache(maxsize=2)
def _streams(library: ModuleType) -> tuple[Callable[[bytes], Any], Callable[[StreamedBody], Any]]:
    """Return the classes of streams of a library for a body that is in memory, and for one that is read while it is sent.

    Their asynchronous iterators are no generators: one that is cancelled would have to be closed in the event loop.
    """

    class Whole(library.ByteStream):  # type: ignore[misc, name-defined]
        def __init__(self, body: bytes) -> None:
            super().__init__(body)  # pyright: ignore[reportUnknownMemberType]
            self._body = body

        def __aiter__(self) -> AsyncIterator[bytes]:
            return _AsyncPieces(self._body)

    class Pieces(library.SyncByteStream, library.AsyncByteStream):  # type: ignore[misc, name-defined]
        def __init__(self, body: StreamedBody) -> None:
            self._body = body

        def __iter__(self) -> Iterator[bytes]:
            while piece := self._body.read():
                yield piece

        def __aiter__(self) -> AsyncIterator[bytes]:
            return self

        async def __anext__(self) -> bytes:
            from anyio import to_thread  # noqa: PLC0415 - few bodies are files

            piece = await to_thread.run_sync(self._body.read)
            if not piece:
                raise StopAsyncIteration
            return piece

    return Whole, Pieces


class _AsyncPieces:
    """An asynchronous iterator over the one piece of a body."""

    __slots__ = ("_left",)

    def __init__(self, piece: bytes) -> None:
        self._left = [piece]

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> bytes:
        if not self._left:
            raise StopAsyncIteration
        return self._left.pop()


@lru_cache(maxsize=64)  # Parsing is a sixth of a call, and most calls go to few places.
def _parse(library: ModuleType, url: str) -> tuple[Any, str]:
    """Return a URL as the library has it, and its Host header."""
    parsed = library.URL(url)
    return parsed, parsed.netloc.decode("ascii")


class AsyncConnections:
    """The connections of an asynchronous client.

    Args:
        transport: A transport of httpx or httpx2; by default a new one. It is closed with the connections.
        clock: Monotonic seconds.
        network: The settings of a new transport.

    Raises:
        TypeError: The transport belongs to neither library.
    """

    def __init__(
        self,
        transport: AsyncHTTPTransport | None,
        clock: Callable[[], float] = monotonic,
        network: Network | None = None,
    ) -> None:
        self._library = _Library(transport, "AsyncBaseTransport", "AsyncHTTPTransport", network)
        self._clock = clock
        self._begin()
        begin_anew_after_fork(self)

    def _begin(self) -> None:
        library = self._library
        self._pool = ConnectionQueue(self._new, max_connections=library.max_connections, expiry=library.expiry)

    def after_fork(self) -> None:
        """Begin anew. The parent's connections are kept as they are: closing them would disturb its event loop."""
        _abandoned.append(self._pool)
        self._begin()

    async def acquire(self) -> AsyncConnection:
        """Wait for a connection, in order of arrival.

        Raises:
            QueueClosedError: The connections were closed.
        """
        waiter: Waiter[AsyncConnection] = Waiter()
        if not self._pool.enter(waiter):
            await self._wait(waiter)
        return self._pool.result(waiter)

    async def release(self, connection: AsyncConnection, *, reusable: bool) -> None:
        """Give a connection back. One that is not `reusable` is closed."""
        pool = self._pool
        reusable = reusable and not connection.has_unread()
        closing = pool.give_back(connection, self._clock()) if reusable else pool.discard(connection)
        await _close_all(closing)

    def abandon(self, connection: AsyncConnection, *, in_loop: bool) -> None:
        """Give a connection back without waiting: its socket is closed. See `AsyncConnection.drop`."""
        for each in self._pool.discard(connection):
            each.drop(in_loop=in_loop)

    async def aclose(self) -> None:
        """Close every connection and the given transport. Calls that wait or are under way fail."""
        await _close_all(self._pool.close())
        if (transport := self._library.opened_transport()) is not None:
            await transport.aclose()

    async def _wait(self, waiter: Waiter[AsyncConnection]) -> None:
        pool, event = self._pool, anyio.Event()
        waiter.wake = event.set
        try:
            await event.wait()
            pool.result(waiter)
        except BaseException:
            await _close_all(pool.leave(waiter, self._clock()))
            raise

    def _new(self) -> AsyncConnection:
        library = self._library
        if not library.is_pool:
            return AsyncConnection(library, library.transport, None)
        transport, backend = _with_one_connection(library.transport, AsyncBackend)
        return AsyncConnection(library, transport, backend)

    def __del__(self) -> None:
        _warn_unclosed(self, getattr(self, "_pool", None))


async def _close_all(connections: list[AsyncConnection]) -> None:
    """Close connections. Where a task is cancelled meanwhile, the rest are closed without waiting."""
    rest = list(connections)
    try:
        while rest:
            await rest[-1].aclose()
            rest.pop()
    finally:
        for connection in rest:
            connection.drop(in_loop=True)


class Connections:
    """The twin of `AsyncConnections` for threads, which may share it."""

    def __init__(
        self,
        transport: HTTPTransport | None,
        clock: Callable[[], float] = monotonic,
        network: Network | None = None,
    ) -> None:
        self._library = _Library(transport, "BaseTransport", "HTTPTransport", network)
        self._clock = clock
        self._begin()
        begin_anew_after_fork(self)

    def _begin(self) -> None:
        library = self._library
        self._lock = new_lock()
        self._pool = ConnectionQueue(self._new, max_connections=library.max_connections, expiry=library.expiry)

    def after_fork(self) -> None:
        """Begin anew, with a lock that no thread of the parent holds. See `AsyncConnections.after_fork`."""
        _abandoned.append(self._pool)
        self._begin()

    def acquire(self, waiter: Waiter[Connection], timeout: float) -> Connection:
        """Wait for a connection, in order of arrival, for up to `timeout` seconds. The waiter has to be released.

        Raises:
            NoConnectionError: None became free in time.
            QueueClosedError: The connections were closed.
        """
        pool = self._pool
        with self._lock:
            try:
                ready = pool.enter(waiter)
            except BaseException:
                self._repair()
                raise
        if not ready:
            self._wait(waiter, timeout)
        return pool.result(waiter)

    def release(self, waiter: Waiter[Connection], *, reusable: bool) -> None:
        """Take a call out of the line, or its connection back: one that is not `reusable` is closed.

        To release a waiter twice does nothing.
        """
        connection = waiter.connection
        if not reusable:
            unlock(self._lock)
        with self._lock:
            try:
                reusable = reusable and connection is not None and not connection.has_unread()
                closing = self._pool.leave(waiter, self._clock(), reusable=reusable)
            except BaseException:
                self._repair()
                raise
        if not reusable and connection is not None and connection.is_unused():
            closing.append(connection)  # An exception may have come between taking it out and closing it.
        if closing:
            _close_each(closing)

    def close(self) -> None:
        """Close every connection and the given transport. Calls that wait or are under way fail."""
        with self._lock:
            closing = self._pool.close()
        _close_each(closing)
        if (transport := self._library.opened_transport()) is not None:
            transport.close()

    def raised_by_handler(self, error: Exception) -> bool:
        """Return whether a signal handler raised a TimeoutError: for the network, the library has its own."""
        return self._library.is_pool and type(error) is TimeoutError and error.errno is None

    def _repair(self) -> None:
        _close_each(self._pool.repair(self._clock()))

    def _wait(self, waiter: Waiter[Connection], timeout: float) -> None:
        woken: SimpleQueue[None] = SimpleQueue()
        waiter.wake = partial(woken.put, None)
        end = monotonic() + timeout
        while True:
            # A connection that came before `wake` was set is found by the first look.
            with self._lock:
                if self._pool.ready(waiter):
                    return
            left = end - monotonic()
            if left <= 0:
                return
            wait(woken, left)

    def _new(self) -> Connection:
        library = self._library
        if not library.is_pool:
            return Connection(library, library.transport, None)
        transport, backend = _with_one_connection(
            library.transport, lambda inner: DeadlineBackend(inner, library.core, self._clock)
        )
        return Connection(library, transport, backend)

    def __del__(self) -> None:
        _warn_unclosed(self, getattr(self, "_pool", None))


def _close_each(connections: list[Connection]) -> None:
    try:
        for connection in connections:
            connection.close()
    except BaseException:
        for connection in connections:
            connection.close()
        raise


# Connections of the process that this one was forked from. They are kept, so that nothing closes them here.
_abandoned: list[object] = []


def _warn_unclosed(connections: object, pool: ConnectionQueue[Any] | None) -> None:
    """Warn where a client with open connections is deleted."""
    if pool is not None and any(connection.is_open() for connection in pool.connections):
        warnings.warn(
            f"unclosed client: {pool!r}. Use it in a with block, or close it.",
            ResourceWarning,
            stacklevel=2,
            source=connections,
        )
        for connection in pool.connections:
            connection.drop()


_NO_CONNECTION = "No connection could be made"
_PROXY_REFUSAL = "The proxy refused the connection"

# By the names of the exception classes, which are the same in httpx and httpx2.
_FAILURES: dict[str, Failure] = {
    "PoolTimeout": Failure("No connection became free", timed_out=True, nothing_sent=True),
    "ConnectTimeout": Failure("No connection was made", timed_out=True, nothing_sent=True, connecting=True),
    "WriteTimeout": Failure("The request could not be sent", timed_out=True),
    "TimeoutException": Failure("No complete response came", timed_out=True),
    "ProxyError": Failure(_PROXY_REFUSAL, nothing_sent=True, connecting=True),
    "ConnectError": Failure(_NO_CONNECTION, nothing_sent=True, connecting=True),
    "LocalProtocolError": Failure("", permanent=True, nothing_sent=True, quotes_request=True),
    "UnsupportedProtocol": Failure("", permanent=True, nothing_sent=True, quotes_request=True),
    "InvalidURL": Failure("", permanent=True, nothing_sent=True, quotes_request=True),
    "UnicodeEncodeError": Failure("", permanent=True, nothing_sent=True, quotes_request=True),
    "RemoteProtocolError": Failure(
        "The connection was closed before the response was complete, or the response is not HTTP"
    ),
    "HTTPError": Failure("The connection was lost"),
    "StreamError": Failure("The connection was lost"),
    "OSError": Failure("The connection was lost"),
    "ClosedResourceError": Failure("The connection was closed"),
    "BrokenResourceError": Failure("The connection was lost"),
}


def failure_of(error: Exception) -> Failure | None:
    """Describe an exception of the HTTP library or of the operating system; None for any other."""
    failure = next((_FAILURES[cls.__name__] for cls in type(error).__mro__ if cls.__name__ in _FAILURES), None)
    if failure is None:
        return None
    if failure.quotes_request:
        return failure._replace(message="This cannot be sent over HTTP: the URL or a header is not well-formed")
    if failure.message == _PROXY_REFUSAL:
        return _proxy_failure(failure, str(error))
    if failure.message == _NO_CONNECTION:
        failure = failure._replace(message=f"{failure.message}: {_reason(error)}")
    return failure._replace(permanent=any(isinstance(each, ssl.SSLCertVerificationError) for each in _causes(error)))


def _proxy_failure(failure: Failure, text: str) -> Failure:
    """Name the status with which a proxy refused to connect (`407 Proxy Authentication Required`).

    The words are those of the standard: a proxy's own may quote what it was sent, credentials among it.
    """
    match = re.match(r"(\d{3})\b", text)
    if match is None:
        return failure._replace(quotes_request=True)
    status = int(match[1])
    phrase = HTTPStatus(status).phrase if status in set(HTTPStatus) else ""
    refused = 400 <= status < 500  # noqa: PLR2004 - wrong credentials, or a host that is not allowed
    return failure._replace(
        message=f"{failure.message}: {status} {phrase}".rstrip(), permanent=refused, quotes_request=True
    )


def _reason(error: BaseException) -> str:
    """Return why there is no connection, as the operating system or TLS says it."""
    cause = [cause for cause in _causes(error) if isinstance(cause, OSError)][-1:]
    match cause:
        case [ssl.SSLCertVerificationError(verify_message=text)]:
            return f"the certificate is not trusted, {text}"
        case [ssl.SSLError(reason=str(text))]:
            return f"TLS failed, {text}"
        case [OSError(errno=int(number), strerror=str(text))]:
            return os.strerror(number) if number > 0 else text
        case _:
            return "the host does not answer"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        if isinstance(error, BaseExceptionGroup):
            error = cast("BaseExceptionGroup[BaseException]", error).exceptions[0]
        else:
            error = error.__cause__ or error.__context__


def without_frames(error: Exception) -> Exception:
    """Return `error` without what holds the request: the frames of its traceback and of its causes, and `request`."""
    for each in _causes(error):
        each.__traceback__ = None
        if getattr(each, "_request", None) is not None:
            each._request = None  # type: ignore[attr-defined]  # noqa: SLF001 - of httpx's exceptions
    return error

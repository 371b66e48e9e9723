"""The transports: they wait, send and report. The decisions are in `call.py`, the connections in `connections.py`."""

from __future__ import annotations

import sys
import weakref
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from inspect import iscoroutinefunction
from queue import SimpleQueue
from typing import TYPE_CHECKING, TypeVar

import anyio

from ..rate_limit._clock import monotonic
from ..rate_limit._fork import begin_anew_after_fork, check_process
from ..rate_limit._locks import wait
from ..rate_limit.limiter import AsyncLimiter, Hold, SyncLimiter, Ticket
from ..rate_limit.local import AsyncWindowLimiter, SyncWindowLimiter
from ..retry import RetryPolicy
from ..types import RateLimit, Response
from .api import API
from .call import Call, Request
from .connection_queue import Waiter
from .connections import (
    AsyncConnection,
    AsyncConnections,
    AsyncHTTPTransport,
    Connection,
    Connections,
    HttpResponse,
    HTTPTransport,
    NoConnectionError,
)
from .content_encoding import ACCEPTED
from .credentials import Credentials
from .exchange import GRACE, MAX_BODY, MAX_ERROR_BODY, Exchange
from .network import Network
from .shared import Shared
from .tracking import Job, run_blocking

if TYPE_CHECKING:
    from ..events import Event
    from .streams import AsyncOpenBody, OpenBody

__all__ = ["MAX_BODY", "MAX_ERROR_BODY", "AsyncTransport", "SyncTransport"]

T = TypeVar("T")
R = TypeVar("R")


class AsyncTransport:
    """Sends requests within the quota, on asyncio or trio. It belongs to one event loop.

    Args:
        transport: A transport of httpx or httpx2; by default one with up to 100 connections. It is closed with this one.
        api: The API that is called.
        headers: Headers of every request. They appear in no repr, log line, event or exception.
        credentials: Add the API key to requests.
        limiter: Holds requests back; by default a window of this transport's own.
        on_event: Called with each step of each call. What it raises is logged, and the call goes on.
        network: The settings of the transport where none is given.
        clock: Monotonic seconds.
    """

    def __init__(
        self,
        transport: AsyncHTTPTransport | None = None,
        *,
        api: API,
        headers: Mapping[str, str],
        credentials: Credentials | None = None,
        limiter: AsyncLimiter | None = None,
        on_event: Callable[[Event], None] | None = None,
        network: Network | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        proxy = (network or Network()).proxy_name()
        self.shared = Shared(api, _all_headers(api, headers), credentials, on_event, clock, proxy=proxy)
        self._inner = AsyncConnections(transport, clock, network)
        _check(limiter, on_event, asynchronous=True)
        self._limiter: AsyncLimiter = limiter or AsyncWindowLimiter(clock)
        self._limiter_ends_waits: bool = getattr(self._limiter, "ends_waits", False)
        # The tickets of the calls that wait for permits, and the scopes of other waits, which end when it is closed.
        self._tickets: set[Ticket] = set()
        self._scopes: set[anyio.CancelScope] = set()
        # The jobs that send through it. One that was left may have requests in flight.
        self._jobs: weakref.WeakSet[Job] = weakref.WeakSet()
        self._loop: object = None
        begin_anew_after_fork(self)

    async def send(self, request: Request, *, timeout: float, retry: RetryPolicy) -> Response[None]:  # noqa: ASYNC109 - of one attempt, not of this function
        """Send `request`, again where `retry` says so, and return the last response.

        Args:
            request: The request; each attempt sends the same.
            timeout: Seconds for one attempt, from waiting for a connection to the end of the body.
            retry: When to send again, and how long to wait.

        Raises:
            APIConnectionError: No response came, or none that can be read.
            APITimeoutError: None came in time.
            RateLimitError: The quota is known to reset later than `retry` allows to wait. Nothing was sent.
            RuntimeError: The transport is closed, or belongs to another event loop.
        """
        with Call(self.shared) as call:
            return await self.complete(call.begin(request, timeout, retry))

    async def complete(self, call: Call) -> Response[None]:
        """Send the request of a call that has begun. See `send`."""
        return (await self._last_attempt(call, streamed=False))[0].result()

    async def open(self, call: Call) -> AsyncOpenBody | Response[None]:
        """Send the request of a call that has begun, and return the open body of a success, else the response."""
        exchange, body = await self._last_attempt(call, streamed=True)
        return exchange.result() if body is None else body

    async def _last_attempt(self, call: Call, *, streamed: bool) -> tuple[Exchange, AsyncOpenBody | None]:
        check_process()
        self.shared.check_open()
        self._check_loop()
        if call.tracker is not None:
            self._jobs.add(call.tracker.job)
        while True:
            hold = await self._acquire(call.ticket)
            if hold is not None:
                self.shared.check_open()
                raise call.gave_up(hold)
            exchange, body = await self._exchange(call, streamed=streamed)
            pause = exchange.pause()
            if pause is None:
                return exchange, body
            if pause > 0:
                await self._until_closed(anyio.sleep, pause)

    async def _exchange(self, call: Call, *, streamed: bool) -> tuple[Exchange, AsyncOpenBody | None]:
        exchange = Exchange(call, self.shared)
        connection, settled, well = None, False, False
        # The body of a success that is read by the caller, who gives the connection back.
        body: AsyncOpenBody | None = None
        scope: anyio.CancelScope | None = None
        try:
            self.shared.check_open()
            with anyio.move_on_after(exchange.seconds + GRACE) as scope:
                self._scopes.add(scope)
                connection = await self._inner.acquire()
                if call.tracker is not None:
                    await call.tracker.sending(call.ticket)
                seconds = exchange.seconds if streamed else exchange.time_left()
                response = await connection.send(exchange.request(), seconds)
                try:
                    answer = exchange.answered(response.status, response.headers)
                    settled = True
                    exchange.retry_at = await self._limiter.settle(call.ticket, answer)
                    if streamed and exchange.succeeded:
                        body = self._open_body(exchange, response, connection)
                        return exchange, body
                    await _receive(exchange, response)
                finally:
                    if body is None:
                        await response.aclose()
                well = True
            if scope.cancelled_caught:
                self.shared.check_open()
                exchange.no_connection() if connection is None else exchange.timed_out()
        except Exception as error:  # noqa: BLE001 - re-raised unless it is a network error
            self.shared.check_open()
            exchange.failed(error)
        finally:
            if scope is not None:
                self._scopes.discard(scope)
            exchange.close_request()
            try:
                if not settled:
                    await self._limiter.release(call.ticket, counted=exchange.bytes_sent)
            finally:
                if connection is not None and body is None:
                    await self._inner.release(connection, reusable=well)
        return exchange, None

    def _open_body(self, exchange: Exchange, response: HttpResponse, connection: AsyncConnection) -> AsyncOpenBody:
        from .streams import AsyncOpenBody  # noqa: PLC0415 - few calls are streamed

        return AsyncOpenBody(exchange, response, connection, self._inner, self._scopes, self._is_in_loop)

    async def _acquire(self, ticket: Ticket) -> Hold | None:
        if not self._limiter_ends_waits:
            return await self._until_closed(self._limiter.acquire, ticket)
        self.shared.check_open()
        self._tickets.add(ticket)
        try:
            return await self._limiter.acquire(ticket)
        finally:
            self._tickets.discard(ticket)

    async def _until_closed(self, wait: Callable[[T], Awaitable[R]], argument: T) -> R:
        """Await `wait(argument)`, until the client is closed.

        Raises:
            RuntimeError: The client was closed.
        """
        self.shared.check_open()
        with anyio.CancelScope() as scope:
            self._scopes.add(scope)
            try:
                return await wait(argument)
            finally:
                self._scopes.discard(scope)
        self.shared.check_open()
        raise AssertionError("a wait was cancelled, but the client is open")  # pragma: no cover

    def _is_in_loop(self) -> bool:
        """Return whether the event loop of the client runs in this thread."""
        try:
            return self._loop is not None and self._loop is _running_loop()
        except (ImportError, RuntimeError):  # None runs here.
            return False

    def _check_loop(self) -> None:
        loop = _running_loop()
        if self._loop is None:
            self._loop = loop
        elif self._loop is not loop:
            raise RuntimeError(
                "this client has been used in another event loop, where its connections are: make one client for "
                "each event loop (for each asyncio.run)"
            )

    @property
    def rate_limit(self) -> RateLimit | None:
        """The quota as the newest response reported it; None before the first one."""
        return self._limiter.rate_limit

    async def aclose(self) -> None:
        """Close every connection. Calls that wait fail with the RuntimeError of a closed client.

        Jobs that were stopped get their grace time first.
        """
        for job in list(self._jobs):
            await job.finish()
        self.shared.closed = True
        for ticket in list(self._tickets):
            ticket.cancel()
        for scope in list(self._scopes):
            scope.cancel()
        await self._inner.aclose()

    def after_fork(self) -> None:
        """Begin anew in a child process, in whichever event loop it has."""
        self._loop = None
        self._tickets, self._scopes = set(), set()
        self._jobs = weakref.WeakSet()
        self.shared.after_fork()


class SyncTransport:
    """Sends requests within the quota. Threads may share it.

    Args:
        transport: A transport of httpx or httpx2; by default one with up to 100 connections. It is closed with this one.
        api: The API that is called.
        headers: Headers of every request. They appear in no repr, log line, event or exception.
        credentials: Add the API key to requests.
        limiter: Holds requests back; by default a window of this transport's own.
        on_event: Called with each step of each call, in the thread of the call. What it raises is logged, and the
            call goes on.
        network: The settings of the transport where none is given.
        clock: Monotonic seconds.
    """

    def __init__(
        self,
        transport: HTTPTransport | None = None,
        *,
        api: API,
        headers: Mapping[str, str],
        credentials: Credentials | None = None,
        limiter: SyncLimiter | None = None,
        on_event: Callable[[Event], None] | None = None,
        network: Network | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        proxy = (network or Network()).proxy_name()
        self.shared = Shared(api, _all_headers(api, headers), credentials, on_event, clock, proxy=proxy)
        self._inner = Connections(transport, clock, network)
        _check(limiter, on_event, asynchronous=False)
        self._limiter: SyncLimiter = limiter or SyncWindowLimiter(clock)
        # The tickets of the calls that wait, which end when it is closed.
        self._tickets: set[Ticket] = set()
        begin_anew_after_fork(self)

    def send(self, request: Request, *, timeout: float, retry: RetryPolicy) -> Response[None]:
        """Send `request`, again where `retry` says so, and return the last response.

        Args:
            request: The request; each attempt sends the same.
            timeout: Seconds for one attempt, from waiting for a connection to the end of the body. With a given
                transport that is no connection pool of httpx, each step may take so long.
            retry: When to send again, and how long to wait.

        Raises:
            APIConnectionError: No response came, or none that can be read.
            APITimeoutError: None came in time.
            RateLimitError: The quota is known to reset later than `retry` allows to wait. Nothing was sent.
            RuntimeError: The transport is closed.
        """
        with Call(self.shared) as call:
            return self.complete(call.begin(request, timeout, retry))

    def complete(self, call: Call) -> Response[None]:
        """Send the request of a call that has begun. See `send`."""
        return self._last_attempt(call, streamed=False)[0].result()

    def open(self, call: Call) -> OpenBody | Response[None]:
        """Send the request of a call that has begun, and return the open body of a success, else the response."""
        exchange, body = self._last_attempt(call, streamed=True)
        return exchange.result() if body is None else body

    def _last_attempt(self, call: Call, *, streamed: bool) -> tuple[Exchange, OpenBody | None]:
        check_process()
        self.shared.check_open()
        held = _Held(call.ticket)
        try:
            return self._attempts(call, held, streamed=streamed)
        except BaseException:
            # Again, because a signal handler may have raised while it was done.
            self._give_back(held)
            raise

    def _attempts(self, call: Call, held: _Held, *, streamed: bool) -> tuple[Exchange, OpenBody | None]:
        while True:
            held.permit = True
            hold = self._acquire(call.ticket)
            if hold is not None:
                held.permit = False
                self.shared.check_open()
                raise call.gave_up(hold)
            exchange, body = self._exchange(call, held, streamed=streamed)
            pause = exchange.pause()
            if pause is None:
                return exchange, body
            if pause > 0:
                self._pause(call.ticket, pause)

    def _acquire(self, ticket: Ticket) -> Hold | None:
        self._tickets.add(ticket)
        try:
            self.shared.check_open()  # A client that was closed meanwhile has not seen this ticket.
            return self._limiter.acquire(ticket)
        finally:
            self._tickets.discard(ticket)

    def _pause(self, ticket: Ticket, seconds: float) -> None:
        """Wait, until the client is closed."""
        end = monotonic() + seconds
        woken: SimpleQueue[None] = SimpleQueue()
        ticket.wake = partial(woken.put, None)
        self._tickets.add(ticket)
        self.shared.check_open()
        while (left := end - monotonic()) > 0:
            wait(woken, left)
            self.shared.check_open()

    def _exchange(self, call: Call, held: _Held, *, streamed: bool) -> tuple[Exchange, OpenBody | None]:
        exchange = Exchange(call, self.shared)
        held.waiter = Waiter()
        well = False
        try:
            self.shared.check_open()
            connection = self._inner.acquire(held.waiter, exchange.seconds)
            if call.tracker is not None:
                run_blocking(call.tracker.sending(call.ticket))
            seconds = exchange.seconds if streamed else exchange.time_left()
            response = connection.send(exchange.request(), seconds)
            try:
                answer = exchange.answered(response.status, response.headers)
                exchange.retry_at = self._limiter.settle(call.ticket, answer)
                held.permit = False
                if streamed and exchange.succeeded:
                    # It is read by the caller, who gives the connection back.
                    from .streams import OpenBody  # noqa: PLC0415 - few calls are streamed

                    body, held.waiter = OpenBody(exchange, response, connection, self._inner, held.waiter), None
                    return exchange, body
                for piece in response:
                    if not exchange.keep(piece):
                        break
                exchange.end()
            except BaseException:
                connection.abandon(response)
                raise
            response.close()
            well = True
        except NoConnectionError:
            exchange.no_connection()
        except Exception as error:
            self.shared.check_open()
            if self._inner.raised_by_handler(error):
                raise
            exchange.failed(error)  # It raises again what is no network error.
        finally:
            exchange.close_request()
            held.bytes_sent = exchange.bytes_sent
            self._give_back(held, reusable=well)
        return exchange, None

    def _give_back(self, held: _Held, *, reusable: bool = False) -> None:
        """Give back a connection and a permit that are still held."""
        try:
            if held.permit:
                self._limiter.release(held.ticket, counted=held.bytes_sent)
                held.permit = False
        finally:
            self._tickets.discard(held.ticket)
            if held.waiter is not None:
                self._inner.release(held.waiter, reusable=reusable)

    @property
    def rate_limit(self) -> RateLimit | None:
        """The quota as the newest response reported it; None before the first one."""
        return self._limiter.rate_limit

    def close(self) -> None:
        """Close every connection. Calls that wait fail with the RuntimeError of a closed client."""
        self.shared.closed = True
        for ticket in list(self._tickets):
            ticket.cancel()
        self._inner.close()

    def after_fork(self) -> None:
        """Begin anew in a child process, with no wait and no lock of the parent's threads."""
        self._tickets = set()
        self.shared.after_fork()


class _Held:
    """The permit and the connection that a call in a thread holds."""

    __slots__ = ("bytes_sent", "permit", "ticket", "waiter")

    def __init__(self, ticket: Ticket) -> None:
        self.ticket = ticket
        # Whether the limiter may know the ticket.
        self.permit = False
        # Whether the server may have seen any byte of the request.
        self.bytes_sent = False
        self.waiter: Waiter[Connection] | None = None


def _check(limiter: object, on_event: object, *, asynchronous: bool) -> None:
    """Raise TypeError where a limiter or a callback is of another kind."""
    if on_event is not None and not callable(on_event):
        raise TypeError(f"on_event must be callable, is of the type {type(on_event).__name__}")
    if iscoroutinefunction(on_event) or iscoroutinefunction(getattr(on_event, "__call__", None)):  # noqa: B004 - not whether
        raise TypeError("on_event must be a plain function, is a coroutine function: nothing would await it")
    acquire = getattr(limiter, "acquire", None)
    wrong = isinstance(limiter, type) or acquire is None or iscoroutinefunction(acquire) is not asynchronous
    if limiter is not None and wrong:
        kind = "an AsyncLimiter" if asynchronous else "a SyncLimiter"
        raise TypeError(f"limiter must be {kind}, is {limiter!r}")


def _all_headers(api: API, headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers of every request, with names in lower case."""
    given = {name.lower(): value for name, value in headers.items()}
    return {"accept-encoding": ACCEPTED, **api.headers, **given}


async def _receive(exchange: Exchange, response: HttpResponse) -> None:
    """Read the body of a response."""
    async for piece in response:
        if not exchange.keep(piece):
            # Closed and then read once more, the generators beneath come to their ends.
            await response.aclose()
    exchange.end()


def _running_loop() -> object:
    """Return an object that identifies the running event loop, of asyncio or trio."""
    asyncio = sys.modules.get("asyncio")  # A program on trio alone does without.
    if asyncio is not None:
        try:
            return asyncio.get_running_loop()
        except RuntimeError:
            pass  # trio is running; or nothing is, which trio says then.
    import trio  # noqa: PLC0415 - it is loaded, or there is no event loop

    return trio.lowlevel.current_trio_token()

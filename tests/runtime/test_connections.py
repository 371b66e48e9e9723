"""Connections: the queue in front of them, reuse, expiry, cancellation, stalls, closing, and both HTTP libraries."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import anyio
import anyio.lowlevel
import httpx
import pytest
import trustme
from runtime.conftest import TLS
from runtime.echo_server import (
    ask,
    ask_async,
    assert_nothing_lost,
    async_transport,
    echo,
    pool_of,
    request_from,
    sync_transport,
    unreachable,
    wait_for_open,
)
from runtime.socket_server import ONE_ATTEMPT, Connection, Script, serving

from msportal_client._runtime.connections import AsyncConnections, Connections
from msportal_client._runtime.transport import AsyncTransport, SyncTransport
from msportal_client.errors import APIConnectionError, APITimeoutError
from msportal_client.retry import RetryPolicy

BACKENDS = pytest.mark.parametrize("backend", ["asyncio", "trio"])
Pool = Callable[[list[Callable[[], Any]]], list[Any]]


def limited(cls: Any, most: int | None = 3, **options: Any) -> Any:
    return cls(verify=TLS, limits=httpx.Limits(max_connections=most, **options))


class Gauge:
    """A gate for the requests of a server, and the highest number of them that were there at once."""

    def __init__(self, opens_at: int = 0) -> None:
        self.changed = threading.Condition()
        self.now = self.highest = 0
        self.opens_at = opens_at
        self.names: list[str] = []

    def __call__(self, name: str) -> None:
        with self.changed:
            self.names.append(name)
            self.now += 1
            self.highest = max(self.highest, self.now)
            self.changed.notify_all()
            assert self.changed.wait_for(lambda: self.highest >= self.opens_at, 5)
            self.now -= 1

    def wait(self, count: int) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: self.highest >= count, 5)

    def open(self) -> None:
        with self.changed:
            self.opens_at = 0
            self.changed.notify_all()


class Stall:
    """A gate that is shut for as long as the server stalls."""

    def __init__(self) -> None:
        self.over = threading.Event()
        self.over.set()
        self.entered = threading.Semaphore(0)

    def __call__(self, name: str) -> None:
        if not self.over.is_set():
            self.entered.release()
        self.over.wait(10)


# --- the queue ---


def test_threads_share_max_connections(thread_pool: Pool) -> None:
    """No more connections are open than the limit, each call gets its own response, and none is lost."""
    gauge = Gauge()
    with serving(echo(gauge)) as server:
        transport = sync_transport(limited(httpx.HTTPTransport))
        for number in range(5):
            ask(transport, f"warm-{number}", server.url)
        gauge.opens_at = 3
        responses = thread_pool([partial(ask, transport, f"call-{n}", server.url) for n in range(40)])
        assert len(responses) == 40
        assert (gauge.highest, len(pool_of(transport).connections)) == (3, 3)
        assert_nothing_lost(transport)
        transport.close()
        server.wait_until_closed()


@BACKENDS
def test_tasks_share_max_connections(backend: str) -> None:
    gauge = Gauge()

    async def main(url: str) -> None:
        transport = async_transport(limited(httpx.AsyncHTTPTransport))
        for number in range(5):
            await ask_async(transport, f"warm-{number}", url)
        gauge.opens_at = 3
        async with anyio.create_task_group() as group:
            for number in range(40):
                group.start_soon(ask_async, transport, f"call-{number}", url)
        assert (gauge.highest, len(pool_of(transport).connections)) == (3, 3)
        assert_nothing_lost(transport)
        await transport.aclose()

    with serving(echo(gauge)) as server:
        anyio.run(main, server.url, backend=backend)
        server.wait_until_closed()


def test_tasks_get_connections_in_order() -> None:
    gauge = Gauge()

    async def main(url: str) -> None:
        transport = async_transport(limited(httpx.AsyncHTTPTransport, 1))
        await ask_async(transport, "first", url)
        async with anyio.create_task_group() as group:
            for number in range(20):
                group.start_soon(ask_async, transport, f"call-{number:02}", url)
                await anyio.lowlevel.checkpoint()
        await transport.aclose()

    with serving(echo(gauge)) as server:
        anyio.run(main, server.url)
    assert gauge.names[1:] == sorted(gauge.names[1:])


def test_waiting_call_times_out() -> None:
    """A call for which no connection becomes free is an APITimeoutError, and nothing of it is sent."""
    stall = Stall()
    with serving(echo(stall)) as server:
        transport = sync_transport(limited(httpx.HTTPTransport, 1))
        for number in range(5):
            ask(transport, f"warm-{number}", server.url)
        stall.over.clear()
        first = threading.Thread(target=ask, args=(transport, "first", server.url))
        first.start()
        stall.entered.acquire(timeout=5)
        with pytest.raises(APITimeoutError, match=r"No connection became free within 0\.1 s"):
            transport.send(request_from("second", server.url, "POST", b"{}"), timeout=0.1, retry=ONE_ATTEMPT)
        stall.over.set()
        first.join(5)
        assert_nothing_lost(transport)
        ask(transport, "third", server.url)
        transport.close()


def test_constructor_loads_no_http_library() -> None:
    """Importing it and reading the certificates take a tenth of a second, which the timeouts of the first call cover."""
    program = """
import sys
from msportal_client import AsyncMSPortal, MSPortal

with MSPortal("key"):
    pass
AsyncMSPortal("key")
print(sorted({"httpx", "httpx2", "httpcore", "httpcore2"} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr


def test_max_connections_read_from_transport() -> None:
    for most, expected in ((None, 100), (1, 1), (7, 7), (5000, 100)):
        connections = Connections(limited(httpx.HTTPTransport, most))
        library: Any = vars(connections)["_library"]
        assert library.max_connections == expected
        connections.close()


# --- reuse and expiry ---


def open_three(transport: Any, url: str, thread_pool: Pool, gauge: Gauge) -> None:
    """Open three connections; the first response lets the limiter send several calls at once."""
    for number in range(4):
        ask(transport, f"warm-{number}", url)
    gauge.opens_at, gauge.highest = 3, 0
    thread_pool([partial(ask, transport, f"open-{n}", url) for n in range(3)])
    gauge.open()
    assert len(pool_of(transport).connections) == 3


def test_last_used_connection_reused(thread_pool: Pool) -> None:
    gauge, ports = Gauge(), list[int]()

    def script(connection: Connection) -> None:
        def note(name: str) -> None:
            ports.append(connection.raw.getpeername()[1])
            gauge(name)

        echo(note)(connection)

    with serving(script) as server:
        transport = sync_transport(limited(httpx.HTTPTransport))
        open_three(transport, server.url, thread_pool, gauge)
        ports.clear()
        for number in range(5):
            ask(transport, f"call-{number}", server.url)
        assert len(ports) == 5
        assert len(set(ports)) == 1
        transport.close()


def test_idle_connections_expire(thread_pool: Pool) -> None:
    now, gauge = [1000.0], Gauge()
    with serving(echo(gauge)) as server:
        transport = sync_transport(limited(httpx.HTTPTransport, keepalive_expiry=30), clock=lambda: now[0])
        open_three(transport, server.url, thread_pool, gauge)
        now[0] += 29
        ask(transport, "within", server.url)
        assert server.open == 3
        now[0] += 2
        ask(transport, "after", server.url)
        wait_for_open(server, 1)
        transport.close()


@pytest.mark.parametrize("options", [{"keepalive_expiry": None}, {"max_keepalive_connections": 0}])
def test_keepalive_setting_followed(options: dict[str, Any]) -> None:
    """Without an expiry a connection stays open; without keepalive each call has its own."""
    now, ports = [1000.0], set[int]()

    def script(connection: Connection) -> None:
        ports.add(connection.raw.getpeername()[1])
        echo()(connection)

    with serving(script) as server:
        transport = sync_transport(limited(httpx.HTTPTransport, **options), clock=lambda: now[0])
        for number in range(3):
            ask(transport, f"call-{number}", server.url)
            now[0] += 10_000
        transport.close()
    assert len(ports) == (1 if "keepalive_expiry" in options else 3)


# --- one response for each call ---


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def with_tls(authority: trustme.CA, script: Script) -> Script:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)  # pyright: ignore[reportUnknownMemberType]

    def inside(connection: Connection) -> None:
        with contextlib.suppress(OSError), context.wrap_socket(connection.raw, server_side=True) as raw:
            script(Connection(raw, connection.requests))

    return inside


def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)  # pyright: ignore[reportUnknownMemberType]
    return context


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("kind", ["sync", "asyncio", "trio"])
def test_second_response_dropped(authority: trustme.CA, kind: str, scheme: str) -> None:
    """A second response to one request does not answer the next call."""
    names = ["one", "two", "three", "four"]
    script = echo(times=lambda name: 2 if name in {"one", "three"} else 1)
    context = trusting(authority)

    async def call_async(url: str) -> None:
        transport = async_transport(httpx.AsyncHTTPTransport(verify=context))
        for name in names:
            await ask_async(transport, name, url)
        await transport.aclose()

    with serving(script if scheme == "http" else with_tls(authority, script)) as server:
        url = f"{scheme}://localhost:{server.port}/"
        if kind == "sync":
            transport = sync_transport(httpx.HTTPTransport(verify=context))
            for name in names:
                ask(transport, name, url)
            transport.close()
        else:
            anyio.run(call_async, url, backend=kind)


async def test_subclass_that_returns_another_awaitable() -> None:
    class Scheduling(httpx.AsyncHTTPTransport):
        def handle_async_request(self, request: Any) -> Any:
            return asyncio.ensure_future(super().handle_async_request(request))

    transport = async_transport(Scheduling())
    with serving(echo()) as server:
        for name in ("one", "two"):
            await ask_async(transport, name, server.url)
        await transport.aclose()


# --- cancellation and stalls ---


@BACKENDS
@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("content", [None, b"{}", b"x" * 300_000], ids=["no body", "body", "long body"])
def test_cancel_at_every_turn_loses_no_slot(
    authority: trustme.CA, backend: str, scheme: str, content: bytes | None
) -> None:
    """Cancel two of three calls, some of them in the queue, after each number of turns of the event loop."""
    context = trusting(authority)

    async def cancelled_after(turns: int, transport: AsyncTransport, url: str) -> int:
        cancelled = 0

        async def call(number: int, scope: anyio.CancelScope) -> None:
            nonlocal cancelled
            with scope:
                request = request_from(f"turn-{turns}-{number}", url, "POST", content)
                response = await transport.send(request, timeout=5, retry=ONE_ATTEMPT)
                assert response.content.decode() == f"turn-{turns}-{number}"
            cancelled += scope.cancelled_caught

        scopes = [anyio.CancelScope() for _ in range(6)]
        async with anyio.create_task_group() as group:
            for number, scope in enumerate(scopes):
                group.start_soon(call, number, scope)
            for _ in range(turns):
                await anyio.lowlevel.checkpoint()
            for number, scope in enumerate(scopes):
                if number % 3:
                    scope.cancel()
        assert_nothing_lost(transport)
        return cancelled

    async def main(url: str) -> None:
        transport = async_transport(
            httpx.AsyncHTTPTransport(verify=context, limits=httpx.Limits(max_connections=2, keepalive_expiry=30))
        )
        cancelled = 0
        for turns in range(50):
            cancelled += await cancelled_after(turns, transport, url)
        async with anyio.create_task_group() as group:
            for number in range(20):
                group.start_soon(ask_async, transport, f"after-{number}", url)
        assert_nothing_lost(transport)
        assert cancelled > 20
        await transport.aclose()

    with serving(echo() if scheme == "http" else with_tls(authority, echo())) as server:
        anyio.run(main, f"{scheme}://localhost:{server.port}/", backend=backend)
        server.wait_until_closed()


def test_stall_loses_no_thread_slot(thread_pool: Pool) -> None:
    """More calls than connections time out at once, in the queue and on the wire; then the client is well again."""
    stall = Stall()

    def call(name: str) -> str:
        try:
            ask(transport, name, server.url, 0.2)
        except APITimeoutError:
            return "timeout"
        return "answer"

    with serving(echo(stall)) as server:
        transport = sync_transport(limited(httpx.HTTPTransport))
        for number in range(20):
            ask(transport, f"warm-{number}", server.url)
        for round_ in range(2):
            stall.over.clear()
            outcomes = thread_pool([partial(call, f"stalled-{round_}-{n}") for n in range(20)])
            assert outcomes == ["timeout"] * 20
            stall.over.set()
            assert_nothing_lost(transport)
            thread_pool([partial(ask, transport, f"well-{round_}-{n}", server.url) for n in range(10)])
        transport.close()


@BACKENDS
def test_stall_loses_no_task_slot(backend: str) -> None:
    stall = Stall()
    outcomes: list[str] = []

    async def call(transport: AsyncTransport, name: str, url: str) -> None:
        try:
            await ask_async(transport, name, url, 0.2)
        except APITimeoutError as error:
            outcomes.append(error.message)

    async def main(url: str) -> None:
        transport = async_transport(limited(httpx.AsyncHTTPTransport))
        for number in range(20):
            await ask_async(transport, f"warm-{number}", url)
        for round_ in range(2):
            stall.over.clear()
            async with anyio.create_task_group() as group:
                for number in range(40):
                    group.start_soon(call, transport, f"stalled-{round_}-{number}", url)
            assert len(outcomes) == 40 * (round_ + 1)
            stall.over.set()
            assert_nothing_lost(transport)
            async with anyio.create_task_group() as group:
                for number in range(10):
                    group.start_soon(ask_async, transport, f"well-{round_}-{number}", url)
        await transport.aclose()

    with serving(echo(stall)) as server:
        anyio.run(main, server.url, backend=backend)
    assert {message.partition(" within")[0] for message in outcomes} >= {"No complete response came"}


def test_keyboard_interrupt_returns_slot() -> None:
    """An exception that is not of the network costs no connection and no permit."""

    def interrupt(name: str) -> None:
        if name == "interrupted":
            raise KeyboardInterrupt

    def handle(request: httpx.Request) -> httpx.Response:
        interrupt(request.headers["x-name"])
        return httpx.Response(200, content=request.headers["x-name"])

    transport = sync_transport(httpx.MockTransport(handle))
    with pytest.raises(KeyboardInterrupt):
        ask(transport, "interrupted", "https://app.msportal.test/")
    assert_nothing_lost(transport)
    ask(transport, "next", "https://app.msportal.test/")
    transport.close()


@pytest.mark.parametrize("method", ["settle", "release"])
def test_broken_limiter_costs_no_slot(method: str) -> None:
    from msportal_client.rate_limit.local import SyncWindowLimiter

    class Broken(SyncWindowLimiter):
        def settle(self, *arguments: Any, **options: Any) -> Any:
            return self._break("settle", *arguments, **options)

        def release(self, *arguments: Any, **options: Any) -> Any:
            return self._break("release", *arguments, **options)

        def _break(self, name: str, *arguments: Any, **options: Any) -> Any:
            getattr(SyncWindowLimiter, name)(self, *arguments, **options)
            if name == method:
                raise LookupError(name)

    def close_at_once(connection: Connection) -> None:
        connection.read()

    with serving(echo() if method == "settle" else close_at_once) as server:
        transport = sync_transport(limited(httpx.HTTPTransport), limiter=Broken())
        for number in range(5):
            with pytest.raises(LookupError, match=method):
                ask(transport, f"call-{number}", server.url)
        assert_nothing_lost(transport)
        transport.close()


# --- closing ---


def test_close_while_connecting_closes_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    connecting, go_on, connect = threading.Event(), threading.Event(), socket.create_connection

    def slow(*arguments: Any, **options: Any) -> socket.socket:
        connecting.set()
        assert go_on.wait(5)
        return connect(*arguments, **options)

    outcomes: list[object] = []

    def call(url: str) -> None:
        try:
            outcomes.append(ask(transport, "call", url))
        except (RuntimeError, APIConnectionError) as error:
            outcomes.append(error)

    with serving(echo()) as server:
        monkeypatch.setattr(socket, "create_connection", slow)
        transport = sync_transport(limited(httpx.HTTPTransport))
        thread = threading.Thread(target=call, args=(server.url,))
        thread.start()
        assert connecting.wait(5)
        transport.close()
        go_on.set()
        thread.join(5)
        server.wait_until_closed()
    assert len(outcomes) == 1
    gc.collect()  # A socket that was left open would warn, and warnings are errors.


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_close_ends_thread_in_flight(authority: trustme.CA, scheme: str) -> None:
    """A thread that waits for a response ends at once, over TLS as well."""
    gauge = Gauge(opens_at=9)
    script = echo(gauge)
    errors: list[BaseException] = []

    def call(url: str) -> None:
        try:
            ask(transport, "call", url, 30)
        except RuntimeError as error:
            errors.append(error)

    with serving(script if scheme == "http" else with_tls(authority, script)) as server:
        transport = sync_transport(httpx.HTTPTransport(verify=trusting(authority)))
        thread = threading.Thread(target=call, args=(f"{scheme}://localhost:{server.port}/",))
        thread.start()
        gauge.wait(1)
        transport.close()
        thread.join(3)
        gauge.highest = 9
        gauge.open()
    assert not thread.is_alive()
    assert "this client is closed" in str(errors[0])


@pytest.mark.parametrize("step", ["name", "address", "TLS", "proxy", "TLS through proxy"])
def test_close_ends_thread_that_connects(step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A thread ends soon, wherever it is on the way to a connection: none of these steps would end by itself."""
    begun, over = threading.Event(), threading.Event()
    errors: list[BaseException] = []

    def resolve(*_: object) -> Any:
        begun.set()
        over.wait(10)
        raise OSError

    def silent(connection: Connection) -> None:
        if step == "TLS through proxy":
            connection.read()
            connection.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        connection.raw.recv(65536)
        begun.set()
        connection.raw.recv(65536)

    def call(transport: SyncTransport, url: str) -> None:
        try:
            ask(transport, "call", url, 30)
        except RuntimeError as error:
            errors.append(error)

    if step == "name":
        monkeypatch.setattr(socket, "getaddrinfo", resolve)
    listener, filling = unreachable()
    with serving(silent) as server:
        proxy = f"http://127.0.0.1:{server.port}" if "proxy" in step else None
        transport = sync_transport(httpx.HTTPTransport(verify=TLS, proxy=proxy))
        port = listener.getsockname()[1] if step == "address" else server.port
        host = "localhost" if step == "name" else "127.0.0.1"
        thread = threading.Thread(target=call, args=(transport, f"https://{host}:{port}/"), daemon=True)
        thread.start()
        assert begun.wait(0.3 if step == "address" else 5) or step == "address"
        transport.close()
        thread.join(3)
        over.set()
        assert not thread.is_alive()
        server.wait_until_closed()
    for each in (listener, *filling):
        each.close()
    assert "this client is closed" in str(errors[0])


@BACKENDS
def test_close_ends_task_in_flight(backend: str) -> None:
    gauge = Gauge(opens_at=9)

    async def call(transport: AsyncTransport, url: str) -> None:
        with pytest.raises(RuntimeError, match="this client is closed"):
            await ask_async(transport, "call", url, 30)

    async def main(url: str) -> None:
        transport = async_transport(limited(httpx.AsyncHTTPTransport))
        with anyio.fail_after(5):
            async with anyio.create_task_group() as group:
                group.start_soon(call, transport, url)
                await anyio.to_thread.run_sync(gauge.wait, 1)
                await transport.aclose()

    with serving(echo(gauge)) as server:
        anyio.run(main, server.url, backend=backend)
        gauge.highest = 9
        gauge.open()


# --- the libraries ---


def test_library_attributes_exist() -> None:
    """The private attributes of httpcore 1.0 and httpcore2 2.16 that `connections.py` uses."""
    names = {
        "_connections",
        "_keepalive_expiry",
        "_max_connections",
        "_max_keepalive_connections",
        "_network_backend",
        "_optional_thread_lock",
        "_requests",
    }
    for transport in (httpx.HTTPTransport(verify=TLS), httpx.AsyncHTTPTransport(verify=TLS)):
        pool: Any = vars(transport)["_pool"]
        assert all(hasattr(pool, name) for name in names)
        lock: Any = pool._optional_thread_lock
        assert type(type(lock)()) is type(lock)
    with serving(echo()) as server:
        own = sync_transport(limited(httpx.HTTPTransport))
        ask(own, "call", server.url)
        (connection,) = pool_of(own).connections
        assert connection.is_open()
        assert not connection.has_unread()
        (opened,) = connection._transport._pool.connections
        assert opened._connection._h11_state.trailing_data == (b"", False)
        own.close()


@pytest.mark.parametrize(
    "given",
    [5, "https://proxy", object(), httpx.HTTPTransport, print],
    ids=["int", "str", "object", "class", "function"],
)
@pytest.mark.parametrize("connections", [Connections, AsyncConnections])
def test_other_transport_rejected(connections: type[Any], given: Any) -> None:
    with pytest.raises(TypeError, match=r"^transport must be an httpx\.(Async)?BaseTransport or an httpx2\."):
        connections(given)


def test_transport_of_other_kind_rejected() -> None:
    with pytest.raises(TypeError, match=r"httpx\.BaseTransport or an httpx2\.BaseTransport, is a httpx"):
        Connections(httpx.AsyncHTTPTransport(verify=TLS))  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    with pytest.raises(TypeError, match=r"httpx\.AsyncBaseTransport or an httpx2\.AsyncBaseTransport, is a httpx"):
        AsyncConnections(httpx.HTTPTransport(verify=TLS))  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]


def test_subclass_of_transport_kept() -> None:
    """A subclass of the library's transport sees each request, on every connection."""

    class Counting(httpx.HTTPTransport):
        seen = 0

        def handle_request(self, request: httpx.Request) -> httpx.Response:
            type(self).seen += 1
            return super().handle_request(request)

    with serving(echo()) as server:
        transport = sync_transport(Counting(verify=TLS))
        for number in range(3):
            ask(transport, f"call-{number}", server.url)
        transport.close()
    assert Counting.seen == 3


def test_transports_of_both_libraries_taken() -> None:
    """Both libraries work in one program; without a transport it is httpx2."""
    program = """
import asyncio, httpx, httpx2
from msportal_client import AsyncMSPortal, MSPortal

page = {"page": 1, "limit": 1, "totalCount": 0, "totalPages": 0, "hasNextPage": False, "hasPrevPage": False}

async def call_async(library, transport):
    async with AsyncMSPortal("key", transport=transport) as client:
        return (await client.tickets.list_tickets()).data

for library in (httpx, httpx2):
    transport = library.MockTransport(lambda _: library.Response(200, json={"data": [], "pagination": page}))
    with MSPortal("key", transport=transport) as client:
        assert client.tickets.list_tickets().first().data == []
    assert asyncio.run(call_async(library, transport)) == []
    for kind in (library.HTTPTransport, library.AsyncHTTPTransport):
        (MSPortal if kind is library.HTTPTransport else AsyncMSPortal)("key", transport=kind(verify=False))
with MSPortal("key") as client:
    print(client._transport._inner._library.module.__name__)
"""
    done = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout.strip()) == (0, "httpx2"), done.stderr


def test_proxy_refusal_names_status() -> None:
    """A proxy that refuses is not asked again, and the message has its status and no credentials."""
    seen: list[str] = []

    def script(connection: Connection) -> None:
        connection.read()
        seen.append(connection.requests[-1].split(b"\r\n")[0].decode())
        connection.respond(407, proxy_authenticate="Basic")

    with serving(script) as server:
        proxy = f"http://user:swordfish@127.0.0.1:{server.port}"
        transport = sync_transport(httpx.HTTPTransport(proxy=proxy, verify=TLS))
        with pytest.raises(APIConnectionError, match="The proxy refused the connection: 407") as caught:
            transport.send(
                request_from("call", "https://app.msportal.test/"), timeout=5, retry=RetryPolicy(jitter=lambda: 0.0)
            )
        transport.close()
    assert seen == ["CONNECT app.msportal.test:443 HTTP/1.1"]
    assert "swordfish" not in str(caught.value)


@pytest.mark.parametrize("status", [500, 502, 504])
def test_proxy_trouble_retried(status: int) -> None:
    """No byte reached the server: also a POST is sent again."""
    seen: list[int] = []

    def script(connection: Connection) -> None:
        connection.read()
        seen.append(status)
        connection.respond(status)

    with serving(script) as server:
        transport = sync_transport(httpx.HTTPTransport(proxy=f"http://127.0.0.1:{server.port}", verify=TLS))
        with pytest.raises(APIConnectionError, match=f"The proxy refused the connection: {status}"):
            transport.send(
                request_from("call", "https://app.msportal.test/", "POST", b"{}"),
                timeout=5,
                retry=RetryPolicy(jitter=lambda: 0.0),
            )
        transport.close()
    assert len(seen) == 3

"""A server that responds with the name that a request gives, and the calls that check it. A crossed answer shows."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from typing import Any

from runtime.apis import MSPORTAL
from runtime.socket_server import ONE_ATTEMPT, Connection, Script, SocketServer

from msportal_client._runtime.call import Request
from msportal_client._runtime.transport import AsyncTransport, SyncTransport
from msportal_client.types import Response


def name_of(request: bytes) -> str:
    """Return the name in the `x-name` header of a request."""
    lines = request.lower().split(b"\r\n")
    return next(line.partition(b":")[2].strip().decode() for line in lines if line.startswith(b"x-name:"))


def echo(before: Callable[[str], object] = str, times: Callable[[str], int] = lambda _: 1) -> Script:
    """Respond with the name of the caller.

    Args:
        before: Called with the name before the response is written.
        times: The number of responses to the request with that name.
    """

    def script(connection: Connection) -> None:
        requests = connection.requests = list[bytes]()  # of this connection alone
        while connection.read():
            name = name_of(requests[-1])
            before(name)
            head = f"HTTP/1.1 200 OK\r\ncontent-length: {len(name)}\r\n\r\n"
            connection.write(f"{head}{name}".encode() * times(name))

    return script


def request_from(name: str, url: str, method: str = "GET", content: bytes | None = None) -> Request:
    return Request(method, url, {"x-name": name}, content, name)


def sync_transport(transport: Any = None, **options: Any) -> SyncTransport:
    return SyncTransport(transport, api=MSPORTAL, headers={}, **options)


def async_transport(transport: Any = None, **options: Any) -> AsyncTransport:
    return AsyncTransport(transport, api=MSPORTAL, headers={}, **options)


def ask(transport: SyncTransport, name: str, url: str, timeout: float = 5.0) -> Response[None]:
    """Send a request with a name, and check that the response has it."""
    response = transport.send(request_from(name, url), timeout=timeout, retry=ONE_ATTEMPT)
    assert response.content.decode() == name
    return response


async def ask_async(transport: AsyncTransport, name: str, url: str, timeout: float = 5.0) -> Response[None]:  # noqa: ASYNC109 - bounds one attempt
    """Send a request with a name, and check that the response has it."""
    response = await transport.send(request_from(name, url), timeout=timeout, retry=ONE_ATTEMPT)
    assert response.content.decode() == name
    return response


def pool_of(transport: AsyncTransport | SyncTransport) -> Any:
    """Return the queue of connections of a transport."""
    return _private(transport, "_inner", "_pool")


def window_of(transport: AsyncTransport | SyncTransport) -> Any:
    """Return the window of a transport's own limiter."""
    return _private(transport, "_limiter", "_window")


def _private(value: Any, *names: str) -> Any:
    for name in names:
        value = getattr(value, name)
    return value


def assert_nothing_lost(transport: AsyncTransport | SyncTransport) -> None:
    """Check that every connection is idle, every permit is back and nobody waits."""
    pool, window = pool_of(transport), window_of(transport)
    assert repr(pool).startswith("<0 busy,"), pool
    assert repr(pool).endswith("0 calls waiting>"), pool
    assert (window.in_flight, len(window.waiters)) == (0, 0)


def wait_for_open(server: SocketServer, count: int) -> None:
    """Wait until `count` connections of the server are open."""
    changed: threading.Condition = vars(server)["_changed"]
    with changed:
        assert changed.wait_for(lambda: server.open == count, 5), f"{server.open} connections are open, not {count}"


def unreachable() -> tuple[socket.socket, list[socket.socket]]:
    """Return a listener that accepts nothing, so that connecting to it takes for ever, and what fills its queue."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(0)
    filling: list[socket.socket] = []
    for _ in range(3):
        filling.append(socket.socket())
        filling[-1].setblocking(False)
        filling[-1].connect_ex(listener.getsockname())
    return listener, filling

"""Deadlines: one attempt takes no longer than its timeout, whatever the resolver, the addresses and the server do."""

from __future__ import annotations

import gzip
import itertools
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from runtime.apis import MSPORTAL
from runtime.conftest import TLS
from runtime.echo_server import request_from, sync_transport, unreachable
from runtime.socket_server import CHUNKED, ONE_ATTEMPT, Connection, Script, Send, request_to, serving

from msportal_client._runtime.call import Request
from msportal_client._runtime.transport import SyncTransport
from msportal_client.errors import APIConnectionError, APITimeoutError
from msportal_client.retry import RetryPolicy

TIMEOUT = 0.3
# Seconds. A machine under load may be late; without a deadline each of these takes for ever, or several timeouts.
LATEST = 3 * TIMEOUT


def resolve_to(monkeypatch: pytest.MonkeyPatch, found: Callable[[], list[Any]], host: str = "several.test") -> None:
    """Resolve `host` to what `found` returns, and every other name as before."""
    resolve = socket.getaddrinfo

    def getaddrinfo(name: Any, *arguments: Any, **options: Any) -> Any:
        return found() if name == host else resolve(name, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)


def address(port: int) -> tuple[Any, ...]:
    return socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port)


@pytest.fixture
def silent_port() -> Iterator[int]:
    """Return a port where connecting takes for ever."""
    listener, filling = unreachable()
    yield listener.getsockname()[1]
    for each in (listener, *filling):
        each.close()


def expect_timeout(
    url: str,
    message: str | None = None,
    *,
    retry: RetryPolicy = ONE_ATTEMPT,
    content: bytes = b"",
    transport: Any = None,
) -> float:
    """Send a request, and return the seconds until it timed out."""
    sync = sync_transport(transport or httpx.HTTPTransport(verify=TLS))
    began = time.monotonic()
    with pytest.raises(APITimeoutError, match=message):
        sync.send(request_from("call", url, "POST", content), timeout=TIMEOUT, retry=retry)
    seconds = time.monotonic() - began
    sync.close()
    return seconds


# --- name resolution and connecting, in threads ---


@pytest.mark.parametrize("count", [1, 4])
def test_timeout_covers_all_addresses(monkeypatch: pytest.MonkeyPatch, silent_port: int, count: int) -> None:
    resolve_to(monkeypatch, lambda: [address(silent_port)] * count)
    assert expect_timeout("http://several.test/", "No connection was made") < LATEST


def test_total_timeout_covers_all_attempts(monkeypatch: pytest.MonkeyPatch, silent_port: int) -> None:
    resolve_to(monkeypatch, lambda: [address(silent_port)] * 4)
    retry = RetryPolicy(total_timeout=1.5 * TIMEOUT, jitter=lambda: 0.0)
    assert expect_timeout("http://several.test/", retry=retry) < LATEST


def test_next_address_tried(monkeypatch: pytest.MonkeyPatch, silent_port: int) -> None:
    """An address that refuses, and one that does not answer, leave time for the one that does."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        refusing = closed.getsockname()[1]

    def script(connection: Connection) -> None:
        while connection.read():
            connection.respond(200)

    with serving(script) as server:
        resolve_to(monkeypatch, lambda: [address(port) for port in (refusing, silent_port, server.port)])
        transport = sync_transport(httpx.HTTPTransport(verify=TLS))
        response = transport.send(request_from("call", "http://several.test/"), timeout=2 * TIMEOUT, retry=ONE_ATTEMPT)
        transport.close()
        assert response.status_code == 200


def test_timeout_covers_slow_resolver(monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()

    def slow() -> list[Any]:
        go_on.wait(10)
        raise socket.gaierror(-2, "Name or service not known")

    resolve_to(monkeypatch, slow)
    seconds = expect_timeout("https://several.test/", "No connection was made")
    go_on.set()
    assert seconds < LATEST


@pytest.mark.parametrize(
    "error", [socket.gaierror(-2, "Name or service not known"), UnicodeError("label too long")], ids=["name", "label"]
)
def test_resolver_error_raises_connection_error(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def fail() -> list[Any]:
        raise error

    resolve_to(monkeypatch, fail)
    transport = sync_transport(httpx.HTTPTransport(verify=TLS))
    with pytest.raises(APIConnectionError, match="No connection could be made") as caught:
        transport.send(request_from("call", "https://several.test/"), timeout=5, retry=ONE_ATTEMPT)
    transport.close()
    assert not isinstance(caught.value, APITimeoutError)


def test_timeout_covers_tls_handshake() -> None:
    def script(connection: Connection) -> None:
        connection.raw.recv(65536)  # the ClientHello
        connection.raw.recv(1)

    with serving(script) as server:
        assert expect_timeout(f"https://127.0.0.1:{server.port}/") < LATEST


def test_timeout_covers_slow_write() -> None:
    """A server that takes a long body in small pieces resets no timeout."""
    stopped = threading.Event()

    def script(connection: Connection) -> None:
        while not stopped.wait(TIMEOUT / 6) and connection.raw.recv(2048):
            pass

    with serving(script) as server:
        transport = httpx.HTTPTransport(verify=TLS, socket_options=[(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)])
        seconds = expect_timeout(server.url, content=b"x" * 30_000_000, transport=transport)
        stopped.set()
    assert seconds < LATEST


# --- responses that never end, in all clients ---


def repeat(first: bytes, piece: bytes, pause: float = TIMEOUT / 10) -> Script:
    """Write `first`, and then `piece` again and again."""

    def script(connection: Connection) -> None:
        connection.read()
        connection.write(first)
        while True:
            connection.write(piece)
            time.sleep(pause)

    return script


OK = b"HTTP/1.1 200 OK\r\n"
ENDLESS = {
    "1xx": repeat(b"", b"HTTP/1.1 102 Processing\r\n\r\n"),
    "1xx-flood": repeat(b"", b"HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n" * 100, 0.001),
    "header-value": repeat(OK + b"x: ", b"y"),
    "header-lines": repeat(OK, b"x: y\r\n"),
    "status-line": repeat(b"HTTP/1.1 200 ", b"O"),
    "body": repeat(OK + b"content-length: 100000\r\n\r\n", b" "),
    "chunks": repeat(CHUNKED, b"1\r\n \r\n"),
    "chunk-size": repeat(CHUNKED + b"1;", b"x"),
    "trailers": repeat(CHUNKED + b"0\r\n", b"a: b\r\n"),
    "gzip-members": repeat(
        OK + b"content-encoding: gzip\r\ncontent-length: 100000\r\n\r\n", gzip.compress(b" "), TIMEOUT / 20
    ),
}


@pytest.mark.parametrize("name", ENDLESS)
def test_timeout_covers_endless_response(send: Send, name: str) -> None:
    with serving(ENDLESS[name]) as server:
        began = time.monotonic()
        with pytest.raises(APIConnectionError) as caught:
            send(request_to(server.url), timeout=TIMEOUT)
        assert time.monotonic() - began < LATEST
        assert isinstance(caught.value, APITimeoutError)
        server.wait_until_closed()


def test_total_timeout_covers_endless_1xx() -> None:
    with serving(ENDLESS["1xx"]) as server:
        retry = RetryPolicy(total_timeout=1.5 * TIMEOUT, jitter=lambda: 0.0)
        assert expect_timeout(server.url, retry=retry) < LATEST


def test_endless_error_body_keeps_status(send: Send) -> None:
    with serving(repeat(b"HTTP/1.1 404 No\r\ncontent-length: 10000\r\n\r\n", b" ")) as server:
        began = time.monotonic()
        assert send(request_to(server.url), timeout=TIMEOUT).status_code == 404
        assert time.monotonic() - began < LATEST


def test_1xx_before_response_ignored(send: Send) -> None:
    def script(connection: Connection) -> None:
        connection.read()
        connection.write(*itertools.repeat(b"HTTP/1.1 102 Processing\r\n\r\n", 20))
        connection.respond(200, b"done")

    with serving(script) as server:
        assert send(request_to(server.url)).content == b"done"


def test_unknown_host_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Report why a name was not resolved, as the asynchronous client does."""

    def resolve(*_: object) -> object:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    transport = SyncTransport(api=MSPORTAL, headers={})
    request = Request("GET", "https://unknown.example/", {}, None, "my-id")
    with pytest.raises(APIConnectionError, match="Name or service not known"):
        transport.send(request, timeout=5, retry=RetryPolicy(max_attempts=1))
    transport.close()


def test_no_thread_to_connect(monkeypatch: pytest.MonkeyPatch) -> None:
    """A call for which no thread can be started fails as one without a connection."""

    def start(*_: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr("_thread.start_new_thread", start)
    transport = sync_transport(httpx.HTTPTransport(verify=TLS))
    with pytest.raises(APIConnectionError, match="No connection could be made"):
        transport.send(request_from("call", "http://127.0.0.1:9/"), timeout=5, retry=RetryPolicy(max_attempts=1))
    transport.close()

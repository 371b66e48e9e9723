"""Failures on real sockets: the right exception, in bounded time, with nothing leaked."""

from __future__ import annotations

import asyncio
import itertools
import socket
import time
from typing import Any

import anyio
import pytest
from runtime.apis import MSPORTAL
from runtime.socket_server import (
    CHUNKED,
    HEAD,
    ONE_ATTEMPT,
    Connection,
    Script,
    Send,
    SocketServer,
    request_to,
    respond,
    serving,
    write_raw,
)

from msportal_client._runtime.transport import AsyncTransport
from msportal_client.errors import APIConnectionError, APITimeoutError
from msportal_client.retry import RetryPolicy
from msportal_client.types import Response


def expect_error(send: Send, server: SocketServer, **options: Any) -> APIConnectionError:
    with pytest.raises(APIConnectionError) as caught:
        send(request_to(server.url), **options)
    server.wait_until_closed()
    error = caught.value
    assert error.request_id == "my-id"
    assert "swordfish" not in repr(error) + str(error) + repr(error.__cause__)
    return error


def test_connection_refused_raises(send: Send) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    with pytest.raises(APIConnectionError, match="No connection could be made: Connection refused"):
        send(request_to(f"http://127.0.0.1:{port}/"))


def test_connection_refused_retries_post(send: Send) -> None:
    retried_at: list[float] = []

    def jitter() -> float:
        retried_at.append(time.monotonic())
        return 0.0

    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(APIConnectionError):
        send(request_to(f"http://127.0.0.1:{port}/"), retry=RetryPolicy(jitter=jitter))

    assert len(retried_at) == 2


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(write_raw(reset=True), id="reset-before-headers"),
        pytest.param(write_raw(), id="closed-before-headers"),
        pytest.param(write_raw(b"HTTP/1.1 200 OK\r\ncontent-le"), id="closed-in-headers"),
        pytest.param(write_raw(HEAD, reset=True), id="reset-after-headers"),
        pytest.param(write_raw(HEAD, b"0123456789"), id="body-cut-short"),
        pytest.param(write_raw(CHUNKED, b"5\r\nhello\r\n"), id="chunked-body-cut-short"),
        pytest.param(write_raw(CHUNKED, b"zz\r\nhello\r\n"), id="invalid-chunks"),
        pytest.param(write_raw(b"SSH-2.0-OpenSSH_9.6\r\n"), id="not-http"),
        pytest.param(write_raw(b"HTTP/1.1 200 OK\r\nbad header\r\n\r\n"), id="invalid-header"),
        pytest.param(write_raw(b"HTTP/1.1 200 OK\r\nx: " + b"y" * 300_000), id="endless-headers"),
    ],
)
def test_incomplete_response_raises(send: Send, script: Script) -> None:
    with serving(script) as server:
        error = expect_error(send, server)

        assert not isinstance(error, APITimeoutError)
        assert error.__cause__ is not None
        assert len(server.requests) == 1, "a POST that was sent is not retried"


def test_incomplete_response_retries_get(send: Send) -> None:
    with serving(write_raw(HEAD, b"0123456789")) as server:
        with pytest.raises(APIConnectionError):
            send(request_to(server.url, "GET"), retry=RetryPolicy(jitter=lambda: 0))

        assert len(server.requests) == 3


def trickle(*, body: bool, pause: float = 0.05) -> Script:
    def script(connection: Connection) -> None:
        connection.read()
        connection.write(CHUNKED if body else b"HTTP/1.1 200 OK\r\nx: ")
        while True:
            connection.write(b"1\r\nx\r\n" if body else b"y")
            time.sleep(pause)

    return script


def stall(connection: Connection) -> None:
    connection.read()
    connection.write(HEAD, b"0123456789")
    connection.raw.recv(1)


def send_nothing(connection: Connection) -> None:
    connection.read()
    connection.raw.recv(1)


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(trickle(body=True), id="endless-body"),
        pytest.param(stall, id="body-stalls"),
        pytest.param(send_nothing, id="no-response"),
    ],
)
def test_timeout_covers_whole_attempt(send: Send, script: Script) -> None:
    with serving(script) as server:
        began = time.monotonic()
        error = expect_error(send, server, timeout=0.3)

        assert isinstance(error, APITimeoutError)
        assert "within 0.3 s" in str(error)
        assert 0.25 <= time.monotonic() - began <= 1.0


@pytest.mark.parametrize("send", ["asyncio", "trio"], indirect=True)
def test_timeout_covers_slow_headers(send: Send) -> None:
    with serving(trickle(body=False)) as server:
        began = time.monotonic()
        assert isinstance(expect_error(send, server, timeout=0.3), APITimeoutError)

        assert time.monotonic() - began <= 1.0


def test_tls_failure_raises(send: Send) -> None:
    def script(connection: Connection) -> None:
        connection.raw.recv(65536)
        connection.write(b"HTTP/1.1 400 Not TLS\r\n\r\n")

    with serving(script) as server:
        with pytest.raises(APIConnectionError, match="No connection could be made: TLS failed"):
            send(request_to(server.url.replace("http:", "https:")))
        server.wait_until_closed()


async def test_cancel_at_any_await_leaks_nothing() -> None:
    async def call(transport: AsyncTransport, url: str) -> Response[None]:
        return await transport.send(request_to(url), timeout=5, retry=ONE_ATTEMPT)

    def script(connection: Connection) -> None:
        while connection.read():
            connection.write(b"HTTP/1.1 200 OK\r\nx-ratelimit-limit: 10000\r\n")
            connection.write(b"x-ratelimit-remaining: 9999\r\ncontent-length: 4\r\n\r\n12", b"34")

    finished = cancelled = 0
    with serving(script) as server:
        transport = AsyncTransport(api=MSPORTAL, headers={})
        for steps in itertools.count():
            task = asyncio.create_task(call(transport, server.url))
            for _ in range(steps):
                await asyncio.sleep(0)
            if task.done():
                assert task.result().content == b"1234"
                finished += 1
            task.cancel()
            with anyio.move_on_after(5) as scope:
                outcomes = await asyncio.gather(task, return_exceptions=True)
                cancelled += isinstance(outcomes[0], asyncio.CancelledError)
            assert not scope.cancelled_caught
            if finished == 3 or steps > 5000:
                break

        # No permit and no connection is lost: 100 concurrent calls are served.
        responses = await asyncio.gather(*(call(transport, server.url) for _ in range(100)))
        assert [response.status_code for response in responses] == [200] * 100
        await transport.aclose()
        await asyncio.to_thread(server.wait_until_closed)

    assert cancelled > 5
    assert asyncio.all_tasks() == {asyncio.current_task()}


@pytest.mark.parametrize(
    "encoding", [{"content_encoding": "gzip"}, {"content_encoding": "deflate"}, {"content_encoding": "gzip, deflate"}]
)
def test_invalid_encoding_raises(send: Send, encoding: dict[str, str]) -> None:
    with serving(respond(200, b"this is not gzip", **encoding)) as server:
        assert "Content-Encoding" in str(expect_error(send, server))

"""Everything that can go wrong on a socket: the right exception, in bounded time and memory, and nothing leaked."""

from __future__ import annotations

import asyncio
import gc
import gzip
import itertools
import socket
import ssl
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

import anyio
import httpx
import pytest
from runtime.socket_server import Connection, Script, SocketServer, serving

from msportal_client._runtime import transport as transport_module
from msportal_client._runtime.transport import MAX_ERROR_BODY, AsyncTransport, SyncTransport
from msportal_client.errors import APIConnectionError, APITimeoutError
from msportal_client.retry import RetryPolicy
from msportal_client.types import Request, Response

Send = Callable[..., Response[None]]

TLS = ssl.create_default_context()  # Making one takes longer than most of these tests.

ONCE = RetryPolicy(max_attempts=1)
JSON = b'{"error": "no", "code": "NO"}'


def to(url: str, method: str = "POST") -> Request:
    return Request(method, url, {"Content-Type": "application/json"}, b'{"title": "x"}', "my-id")


@pytest.fixture(params=["asyncio", "trio", "sync"])
def send(request: pytest.FixtureRequest) -> Send:
    """Send requests through one transport, each after the other, and return the last answer."""

    async def send_async(*requests: Request, timeout: float = 5.0, retry: RetryPolicy = ONCE) -> Response[None]:  # noqa: ASYNC109 - of an attempt
        transport = AsyncTransport(httpx.AsyncHTTPTransport(verify=TLS), headers={"Authorization": "Bearer swordfish"})
        try:
            return [await transport.send(each, timeout=timeout, retry=retry) for each in requests][-1]
        finally:
            await transport.aclose()

    def send_sync(*requests: Request, timeout: float = 5.0, retry: RetryPolicy = ONCE) -> Response[None]:
        transport = SyncTransport(httpx.HTTPTransport(verify=TLS), headers={"Authorization": "Bearer swordfish"})
        try:
            return [transport.send(each, timeout=timeout, retry=retry) for each in requests][-1]
        finally:
            transport.close()

    def run(*requests: Request, **options: Any) -> Response[None]:
        async def main() -> Response[None]:
            return await send_async(*requests, **options)

        try:
            if request.param == "sync":
                return send_sync(*requests, **options)
            return anyio.run(main, backend=request.param)
        finally:
            gc.collect(1)  # What was left open would warn here, and a warning is an error.

    return run


def answering(status: int, body: bytes = b"", **headers: str) -> Script:
    def script(connection: Connection) -> None:
        while connection.read():
            connection.answer(status, body, **headers)

    return script


def playing(*pieces: bytes, reset: bool = False) -> Script:
    def script(connection: Connection) -> None:
        connection.read()
        connection.write(*pieces)
        if reset:
            connection.reset()

    return script


def fails(send: Send, server: SocketServer, **options: Any) -> APIConnectionError:
    with pytest.raises(APIConnectionError) as caught:
        send(to(server.url), **options)
    server.wait_until_all_closed()
    error = caught.value
    assert error.request_id == "my-id"
    assert "swordfish" not in repr(error) + str(error) + repr(error.__cause__)
    return error


def test_connection_refused(send: Send) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    with pytest.raises(APIConnectionError, match="No connection could be made: Connection refused"):
        send(to(f"http://127.0.0.1:{port}/"))


def test_a_refused_connection_is_tried_again_for_a_post_too(send: Send) -> None:
    tried: list[float] = []

    def jitter() -> float:
        tried.append(time.monotonic())
        return 0.0

    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(APIConnectionError):
        send(to(f"http://127.0.0.1:{port}/"), retry=RetryPolicy(jitter=jitter))

    assert len(tried) == 2


HEAD = b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n"
CHUNKED = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(playing(reset=True), id="reset before the headers"),
        pytest.param(playing(), id="closed before the headers"),
        pytest.param(playing(b"HTTP/1.1 200 OK\r\ncontent-le"), id="closed in the headers"),
        pytest.param(playing(HEAD, reset=True), id="reset after the headers"),
        pytest.param(playing(HEAD, b"0123456789"), id="body cut short"),
        pytest.param(playing(CHUNKED, b"5\r\nhello\r\n"), id="chunked body cut short"),
        pytest.param(playing(CHUNKED, b"zz\r\nhello\r\n"), id="chunks that are none"),
        pytest.param(playing(b"SSH-2.0-OpenSSH_9.6\r\n"), id="not HTTP"),
        pytest.param(playing(b"HTTP/1.1 200 OK\r\nbad header\r\n\r\n"), id="a header that is none"),
        pytest.param(playing(b"HTTP/1.1 200 OK\r\nx: " + b"y" * 300_000), id="headers without end"),
    ],
)
def test_an_answer_that_does_not_come_whole(send: Send, script: Script) -> None:
    with serving(script) as server:
        error = fails(send, server)

        assert not isinstance(error, APITimeoutError)
        assert error.__cause__ is not None
        assert len(server.requests) == 1, "a POST that the server may have acted on is not sent again"


def test_a_get_is_tried_again(send: Send) -> None:
    with serving(playing(HEAD, b"0123456789")) as server:
        with pytest.raises(APIConnectionError):
            send(to(server.url, "GET"), retry=RetryPolicy(jitter=lambda: 0))

        assert len(server.requests) == 3


@pytest.mark.parametrize(
    "encoding", [{"content_encoding": "gzip"}, {"content_encoding": "deflate"}, {"content_encoding": "gzip, deflate"}]
)
def test_gzip_that_is_none(send: Send, encoding: dict[str, str]) -> None:
    with serving(answering(200, b"this is not gzip", **encoding)) as server:
        assert "Content-Encoding" in str(fails(send, server))


def test_gzip_that_is_gzip(send: Send) -> None:
    with serving(answering(200, gzip.compress(JSON), content_encoding="gzip")) as server:
        assert send(to(server.url)).content == JSON


def trickling(*, body: bool, pause: float = 0.05) -> Script:
    def script(connection: Connection) -> None:
        connection.read()
        connection.write(CHUNKED if body else b"HTTP/1.1 200 OK\r\nx: ")
        while True:
            connection.write(b"1\r\nx\r\n" if body else b"y")
            time.sleep(pause)

    return script


def stalling(connection: Connection) -> None:
    connection.read()
    connection.write(HEAD, b"0123456789")
    connection.raw.recv(1)


def silent(connection: Connection) -> None:
    connection.read()
    connection.raw.recv(1)


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(trickling(body=True), id="body never ending"),
        pytest.param(stalling, id="body that stops"),
        pytest.param(silent, id="no answer at all"),
    ],
)
def test_the_timeout_is_for_the_whole_attempt(send: Send, script: Script) -> None:
    with serving(script) as server:
        begins = time.monotonic()
        error = fails(send, server, timeout=0.3)

        assert isinstance(error, APITimeoutError)
        assert "within 0.3 s" in str(error)
        assert 0.25 <= time.monotonic() - begins <= 1.0


@pytest.mark.parametrize("send", ["asyncio", "trio"], indirect=True)
def test_headers_that_trickle_end_with_the_timeout(send: Send) -> None:
    with serving(trickling(body=False)) as server:
        begins = time.monotonic()
        assert isinstance(fails(send, server, timeout=0.3), APITimeoutError)

        assert time.monotonic() - begins <= 1.0


def test_tls_failure(send: Send) -> None:
    def script(connection: Connection) -> None:
        connection.raw.recv(65536)
        connection.write(b"HTTP/1.1 400 This is no TLS\r\n\r\n")

    with serving(script) as server:
        with pytest.raises(APIConnectionError, match="No connection could be made: TLS failed"):
            send(to(server.url.replace("http:", "https:")))
        server.wait_until_all_closed()


@pytest.mark.parametrize("body", [b"", b"<html>", b"[1, 2"])
def test_a_2xx_comes_back_whatever_its_body_is(send: Send, body: bytes) -> None:
    for status in (200, 201, 299):
        with serving(answering(status, body, x_request_id="theirs")) as server:
            answer = send(to(server.url))

        assert (answer.status_code, answer.content, answer.request_id) == (status, body, "theirs")


@pytest.mark.parametrize("body", [JSON, b'{"error": "no', b"<html>no</html>", b""])
def test_an_error_status_comes_back_with_its_body(send: Send, body: bytes) -> None:
    for status in (400, 401, 403, 404, 409, 422, 500, 520, 599):
        with serving(answering(status, body)) as server:
            answer = send(to(server.url))

        assert (answer.status_code, answer.content, answer.request_id) == (status, body, "my-id")


def test_of_an_error_of_10_mb_64_kib_are_kept_and_the_rest_is_not_read(send: Send) -> None:
    with serving(answering(500, b"x" * 10_000_000)) as server:
        answer = send(to(server.url))
        server.wait_until_all_closed()

    assert answer.content == b"x" * MAX_ERROR_BODY


def test_an_error_body_without_end_is_cut_too(send: Send) -> None:
    def script(connection: Connection) -> None:
        connection.read()
        connection.write(CHUNKED.replace(b"200 OK", b"503 Away"))
        while True:
            connection.write(b"1000\r\n" + b"x" * 4096 + b"\r\n")

    with serving(script) as server:
        assert send(to(server.url)).content == b"x" * MAX_ERROR_BODY
        server.wait_until_all_closed()


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(playing(HEAD.replace(b"200", b"403"), b"0123456789"), id="cut short"),
        pytest.param(
            playing(b"HTTP/1.1 403 No\r\ncontent-encoding: gzip\r\ncontent-length: 10\r\n\r\n0123456789"), id="not gzip"
        ),
        pytest.param(playing(HEAD.replace(b"200", b"403"), reset=True), id="reset"),
    ],
)
def test_an_error_status_counts_even_where_its_body_does_not_come_whole(send: Send, script: Script) -> None:
    with serving(script) as server:
        assert send(to(server.url)).status_code == 403


def test_an_error_status_counts_even_where_its_body_is_late(send: Send) -> None:
    def script(connection: Connection) -> None:
        connection.read()
        connection.write(HEAD.replace(b"200", b"403"), b"0123456789")
        connection.raw.recv(1)

    with serving(script) as server:
        answer = send(to(server.url), timeout=0.3)

    assert (answer.status_code, answer.content) == (403, b"0123456789")


def test_a_2xx_longer_than_the_bound_is_an_error_and_not_tried_again(
    send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport_module, "MAX_BODY", 1 << 20)
    with serving(answering(200, b"x" * 2_000_000)) as server:
        with pytest.raises(APIConnectionError, match="longer than 1 MiB"):
            send(to(server.url, "GET"), retry=RetryPolicy())
        server.wait_until_all_closed()

        assert len(server.requests) == 1


def test_a_small_answer_that_unpacks_to_gigabytes_takes_little_memory(
    send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport_module, "MAX_BODY", 1 << 20)
    with serving(answering(200, gzip.compress(bytes(200_000_000), 9), content_encoding="gzip")) as server:
        tracemalloc.start()
        try:
            with pytest.raises(APIConnectionError, match="longer than 1 MiB"):
                send(to(server.url))
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak < 150_000_000


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(send: Send, status: int) -> None:
    with (
        serving(answering(200)) as other,
        serving(answering(status, location=other.url)) as server,
    ):
        answer = send(to(server.url))

        assert (answer.status_code, answer.headers["location"]) == (status, other.url)
        assert other.requests == []


def test_a_cookie_is_never_sent_back(send: Send) -> None:
    with serving(answering(200, set_cookie="session=1; Path=/")) as server:
        send(*[to(server.url)] * 3)

        assert len(server.requests) == 3
        assert b"cookie" not in b"".join(server.requests).lower()


def test_nothing_is_taken_from_the_environment(send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    with serving(answering(200)) as server:
        assert send(to(server.url)).status_code == 200


def test_a_connection_is_used_again(send: Send) -> None:
    ports: set[Any] = set()

    def script(connection: Connection) -> None:
        while connection.read():
            ports.add(connection.raw.getpeername())
            connection.answer(404, JSON)

    with serving(script) as server:
        send(*[to(server.url)] * 5)

    assert len(ports) == 1


async def test_a_call_that_is_cancelled_at_any_of_its_awaits_leaves_nothing_behind() -> None:
    async def call(transport: AsyncTransport, url: str) -> Response[None]:
        return await transport.send(to(url), timeout=5, retry=ONCE)

    def script(connection: Connection) -> None:
        while connection.read():
            connection.write(b"HTTP/1.1 200 OK\r\nx-ratelimit-limit: 10000\r\n")
            connection.write(b"x-ratelimit-remaining: 9999\r\ncontent-length: 4\r\n\r\n12", b"34")

    finished = cancelled = 0
    with serving(script) as server:
        transport = AsyncTransport(headers={})
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

        # No permit is lost and no connection: as many calls as may be under way at once are served at once.
        answers = await asyncio.gather(*(call(transport, server.url) for _ in range(100)))
        assert [answer.status_code for answer in answers] == [200] * 100
        await transport.aclose()
        await asyncio.to_thread(server.wait_until_all_closed)

    assert cancelled > 5
    assert asyncio.all_tasks() == {asyncio.current_task()}

"""Bodies of responses that are read while they come, over real sockets."""

from __future__ import annotations

import gc
import gzip
import sys
import threading
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Generator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from runtime.socket_server import CHUNKED, Connection, Script, SocketServer, respond, serving

from msportal_client import AsyncMSPortal, MSPortal
from msportal_client._runtime.operation import Operation
from msportal_client._runtime.reading import as_is
from msportal_client.errors import APIConnectionError, APITimeoutError, NotFoundError, RateLimitError
from msportal_client.events import Event, Finished
from msportal_client.options import RequestOptions
from msportal_client.retry import RetryPolicy
from msportal_client.streaming import AsyncByteStream

GET: Operation[bytes] = Operation("get_file", "GET", "/file", as_is, answer="bytes")
NEVER = RetryPolicy.never()
BACKENDS = pytest.mark.parametrize("backend", ["asyncio", "trio"])


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


def pieces(*data: bytes, then: Callable[[], object] = bool) -> Script:
    """Answer each request with a chunk, and call `then` before each of the next ones."""

    def script(connection: Connection) -> None:
        while connection.read():
            connection.write(CHUNKED)
            for index, each in enumerate(data):
                if index:
                    then()
                connection.write(chunk(each))
            connection.write(b"0\r\n\r\n")

    return script


@contextmanager
def client(server: SocketServer, **options: Any) -> Generator[MSPortal]:
    url = f"http://127.0.0.1:{server.port}"
    transport = httpx.HTTPTransport(limits=httpx.Limits(max_connections=1, max_keepalive_connections=1))
    settings: dict[str, Any] = {"retry": NEVER, "transport": transport, **options}
    with MSPortal("key-of-the-tests", base_url=url, **settings) as made:
        yield made


@asynccontextmanager
async def async_client(server: SocketServer, **options: Any) -> AsyncGenerator[AsyncMSPortal]:
    url = f"http://127.0.0.1:{server.port}"
    transport = httpx.AsyncHTTPTransport(limits=httpx.Limits(max_connections=1, max_keepalive_connections=1))
    settings: dict[str, Any] = {"retry": NEVER, "transport": transport, **options}
    async with AsyncMSPortal("key-of-the-tests", base_url=url, **settings) as made:
        yield made


# --- the whole body --------------------------------------------------------------------------------------------------


def test_body_is_read_while_it_comes() -> None:
    """Let the server send the next piece only when the last one was read."""
    read = threading.Event()

    def wait() -> None:
        assert read.wait(5)
        read.clear()

    with serving(pieces(b"a", b"b", b"c", then=wait)) as server, client(server) as msportal:
        got: list[bytes] = []
        for piece in msportal.stream(GET, {}):
            got.append(piece)
            read.set()
        assert got == [b"a", b"b", b"c"]


@BACKENDS
def test_connection_is_used_again_after_the_end(backend: str) -> None:
    async def main() -> None:
        async with async_client(server) as msportal:
            for _ in range(3):
                assert [piece async for piece in msportal.stream(GET, {})] == [b"a", b"b"]

    opened: list[int] = []

    def script(connection: Connection) -> None:
        opened.append(1)
        pieces(b"a", b"b")(connection)

    with serving(script) as server:
        anyio.run(main, backend=backend)
        with client(server) as msportal:
            for _ in range(3):
                assert b"".join(msportal.stream(GET, {})) == b"ab"
    assert len(opened) == 2


@pytest.mark.skipif(
    sys.platform != "linux" or sys.implementation.name != "cpython",
    reason="reads ru_maxrss in KiB, as Linux gives it; PyPy frees memory later",
)
def test_file_of_many_megabytes_is_not_kept(tmp_path: Path) -> None:
    import resource

    def script(connection: Connection) -> None:
        connection.read()
        connection.write(b"HTTP/1.1 200 OK\r\ncontent-length: 300000000\r\n\r\n")
        for _ in range(300):
            connection.write(b"x" * 1_000_000)

    with serving(script) as server, client(server, timeout=60.0) as msportal:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        assert msportal.stream(GET, {}).write_to(tmp_path / "file") == 300_000_000
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000  # KiB
    assert (tmp_path / "file").stat().st_size == 300_000_000


def test_encoded_body_is_decoded() -> None:
    body = gzip.compress(b"abc" * 1000)
    with serving(respond(200, body, content_encoding="gzip")) as server, client(server) as msportal:
        assert b"".join(msportal.stream(GET, {})) == b"abc" * 1000
        assert b"accept-encoding: identity" in server.requests[0].lower()
    cut = respond(200, body[:-4], content_encoding="gzip")
    problem = "not encoded as its Content-Encoding says"
    with serving(cut) as server, client(server) as msportal, pytest.raises(APIConnectionError, match=problem):
        list(msportal.stream(GET, {}))


# --- loops that are left early ---------------------------------------------------------------------------------------


@BACKENDS
def test_left_early_in_block(backend: str) -> None:
    """Leave each stream early; with one connection, a slot that is not given back would block the next."""

    async def main() -> None:
        async with async_client(server, timeout=5.0) as msportal:
            streams: list[AsyncByteStream] = []
            for _ in range(3):
                async with msportal.stream(GET, {}) as stream:
                    streams.append(stream)
                    async for piece in stream:
                        assert piece == b"a"
                        break
            with pytest.raises(RuntimeError, match="this stream is closed"):
                await anext(aiter(streams[-1]))
            gc.collect()

    with serving(endless) as server:
        anyio.run(main, backend=backend)
        server.wait_until_closed()


def endless(connection: Connection) -> None:
    connection.read()
    connection.write(CHUNKED)
    while True:
        connection.write(chunk(b"a"))
        if connection.raw.recv(1) == b"":
            return


@pytest.mark.skipif(sys.implementation.name != "cpython", reason="PyPy collects what is left at a time of its own")
def test_left_early_without_block() -> None:
    async def main() -> None:
        async with async_client(server, timeout=5.0) as msportal:
            for _ in range(3):
                async for _piece in msportal.stream(GET, {}):
                    break
            await anyio.sleep(0.01)  # asyncio closes what is left of the generators of the library.

    with serving(endless) as server:
        anyio.run(main)
        with client(server, timeout=5.0) as msportal:
            for _ in range(3):
                for _piece in msportal.stream(GET, {}):
                    break
        server.wait_until_closed()


@BACKENDS
def test_cancelled(backend: str) -> None:
    async def main() -> None:
        async with async_client(server, timeout=5.0) as msportal:
            for _ in range(3):
                with anyio.move_on_after(0.05) as scope:
                    async for _ in msportal.stream(GET, {}):
                        pass
                assert scope.cancelled_caught
            gc.collect()

    with serving(endless) as server:
        anyio.run(main, backend=backend)
        server.wait_until_closed()


def test_exception_in_loop_closes_stream() -> None:
    with serving(endless) as server, client(server, timeout=5.0) as msportal:
        for _ in range(3):
            with pytest.raises(TypeError), msportal.stream(GET, {}) as stream:
                sum(stream)  # type: ignore[arg-type]  # Bytes cannot be added to 0.


def test_closing_client_ends_streams() -> None:
    async def main() -> None:
        async with async_client(server, timeout=5.0) as msportal:
            stream = msportal.stream(GET, {})
            assert await anext(aiter(stream)) == b"a"
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(msportal.aclose)
                with pytest.raises(RuntimeError, match="this client is closed"):
                    await anext(aiter(stream))

    with serving(endless) as server:
        anyio.run(main)


async def collect(stream: AsyncIterator[bytes], got: list[bytes]) -> None:
    async for piece in stream:
        got.append(piece)  # noqa: PERF401 - what came before an error is kept


# --- failures --------------------------------------------------------------------------------------------------------


@BACKENDS
def test_timeout_bounds_each_piece(backend: str) -> None:
    """Read for longer than the timeout as a whole; then wait in vain."""
    stalled = threading.Event()

    def script(connection: Connection) -> None:
        connection.read()
        connection.write(CHUNKED)
        for _ in range(6):
            connection.write(chunk(b"a"))
            stalled.wait(0.1)
        stalled.wait(5)

    async def main() -> None:
        async with async_client(server, timeout=0.4) as msportal:
            got: list[bytes] = []
            with pytest.raises(APITimeoutError):
                await collect(msportal.stream(GET, {}), got)
            assert len(got) == 6

    with serving(script) as server:
        try:
            anyio.run(main, backend=backend)
            with client(server, timeout=0.4) as msportal:
                got: list[bytes] = []
                with pytest.raises(APITimeoutError):
                    got.extend(msportal.stream(GET, {}))
                assert len(got) == 6
        finally:
            stalled.set()


def test_lost_connection_is_no_end(tmp_path: Path) -> None:
    def script(connection: Connection) -> None:
        connection.read()
        connection.write(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n", b"a" * 50)

    (tmp_path / "file").write_bytes(b"old")
    with serving(script) as server, client(server, retry=RetryPolicy(backoff=0.001)) as msportal:
        with pytest.raises(APIConnectionError, match="before the response was complete"):
            msportal.stream(GET, {}).write_to(tmp_path / "file")
        assert len(server.requests) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert (tmp_path / "file").read_bytes() == b"old"


def test_sent_again_before_first_byte() -> None:
    statuses = [503, 429, 200]

    def script(connection: Connection) -> None:
        while connection.read():
            status = statuses.pop(0)
            connection.respond(status, b"abc" if status == 200 else b"", retry_after="0")

    with serving(script) as server, client(server, retry=RetryPolicy(backoff=0.001)) as msportal:
        assert list(msportal.stream(GET, {})) == [b"abc"]
    assert statuses == []


def test_errors_are_raised_when_the_stream_is_opened() -> None:
    with serving(respond(404, b'{"error": "No such file"}')) as server, client(server) as msportal:
        stream = msportal.stream(GET, {})
        with pytest.raises(NotFoundError, match="No such file"), stream:
            pass
        with pytest.raises(NotFoundError):
            next(msportal.stream(GET, {}))
    with serving(respond(429)) as server, client(server) as msportal, pytest.raises(RateLimitError):
        next(msportal.stream(GET, {}))


def test_call_finishes_with_its_stream() -> None:
    seen: list[Event] = []
    with serving(pieces(b"a", b"b")) as server, client(server, on_event=seen.append) as msportal:
        with msportal.stream(GET, {}) as stream:
            assert not any(isinstance(event, Finished) for event in seen)
            assert b"".join(stream) == b"ab"
        (finished,) = [event for event in seen if isinstance(event, Finished)]
        assert (finished.error, finished.status_code, finished.operation) == (None, 200, "get_file")
    with serving(respond(404)) as server, client(server, on_event=seen.append) as msportal:
        with pytest.raises(NotFoundError):
            next(msportal.stream(GET, {}, options=RequestOptions()))
        assert isinstance(seen[-1], Finished)
        assert isinstance(seen[-1].error, NotFoundError)

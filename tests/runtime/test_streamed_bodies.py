"""Bodies that are read from files while they are sent, over real sockets."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from runtime.socket_server import Connection, Script, Send, respond, serving

from msportal_client._runtime.bodies import BodyFormat, StreamedBody, write_body
from msportal_client._runtime.call import Request
from msportal_client._runtime.limits import Limits
from msportal_client.errors import APIConnectionError
from msportal_client.retry import RetryPolicy

QUICK = RetryPolicy(max_attempts=3, backoff=0.001)
SIZE = 3_000_000


class Unseekable(io.RawIOBase):
    """A file that can be read once, such as a pipe or the body of another response."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self._content = io.BytesIO(content)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self._content.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)


def request_of(content: Any, url: str, method: str = "PUT") -> Request:
    kind, written = write_body(BodyFormat("application/octet-stream", Limits("file")), content, {})
    return Request(method, url, {"content-type": kind}, written, "my-id")


def statuses(*codes: int) -> Script:
    """Answer each request with the next status."""
    left = list(codes)

    def script(connection: Connection) -> None:
        while connection.read():
            connection.respond(left.pop(0))

    return script


def dechunked(body: bytes) -> bytes:
    made = b""
    while body:
        size, _, rest = body.partition(b"\r\n")
        made += rest[: int(size, 16)]
        body = rest[int(size, 16) + 2 :]
    return made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "large.bin"
    path.write_bytes(os.urandom(SIZE))
    return path


def test_file_is_sent_and_sent_again(send: Send, file: Path) -> None:
    with serving(statuses(503, 502, 200)) as server:
        assert send(request_of(file, server.url), retry=QUICK).status_code == 200
        assert len(server.requests) == 3
        for sent in server.requests:
            head, _, body = sent.partition(b"\r\n\r\n")
            assert b"content-length: 3000000" in head.lower()
            assert body == file.read_bytes()


def test_open_file_is_sent_from_its_position_each_time(send: Send, file: Path) -> None:
    with file.open("rb") as opened, serving(statuses(503, 200)) as server:
        opened.seek(SIZE - 10)
        assert send(request_of(opened, server.url), retry=QUICK).status_code == 200
        assert [sent[-10:] for sent in server.requests] == [file.read_bytes()[-10:]] * 2
        assert not opened.closed


def test_file_that_can_be_read_once_is_sent_once(send: Send) -> None:
    def script(connection: Connection) -> None:
        data = b""
        while not data.endswith(b"0\r\n\r\n"):
            data += connection.raw.recv(65536)
        connection.requests.append(data)
        connection.respond(503, retry_after="0")

    with serving(script) as server:
        assert send(request_of(Unseekable(b"x" * 600_000), server.url), retry=QUICK).status_code == 503
        (sent,) = server.requests
    head, _, body = sent.partition(b"\r\n\r\n")
    assert b"transfer-encoding: chunked" in head.lower()
    assert b"content-length" not in head.lower()
    assert dechunked(body) == b"x" * 600_000


def test_file_that_was_not_begun_is_sent_after_failed_connection(send: Send) -> None:
    with serving(respond(200)) as server:
        port = server.port
    content = Unseekable(b"x")
    with pytest.raises(APIConnectionError, match="No connection could be made"):
        send(request_of(content, f"http://127.0.0.1:{port}/"), retry=QUICK)
    assert content.read() == b"x"


@pytest.mark.skipif(
    sys.platform != "linux" or sys.implementation.name != "cpython",
    reason="reads ru_maxrss in KiB, as Linux gives it; PyPy frees memory later",
)
def test_file_is_not_read_whole(send: Send, tmp_path: Path) -> None:
    import resource

    path = tmp_path / "sparse.bin"
    with path.open("wb") as made:
        made.truncate(300_000_000)
    received = [0]

    def script(connection: Connection) -> None:
        while b"\r\n\r\n" not in connection.raw.recv(65536, 2):  # MSG_PEEK
            pass
        while received[0] < 300_000_000:
            received[0] += len(connection.raw.recv(1 << 20))
        connection.respond(200)

    with serving(script) as server:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        assert send(request_of(path, server.url), timeout=60.0).status_code == 200
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000  # KiB


@pytest.mark.parametrize(
    ("change", "problem"), [(-1, "has shrunk while it was sent"), (1, "has grown while it was sent")]
)
def test_file_that_changes_is_an_error(send: Send, file: Path, change: int, problem: str) -> None:
    with serving(statuses(200)) as server:
        request = request_of(file, server.url)
        with file.open("rb+") as opened:
            opened.truncate(SIZE + change)
        with pytest.raises(APIConnectionError, match=problem):
            send(request, retry=QUICK)


def test_file_that_is_gone_is_an_error(send: Send, file: Path) -> None:
    with serving(statuses(200)) as server:
        request = request_of(file, server.url)
        file.unlink()
        with pytest.raises(APIConnectionError, match=r"The body cannot be sent: large\.bin cannot be read"):
            send(request, retry=QUICK)


def test_reading_after_close_begins_anew(file: Path) -> None:
    _, body = write_body(BodyFormat("application/octet-stream", Limits("file")), file, {})
    assert isinstance(body, StreamedBody)
    first = body.read()
    body.close()
    assert body.read() == first
    body.close()

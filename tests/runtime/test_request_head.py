"""The head of a request and the first piece of its body go to the network together."""

from __future__ import annotations

import io
import socket
import threading
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runtime.socket_server import Connection, Script, Send, request_to, serving
from runtime.test_streamed_bodies import Unseekable, request_of

from msportal_client._runtime.call import Request
from msportal_client._runtime.request_head import RequestHead

HEAD = b"POST / HTTP/1.1\r\nhost: x\r\n\r\n"


def head_of_body_in_memory() -> RequestHead:
    head = RequestHead()
    head.body_is_here = True
    return head


def reading(seen: list[bytes], status: int = 204) -> Script:
    """Note what the first receive of each request returns, and respond when the request is complete."""

    def script(connection: Connection) -> None:
        while piece := connection.raw.recv(1_000_000):
            seen.append(piece)
            head, _, body = piece.partition(b"\r\n\r\n")
            length = next(
                (int(line[15:]) for line in head.lower().split(b"\r\n") if line[:15] == b"content-length:"), 0
            )
            chunked = b"transfer-encoding: chunked" in head.lower()
            while len(body) < length or (chunked and not body.endswith(b"0\r\n\r\n")):
                body += connection.raw.recv(1_000_000)
            connection.respond(status)

    return script


@pytest.mark.parametrize("body", [b'{"title": "x"}', b"ends like a head\r\n\r\n", b"x" * 30_000], ids=len)
def test_head_and_body_arrive_together(send: Send, body: bytes) -> None:
    seen: list[bytes] = []
    with serving(reading(seen)) as server:
        send(*[Request("POST", server.url, {}, body, "my-id")] * 3)
    assert [piece.partition(b"\r\n\r\n")[2] for piece in seen] == [body] * 3


def test_request_without_body_is_not_held_back(send: Send) -> None:
    seen: list[bytes] = []
    with serving(reading(seen)) as server:
        send(*[Request("GET", server.url, {}, None, "my-id")] * 3)
    assert len(seen) == 3
    assert all(piece.startswith(b"GET ") and piece.endswith(b"\r\n\r\n") for piece in seen)


@pytest.mark.parametrize("size", [0, 1, 100_000, 3_000_000])
@pytest.mark.parametrize("file", [io.BytesIO, Unseekable])
def test_files_arrive_whole(send: Send, size: int, file: Any) -> None:
    """Those of an unknown size end with a chunk that looks like the end of a head."""
    seen: list[bytes] = []
    with serving(reading(seen)) as server:
        assert send(request_of(file(b"x" * size), server.url)).status_code == 204
        assert send(request_to(server.url)).status_code == 204
    assert b'{"title": "x"}' in seen[-1]


def test_response_before_body_is_read(send: Send) -> None:
    """A server that refuses by the head alone, and closes, is heard."""

    def refuse(connection: Connection) -> None:
        connection.raw.recv(100)
        connection.respond(413, b"{}", connection="close")

    with serving(refuse) as server:
        body = b"x" * 20_000_000
        assert send(Request("POST", server.url, {}, body, "my-id")).status_code == 413


PIECES = st.one_of(
    st.just(HEAD),
    st.binary(max_size=5),
    st.binary(max_size=5).map(lambda text: text + b"\r\n\r\n"),
    st.just(b"y" * 70_000),
)


@given(st.lists(st.tuples(PIECES, st.booleans()), max_size=8))
def test_nothing_is_lost_or_reordered(steps: list[tuple[bytes, bool]]) -> None:
    """Write pieces, some of them followed by a read."""
    head, sent = head_of_body_in_memory(), b""
    for number, (piece, reads) in enumerate(steps, 1):
        sent += b"".join(head.pieces(piece))
        if reads:
            sent += head.rest()
            assert sent == b"".join(piece for piece, _ in steps[:number])
    assert sent + head.rest() == b"".join(piece for piece, _ in steps)


@given(st.lists(PIECES, min_size=1, max_size=8))
def test_only_first_piece_is_held_back(pieces: list[bytes]) -> None:
    head = head_of_body_in_memory()
    held = [not head.pieces(piece) and bool(piece) for piece in pieces]
    assert sum(held) <= 1
    # What follows the head takes it along.
    assert not any(first and second for first, second in pairwise(held))


def test_long_body_is_not_copied() -> None:
    head, body = head_of_body_in_memory(), b"x" * 100_000
    assert head.pieces(HEAD) == ()
    assert head.pieces(body) == (HEAD, body)
    assert head.pieces(body)[0] is body


@pytest.mark.parametrize("payload", [b"", b"12\r\n\r\n", b"a text that ends in\r\n\r\n"])
def test_frames_of_http2_are_not_held_back(payload: bytes) -> None:
    head = head_of_body_in_memory()
    frame = len(payload).to_bytes(3, "big") + b"\x00\x01\x00\x00\x00\x01" + payload
    assert head.pieces(frame) == (frame,)


def test_head_goes_before_a_body_that_has_to_be_read(send: Send) -> None:
    """A server that closes idle connections would close this one while the file is slow."""
    arrived = threading.Event()

    class Slow(Unseekable):
        def readinto(self, buffer: Any) -> int:
            assert arrived.wait(5), "the head was held back"
            return super().readinto(buffer)

    def script(connection: Connection) -> None:
        connection.raw.recv(100, socket.MSG_PEEK)
        arrived.set()
        while connection.raw.recv(65536)[-5:] != b"0\r\n\r\n":
            pass
        connection.respond(204)

    with serving(script) as server:
        assert send(request_of(Slow(b"x" * 100), server.url)).status_code == 204

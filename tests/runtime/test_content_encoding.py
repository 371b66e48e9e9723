"""Content-Encoding: lists, aliases, values that are no coding, several gzip members, and bytes after the end."""

from __future__ import annotations

import gzip
import time
import zlib
from collections.abc import Iterator

import anyio
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from runtime.apis import MSPORTAL
from runtime.socket_server import ONE_ATTEMPT, Connection, Send, request_to, serving

from msportal_client._runtime.content_encoding import ACCEPTED, Decoder, EncodingError
from msportal_client._runtime.transport import SyncTransport
from msportal_client.errors import APIConnectionError
from msportal_client.retry import RetryPolicy

BODY = b'{"data": {"title": "Replace the firewall, then replace the firewall once more"}}' * 20


def deflate(content: bytes, window: int) -> bytes:
    compressor = zlib.compressobj(wbits=window)
    return compressor.compress(content) + compressor.flush()


RAW = deflate(BODY, -zlib.MAX_WBITS)
ZLIB = zlib.compress(BODY)
GZIP = gzip.compress(BODY)
CODED = {
    "gzip": ("gzip", GZIP),
    "x-gzip": ("X-GZip", GZIP),
    "deflate": ("deflate", ZLIB),
    "raw-deflate": ("deflate", RAW),
    "spaces": ("  gzip ,", GZIP),
    "twice": ("gzip, gzip", gzip.compress(GZIP)),
    "deflate-then-gzip": ("deflate, gzip", gzip.compress(ZLIB)),
    "gzip-then-raw-deflate": ("gzip, deflate", deflate(GZIP, -zlib.MAX_WBITS)),
    "three": ("gzip, deflate, gzip", gzip.compress(zlib.compress(GZIP))),
    "two-members": ("gzip", gzip.compress(BODY[:100]) + gzip.compress(BODY[100:])),
    "empty-member-first": ("gzip", gzip.compress(b"") + GZIP),
    "many-members": ("gzip", b"".join(gzip.compress(BODY[at : at + 50]) for at in range(0, len(BODY), 50))),
    "gzip-then-zeros": ("gzip", GZIP + bytes(64)),
    "gzip-then-text": ("gzip", GZIP + b"\r\n"),
    "gzip-then-magic-byte": ("gzip", GZIP + b"\x1fxx"),
    "deflate-then-text": ("deflate", ZLIB + b"\r\n"),
    "identity": ("identity", BODY),
    "identity-upper-case": ("Identity", BODY),
    "charset": ("utf-8", BODY),
    "none": ("none", BODY),
    "binary": ("binary", BODY),
    "empty": ("", BODY),
    "gzip-identity": ("gzip, identity", GZIP),
    "identity-gzip": ("identity, gzip", GZIP),
}


def decode(encoding: str, pieces: Iterator[bytes] | list[bytes]) -> bytes:
    decoder, out = Decoder(encoding), b""
    for piece in pieces:
        out += decoder.decode(piece, 1 << 20)
        if decoder.ended:
            break
    decoder.end()
    return out


@pytest.mark.parametrize("name", CODED)
def test_coding_decoded_at_any_cut(name: str) -> None:
    """The pieces in which a body comes change nothing."""
    encoding, body = CODED[name]
    step = max(1, len(body) // 150)
    assert decode(encoding, [body]) == BODY
    assert decode(encoding, [body[at : at + 1] for at in range(len(body))]) == BODY
    for cut in {*range(0, len(body), step), *range(8), *range(len(body) - 8, len(body))}:
        assert decode(encoding, [body[:cut], body[cut:]]) == BODY


@pytest.mark.parametrize("name", ["gzip", "raw-deflate", "two-members", "identity", "charset", "three"])
def test_coding_decoded_in_response(send: Send, name: str) -> None:
    encoding, body = CODED[name]

    def script(connection: Connection) -> None:
        while connection.read():
            connection.respond(200, body, content_encoding=encoding)

    with serving(script) as server:
        response = send(request_to(server.url))
        assert response.content == BODY
        assert len(server.requests) == 1


def test_coding_on_two_lines(send: Send) -> None:
    """Two lines of a list mean one line with a comma (RFC 9110, section 5.3)."""
    body = gzip.compress(ZLIB)

    def script(connection: Connection) -> None:
        connection.read()
        head = f"HTTP/1.1 200 OK\r\ncontent-encoding: deflate\r\ncontent-encoding: gzip\r\ncontent-length: {len(body)}"
        connection.write(head.encode() + b"\r\n\r\n" + body)

    with serving(script) as server:
        assert send(request_to(server.url)).content == BODY


@pytest.mark.parametrize("encoding", ["br", "zstd", "compress", "gzip, br", "BR", "dcz"])
def test_unreadable_coding_named(encoding: str) -> None:
    with pytest.raises(EncodingError, match="was not asked for"):
        Decoder(encoding).decode(BODY, 1000)


def test_readable_codings_asked_for() -> None:
    sent: list[str] = []

    def handle(request: httpx.Request) -> httpx.Response:
        sent.append(request.headers["accept-encoding"])
        return httpx.Response(200)

    transport = SyncTransport(httpx.MockTransport(handle), api=MSPORTAL, headers={})
    transport.send(request_to("https://app.msportal.test/"), timeout=5, retry=ONE_ATTEMPT)
    assert sent == [ACCEPTED] == ["gzip, deflate"]


@pytest.mark.parametrize("encoding", ["gzip," * 4, "gzip," * 12_000, "deflate, gzip, deflate, gzip"])
def test_many_codings_rejected(encoding: str) -> None:
    with pytest.raises(EncodingError, match="codings follow each other"):
        Decoder(encoding).decode(GZIP, 1000)


@pytest.mark.parametrize("cut", [1, 9, 20, len(GZIP) - 1])
def test_incomplete_gzip_rejected(cut: int) -> None:
    with pytest.raises(EncodingError, match="it ends too early"):
        decode("gzip", [GZIP[:cut]])


def test_empty_body_accepted() -> None:
    """A server may name a coding of a body that it does not send."""
    assert decode("gzip", []) == b""
    assert decode("gzip", [b""]) == b""


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
@given(content=st.binary(max_size=60))
def test_any_bytes_decoded_or_rejected(encoding: str, content: bytes) -> None:
    decoder = Decoder(encoding)
    try:
        assert len(decoder.decode(content, 50)) <= 50
        decoder.end()
    except EncodingError:
        pass


@given(most=st.integers(1, 4000))
def test_decoder_never_exceeds_bound(most: int) -> None:
    assert len(Decoder("gzip").decode(gzip.compress(bytes(100_000)), most)) <= most


def test_bytes_after_end_end_the_body(send: Send) -> None:
    """A server that goes on for ever after the end of gzip is not read on."""
    head = b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ntransfer-encoding: chunked\r\n\r\n"

    def script(connection: Connection) -> None:
        connection.read()
        connection.write(head, f"{len(GZIP):x}\r\n".encode() + GZIP + b"\r\n")
        while True:
            connection.write(b"1000\r\n" + bytes(4096) + b"\r\n")

    with serving(script) as server:
        began = time.monotonic()
        assert send(request_to(server.url), timeout=10.0).content == BODY
        assert time.monotonic() - began < 5
        server.wait_until_closed()


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_success_with_identity_sent_once(method: str) -> None:
    """The answer to a POST is not lost, and nothing is sent again."""
    sent: list[str] = []

    def handle(request: httpx.Request) -> httpx.Response:
        sent.append(request.method)
        return httpx.Response(201, headers={"content-encoding": "identity"}, stream=httpx.ByteStream(BODY))

    transport = SyncTransport(httpx.MockTransport(handle), api=MSPORTAL, headers={})
    retry = RetryPolicy(jitter=lambda: 0.0, resend_unsafe=True)
    response = transport.send(request_to("https://app.msportal.test/", method), timeout=5, retry=retry)
    assert response.content == BODY
    assert sent == [method]


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_unreadable_coding_raises_connection_error(backend: str) -> None:
    from msportal_client._runtime.transport import AsyncTransport

    async def main() -> None:
        transport = AsyncTransport(
            httpx.MockTransport(
                lambda _: httpx.Response(200, headers={"content-encoding": "br"}, stream=httpx.ByteStream(BODY))
            ),
            api=MSPORTAL,
            headers={},
        )
        with pytest.raises(APIConnectionError, match="Content-Encoding says: 'br' was not asked for"):
            await transport.send(request_to("https://app.msportal.test/"), timeout=5, retry=ONE_ATTEMPT)

    anyio.run(main, backend=backend)

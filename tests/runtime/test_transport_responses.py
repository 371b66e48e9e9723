"""Responses over real sockets: bodies, size limits, encodings, redirects, cookies and connection reuse."""

from __future__ import annotations

import gzip
import tracemalloc
from typing import Any

import pytest
from runtime.socket_server import (
    CHUNKED,
    HEAD,
    Connection,
    Script,
    Send,
    request_to,
    respond,
    serving,
    write_raw,
)

from msportal_client._runtime import exchange as exchange_module
from msportal_client._runtime.transport import MAX_ERROR_BODY
from msportal_client.errors import APIConnectionError
from msportal_client.retry import RetryPolicy

ERROR_JSON = b'{"error": "no", "code": "NO"}'


def test_gzip_body_decoded(send: Send) -> None:
    with serving(respond(200, gzip.compress(ERROR_JSON), content_encoding="gzip")) as server:
        assert send(request_to(server.url)).content == ERROR_JSON


@pytest.mark.parametrize("body", [b"", b"<html>", b"[1, 2"])
def test_success_returned_with_any_body(send: Send, body: bytes) -> None:
    for status in (200, 201, 299):
        with serving(respond(status, body, x_request_id="theirs")) as server:
            response = send(request_to(server.url))

        assert (response.status_code, response.content, response.request_id) == (status, body, "theirs")


@pytest.mark.parametrize("body", [ERROR_JSON, b'{"error": "no', b"<html>no</html>", b""])
def test_error_status_returned_with_body(send: Send, body: bytes) -> None:
    for status in (400, 401, 403, 404, 409, 422, 500, 520, 599):
        with serving(respond(status, body)) as server:
            response = send(request_to(server.url))

        assert (response.status_code, response.content, response.request_id) == (status, body, "my-id")


def test_error_body_cut_at_64_kib(send: Send) -> None:
    """Leave the rest of a body of 10 MB unread."""
    with serving(respond(500, b"x" * 10_000_000)) as server:
        response = send(request_to(server.url))
        server.wait_until_closed()

    assert response.content == b"x" * MAX_ERROR_BODY


def test_endless_error_body_cut(send: Send) -> None:
    def script(connection: Connection) -> None:
        connection.read()
        connection.write(CHUNKED.replace(b"200 OK", b"503 Away"))
        while True:
            connection.write(b"1000\r\n" + b"x" * 4096 + b"\r\n")

    with serving(script) as server:
        assert send(request_to(server.url)).content == b"x" * MAX_ERROR_BODY
        server.wait_until_closed()


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(write_raw(HEAD.replace(b"200", b"403"), b"0123456789"), id="cut-short"),
        pytest.param(
            write_raw(b"HTTP/1.1 403 No\r\ncontent-encoding: gzip\r\ncontent-length: 10\r\n\r\n0123456789"),
            id="not-gzip",
        ),
        pytest.param(write_raw(HEAD.replace(b"200", b"403"), reset=True), id="reset"),
    ],
)
def test_error_status_kept_on_broken_body(send: Send, script: Script) -> None:
    with serving(script) as server:
        assert send(request_to(server.url)).status_code == 403


def test_error_status_kept_on_late_body(send: Send) -> None:
    def script(connection: Connection) -> None:
        connection.read()
        connection.write(HEAD.replace(b"200", b"403"), b"0123456789")
        connection.raw.recv(1)

    with serving(script) as server:
        response = send(request_to(server.url), timeout=0.3)

    assert (response.status_code, response.content) == (403, b"0123456789")


def test_success_body_too_long_raises(send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    """A GET is not retried."""
    monkeypatch.setattr(exchange_module, "MAX_BODY", 1 << 20)
    with serving(respond(200, b"x" * 2_000_000)) as server:
        with pytest.raises(APIConnectionError, match="longer than 1 MiB"):
            send(request_to(server.url, "GET"), retry=RetryPolicy())
        server.wait_until_closed()

        assert len(server.requests) == 1


def test_gzip_bomb_takes_little_memory(send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange_module, "MAX_BODY", 1 << 20)
    with serving(respond(200, gzip.compress(bytes(200_000_000), 9), content_encoding="gzip")) as server:
        tracemalloc.start()
        try:
            with pytest.raises(APIConnectionError, match="longer than 1 MiB"):
                send(request_to(server.url))
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak < 150_000_000


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirect_not_followed(send: Send, status: int) -> None:
    with (
        serving(respond(200)) as target,
        serving(respond(status, location=target.url)) as server,
    ):
        response = send(request_to(server.url))

        assert (response.status_code, response.headers["location"]) == (status, target.url)
        assert target.requests == []


def test_cookie_never_sent_back(send: Send) -> None:
    with serving(respond(200, set_cookie="session=1; Path=/")) as server:
        send(*[request_to(server.url)] * 3)

        assert len(server.requests) == 3
        assert b"cookie" not in b"".join(server.requests).lower()


def test_proxy_environment_ignored(send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    with serving(respond(200)) as server:
        assert send(request_to(server.url)).status_code == 200


def test_connection_reused_across_calls(send: Send) -> None:
    ports: set[Any] = set()

    def script(connection: Connection) -> None:
        while connection.read():
            ports.add(connection.raw.getpeername())
            connection.respond(404, ERROR_JSON)

    with serving(script) as server:
        send(*[request_to(server.url)] * 5)

    assert len(ports) == 1

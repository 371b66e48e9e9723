"""A server with TLS, and proxies that reach it under any name."""

from __future__ import annotations

import base64
import contextlib
import json
import socket
import ssl
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any, NamedTuple, Self

import anyio
import h2.config
import h2.connection
import h2.events
import trustme
from runtime.socket_server import Connection, Script, SocketServer, respond, serving

from msportal_client import AsyncMSPortal, MSPortal

KEY = "msp_key_of_the_tests"
NAME = "app.msportal.test"
PAGE = json.dumps(
    {
        "data": [],
        "pagination": {
            "page": 1,
            "limit": 25,
            "totalCount": 0,
            "totalPages": 0,
            "hasNextPage": False,
            "hasPrevPage": False,
        },
    }
).encode()
ANSWER = respond(200, PAGE, content_type="application/json")


class Seen(NamedTuple):
    """The first lines of the requests that a proxy got, and the credentials that came with them."""

    lines: list[str]
    credentials: list[str]

    @classmethod
    def nothing(cls) -> Self:
        return cls([], [])


def call(kind: str, base_url: str, *, key: str = KEY, **settings: Any) -> None:
    """Make one call with a client that has these settings."""

    async def use_async() -> None:
        async with AsyncMSPortal(key, base_url=base_url, **settings) as client:
            assert (await client.tickets.list_tickets()).data == []

    if kind == "sync":
        with MSPortal(key, base_url=base_url, **settings) as client:
            assert client.tickets.list_tickets().first().data == []
    else:
        anyio.run(use_async, backend=kind)


def server_context(
    authority: trustme.CA, *protocols: str, client_authority: trustme.CA | None = None
) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost", NAME).configure_cert(context)  # pyright: ignore[reportUnknownMemberType]
    if client_authority is not None:
        context.verify_mode = ssl.CERT_REQUIRED
        client_authority.configure_trust(context)  # pyright: ignore[reportUnknownMemberType]
    if protocols:
        context.set_alpn_protocols(protocols)
    return context


def http2(streams: list[str]) -> Script:
    """Answer each request over HTTP/2, and note its `:authority` and the number of its connection."""
    connections = iter(range(100))

    def script(connection: Connection) -> None:
        number = next(connections)
        state = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
        state.initiate_connection()
        connection.write(state.data_to_send())
        while data := connection.raw.recv(65536):
            for event in state.receive_data(data):
                if isinstance(event, h2.events.RequestReceived):
                    headers = dict(event.headers)
                    streams.append(f"{number} {headers[b':authority'].decode().partition(':')[0]}")
                if isinstance(event, h2.events.StreamEnded):
                    head = [(":status", "200"), ("content-type", "application/json")]
                    state.send_headers(event.stream_id, head)
                    state.send_data(event.stream_id, PAGE, end_stream=True)
                    state.ping(b"12345678")
            connection.write(state.data_to_send())

    return script


def connect_proxy(server: SocketServer, seen: Seen) -> Script:
    """Tunnel every CONNECT to `server`, whatever host it names; pass on requests for http URLs likewise."""

    def script(connection: Connection) -> None:
        if not connection.read():
            return
        head = connection.requests[-1]
        lines = head.partition(b"\r\n\r\n")[0].decode().split("\r\n")
        seen.lines.append(lines[0])
        seen.credentials.extend(
            base64.b64decode(line.split()[-1]).decode() for line in lines if line.lower().startswith("proxy-auth")
        )
        tunnelled = lines[0].startswith("CONNECT")
        if tunnelled:
            connection.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        tunnel(connection.raw, server.port, b"" if tunnelled else head)

    return script


def socks_proxy(server: SocketServer, seen: Seen) -> Script:
    """Tunnel every connection of SOCKS 5 to `server`, whatever host it names."""

    def script(connection: Connection) -> None:
        raw = connection.raw
        methods = raw.recv(64)[2:]
        if 2 in methods:
            raw.sendall(b"\x05\x02")
            data = raw.recv(512)
            name = data[2 : 2 + data[1]]
            seen.credentials.append(f"{name.decode()}:{data[3 + data[1] :].decode()}")
            raw.sendall(b"\x01\x00")
        else:
            raw.sendall(b"\x05\x00")
        data = raw.recv(512)
        seen.lines.append(data[5 : 5 + data[4]].decode())
        raw.sendall(b"\x05\x00\x00\x01" + bytes(6))
        tunnel(raw, server.port)

    return script


def tunnel(raw: socket.socket, port: int, first: bytes = b"") -> None:
    """Copy bytes between a connection and one to `port`, both ways, until either ends."""
    with socket.create_connection(("127.0.0.1", port)) as onward:
        onward.sendall(first)
        back = threading.Thread(target=_copy, args=(onward, raw))
        back.start()
        _copy(raw, onward)
        back.join()


def _copy(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    for each in (source, target):
        with contextlib.suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)


@contextmanager
def behind(proxy: Callable[[SocketServer, Seen], Script], script: Script) -> Generator[tuple[SocketServer, Seen]]:
    """Serve `script`, and a proxy in front of it."""
    seen = Seen.nothing()
    with serving(script) as server, serving(proxy(server, seen)) as made:
        yield made, seen


def private(value: Any, *names: str) -> Any:
    """Return an attribute of an attribute ... of `value`."""
    for name in names:
        value = getattr(value, name)
    return value

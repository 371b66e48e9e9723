"""A server of sockets and threads that plays a script to each connection."""

from __future__ import annotations

import socket
import ssl
import struct
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress

from msportal_client._runtime.call import Request
from msportal_client.retry import RetryPolicy
from msportal_client.types import Response

Script = Callable[["Connection"], None]
Send = Callable[..., Response[None]]

ONE_ATTEMPT = RetryPolicy(max_attempts=1)

HEAD = b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n"
CHUNKED = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"


def request_to(url: str, method: str = "POST") -> Request:
    return Request(method, url, {"content-type": "application/json"}, b'{"title": "x"}', "my-id")


class Connection:
    """One accepted connection, for a script to read and write."""

    def __init__(self, raw: socket.socket, requests: list[bytes]) -> None:
        self.raw = raw
        self.requests = requests

    def read(self) -> bool:
        """Read one request, headers and body; False at the end of the connection."""
        data = b""
        while b"\r\n\r\n" not in data:
            piece = self.raw.recv(65536)
            if not piece:
                return False
            data += piece
        head, _, body = data.partition(b"\r\n\r\n")
        length = next(
            (int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")), 0
        )
        while len(body) < length:
            piece = self.raw.recv(65536)
            if not piece:
                return False
            body += piece
        self.requests.append(head + b"\r\n\r\n" + body)
        return True

    def write(self, *pieces: bytes) -> None:
        for piece in pieces:
            self.raw.sendall(piece)

    def respond(self, status: int, body: bytes = b"", **headers: str) -> None:
        lines = [f"HTTP/1.1 {status} Reason", f"content-length: {len(body)}"]
        lines += [f"{name.replace('_', '-')}: {text}" for name, text in headers.items()]
        self.write("\r\n".join(lines).encode() + b"\r\n\r\n" + body)

    def reset(self) -> None:
        self.raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.raw.close()


class SocketServer:
    """The listening port, the requests that were read, and the number of open connections."""

    def __init__(self, listener: socket.socket, script: Script) -> None:
        self.port: int = listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/goals"
        self.requests: list[bytes] = []
        self.open = 0
        self._listener = listener
        self._script = script
        self._changed = threading.Condition()
        self._raw: list[socket.socket] = []

    def serve(self) -> None:
        while True:
            try:
                raw, _ = self._listener.accept()
            except OSError:
                return
            raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self._changed:
                self.open += 1
                self._raw.append(raw)
            threading.Thread(target=self._play, args=(raw,)).start()

    def _play(self, raw: socket.socket) -> None:
        with suppress(OSError):
            self._script(Connection(raw, self.requests))
        with suppress(OSError):
            raw.shutdown(socket.SHUT_WR)
        with suppress(OSError):
            while raw.recv(65536):
                pass
        raw.close()
        with self._changed:
            self.open -= 1
            self._changed.notify_all()

    def wait_until_closed(self) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: self.open == 0, 5), f"{self.open} connections are still open"

    def stop(self) -> None:
        self._listener.close()
        for raw in self._raw:
            with suppress(OSError):
                raw.shutdown(socket.SHUT_RDWR)


@contextmanager
def serving(script: Script) -> Generator[SocketServer]:
    """Serve `script` to each connection until the end of the block."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=512)
    server = SocketServer(listener, script)
    accepting = threading.Thread(target=server.serve)
    accepting.start()
    try:
        yield server
    finally:
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        server.stop()
        accepting.join(5)
        server.wait_until_closed()


def respond(status: int, body: bytes = b"", **headers: str) -> Script:
    """Answer every request with the same response."""

    def script(connection: Connection) -> None:
        while connection.read():
            connection.respond(status, body, **headers)

    return script


def write_raw(*pieces: bytes, reset: bool = False) -> Script:
    """Write bytes in answer to one request, then reset or close the connection."""

    def script(connection: Connection) -> None:
        connection.read()
        connection.write(*pieces)
        if reset:
            connection.reset()

    return script


def within_tls(context: ssl.SSLContext, script: Script) -> Script:
    """Play `script` to each connection inside of TLS."""

    def inside(connection: Connection) -> None:
        with suppress(OSError), context.wrap_socket(connection.raw, server_side=True) as raw:
            script(Connection(raw, connection.requests))

    return inside

"""A server of sockets and threads, for what only sockets do: it plays a script to each connection."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress

Script = Callable[["Connection"], None]


class Connection:
    """One connection, as a script sees it."""

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

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        lines = [f"HTTP/1.1 {status} Whatever", f"content-length: {len(body)}"]
        lines += [f"{name.replace('_', '-')}: {text}" for name, text in headers.items()]
        self.write("\r\n".join(lines).encode() + b"\r\n\r\n" + body)

    def reset(self) -> None:
        self.raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.raw.close()


class SocketServer:
    """Where it listens, what it read, and how many connections are open."""

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

    def wait_until_all_closed(self) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: self.open == 0, 5), f"{self.open} connections are left open"

    def stop(self) -> None:
        self._listener.close()
        for raw in self._raw:
            with suppress(OSError):
                raw.shutdown(socket.SHUT_RDWR)


@contextmanager
def serving(script: Script) -> Generator[SocketServer]:
    """A server that plays `script` to each connection, until the end of the block."""
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
        server.wait_until_all_closed()

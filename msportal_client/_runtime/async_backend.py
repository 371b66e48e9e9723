"""The network backend of one connection of httpcore or httpcore2, for event loops.

`deadlines.py` has the one for threads.
"""

from __future__ import annotations

from typing import Any

from .request_head import RequestHead

__all__ = ["AsyncBackend"]


class AsyncBackend:
    """An asynchronous network backend that remembers what it opened, and joins the heads of requests to their bodies.

    A call that is cancelled while TLS starts leaves the socket open: httpcore closes it on errors alone.

    Args:
        inner: The library's own backend.
    """

    def __init__(self, inner: Any) -> None:
        self.head = RequestHead()
        self._inner = inner
        self._stream: Any = None

    async def connect_tcp(self, *args: Any, **options: Any) -> Any:
        """Connect as the library does."""
        self._stream = await self._inner.connect_tcp(*args, **options)
        return _AsyncStream(self._stream, self.head)

    async def connect_unix_socket(self, *args: Any, **options: Any) -> Any:
        """Connect to a Unix socket as the library does."""
        self._stream = await self._inner.connect_unix_socket(*args, **options)
        return _AsyncStream(self._stream, self.head)

    async def sleep(self, seconds: float) -> None:
        """Sleep between two attempts to connect; the client's transports make one only."""
        await self._inner.sleep(seconds)

    def has_unread(self) -> bool:
        """Return whether anyio has bytes of the server that were not read."""
        stream = getattr(self._stream, "_stream", None)
        return bool(getattr(getattr(stream, "_protocol", None), "read_queue", None))

    def drop(self, *, in_loop: bool) -> None:
        """Close the socket without waiting, and without a warning of asyncio or trio.

        Args:
            in_loop: Whether the event loop runs and goes on; else the socket is closed without it.
        """
        stream = getattr(self._stream, "_stream", None)
        asyncio_transport = getattr(stream, "_transport", None)
        trio_socket = getattr(stream, "socket", None)
        if asyncio_transport is not None and getattr(asyncio_transport, "_sock", None) is not None:
            if in_loop:
                asyncio_transport.abort()
            else:
                asyncio_transport._sock.close()  # noqa: SLF001 - there is no public way without the event loop
                asyncio_transport._sock = None  # noqa: SLF001
        elif trio_socket is not None:
            (trio_socket if in_loop else getattr(trio_socket, "_sock", trio_socket)).close()

    async def aclose(self) -> None:
        """Close the socket, if there is one."""
        if self._stream is not None:
            await self._stream.aclose()


class _AsyncStream:
    """A network stream that sends the head of a request together with its body."""

    def __init__(self, stream: Any, head: RequestHead) -> None:
        self._stream = stream
        self._head = head

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 - as the library has it
        """Write what was held back, and read up to `max_bytes` bytes."""
        if rest := self._head.rest():
            await self._stream.write(rest, timeout)
        data: bytes = await self._stream.read(max_bytes, timeout)
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109 - as the library has it
        """Write all of `buffer`, or hold it back until the next write or read."""
        for piece in self._head.pieces(buffer):
            await self._stream.write(piece, timeout)

    async def start_tls(self, *args: Any, **options: Any) -> _AsyncStream:
        """Start TLS, and return the stream inside of it."""
        return _AsyncStream(await self._stream.start_tls(*args, **options), self._head)

    async def aclose(self) -> None:
        """Close the socket."""
        await self._stream.aclose()

    def get_extra_info(self, info: str) -> Any:
        """Return what the library asks for: the socket, the TLS object, whether there is something to read."""
        return self._stream.get_extra_info(info)

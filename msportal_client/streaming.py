"""Responses that are read while they come: files piece by piece, and server-sent events one by one.

A stream is opened by the first step that needs it, and closed at its end. Where a loop may end before, put it into a `with`
block, which closes the connection at once. Else it is closed when the stream is deleted:

    async with msportal.files.download_file_stream(file_id) as stream:
        async for piece in stream:
            ...
"""

from __future__ import annotations

import os
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Generic, Protocol, Self, TypeVar

import anyio.to_thread

from .types import Response

__all__ = ["AsyncByteStream", "AsyncEventStream", "ByteStream", "EventStream", "ServerSentEvent"]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class ServerSentEvent(Generic[T_co]):
    """An event of a `text/event-stream`.

    Attributes:
        data: The data: a model where the spec has one, else the text.
        event: The type of the event.
        id: The id of the last event that had one; empty where none had.
        retry: The milliseconds after which the server wants a lost connection to be made again; None where it does not say.
    """

    data: T_co
    event: str = "message"
    id: str = ""
    retry: int | None = None


class AsyncBody(Protocol):
    """The open body of a response."""

    @property
    def response(self) -> Response[None]: ...

    async def read(self) -> bytes: ...

    async def aclose(self) -> None: ...


class Body(Protocol):
    """The twin of `AsyncBody` for threads."""

    @property
    def response(self) -> Response[None]: ...

    def read(self) -> bytes: ...

    def close(self) -> None: ...


class Events(Protocol[T]):
    """A reader of events. It raises ResponseDecodeError where one cannot be read."""

    def feed(self, response: Response[None], piece: bytes) -> list[ServerSentEvent[T]]:
        """Return the events that are complete with `piece`."""
        ...

    @property
    def ended(self) -> bool:
        """True once the server said that no event follows."""
        ...


def _closed() -> RuntimeError:
    return RuntimeError("this stream is closed, or was read to its end: make the call again")


class _AsyncStream:
    """The parts that asynchronous streams share."""

    def __init__(self, open_body: Callable[[], Awaitable[AsyncBody]]) -> None:
        self._open_body = open_body
        self._body: AsyncBody | None = None
        self._over = False

    @property
    def response(self) -> Response[None] | None:
        """The response with its status and headers, without its body; None before the stream is open."""
        return None if self._body is None else self._body.response

    async def aclose(self) -> None:
        """Close the connection, unless the stream was read to its end. Closing twice does nothing."""
        self._over = True
        if self._body is not None:
            await self._body.aclose()

    async def _opened(self) -> AsyncBody:
        if self._over:
            raise _closed()
        if self._body is None:
            self._body = await self._open_body()
        return self._body

    async def _piece(self) -> bytes:
        """Return the next bytes; none at the end."""
        piece = await (await self._opened()).read()
        self._over = not piece
        return piece

    async def __aenter__(self) -> Self:
        await self._opened()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()


class AsyncByteStream(_AsyncStream):
    """A body that is read piece by piece. Iterate it, or write it to a file.

    `RequestOptions.timeout` bounds the wait for each piece. A call is sent again only before the first one.

    Raises:
        MSPortalError: The call failed; see the operation for the exceptions. They are raised when the stream is opened.
        APIConnectionError: The connection was lost before the end of the body.
        APITimeoutError: No piece came in time.
    """

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        piece = await self._piece()
        if not piece:
            raise StopAsyncIteration
        return piece

    async def write_to(self, file: str | os.PathLike[str] | IO[bytes]) -> int:
        """Write the body to a file, and return the number of bytes.

        Args:
            file: A path, whose file is replaced once the body is complete; or a file that is open in binary mode.
        """
        size = 0
        with _target(file) as target:
            async with self:
                while piece := await self._piece():
                    await anyio.to_thread.run_sync(target.write, piece)
                    size += len(piece)
        return size


class AsyncEventStream(_AsyncStream, Generic[T]):
    """Server-sent events. Iterate it for each `ServerSentEvent`, with its data in the type that the spec has for it.

    `RequestOptions.timeout` bounds the wait for each event. A lost connection is an APIConnectionError: whether the server
    can go on after `id`, its documentation says.
    """

    def __init__(self, open_body: Callable[[], Awaitable[AsyncBody]], events: Events[T]) -> None:
        super().__init__(open_body)
        self._events = events
        self._ready: list[ServerSentEvent[T]] = []

    def __aiter__(self) -> AsyncIterator[ServerSentEvent[T]]:
        return self

    async def __anext__(self) -> ServerSentEvent[T]:
        while not self._ready:
            if self._events.ended:
                await self.aclose()
                raise StopAsyncIteration
            piece = await self._piece()
            if not piece or self._body is None:
                raise StopAsyncIteration
            try:
                self._ready = self._events.feed(self._body.response, piece)[::-1]
            except BaseException:
                await self.aclose()
                raise
        return self._ready.pop()


class _Stream:
    """The twin of `_AsyncStream` for threads."""

    def __init__(self, open_body: Callable[[], Body]) -> None:
        self._open_body = open_body
        self._body: Body | None = None
        self._over = False

    @property
    def response(self) -> Response[None] | None:
        """The response with its status and headers, without its body; None before the stream is open."""
        return None if self._body is None else self._body.response

    def close(self) -> None:
        """Close the connection, unless the stream was read to its end. Closing twice does nothing."""
        self._over = True
        if self._body is not None:
            self._body.close()

    def _opened(self) -> Body:
        if self._over:
            raise _closed()
        if self._body is None:
            self._body = self._open_body()
        return self._body

    def _piece(self) -> bytes:
        """Return the next bytes; none at the end."""
        piece = self._opened().read()
        self._over = not piece
        return piece

    def __enter__(self) -> Self:
        self._opened()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


class ByteStream(_Stream):
    """The twin of `AsyncByteStream` for threads."""

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        piece = self._piece()
        if not piece:
            raise StopIteration
        return piece

    def write_to(self, file: str | os.PathLike[str] | IO[bytes]) -> int:
        """Write the body to a file, and return the number of bytes. See `AsyncByteStream.write_to`."""
        size = 0
        with _target(file) as target, self:
            while piece := self._piece():
                target.write(piece)
                size += len(piece)
        return size


class EventStream(_Stream, Generic[T]):
    """The twin of `AsyncEventStream` for threads."""

    def __init__(self, open_body: Callable[[], Body], events: Events[T]) -> None:
        super().__init__(open_body)
        self._events = events
        self._ready: list[ServerSentEvent[T]] = []

    def __iter__(self) -> Iterator[ServerSentEvent[T]]:
        return self

    def __next__(self) -> ServerSentEvent[T]:
        while not self._ready:
            if self._events.ended:
                self.close()
                raise StopIteration
            piece = self._piece()
            if not piece or self._body is None:
                raise StopIteration
            try:
                self._ready = self._events.feed(self._body.response, piece)[::-1]
            except BaseException:
                self.close()
                raise
        return self._ready.pop()


@contextmanager
def _target(file: str | os.PathLike[str] | IO[bytes]) -> Generator[IO[bytes]]:
    """Open a file beside a path, which replaces it at the end. An open file is taken as it is."""
    if not isinstance(file, (str, os.PathLike)):
        yield file
        return
    path = Path(file)
    part = path.with_name(f".{path.name[:200]}.{uuid.uuid4().hex[:8]}.part")
    try:
        with part.open("xb") as opened:
            yield opened
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise

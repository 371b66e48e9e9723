"""A local server that runs an ASGI application in a thread of its own."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import threading
from types import TracebackType
from typing import Self

import uvicorn
from starlette.types import ASGIApp

from .clock import monotonic
from .guard import normalize_host
from .options import check_number

__all__ = ["LocalServer"]

_START_TIMEOUT = 10.0
_SHUTDOWN_TIMEOUT = 1


class LocalServer:
    """A server that runs in a thread of its own while its `with` block lasts.

    Attributes:
        _app: The application, which a subclass sets before the block is entered.
    """

    _app: ASGIApp

    def __init__(self, host: str, port: int) -> None:
        """Create a server. It starts when the `with` block is entered.

        Raises:
            ValueError: `port` is out of range.
        """
        check_number("port", port, 0, 65535, noun="whole number", whole=True)
        self._address = (host, port)
        self._stopping = asyncio.Event()
        self._running: tuple[_Server, threading.Thread, socket.socket] | None = None

    @property
    def origin(self) -> str:
        """The scheme, host and port of the server: `http://127.0.0.1:8080`.

        Raises:
            RuntimeError: The server is not running.
        """
        if self._running is None:
            raise RuntimeError("The sandbox is not running. Use it in a with block.")
        host, port = self._running[2].getsockname()[:2]
        return f"http://{f'[{host}]' if ':' in host else host}:{port}"

    @property
    def _bound_hosts(self) -> frozenset[str]:
        """The names of the address to listen on, which requests may call the server by."""
        bound = normalize_host(self._address[0])
        return frozenset({bound} if bound else ())

    def __enter__(self) -> Self:
        if self._running is not None:
            raise RuntimeError("The sandbox is already running")
        # Bound here and passed on, so that no other process can take the port in between.
        listener = _listen(*self._address)
        config = uvicorn.Config(
            self._app,
            # Not httptools, even if it is installed: h11 limits the size of headers.
            http="h11",
            lifespan="off",
            ws="none",
            log_config=None,
            log_level="error",
            access_log=False,
            date_header=False,
            server_header=False,
            timeout_graceful_shutdown=_SHUTDOWN_TIMEOUT,
        )
        self._stopping = asyncio.Event()
        server = _Server(config)
        thread = threading.Thread(target=server.run_on, args=(listener,), name="msportal-sandbox", daemon=True)
        thread.start()
        if not server.ready.wait(_START_TIMEOUT):
            server.should_exit = True
            listener.close()
            raise RuntimeError("The sandbox did not start")
        self._running = (server, thread, listener)
        return self

    def __exit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._running is not None:
            server, thread, listener = self._running
            self._running = None
            server.stop(self._stopping)
            thread.join()
            listener.close()

    async def _sleep(self, seconds: float) -> None:
        """Wait, but only while the sandbox runs. Requests that still wait when it stops are answered at once."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)


class _Loop(asyncio.SelectorEventLoop):
    """An event loop whose clock goes on in tests that stop time."""

    def time(self) -> float:
        return monotonic()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio disables Nagle's algorithm (40 ms per response) only if the protocol is given.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":  # on Windows it lets two servers share a port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(2048)
    except OSError:
        listener.close()
        raise
    return listener


class _Server(uvicorn.Server):
    """A uvicorn server that reports when it has started."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    def run_on(self, listener: socket.socket) -> None:
        with asyncio.Runner(loop_factory=_Loop) as runner:
            runner.run(self.serve(sockets=[listener]))

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._loop = asyncio.get_running_loop()
        self.ready.set()

    def stop(self, stopping: asyncio.Event) -> None:
        """Stop the server from another thread, after everything that waits for `stopping`."""
        if self._loop is not None:
            # The loop is closed if the server has stopped by itself.
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(stopping.set)
        self.should_exit = True

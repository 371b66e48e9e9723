"""The sandbox on a real socket: a server in a thread of its own."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import os
import socket
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import uvicorn

from .app import create_app
from .auth import DEFAULT_KEYS, Key
from .quota import Algorithm
from .service import SeenRequest, Service
from .trouble import Trouble

__all__ = ["Sandbox"]

_START = 10.0
_GRACE = 1
_PORTS = range(65536)


class Sandbox:
    """A running sandbox, in a thread of its own, for as long as the `with` block lasts.

        with Sandbox(quota=60, window=1.0) as sandbox:
            client = MSPortal(sandbox.key, base_url=sandbox.url)

    It may be used from asynchronous code as well: its thread does not need the caller's event loop.
    """

    def __init__(
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        spec: Path | str | Mapping[str, Any] | None = None,
        keys: Mapping[str, Key] = DEFAULT_KEYS,
        quota: int = 60,
        window: float = 60.0,
        algorithm: Algorithm = "fixed",
        trouble: Trouble = Trouble(),  # noqa: B008 - it is frozen
        check_references: bool = True,
        seed: int = 0,
    ) -> None:
        """Say what to run; it runs once entered.

        Args:
            host: Where to listen. Anything but loopback lets others in: the keys are no secret.
            port: Where to listen; 0 takes a free one.
            spec: The OpenAPI document, or where it is; None means the one of this package.
            keys: The API keys that are let in. The first is `key`.
            quota: Requests that a key may make in a window, at least 1.
            window: The length of a window in seconds.
            algorithm: How requests are counted: `fixed` windows, a `sliding` one, or a token `bucket`.
            trouble: What goes wrong from the start.
            check_references: Whether ids in request bodies must exist. Off, any well-formed id will do.
            seed: Of the dice that trouble is decided with.

        Raises:
            SpecError: The document cannot be read.
            ValueError: A quota or window that lets nobody through, no keys, or no port.
        """
        self._app = create_app(
            spec=spec,
            keys=keys,
            quota=quota,
            window=window,
            algorithm=algorithm,
            trouble=trouble,
            check_references=check_references,
            seed=seed,
            sleep=self._sleep,
        )
        self._service: Service = self._app.state.service
        if port not in _PORTS:
            raise ValueError(f"port must be 0 to {_PORTS[-1]}")
        self._address = (host, port)
        self._stopping = asyncio.Event()
        self._running: tuple[_Server, threading.Thread, socket.socket] | None = None

    @property
    def url(self) -> str:
        """The base URL for a client, without a slash at its end.

        Raises:
            RuntimeError: The sandbox is not running.
        """
        if self._running is None:
            raise RuntimeError("The sandbox is not running: use it in a with block")
        host, port = self._running[2].getsockname()[:2]
        return f"http://{f'[{host}]' if ':' in host else host}:{port}{self._service.spec.base_path}"

    @property
    def key(self) -> str:
        """The first of the API keys; by default the one that may do everything."""
        return next(iter(self._service.keys))

    @property
    def requests(self) -> Sequence[SeenRequest]:
        """What has been asked so far, oldest first; the last 10,000."""
        return list(self._service.requests.copy())

    @property
    def operations(self) -> Sequence[str]:
        """Every operation that is served: `GET /api/public/v1/tickets`, ..."""
        return [operation.key for operation in self._service.spec.operations]

    def state(self) -> dict[str, Any]:
        """The counts so far: `total`, `requests` by operation, `statuses`, `rate_limited` and `windows`."""
        return self._service.state()

    def references(self) -> dict[str, dict[str, list[dict[str, Any]]]]:
        """The id and name of everything that exists, by tenant and by the path or noun of its kind."""
        return self._service.references()

    def trouble(self, **changes: Any) -> None:
        """Change what goes wrong, from the next request on; without arguments, nothing goes wrong any more.

        Args:
            **changes: Fields of `Trouble`; those that are not named stay as they are.

        Raises:
            TypeError: There is no such trouble.
            ValueError: A value is out of range.
        """
        self._service.trouble = dataclasses.replace(self._service.trouble, **changes) if changes else Trouble()

    def reset(self) -> None:
        """Forget what was created, counted and used of the quota, and let nothing go wrong."""
        self._service.reset()
        self.trouble()

    def __enter__(self) -> Self:
        if self._running is not None:
            raise RuntimeError("The sandbox is already running")
        # Bound here and handed over, so that no one else takes the port between.
        listener = _listen(*self._address)
        config = uvicorn.Config(
            self._app,
            lifespan="off",
            ws="none",
            log_config=None,
            log_level="error",
            access_log=False,
            date_header=False,
            server_header=False,
            timeout_graceful_shutdown=_GRACE,
        )
        self._stopping = asyncio.Event()
        server = _Server(config)
        thread = threading.Thread(target=server.run_on, args=(listener,), name="msportal-sandbox", daemon=True)
        thread.start()
        if not server.ready.wait(_START):
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
        """Wait, but no longer than the sandbox runs: what is still waiting then is answered at once."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With the protocol named, asyncio turns Nagle's algorithm off on what it accepts: 40 ms an answer otherwise.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":  # elsewhere it lets two servers have one port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(2048)
    except OSError:
        listener.close()
        raise
    return listener


class _Server(uvicorn.Server):
    """A uvicorn server that says when it has started."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    def run_on(self, listener: socket.socket) -> None:
        asyncio.run(self.serve(sockets=[listener]))

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._loop = asyncio.get_running_loop()
        self.ready.set()

    def stop(self, stopping: asyncio.Event) -> None:
        """End the server from another thread, and first whatever waits for `stopping`."""
        if self._loop is not None:
            # The loop is closed if the server has ended by itself.
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(stopping.set)
        self.should_exit = True

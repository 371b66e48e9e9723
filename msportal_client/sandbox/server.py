"""The sandbox as a server in a thread of its own."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import os
import socket
import threading
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import uvicorn

from .app import create_app
from .auth import DEFAULT_KEYS, Key
from .clock import monotonic
from .guard import normalize_host, read_hosts
from .options import check_number
from .quota import Algorithm
from .service import SeenRequest, Service
from .trouble import Trouble

__all__ = ["Sandbox"]

_START_TIMEOUT = 10.0
_SHUTDOWN_TIMEOUT = 1


class Sandbox:
    """A sandbox that runs in a thread of its own while its `with` block lasts.

        with Sandbox(quota=60, window=1.0) as sandbox:
            client = MSPortal(sandbox.key, base_url=sandbox.url)

    Asynchronous code can use it too: its thread has an event loop of its own.
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
        allowed_hosts: Iterable[str] = (),
    ) -> None:
        """Create a sandbox. It starts when the `with` block is entered.

        Args:
            host: The address to listen on. Others can connect unless it is loopback, and the keys are public.
            port: The port to listen on; 0 picks a free one.
            spec: The OpenAPI document or its path; None means the document in the package.
            keys: The accepted API keys. The first is `key`.
            quota: Requests per key and window, at least 1.
            window: The length of a window in seconds.
            algorithm: How requests are counted: `fixed` windows, a `sliding` window, or a token `bucket`.
            trouble: The faults to inject from the start.
            check_references: Whether ids in request bodies must exist. Otherwise any well-formed id is accepted.
            seed: The seed of the random numbers that decide about faults.
            allowed_hosts: More names and addresses, without ports, that requests may call the sandbox by. Loopback
                names and addresses, `host` and the address of the server are always allowed.

        Raises:
            SpecError: The document cannot be served.
            ValueError: An argument is out of range.
        """
        bound = normalize_host(host)
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
            allowed_hosts=read_hosts(allowed_hosts) | ({bound} if bound else set[str]()),
        )
        self._service: Service = self._app.state.service
        check_number("port", port, 0, 65535, noun="whole number", whole=True)
        self._address = (host, port)
        self._stopping = asyncio.Event()
        self._running: tuple[_Server, threading.Thread, socket.socket] | None = None

    @property
    def url(self) -> str:
        """The base URL for a client, without a trailing slash.

        Raises:
            RuntimeError: The sandbox is not running.
        """
        if self._running is None:
            raise RuntimeError("The sandbox is not running. Use it in a with block.")
        host, port = self._running[2].getsockname()[:2]
        return f"http://{f'[{host}]' if ':' in host else host}:{port}{self._service.spec.base_path}"

    @property
    def key(self) -> str:
        """The first API key; by default one with every scope."""
        return next(iter(self._service.keys))

    @property
    def requests(self) -> Sequence[SeenRequest]:
        """The last 10,000 requests, oldest first."""
        return list(self._service.requests.copy())

    @property
    def operations(self) -> Sequence[str]:
        """The operations that are served: `GET /api/public/v1/tickets`, ..."""
        return [operation.key for operation in self._service.spec.operations]

    def state(self) -> dict[str, Any]:
        """Return the counts: `total`, `requests` by operation, `statuses`, `rate_limited` and `windows`."""
        return self._service.state()

    def references(self) -> dict[str, dict[str, list[dict[str, Any]]]]:
        """Return the id and name of every record, by tenant and by the path or noun of its resource."""
        return self._service.references()

    def trouble(self, **changes: Any) -> None:
        """Change the faults to inject. Without arguments, inject none.

        Args:
            **changes: Fields of `Trouble`. The other fields keep their values.

        Raises:
            TypeError: `Trouble` has no such field.
            ValueError: A value is out of range.
        """
        self._service.trouble = dataclasses.replace(self._service.trouble, **changes) if changes else Trouble()

    def reset(self) -> None:
        """Remove the created records, the counts, the used quota and the trouble."""
        self._service.reset()
        self.trouble()

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

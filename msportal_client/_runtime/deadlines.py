"""Network streams for threads that keep to one deadline: name resolution, connecting, TLS, writing and reading.

The HTTP library bounds each read and each write. An attempt is bounded as a whole, and nothing can interrupt a thread
that waits for a socket; so each of its waits gets the time that is left of the attempt.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterable
from types import ModuleType
from typing import Any

__all__ = ["DeadlineBackend"]

# A write that is accepted in small pieces is bounded piece by piece, where the library writes.
_WRITE_SIZE = 64 * 1024
# Seconds. Longer waits overflow in the operating system's calls.
_LONGEST_WAIT = 1_000_000.0


class DeadlineBackend:
    """A network backend for one connection of httpcore or httpcore2.

    Args:
        inner: The library's own backend for threads.
        core: httpcore or httpcore2, for their exceptions.
        clock: Monotonic seconds.
    """

    def __init__(self, inner: Any, core: ModuleType, clock: Callable[[], float]) -> None:
        self._inner = inner
        self.core = core
        self._clock = clock
        self._stream: _DeadlineStream | None = None
        self._deadline = 0.0

    def set_timeout(self, seconds: float) -> None:
        """Set the seconds from now after which every wait ends."""
        self._deadline = self._clock() + seconds

    def time_left(self, error: str) -> float:
        """Return the seconds that are left of the attempt, or raise the library's exception `error`."""
        seconds = self._deadline - self._clock()
        if seconds <= 0:
            raise getattr(self.core, error)("the attempt as a whole took too long")
        return min(seconds, _LONGEST_WAIT)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the deadline takes its place
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> Any:
        """Connect to the first address of `host` that answers; each gets its share of the time that is left."""
        addresses = self._resolve(host, port)
        for index, (address, number) in enumerate(addresses):
            share = self.time_left("ConnectTimeout") / (len(addresses) - index)
            try:
                stream = self._inner.connect_tcp(address, number, share, local_address, socket_options)
            except (self.core.ConnectError, self.core.ConnectTimeout):
                if index + 1 == len(addresses):
                    raise
            else:
                return self.opened(stream)
        raise self.core.ConnectError(f"{host} has no address")  # pragma: no cover - getaddrinfo gives one or raises

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ARG002 - the deadline takes its place
        socket_options: Iterable[Any] | None = None,
    ) -> Any:
        """Connect to a Unix socket."""
        return self.opened(self._inner.connect_unix_socket(path, self.time_left("ConnectTimeout"), socket_options))

    def opened(self, stream: Any) -> Any:
        """Return `stream` with the deadline. It is the one that `abort` shuts down."""
        self._stream = _DeadlineStream(self, stream)
        return self._stream

    def sleep(self, seconds: float) -> None:
        """Sleep between two attempts to connect; the client's transports make one only."""
        self._inner.sleep(min(seconds, self.time_left("ConnectTimeout")))

    def abort(self) -> None:
        """Wake a thread that waits for the connection, which ends with an error there."""
        if self._stream is not None:
            self._stream.abort()

    def close(self) -> None:
        """Close the socket, if there is one."""
        if self._stream is not None:
            self._stream.close()

    def has_unread(self) -> bool:
        """Return whether TLS has decrypted bytes that were not read."""
        if self._stream is None:
            return False
        # The second is that of a proxy, where there is TLS within its TLS.
        layers = self._stream.get_extra_info("ssl_object"), self._stream.get_extra_info("socket")
        return any(isinstance(layer, (ssl.SSLObject, ssl.SSLSocket)) and layer.pending() > 0 for layer in layers)

    def _resolve(self, host: str, port: int) -> list[tuple[str, int]]:
        try:
            ipaddress.ip_address(host)
        except ValueError:
            return self._resolve_in_thread(host, port)
        return [(host, port)]

    def _resolve_in_thread(self, host: str, port: int) -> list[tuple[str, int]]:
        """Resolve a name in a thread of its own: nothing bounds the time of getaddrinfo."""
        found: list[Any] = []
        failed: list[Exception] = []

        def resolve() -> None:
            try:
                found.extend(socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM))
            except (OSError, UnicodeError) as error:
                failed.append(error)

        thread = threading.Thread(target=resolve, name="msportal-resolver", daemon=True)
        thread.start()
        thread.join(self.time_left("ConnectTimeout"))
        if thread.is_alive():
            raise self.core.ConnectTimeout(f"{host} was not resolved in time")
        if failed:
            try:
                raise failed[0]
            except (OSError, UnicodeError) as error:
                # Raised within: httpcore keeps the context of an exception, and drops its cause.
                raise self.core.ConnectError(str(error)) from error
        return [(_with_scope(address), address[1]) for *_, address in found]


class _DeadlineStream:
    """A network stream whose every wait ends with the deadline of the attempt."""

    def __init__(self, backend: DeadlineBackend, stream: Any) -> None:
        self._backend = backend
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read up to `max_bytes` bytes."""
        data: bytes = self._stream.read(max_bytes, self._shorter(timeout, "ReadTimeout"))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all of `buffer`."""
        sock = self._stream.get_extra_info("socket")
        if self._stream.get_extra_info("ssl_object") is not getattr(sock, "_sslobj", None):
            # TLS within the TLS of a proxy, which has no socket of its own: that of the proxy would not encrypt for the
            # server.
            for start in range(0, len(buffer), _WRITE_SIZE):
                self._stream.write(buffer[start : start + _WRITE_SIZE], self._shorter(timeout, "WriteTimeout"))
            return
        view = memoryview(buffer)
        while view:
            seconds = self._shorter(timeout, "WriteTimeout")
            try:
                sock.settimeout(seconds)
                view = view[sock.send(view) :]
            except TimeoutError as error:
                raise self._backend.core.WriteTimeout(str(error)) from error
            except OSError as error:
                raise self._backend.core.WriteError(str(error)) from error

    def start_tls(self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None) -> Any:
        """Start TLS, and return the stream inside of it."""
        stream = self._stream.start_tls(ssl_context, server_hostname, self._shorter(timeout, "ConnectTimeout"))
        return self._backend.opened(stream)

    def close(self) -> None:
        """Close the socket."""
        self._stream.close()

    def get_extra_info(self, info: str) -> Any:
        """Return what the library asks for: the socket, the TLS object, whether there is something to read."""
        return self._stream.get_extra_info(info)

    def abort(self) -> None:
        """Shut the socket down, which wakes a thread that waits for it, as closing it does not."""
        sock: socket.socket = self._stream.get_extra_info("socket")
        try:
            # Not SSLSocket.shutdown, after which a thread that writes would go on without TLS.
            socket.socket.shutdown(sock, socket.SHUT_RDWR)
        except OSError:
            return  # It is not connected any more.

    def _shorter(self, timeout: float | None, error: str) -> float:
        left = self._backend.time_left(error)
        return left if timeout is None else min(timeout, left)


def _with_scope(address: tuple[Any, ...]) -> str:
    """Return the host of a socket address, with the scope that a link-local IPv6 address needs."""
    host, scope = str(address[0]), address[3] if len(address) > 3 else 0  # noqa: PLR2004 - IPv6 has four parts
    return f"{host}%{scope}" if scope and "%" not in host else host

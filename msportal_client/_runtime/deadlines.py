"""Network streams for threads that keep to one deadline: name resolution, connecting, TLS, writing and reading.

The HTTP library bounds each read and each write. An attempt is bounded as a whole, and nothing can interrupt a thread
that waits for a socket; so each of its waits gets the time that is left of the attempt.
"""

from __future__ import annotations

import _thread
import ipaddress
import socket
import ssl
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager, suppress
from functools import partial
from queue import Empty, SimpleQueue
from types import ModuleType
from typing import Any, NoReturn, TypeVar

from .request_head import RequestHead

__all__ = ["DeadlineBackend"]

# A write that is accepted in small pieces is bounded piece by piece, where the library writes.
_WRITE_SIZE = 64 * 1024
# Seconds. Longer waits overflow in the operating system's calls.
_LONGEST_WAIT = 1_000_000.0
# Seconds by which a timeout of the operating system may come early.
_EARLY = 0.05

T = TypeVar("T")


class DeadlineBackend:
    """A network backend for one connection of httpcore or httpcore2.

    Args:
        inner: The library's own backend for threads.
        core: httpcore or httpcore2, for their exceptions.
        clock: Monotonic seconds.
    """

    def __init__(self, inner: Any, core: ModuleType, clock: Callable[[], float]) -> None:
        self.head = RequestHead()
        self._inner = inner
        self.core = core
        self._clock = clock
        self._stream: _DeadlineStream | None = None
        # A duplicate of the socket while TLS starts, which takes the socket out of its stream.
        self._starting_tls: socket.socket | None = None
        # Ends the wait for another thread.
        self._wake: Callable[[None], None] | None = None
        self._aborted = False
        self._deadline = 0.0

    def set_timeout(self, seconds: float) -> None:
        """Set the seconds from now after which every wait ends."""
        self._deadline = self._clock() + seconds

    def time_left(self, error: str) -> float:
        """Return the seconds that are left of the attempt, or raise the library's exception `error`."""
        if self._aborted:
            raise self.core.ConnectError("the connection was closed")
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
            connect = partial(self._inner.connect_tcp, address, number, share, local_address, socket_options)
            try:
                return self._in_thread(lambda: self.opened(connect()), close=_close)  # noqa: B023 - it is called at once
            except (self.core.ConnectError, self.core.ConnectTimeout):
                if index + 1 == len(addresses):
                    raise
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
        if self._aborted:  # `abort` may not have seen it.
            self._stream.abort()
        return self._stream

    @contextmanager
    def starting_tls(self, sock: socket.socket) -> Generator[None]:
        """Let `abort` end the handshake that happens in the block."""
        if isinstance(sock, ssl.SSLSocket):
            yield  # TLS within TLS leaves it where it is.
            return
        with sock.dup() as duplicate:
            self._starting_tls = duplicate
            self.time_left("ConnectTimeout")
            try:
                yield
            finally:
                self._starting_tls = None

    @contextmanager
    def timeouts(self) -> Generator[None]:
        """Raise a TimeoutError of a signal handler as it is. The library takes it for one of the network."""
        try:
            yield
        except self.core.TimeoutException as error:
            if type(error.__cause__) is TimeoutError and self._clock() < self._deadline - _EARLY:
                raise error.__cause__ from None
            raise

    def sleep(self, seconds: float) -> None:
        """Sleep between two attempts to connect; the client's transports make one only."""
        self._inner.sleep(min(seconds, self.time_left("ConnectTimeout")))

    def abort(self) -> None:
        """Wake a thread that waits for the connection, which ends with an error there. None is opened any more."""
        self._aborted = True
        if (wake := self._wake) is not None:
            wake(None)
        if self._stream is not None:
            self._stream.abort()
        if (sock := self._starting_tls) is not None:
            _shut_down(sock)

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
            return self._resolve_name(host, port)
        return [(host, port)]

    def _resolve_name(self, host: str, port: int) -> list[tuple[str, int]]:
        """Resolve a name in a thread of its own: nothing bounds the time of getaddrinfo."""
        resolve = partial(socket.getaddrinfo, host, port, 0, socket.SOCK_STREAM)
        try:
            found = self._in_thread(resolve, close=_ignore)
        except (OSError, UnicodeError) as error:
            if type(error) is TimeoutError:
                raise  # It is of a signal handler.
            # Raised within: httpcore keeps the context of an exception, and drops its cause.
            raise self.core.ConnectError(str(error)) from error
        return [(_with_scope(address), int(address[1])) for *_, address in found]

    def _in_thread(self, function: Callable[[], T], *, close: Callable[[T], object]) -> T:
        """Call a function in a thread of its own, and wait for its end, for the deadline or for `abort`.

        Args:
            function: The function.
            close: Called with the result if nobody waits for it any more.
        """
        done: SimpleQueue[Callable[[], T] | None] = SimpleQueue()
        given_up = False

        def run() -> None:
            try:
                result = function()
            except Exception as error:  # noqa: BLE001 - it is raised where it is waited for
                done.put(partial(_raise, error))
            else:
                done.put(lambda: result)
                if given_up:
                    close(result)

        self._wake = done.put
        try:
            # Not a `threading.Thread`, whose start takes a lock of the whole process in Python: a signal handler that
            # raises there could leave it locked.
            self._start_thread(run)
            return self._outcome(done)()
        except BaseException:
            given_up = True
            with suppress(Exception):  # The result may have come before.
                late = done.get_nowait()
                if late is not None:
                    close(late())
            raise
        finally:
            self._wake = None

    def _start_thread(self, run: Callable[[], None]) -> None:
        try:
            _thread.start_new_thread(run, ())
        except RuntimeError as error:  # There are too many, or the interpreter ends.
            raise self.core.ConnectError("no thread can be started to connect") from error

    def _outcome(self, done: SimpleQueue[Callable[[], T] | None]) -> Callable[[], T]:
        """Wait for what another thread puts into a queue."""
        with suppress(Empty):
            outcome = done.get(timeout=self.time_left("ConnectTimeout"))
            if outcome is not None:
                return outcome
        self.time_left("ConnectTimeout")  # Raises where `abort` or the deadline ended the wait.
        raise self.core.ConnectTimeout("the attempt as a whole took too long")


class _DeadlineStream:
    """A network stream whose every wait ends with the deadline of the attempt."""

    def __init__(self, backend: DeadlineBackend, stream: Any) -> None:
        self._backend = backend
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Write what was held back, and read up to `max_bytes` bytes."""
        if rest := self._backend.head.rest():
            self._write(rest, timeout)
        seconds = self._shorter(timeout, "ReadTimeout")
        with self._backend.timeouts():
            data: bytes = self._stream.read(max_bytes, seconds)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all of `buffer`, or hold it back until the next write or read."""
        for piece in self._backend.head.pieces(buffer):
            self._write(piece, timeout)

    def _write(self, buffer: bytes, timeout: float | None) -> None:
        sock = self._stream.get_extra_info("socket")
        if self._stream.get_extra_info("ssl_object") is not getattr(sock, "_sslobj", None):
            # TLS within the TLS of a proxy, which has no socket of its own: that of the proxy would not encrypt for the
            # server.
            for start in range(0, len(buffer), _WRITE_SIZE):
                with self._backend.timeouts():
                    self._stream.write(buffer[start : start + _WRITE_SIZE], self._shorter(timeout, "WriteTimeout"))
            return
        view = memoryview(buffer)
        while view:
            seconds = self._shorter(timeout, "WriteTimeout")
            with self._backend.timeouts():
                view = view[self._send(sock, view, seconds) :]

    def start_tls(self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None) -> Any:
        """Start TLS, and return the stream inside of it."""
        seconds = self._shorter(timeout, "ConnectTimeout")
        with self._backend.timeouts(), self._backend.starting_tls(self._stream.get_extra_info("socket")):
            stream = self._stream.start_tls(ssl_context, server_hostname, seconds)
        return self._backend.opened(stream)

    def close(self) -> None:
        """Close the socket."""
        self._stream.close()

    def get_extra_info(self, info: str) -> Any:
        """Return what the library asks for: the socket, the TLS object, whether there is something to read."""
        return self._stream.get_extra_info(info)

    def abort(self) -> None:
        """Shut the socket down, which wakes a thread that waits for it, as closing it does not."""
        _shut_down(self._stream.get_extra_info("socket"))

    def _send(self, sock: socket.socket, data: memoryview, seconds: float) -> int:
        try:
            sock.settimeout(seconds)
            return sock.send(data)
        except TimeoutError as error:
            raise self._backend.core.WriteTimeout(str(error)) from error
        except OSError as error:
            raise self._backend.core.WriteError(str(error)) from error

    def _shorter(self, timeout: float | None, error: str) -> float:
        left = self._backend.time_left(error)
        return left if timeout is None else min(timeout, left)


def _with_scope(address: tuple[Any, ...]) -> str:
    """Return the host of a socket address, with the scope that a link-local IPv6 address needs."""
    host, scope = str(address[0]), address[3] if len(address) > 3 else 0  # noqa: PLR2004 - IPv6 has four parts
    return f"{host}%{scope}" if scope and "%" not in host else host


def _shut_down(sock: socket.socket) -> None:
    with suppress(OSError):  # It may not be connected any more.
        # Not SSLSocket.shutdown, after which a thread that writes would go on without TLS.
        socket.socket.shutdown(sock, socket.SHUT_RDWR)


def _close(stream: Any) -> None:
    stream.close()


def _ignore(_: object) -> None:
    pass


def _raise(error: Exception) -> NoReturn:
    raise error

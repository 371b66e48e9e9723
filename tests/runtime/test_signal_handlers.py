"""Signal handlers that raise in the midst of a call: the client works on, and no permit and no connection is lost."""

from __future__ import annotations

import signal
import ssl
import threading
import time
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from types import FrameType
from typing import Any

import httpx
import pytest
import trustme
from runtime.conftest import TLS
from runtime.echo_server import ask, assert_nothing_lost, echo, pool_of, sync_transport
from runtime.interrupts import InterruptError, raising_at
from runtime.socket_server import serving, within_tls

from msportal_client._runtime.transport import SyncTransport
from msportal_client.rate_limit._window import Window
from msportal_client.rate_limit.limiter import Answer, Ticket
from msportal_client.rate_limit.local import SyncWindowLimiter

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs signals of Unix")

# The modules with the callbacks of weak references.
_WEAK_REFERENCES = ("weakref.py", "_weakrefset.py")
QUOTA = {"x-ratelimit-limit": "10", "x-ratelimit-remaining": "2", "x-ratelimit-reset": "2100-01-01T00:00:00Z"}


def ticket() -> Ticket:
    return Ticket(max_wait=1e12, deadline=None, on_hold=lambda _: None)


def answer(now: float = 1.0, **headers: str) -> Answer:
    return Answer(200, {"date": "Thu, 26 Nov 2026 00:00:00 GMT", **QUOTA, **headers}, now, now)


@pytest.mark.parametrize("action", ["enter", "settle", "leave", "advance"])
def test_interrupt_window_at_every_line(action: str) -> None:
    """After `repair` every call is where it was, and all are served in the end."""
    number = 0
    interrupted = True
    while interrupted:
        number += 1
        window = Window()
        probe, first, second, third = (ticket() for _ in range(4))
        woken: list[Ticket] = []
        for each in (probe, first, second, third):
            each.wake = partial(woken.append, each)
        for each in (probe, first, second) if action == "enter" else (probe, first, second, third):
            window.enter(each, 0.0)
        calls: dict[str, Callable[[], object]] = {
            "enter": partial(window.enter, third, 0.5),
            "settle": partial(window.settle, probe, answer()),
            "leave": partial(window.leave, probe, 1.0),
            "advance": partial(window.advance, 100.0),
        }
        interrupted = raising_at(number, calls[action], Window.__module__)
        caller = third if action in {"enter", "advance"} else probe
        if interrupted:
            window.repair(1.0)
            window.leave(caller, 1.0)
        rest = [each for each in (probe, first, second, third) if each is not caller or not interrupted]
        rest = [each for each in rest if each is not probe or action not in {"settle", "leave"}]
        for each in rest:
            assert (each in window.waiters) is not each.granted, (action, number)
        assert window.in_flight == sum(each.granted for each in (probe, first, second, third))
        for each in rest:
            if not each.granted:
                window.advance(1000.0)
            assert each.granted
            assert each is probe or each in woken
            window.settle(each, answer(1000.0, **{"x-ratelimit-remaining": "9"}))
        assert (window.in_flight, list(window.waiters)) == (0, [])
    assert number > 10


@pytest.mark.parametrize(
    "module",
    [
        "msportal_client.rate_limit.local",
        "msportal_client.rate_limit._window",
        "msportal_client._runtime.transport",
        "msportal_client._runtime.connections",
        "msportal_client._runtime.connection_queue",
    ],
)
def test_interrupt_cleanup_at_every_line(module: str, thread_pool: Callable[..., Any]) -> None:
    """Also the code that gives back permits and connections may be interrupted."""

    def handle(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, text="call")

    number = 0
    interrupted = True
    transport = sync_transport(httpx.MockTransport(handle))
    while interrupted:
        number += 1
        interrupted = raising_at(number, partial(ask, transport, "call", "http://127.0.0.1/"), module)
        assert thread_pool([partial(ask, transport, "call", "http://127.0.0.1/")])
        ask(transport, "call", "http://127.0.0.1/")
        assert_nothing_lost(transport)
    assert number > 10


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # of sockets that Python itself loses
@pytest.mark.parametrize("first_call", [True, False])
def test_interrupt_library_at_any_line(thread_pool: Callable[..., Any], *, first_call: bool) -> None:
    """Also where the HTTP library or the standard library is interrupted, with or without an open connection."""
    with serving(echo()) as server:
        url = server.url.replace("127.0.0.1", "localhost")
        transport = limited_transport(TLS)
        number = 1
        interrupted = True
        while interrupted:
            if first_call:
                transport.close()
                transport = limited_transport(TLS)
            interrupted = raising_at(number, partial(ask, transport, "interrupted", url))
            assert thread_pool([partial(ask, transport, "thread", url)])
            ask(transport, "next", url)
            assert_nothing_lost(transport)
            assert len(pool_of(transport).connections) == 1
            number += 11
        transport.close()
    assert number > 1000


class Alarm:
    """A timer whose signal raises in the main thread, once."""

    def __init__(self, error: type[BaseException]) -> None:
        self.error = error
        self.armed = False

    def __call__(self, _: int, frame: FrameType | None) -> None:
        """Raise, but not in a clean-up whose exceptions Python only prints: there, try again soon."""
        if not self.armed:
            return
        while frame is not None:
            if frame.f_code.co_name == "__del__" or frame.f_code.co_filename.endswith(_WEAK_REFERENCES):
                signal.setitimer(signal.ITIMER_REAL, 0.0002)
                return
            frame = frame.f_back
        self.armed = False
        raise self.error

    def interrupts(self, function: Callable[[], object], seconds: float) -> bool:
        """Call a function, and raise after so many seconds, unless it is over before; return whether it was raised."""
        self.armed = True
        try:
            signal.setitimer(signal.ITIMER_REAL, seconds)
            function()
        except self.error:
            return True
        finally:
            self.armed = False
            signal.setitimer(signal.ITIMER_REAL, 0)
        return False


@contextmanager
def alarm(error: type[BaseException]) -> Generator[Alarm]:
    handler = Alarm(error)
    before = signal.signal(signal.SIGALRM, handler)
    try:
        yield handler
    finally:
        signal.signal(signal.SIGALRM, before)


class Stop(BaseException):
    """Raised by a signal handler, as KeyboardInterrupt is."""


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # ssl may lose a socket while TLS starts
@pytest.mark.parametrize("error", [Stop, InterruptError, TimeoutError])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_raise_at_any_time(error: type[BaseException], scheme: str) -> None:
    """A handler raises after ever longer times, up to that of a whole call, in the only connection that there is.

    Threads use the client at the same time: each gets its own response, in time.
    """
    authority = trustme.CA()
    context = ssl.create_default_context()
    authority.configure_trust(context)  # pyright: ignore[reportUnknownMemberType]
    server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(server_side)  # pyright: ignore[reportUnknownMemberType]
    script = echo() if scheme == "http" else within_tls(server_side, echo())
    interrupted = 0
    with serving(script) as server, alarm(error) as handler, ThreadPoolExecutor(2) as threads:
        url = f"{scheme}://localhost:{server.port}/"
        transport = limited_transport(context)
        ask(transport, "first", url)
        started = time.perf_counter()
        for number in range(10):
            ask(transport, f"warm-{number}", url)
        step = (time.perf_counter() - started) / 10 / 60
        for number in range(2000):
            if interrupted == 30:
                break
            names = [f"other-{number}-{n}" for n in range(2 if number % 5 == 0 else 0)]
            others = [threads.submit(ask, transport, name, url) for name in names]
            interrupted += handler.interrupts(partial(ask, transport, f"call-{number}", url), step * (number % 75 + 1))
            for other in others:
                other.result(5)
            ask(transport, f"next-{number}", url)
            assert_nothing_lost(transport)
            assert len(pool_of(transport).connections) == 1
        transport.close()
        server.wait_until_closed()
    assert interrupted == 30


def limited_transport(context: ssl.SSLContext) -> SyncTransport:
    return sync_transport(httpx.HTTPTransport(verify=context, limits=httpx.Limits(max_connections=1)))


def test_raise_while_waiting_in_line() -> None:
    """The main thread is interrupted in the line for permits and in that for connections; the others are served."""
    gate = threading.Event()
    entered = threading.Semaphore(0)

    def before(_: str) -> None:
        entered.release()
        gate.wait(60)

    with serving(echo(before)) as server, alarm(Stop) as handler, ThreadPoolExecutor(8) as threads:
        for limiter in (SyncWindowLimiter(), None):
            gate.set()
            transport = limited_transport(TLS) if limiter is None else sync_transport(limiter=limiter)
            ask(transport, "first", server.url)
            gate.clear()
            while entered.acquire(blocking=False):
                pass
            calls = [threads.submit(ask, transport, "busy", server.url, 60)]
            assert entered.acquire(timeout=60)
            for number in range(20):
                assert handler.interrupts(partial(ask, transport, "interrupted", server.url), 0.0005 * (number + 1))
            calls += [threads.submit(ask, transport, f"later-{n}", server.url, 60) for n in range(4)]
            gate.set()
            for call in calls:
                call.result(60)
            assert_nothing_lost(transport)
            transport.close()


def test_timeout_error_of_handler_is_not_retried() -> None:
    """`raise TimeoutError` in a handler bounds the call: it is neither taken for one of the network nor retried."""
    count = 0

    def before(_: str) -> None:
        nonlocal count
        count += 1
        time.sleep(0.3)

    def raise_timeout(*_: object) -> Any:
        raise TimeoutError("the job took too long")

    with serving(echo(before)) as server:
        transport = sync_transport()
        previous = signal.signal(signal.SIGALRM, raise_timeout)
        try:
            signal.setitimer(signal.ITIMER_REAL, 0.1)
            with pytest.raises(TimeoutError, match="the job took too long") as caught:
                ask(transport, "call", server.url)
        finally:
            signal.signal(signal.SIGALRM, previous)
        assert type(caught.value) is TimeoutError
        ask(transport, "next", server.url)
        assert_nothing_lost(transport)
        transport.close()
    assert count == 2

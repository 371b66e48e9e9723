"""Clients that are used before a fork, and in the child processes: no crossed answer, no call that hangs."""

from __future__ import annotations

import asyncio
import ctypes
import multiprocessing
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from runtime.conftest import TLS
from runtime.echo_server import (
    ask,
    ask_async,
    assert_nothing_lost,
    async_transport,
    echo,
    pool_of,
    sync_transport,
    window_of,
)
from runtime.socket_server import SocketServer, serving

from msportal_client._runtime.transport import AsyncTransport, SyncTransport

pytestmark = [
    # From Python 3.12 on, a fork in a process with threads warns.
    pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning"),
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs os.fork"),
]


def start_child(function: Callable[[], object]) -> int:
    """Fork a process that runs `function`, and return its id."""
    child = os.fork()
    if child == 0:
        try:
            function()
        except BaseException as error:  # noqa: BLE001 - the parent shows it
            os.write(2, f"child: {error!r}\n".encode())
            os._exit(1)
        os._exit(0)
    return child


def wait_for_child(child: int) -> int:
    """Return the exit status of a child; -1 if it hangs."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.01)
    os.kill(child, 9)
    os.waitpid(child, 0)
    return -1


def run_in_child(function: Callable[[], object]) -> int:
    return wait_for_child(start_child(function))


def ask_often(transport: SyncTransport, name: str, url: str, calls: int = 10) -> None:
    for number in range(calls):
        ask(transport, f"{name}-{number}", url)


def ask_in_threads(transport: SyncTransport, name: str, url: str) -> None:
    failed: list[BaseException] = []

    def work(number: int) -> None:
        try:
            ask_often(transport, f"{name}-{number}", url, 5)
        except BaseException as error:  # noqa: BLE001 - raised below
            failed.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert not failed
    assert not any(thread.is_alive() for thread in threads)


class Busy:
    """Threads of the parent that call all the time, and remember wrong answers."""

    def __init__(self, transport: SyncTransport, server: SocketServer, count: int = 8) -> None:
        self.stopped = threading.Event()
        self.answers = 0
        self.failed: list[BaseException] = []
        self.threads = [
            threading.Thread(target=self.work, args=(transport, f"parent-{number}", server.url))
            for number in range(count)
        ]
        for thread in self.threads:
            thread.start()

    def work(self, transport: SyncTransport, name: str, url: str) -> None:
        while not self.stopped.is_set():
            try:
                ask(transport, f"{name}-{self.answers}", url)
            except BaseException as error:  # noqa: BLE001 - raised in `stop`
                self.failed.append(error)
            self.answers += 1

    def stop(self) -> None:
        self.stopped.set()
        for thread in self.threads:
            thread.join(10)
        assert not self.failed
        assert self.answers > len(self.threads)


def test_children_get_own_answers() -> None:
    """The connection that is open before the fork (gunicorn's preload) is used by no child."""
    with serving(echo()) as server:
        transport = sync_transport(httpx.HTTPTransport(verify=TLS))
        ask(transport, "parent", server.url)
        children = [start_child(partial(ask_often, transport, f"child-{n}", server.url)) for n in range(4)]
        ask_often(transport, "parent-again", server.url)
        assert [wait_for_child(child) for child in children] == [0] * 4
        assert len(pool_of(transport).connections) == 1
        transport.close()
        server.wait_until_closed()


def test_fork_while_threads_call() -> None:
    """Parent and children get their own answers, whatever the parent's threads did in the moment of the fork."""
    with serving(echo()) as server:
        transport = sync_transport(httpx.HTTPTransport(verify=TLS, limits=httpx.Limits(max_connections=3)))
        ask(transport, "warm", server.url)
        busy = Busy(transport, server)
        children = [start_child(partial(ask_in_threads, transport, f"child-{n}", server.url)) for n in range(4)]
        codes = [wait_for_child(child) for child in children]
        busy.stop()
        assert codes == [0] * 4
        assert_nothing_lost(transport)
        transport.close()
        server.wait_until_closed()


def test_fork_in_thread_while_others_call() -> None:
    codes: list[int] = []
    with serving(echo()) as server:
        transport = sync_transport(httpx.HTTPTransport(verify=TLS))
        busy = Busy(transport, server, 4)
        forking = threading.Thread(
            target=lambda: codes.append(run_in_child(lambda: ask_often(transport, "child", server.url)))
        )
        forking.start()
        forking.join(25)
        busy.stop()
        transport.close()
    assert codes == [0]


@pytest.mark.parametrize("count", [2, 10])
def test_fork_while_calls_wait(count: int) -> None:
    """The first call is under way, and the others wait for its headers: the child begins with an empty line."""
    entered, go_on, parent = threading.Semaphore(0), threading.Event(), os.getpid()

    def handle(request: httpx.Request) -> httpx.Response:
        if os.getpid() == parent:
            entered.release()
            assert go_on.wait(10)
        return httpx.Response(200, content=request.headers["x-name"])

    transport = sync_transport(httpx.MockTransport(handle))
    url = "https://app.msportal.test/"
    threads = [threading.Thread(target=ask, args=(transport, f"parent-{n}", url)) for n in range(count)]
    for thread in threads:
        thread.start()
    assert entered.acquire(timeout=5)
    code = run_in_child(lambda: ask_often(transport, "child", url))
    go_on.set()
    for thread in threads:
        thread.join(10)
    assert code == 0
    assert_nothing_lost(transport)
    transport.close()


def test_fork_while_call_in_flight() -> None:
    """The child does not read the response to the parent's request."""
    entered, go_on = threading.Semaphore(0), threading.Event()

    def before(name: str) -> None:
        if name == "parent":
            entered.release()
            assert go_on.wait(10)

    with serving(echo(before)) as server:
        transport = sync_transport(httpx.HTTPTransport(verify=TLS))
        ask(transport, "warm", server.url)
        thread = threading.Thread(target=ask, args=(transport, "parent", server.url))
        thread.start()
        assert entered.acquire(timeout=5)
        child = start_child(lambda: ask_often(transport, "child", server.url))
        code = wait_for_child(child)
        go_on.set()
        thread.join(10)
        assert code == 0
        ask(transport, "after", server.url)
        assert_nothing_lost(transport)
        transport.close()


@pytest.mark.parametrize("owner", ["_inner", "_limiter"])
def test_fork_while_lock_held(owner: str) -> None:
    """A lock that a thread of the parent holds is free in the child."""
    with serving(echo()) as server:
        transport = sync_transport(httpx.HTTPTransport(verify=TLS))
        ask(transport, "parent", server.url)
        lock: Any = getattr(transport, owner)
        with lock._lock:
            child = start_child(lambda: ask_often(transport, "child", server.url))
        assert wait_for_child(child) == 0
        ask(transport, "after", server.url)
        transport.close()


def test_child_begins_new_window() -> None:
    """A spent quota of the parent does not hold the child before it has asked itself."""
    transport = sync_transport(
        httpx.MockTransport(
            lambda request: httpx.Response(
                200,
                content=request.headers["x-name"],
                headers={"x-ratelimit-remaining": "0", "ratelimit": "limit=5, remaining=0, reset=60"},
            )
        )
    )
    ask(transport, "parent", "https://app.msportal.test/")
    assert transport.rate_limit is not None

    def child() -> None:
        window = window_of(transport)
        assert window.rate_limit is None
        assert window.in_flight == 0
        ask(transport, "child", "https://app.msportal.test/")

    assert run_in_child(child) == 0
    transport.close()


def test_closed_client_stays_closed_in_child() -> None:
    transport = sync_transport(httpx.MockTransport(lambda _: httpx.Response(200)))
    transport.close()

    def child() -> None:
        with pytest.raises(RuntimeError, match="this client is closed"):
            ask(transport, "child", "https://app.msportal.test/")

    assert run_in_child(child) == 0


def test_child_close_keeps_parent_connection() -> None:
    """Closing the client in the child leaves the parent's connection alone."""
    with serving(echo()) as server:
        transport = sync_transport(httpx.HTTPTransport(verify=TLS))
        ask(transport, "parent", server.url)

        def child() -> None:
            ask(transport, "child", server.url)
            transport.close()

        assert run_in_child(child) == 0
        connections = set(pool_of(transport).connections)
        ask_often(transport, "parent-again", server.url)
        assert pool_of(transport).connections == connections
        assert len(connections) == 1
        transport.close()


def test_multiprocessing_fork() -> None:
    with serving(echo()) as server:
        transport = sync_transport(httpx.HTTPTransport(verify=TLS))
        ask(transport, "parent", server.url)
        context: Any = multiprocessing.get_context("fork")
        processes = [context.Process(target=ask_often, args=(transport, f"child-{n}", server.url)) for n in range(3)]
        for process in processes:
            process.start()
        for process in processes:
            process.join(20)
        assert [process.exitcode for process in processes] == [0] * 3
        transport.close()


# --- async ---


async def ask_many(transport: AsyncTransport, name: str, url: str, tasks: int = 10) -> None:
    async with anyio.create_task_group() as group:
        for number in range(tasks):
            group.start_soon(ask_async, transport, f"{name}-{number}", url)


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_async_client_in_child(backend: str) -> None:
    """The child uses the client in an event loop of its own; the parent's connections stay open."""

    async def main(url: str) -> None:
        transport = async_transport(httpx.AsyncHTTPTransport(verify=TLS))
        await ask_async(transport, "parent", url)
        child = start_child(lambda: run_new_loop(backend, transport, url))
        await ask_many(transport, "parent-meanwhile", url)
        assert await anyio.to_thread.run_sync(wait_for_child, child) == 0
        connections = set(pool_of(transport).connections)
        await ask_many(transport, "parent-again", url)
        assert connections <= pool_of(transport).connections
        assert_nothing_lost(transport)
        await transport.aclose()

    with serving(echo()) as server:
        anyio.run(main, server.url, backend=backend)
        server.wait_until_closed()


def run_new_loop(backend: str, transport: AsyncTransport, url: str) -> None:
    """Use the client in a new event loop, in a child that was forked inside a running one."""
    if backend == "asyncio":
        asyncio.events._set_running_loop(None)
        asyncio.run(use_and_close(transport, url))
        return
    # trio cannot begin anew inside a running loop; a new thread has none.
    import trio

    failed: list[BaseException] = []

    def work() -> None:
        try:
            trio.run(use_and_close, transport, url)
        except BaseException as error:  # noqa: BLE001 - raised below
            failed.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(15)
    assert not thread.is_alive()
    assert not failed, failed


async def use_and_close(transport: AsyncTransport, url: str) -> None:
    await ask_many(transport, "child", url)
    await transport.aclose()


def test_async_fork_while_tasks_wait() -> None:
    """Tasks of the parent are in flight and wait for connections."""

    async def main(url: str) -> None:
        transport = async_transport(httpx.AsyncHTTPTransport(verify=TLS, limits=httpx.Limits(max_connections=2)))
        for number in range(20):
            await ask_async(transport, f"warm-{number}", url)
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(ask_async(transport, f"parent-{n}", url)) for n in range(10)]
            while len(pool_of(transport)._waiters) < 4:  # noqa: ASYNC110 - nothing sets an event
                await asyncio.sleep(0)
            child = start_child(lambda: run_new_loop("asyncio", transport, url))
        assert len(tasks) == 10
        assert await asyncio.to_thread(wait_for_child, child) == 0
        assert_nothing_lost(transport)
        await transport.aclose()

    with serving(echo()) as server:
        asyncio.run(main(server.url))
        server.wait_until_closed()


# Without the hooks, Python's own locks stay as other threads had them: hence a process that has no server in it.
FORK_WITHOUT_HOOKS = """
import ctypes, os, sys
from runtime.echo_server import ask, pool_of, sync_transport
url, transport = sys.argv[1], sync_transport()
ask(transport, "parent", url)
pool = pool_of(transport)
child = ctypes.PyDLL(None).fork()
if child == 0:
    try:
        ask(transport, "child", url)
        os._exit(0 if pool_of(transport) is not pool else 1)
    finally:
        os._exit(2)
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
ask(transport, "parent again", url)
transport.close()
"""


@pytest.mark.skipif(not hasattr(ctypes, "PyDLL"), reason="calls fork(2) through ctypes.PyDLL, which PyPy has not")
def test_fork_without_hooks_noticed() -> None:
    """Call fork(2) itself, as uWSGI does, so that Python's hooks do not run."""
    tests = Path(__file__).parent.parent
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tests), str(tests.parent)])}
    with serving(echo()) as server:
        subprocess.run([sys.executable, "-c", FORK_WITHOUT_HOOKS, server.url], env=environment, check=True, timeout=60)

"""Redis limiters that are used before a fork, and in the child processes."""

from __future__ import annotations

import gc
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import anyio
import pytest
from many_workers.redis_server import RedisServer, untyped

from msportal_client.rate_limit.limiter import Answer, Hold, Ticket
from msportal_client.rate_limit.redis import AsyncRedisLimiter, RedisLimiter, redis_keys

# From Python 3.12 on, a fork in a process with threads warns.
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")

THREADS = 20


@pytest.fixture
def limiter(redis_server: RedisServer) -> Iterator[RedisLimiter]:
    with RedisLimiter(redis_server.url, key="key") as limiter:
        yield limiter


def run_in_child(function: Callable[[], None]) -> int:
    """Return the exit status of a forked process that runs `function`; -1 if it hangs."""
    child = os.fork()
    if child == 0:
        try:
            function()
        except BaseException as error:  # noqa: BLE001 - the parent shows it
            os.write(2, repr(error).encode())
            os._exit(1)
        os._exit(0)
    end = time.monotonic() + 15
    while time.monotonic() < end:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.01)
    os.kill(child, 9)
    os.waitpid(child, 0)
    return -1


def new_ticket(max_wait: float = 90.0) -> Ticket:
    return Ticket(max_wait=max_wait, deadline=None, on_hold=lambda _: None)


def report(remaining: int) -> Answer:
    now = time.monotonic()
    return Answer(200, {"ratelimit": f"remaining={remaining}, reset=60"}, now, now)


def call(limiter: RedisLimiter) -> Hold | None:
    """Make a call that does not wait for a reset."""
    ticket = new_ticket(max_wait=1)
    hold = limiter.acquire(ticket)
    if hold is None:
        limiter.settle(ticket, report(500))
    return hold


def call_in_threads(limiter: RedisLimiter) -> list[Hold | None]:
    """Make a call in each of many threads, which all begin at once and switch after every 10 µs."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    barrier = threading.Barrier(THREADS)

    def work(_: int) -> Hold | None:
        barrier.wait()
        return call(limiter)

    try:
        with ThreadPoolExecutor(THREADS) as pool:
            return list(pool.map(work, range(THREADS)))
    finally:
        sys.setswitchinterval(interval)


def test_child_is_new_worker(limiter: RedisLimiter) -> None:
    probe = new_ticket()
    assert limiter.acquire(probe) is None
    limiter.settle(probe, report(0))

    def child() -> None:
        assert call(limiter) is not None

    assert run_in_child(child) == 0
    assert call(limiter) is not None


def test_many_threads_in_child(limiter: RedisLimiter) -> None:
    assert call(limiter) is None

    def child() -> None:
        assert call_in_threads(limiter) == [None] * THREADS
        names = [thread.name for thread in threading.enumerate()]
        assert names.count("msportal-redis-limiter") == 1

    for _ in range(10):
        assert run_in_child(child) == 0
    assert call(limiter) is None


def test_many_threads_in_unused_limiter(limiter: RedisLimiter) -> None:
    """The first calls of all come in the child."""

    def child() -> None:
        assert call_in_threads(limiter) == [None] * THREADS

    for _ in range(10):
        assert run_in_child(child) == 0


def test_fork_while_parent_threads_wait(limiter: RedisLimiter) -> None:
    """The child has no part in the parent's waits, nor in a lock that a thread of the parent holds."""
    probe = new_ticket()
    assert limiter.acquire(probe) is None
    limiter.settle(probe, report(0))
    tickets = [new_ticket() for _ in range(5)]
    locked, unlock = threading.Event(), threading.Event()

    def hold_lock() -> None:
        with limiter._worker.lock:  # pyright: ignore[reportPrivateUsage]
            locked.set()
            unlock.wait()

    def child() -> None:
        holds = call_in_threads(limiter)
        assert {hold and hold.reason for hold in holds} == {"the quota is spent"}

    with ThreadPoolExecutor(6) as pool:
        waiting = [pool.submit(limiter.acquire, ticket) for ticket in tickets]
        time.sleep(0.1)
        holder = pool.submit(hold_lock)
        locked.wait()
        status = run_in_child(child)
        unlock.set()
        holder.result()
        assert not any(future.done() for future in waiting)
        for ticket in tickets:
            ticket.cancel()
        assert all(future.result() for future in waiting)
    assert status == 0


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_async_limiter_in_child(redis_server: RedisServer, backend: str) -> None:
    limiter = AsyncRedisLimiter(redis_server.url, key="key")

    async def calls() -> None:
        async def call() -> None:
            ticket = new_ticket()
            assert await limiter.acquire(ticket) is None
            await limiter.settle(ticket, report(500))

        with anyio.fail_after(10):
            async with limiter, anyio.create_task_group() as group:
                for _ in range(THREADS):
                    group.start_soon(call)

    anyio.run(calls, backend=backend)
    assert run_in_child(lambda: anyio.run(calls, backend=backend)) == 0
    anyio.run(calls, backend=backend)


def test_child_keeps_parent_connection_open(redis_server: RedisServer, limiter: RedisLimiter) -> None:
    """The parent's connection survives the child's end, and its permits stay the parent's."""
    ticket = new_ticket()
    assert limiter.acquire(ticket) is None
    limiter.settle(ticket, report(1))
    assert limiter.acquire(ticket) is None
    client, permits = untyped(redis_server.client), redis_keys("msportal", "key")[2]

    def child() -> None:
        gc.collect()
        waiter = Ticket(max_wait=90, deadline=time.monotonic() + 0.5, on_hold=lambda _: None)
        assert limiter.acquire(waiter) is not None

    assert client.hlen(permits) == 1
    assert run_in_child(child) == 0
    assert client.hlen(permits) == 1
    limiter.settle(ticket, report(0))

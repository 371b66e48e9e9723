"""The limiters as they are used: with tasks and threads, with Redis there, away and silent."""

from __future__ import annotations

import logging
import math
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from email.utils import formatdate
from functools import partial
from typing import Any

import anyio
import httpx
import pytest
from fake_server import planner_item_detail
from many_workers.server import RedisServer, untyped
from redis import Redis
from redis.asyncio import Redis as AsyncioRedis

from msportal_client import AsyncMSPortal, MSPortal
from msportal_client.rate_limit.limiter import Answer, Hold, Ticket
from msportal_client.rate_limit.redis import AsyncRedisLimiter, RedisLimiter

KEY = "msp_key_of_the_tests"
LIMIT = 20


@pytest.fixture(autouse=True)
def _all_permits_come_back() -> Iterator[None]:
    """A limiter whose permits are not given back lives on, and tells the next test's Redis of them."""
    before = set(threading.enumerate())
    yield
    until(lambda: not any(thread.name == "msportal-redis-limiter" for thread in set(threading.enumerate()) - before))


@pytest.fixture
def sync(redis_server: RedisServer) -> Iterator[RedisLimiter]:
    with RedisLimiter(redis_server.url, key=KEY) as limiter:
        yield limiter


@pytest.fixture
def fragile(fragile_redis: RedisServer) -> Iterator[RedisLimiter]:
    with RedisLimiter(fragile_redis.url, key=KEY, timeout=0.2) as limiter:
        yield limiter


def new_ticket(*, max_wait: float = 90.0, seconds: float | None = None) -> Ticket:
    deadline = None if seconds is None else time.monotonic() + seconds
    return Ticket(max_wait=max_wait, deadline=deadline, on_hold=lambda _: None)


def said(remaining: int, resets_in: float, *, status: int = 200) -> Answer:
    now, monotonic = time.time(), time.monotonic()
    headers = {
        "date": formatdate(math.floor(now), usegmt=True),
        "x-ratelimit-limit": str(LIMIT),
        "x-ratelimit-remaining": str(remaining),
        "x-ratelimit-reset": datetime.fromtimestamp(now + resets_in, UTC).isoformat(),
    }
    return Answer(status, headers, monotonic, monotonic)


def until(condition: Callable[[], bool], seconds: float = 20) -> None:
    give_up = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < give_up, "it does not come to that"
        time.sleep(0.005)


def holds(limiter: RedisLimiter) -> None:
    """Spend the quota for a minute, for all workers."""
    probe = new_ticket()
    assert limiter.acquire(probe) is None
    limiter.settle(probe, said(0, 60))


def refused(limiter: RedisLimiter) -> bool:
    """Whether a call that does not want to wait gets no permit. It gives it back."""
    ticket = new_ticket(max_wait=0)
    if limiter.acquire(ticket) is not None:
        return True
    limiter.release(ticket, counted=False)
    return False


def gets_one(limiter: RedisLimiter) -> bool:
    return not refused(limiter)


class Server:
    """Fixed windows of 2 s behind httpx's mock transport."""

    def __init__(self) -> None:
        self.used: dict[int, int] = {}
        self.wasted = 0
        self.lock = threading.Lock()

    def handle(self, request: httpx.Request) -> httpx.Response:
        with self.lock:
            now = time.time()
            window = math.floor(now / 2)
            served = self.used.get(window, 0) < LIMIT
            self.used[window] = self.used.get(window, 0) + served
            self.wasted += not served
            headers = {
                "date": formatdate(math.floor(now), usegmt=True),
                "x-ratelimit-limit": str(LIMIT),
                "x-ratelimit-remaining": str(LIMIT - self.used[window]),
                "x-ratelimit-reset": datetime.fromtimestamp(2 * window + 2, UTC).isoformat(),
            }
        body = {"data": planner_item_detail()} if served else {"error": "slow down"}
        return httpx.Response(201 if served else 429, headers=headers, json=body)


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_clients_of_tasks_share_one_quota(backend: str, redis_server: RedisServer) -> None:
    server = Server()

    async def calls(limiter: AsyncRedisLimiter) -> None:
        async with AsyncMSPortal(KEY, limiter=limiter, transport=httpx.MockTransport(server.handle)) as msportal:
            async with anyio.create_task_group() as group:
                for _ in range(15):
                    group.start_soon(partial(msportal.planner.create_planner_item, title="x"))
            assert msportal.rate_limit is not None
            assert msportal.rate_limit.limit == LIMIT

    async def main() -> None:
        async with (
            AsyncRedisLimiter(redis_server.url, key=KEY) as one,
            AsyncRedisLimiter(redis_server.url, key=KEY) as other,
            anyio.create_task_group() as group,
        ):
            group.start_soon(calls, one)
            group.start_soon(calls, other)

    anyio.run(main, backend=backend)
    assert sum(server.used.values()) == 30
    assert server.wasted == 0


def test_clients_of_threads_share_one_quota(redis_server: RedisServer) -> None:
    server = Server()
    with (
        RedisLimiter(redis_server.url, key=KEY) as one,
        RedisLimiter(redis_server.client, key=KEY) as other,
        ThreadPoolExecutor(30) as pool,
    ):
        clients = [
            MSPortal(KEY, limiter=limiter, transport=httpx.MockTransport(server.handle)) for limiter in (one, other)
        ]
        futures = [pool.submit(clients[n % 2].planner.create_planner_item, title="x") for n in range(30)]
        for future in futures:
            assert future.result(20).title
        for client in clients:
            client.close()

    assert sum(server.used.values()) == 30
    assert server.wasted == 0


# Waiting.


def test_one_that_waits_is_told_why_and_until_when(sync: RedisLimiter) -> None:
    holds(sync)
    told: list[Hold] = []

    def on_hold(hold: Hold) -> None:
        told.append(hold)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sync.acquire(Ticket(max_wait=90, deadline=None, on_hold=on_hold))

    [hold] = told
    assert hold.reason == "the quota is spent"
    assert hold.until is not None
    assert 58 < hold.until - time.monotonic() < 62


def test_one_that_would_wait_too_long_is_refused_at_once(sync: RedisLimiter) -> None:
    holds(sync)

    assert refused(sync)


def test_one_with_a_deadline_is_refused_when_it_comes_and_its_place_is_free(sync: RedisLimiter) -> None:
    probe = new_ticket()
    assert sync.acquire(probe) is None

    assert sync.acquire(new_ticket(seconds=0.05)) is not None

    sync.settle(probe, said(1, 60))
    assert gets_one(sync)


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_one_that_is_cancelled_loses_no_permit(backend: str, redis_server: RedisServer) -> None:
    async def main() -> None:
        async with AsyncRedisLimiter(redis_server.url, key=KEY) as limiter:
            probe = new_ticket()
            assert await limiter.acquire(probe) is None
            cancelled = 0
            async with anyio.create_task_group() as group:
                for number in range(20):
                    # At every moment: before Redis has heard of it, and after.
                    with anyio.move_on_after(number / 2000) as scope:
                        await limiter.acquire(new_ticket())
                    cancelled += scope.cancelled_caught
                group.cancel_scope.cancel()
            assert cancelled == 20
            await limiter.settle(probe, said(1, 60))
            with anyio.fail_after(5):
                last = new_ticket()
                assert await limiter.acquire(last) is None
                await limiter.release(last, counted=False)

    anyio.run(main, backend=backend)


def test_what_on_hold_raises_takes_the_call_out_of_the_line(sync: RedisLimiter) -> None:
    probe = new_ticket()
    assert sync.acquire(probe) is None

    def on_hold(_: Hold) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sync.acquire(Ticket(max_wait=90, deadline=None, on_hold=on_hold))

    sync.settle(probe, said(1, 60))
    assert gets_one(sync)


def test_an_event_loop_that_is_busy_keeps_its_permits(redis_server: RedisServer) -> None:
    async def main() -> None:
        async with AsyncRedisLimiter(redis_server.url, key=KEY) as busy:
            probe = new_ticket()
            assert await busy.acquire(probe) is None
            await busy.settle(probe, said(1, 60))
            last = new_ticket()
            assert await busy.acquire(last) is None
            with RedisLimiter(redis_server.url, key=KEY) as other:
                # Blocks the event loop for more than a lease.
                assert other.acquire(new_ticket(seconds=1.5)) is not None
            await busy.release(last, counted=False)

    anyio.run(main)


# Redis is away.


def test_without_redis_a_warning_is_logged_once_and_calls_go_on(
    fragile_redis: RedisServer, fragile: RedisLimiter, caplog: pytest.LogCaptureFixture
) -> None:
    holds(fragile)
    assert refused(fragile)
    fragile_redis.stop()

    with caplog.at_level(logging.INFO, "msportal_client"):
        began = time.monotonic()
        for _ in range(5):
            assert refused(fragile), "it still knows that the quota is spent"
        assert time.monotonic() - began < 1
        fragile_redis.start()
        until(lambda: "Redis is back" in caplog.text)

    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]
    assert refused(fragile), "and so does the Redis that has forgotten all"
    assert KEY not in caplog.text


def test_a_redis_that_was_never_there_holds_nobody_up(
    fragile_redis: RedisServer, caplog: pytest.LogCaptureFixture
) -> None:
    fragile_redis.stop()
    server = Server()
    with RedisLimiter(fragile_redis.url, key=KEY, timeout=0.2) as limiter:
        with MSPortal(KEY, limiter=limiter, transport=httpx.MockTransport(server.handle)) as msportal:
            for _ in range(LIMIT + 2):
                msportal.planner.create_planner_item(title="x")
        fragile_redis.start()

    assert server.wasted == 0
    assert caplog.text.count("Redis does not answer") == 1


def test_a_redis_that_hangs_costs_one_timeout(
    fragile_redis: RedisServer, fragile: RedisLimiter, caplog: pytest.LogCaptureFixture
) -> None:
    ticket = new_ticket()
    assert fragile.acquire(ticket) is None
    fragile.settle(ticket, said(LIMIT - 1, 60))
    fragile_redis.pause()

    began = time.monotonic()
    for _ in range(3):
        ticket = new_ticket()
        assert fragile.acquire(ticket) is None
        fragile.settle(ticket, said(LIMIT - 2, 60))
    assert time.monotonic() - began < 0.2 + 0.5

    fragile_redis.resume()
    with caplog.at_level(logging.INFO, "msportal_client"):
        assert gets_one(fragile)
        until(lambda: "Redis is back" in caplog.text)


def test_permits_from_before_are_counted_when_redis_is_back(
    fragile_redis: RedisServer, fragile: RedisLimiter, caplog: pytest.LogCaptureFixture
) -> None:
    probe = new_ticket()
    assert fragile.acquire(probe) is None
    fragile.settle(probe, said(2, 60))
    tickets = [new_ticket()]
    assert fragile.acquire(tickets[0]) is None
    with caplog.at_level(logging.INFO, "msportal_client"):
        fragile_redis.stop()
        until(lambda: "Redis does not answer" in caplog.text)
        fragile_redis.start()
        until(lambda: "Redis is back" in caplog.text)

    with RedisLimiter(fragile_redis.url, key=KEY) as other:
        assert other.acquire(new_ticket(seconds=0.5)) is not None, "it waits to see what the first one's answer says"
        fragile.settle(tickets[0], said(1, 60))
        last = new_ticket()
        assert other.acquire(last) is None
        other.settle(last, said(0, 60))
        assert refused(other)


# Coming and going.


def test_the_thread_ends_and_the_worker_is_gone_from_redis_when_it_is_closed(redis_server: RedisServer) -> None:
    before = set(threading.enumerate())
    with RedisLimiter(redis_server.url, key=KEY) as limiter:
        holds(limiter)
        assert len(set(threading.enumerate()) - before) == 1

    assert not set(threading.enumerate()) - before
    names = [name.decode() for name in untyped(redis_server.client).keys("*")]
    assert [name.rpartition(":")[2] for name in names] == ["window"]
    assert refused(limiter), "it can be used again"
    limiter.close()


def test_the_key_is_nowhere_in_redis(redis_server: RedisServer, sync: RedisLimiter) -> None:
    holds(sync)
    assert refused(sync)

    client = untyped(redis_server.client)
    names: list[bytes] = client.keys("*")
    assert names
    for name in names:
        assert KEY.encode() not in name
        assert KEY.encode() not in (client.dump(name) or b"")
        assert name.startswith(b"msportal:{")


def test_other_keys_and_other_prefixes_are_other_quotas(redis_server: RedisServer, sync: RedisLimiter) -> None:
    holds(sync)

    for key, prefix in (("another", "msportal"), (KEY, "staging")):
        with RedisLimiter(redis_server.url, key=key, prefix=prefix) as other:
            assert gets_one(other)


def test_a_process_that_is_forked_is_a_worker_of_its_own(redis_server: RedisServer, sync: RedisLimiter) -> None:
    holds(sync)

    child = os.fork()
    if child == 0:
        os._exit(0 if refused(sync) else 1)

    assert os.waitpid(child, 0)[1] == 0
    assert refused(sync)


def test_the_key_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch, redis_server: RedisServer) -> None:
    monkeypatch.delenv("MSPORTAL_API_KEY", raising=False)
    with pytest.raises(ValueError, match="no API key"):
        RedisLimiter(redis_server.url)

    monkeypatch.setenv("MSPORTAL_API_KEY", KEY)
    with RedisLimiter(redis_server.url) as limiter:
        holds(limiter)
    with RedisLimiter(redis_server.url, key=KEY) as limiter:
        assert refused(limiter)


@pytest.mark.parametrize("timeout", [0, -1, 1, math.nan])
def test_a_timeout_longer_than_the_lease_is_refused(timeout: float) -> None:
    with pytest.raises(ValueError, match="timeout must be between 0 and 1 seconds"):
        RedisLimiter("redis://127.0.0.1", key=KEY, timeout=timeout)


def test_what_is_no_redis_is_refused() -> None:
    not_redis: Any = AsyncioRedis()
    with pytest.raises(TypeError, match=r"is a redis\.asyncio\.client\.Redis: the async limiter, too"):
        AsyncRedisLimiter(not_redis, key=KEY)
    with pytest.raises(ValueError, match="URL must specify"):
        RedisLimiter("http://127.0.0.1", key=KEY)


def test_the_settings_of_a_client_are_used_and_the_client_itself_is_left_alone(redis_server: RedisServer) -> None:
    client = Redis(port=redis_server.port, db=3, socket_timeout=None)
    with RedisLimiter(client, key=KEY) as limiter:
        holds(limiter)
        assert untyped(client).dbsize() > 0

    assert untyped(client).get_connection_kwargs()["socket_timeout"] is None
    client.close()


def test_importing_the_package_imports_no_redis() -> None:
    code = "import sys, msportal_client, msportal_client.rate_limit; from msportal_client import AsyncMSPortal; sys.exit('redis' in sys.modules)"
    assert subprocess.run([sys.executable, "-W", "error", "-c", code], check=False).returncode == 0


def test_without_redis_py_the_error_says_what_to_install() -> None:
    code = "import sys; sys.modules['redis'] = None; import msportal_client.rate_limit.redis"
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert 'pip install "msportal-client[redis]"' in done.stderr

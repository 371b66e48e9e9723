"""AsyncRedisLimiter and RedisLimiter: shared quotas, waiting, Redis outages, configuration."""

from __future__ import annotations

import hashlib
import logging
import math
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
from many_workers.redis_server import RedisServer, untyped
from redis import Redis
from redis.asyncio import Redis as AsyncioRedis

from msportal_client import AsyncMSPortal, MSPortal
from msportal_client.rate_limit._shared_window_script import SCRIPT, VERSION
from msportal_client.rate_limit.limiter import Answer, Hold, Ticket
from msportal_client.rate_limit.redis import AsyncRedisLimiter, RedisLimiter

KEY = "msp_key_of_the_tests"
LIMIT = 20


@pytest.fixture(autouse=True)
def _no_permit_left() -> Iterator[None]:
    """Wait until the limiter's thread has ended. It runs as long as permits are out, and would reach the next test."""
    before = set(threading.enumerate())
    yield
    wait_until(
        lambda: not any(thread.name == "msportal-redis-limiter" for thread in set(threading.enumerate()) - before)
    )


@pytest.fixture
def limiter(redis_server: RedisServer) -> Iterator[RedisLimiter]:
    with RedisLimiter(redis_server.url, key=KEY) as limiter:
        yield limiter


@pytest.fixture
def stoppable_limiter(stoppable_redis: RedisServer) -> Iterator[RedisLimiter]:
    with RedisLimiter(stoppable_redis.url, key=KEY, timeout=0.2) as limiter:
        yield limiter


def new_ticket(*, max_wait: float = 90.0, seconds: float | None = None) -> Ticket:
    deadline = None if seconds is None else time.monotonic() + seconds
    return Ticket(max_wait=max_wait, deadline=deadline, on_hold=lambda _: None)


def response(remaining: int, resets_in: float, *, status: int = 200) -> Answer:
    now, monotonic = time.time(), time.monotonic()
    headers = {
        "date": formatdate(math.floor(now), usegmt=True),
        "x-ratelimit-limit": str(LIMIT),
        "x-ratelimit-remaining": str(remaining),
        "x-ratelimit-reset": datetime.fromtimestamp(now + resets_in, UTC).isoformat(),
    }
    return Answer(status, headers, monotonic, monotonic)


def wait_until(condition: Callable[[], bool], seconds: float = 20) -> None:
    give_up_at = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < give_up_at, "the condition was never true"
        time.sleep(0.005)


def spend_quota(limiter: RedisLimiter) -> None:
    """Spend the quota of all workers for a minute."""
    probe = new_ticket()
    assert limiter.acquire(probe) is None
    limiter.settle(probe, response(0, 60))


def is_refused(limiter: RedisLimiter) -> bool:
    """Return whether a call with max_wait=0 gets no permit. A permit is released."""
    ticket = new_ticket(max_wait=0)
    if limiter.acquire(ticket) is not None:
        return True
    limiter.release(ticket, counted=False)
    return False


def is_granted(limiter: RedisLimiter) -> bool:
    return not is_refused(limiter)


class Server:
    """A server with fixed windows of 2 s, for httpx.MockTransport."""

    def __init__(self) -> None:
        self.used: dict[int, int] = {}
        self.refused = 0
        self.lock = threading.Lock()

    def handle(self, request: httpx.Request) -> httpx.Response:
        with self.lock:
            now = time.time()
            window = math.floor(now / 2)
            served = self.used.get(window, 0) < LIMIT
            self.used[window] = self.used.get(window, 0) + served
            self.refused += not served
            headers = {
                "date": formatdate(math.floor(now), usegmt=True),
                "x-ratelimit-limit": str(LIMIT),
                "x-ratelimit-remaining": str(LIMIT - self.used[window]),
                "x-ratelimit-reset": datetime.fromtimestamp(2 * window + 2, UTC).isoformat(),
            }
        body = {"data": planner_item_detail()} if served else {"error": "slow down"}
        return httpx.Response(201 if served else 429, headers=headers, json=body)


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_async_clients_share_quota(backend: str, redis_server: RedisServer) -> None:
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
    assert server.refused == 0


def test_sync_clients_share_quota(redis_server: RedisServer) -> None:
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
    assert server.refused == 0


# Waiting.


def test_on_hold_receives_reason_and_reset(limiter: RedisLimiter) -> None:
    spend_quota(limiter)
    holds: list[Hold] = []

    def on_hold(hold: Hold) -> None:
        holds.append(hold)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        limiter.acquire(Ticket(max_wait=90, deadline=None, on_hold=on_hold))

    [hold] = holds
    assert hold.reason == "the quota is spent"
    assert hold.until is not None
    assert 58 < hold.until - time.monotonic() < 62


def test_wait_beyond_max_wait_refused(limiter: RedisLimiter) -> None:
    spend_quota(limiter)

    assert is_refused(limiter)


def test_deadline_refuses_and_frees_place(limiter: RedisLimiter) -> None:
    probe = new_ticket()
    assert limiter.acquire(probe) is None

    assert limiter.acquire(new_ticket(seconds=0.05)) is not None

    limiter.settle(probe, response(1, 60))
    assert is_granted(limiter)


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_cancelled_wait_loses_no_permit(backend: str, redis_server: RedisServer) -> None:
    async def main() -> None:
        async with AsyncRedisLimiter(redis_server.url, key=KEY) as limiter:
            probe = new_ticket()
            assert await limiter.acquire(probe) is None
            cancelled = 0
            async with anyio.create_task_group() as group:
                for number in range(20):
                    # Cancel at many moments, before and after Redis knows of the call.
                    with anyio.move_on_after(number / 2000) as scope:
                        await limiter.acquire(new_ticket())
                    cancelled += scope.cancelled_caught
                group.cancel_scope.cancel()
            assert cancelled == 20
            await limiter.settle(probe, response(1, 60))
            with anyio.fail_after(5):
                last = new_ticket()
                assert await limiter.acquire(last) is None
                await limiter.release(last, counted=False)

    anyio.run(main, backend=backend)


def test_on_hold_error_leaves_queue(limiter: RedisLimiter) -> None:
    probe = new_ticket()
    assert limiter.acquire(probe) is None

    def on_hold(_: Hold) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        limiter.acquire(Ticket(max_wait=90, deadline=None, on_hold=on_hold))

    limiter.settle(probe, response(1, 60))
    assert is_granted(limiter)


@pytest.mark.parametrize("redis_state", ["up", "stopped", "paused"])
def test_sync_client_close_ends_waits(
    stoppable_redis: RedisServer, stoppable_limiter: RedisLimiter, redis_state: str
) -> None:
    spend_quota(stoppable_limiter)
    with ThreadPoolExecutor(10) as pool:
        msportal = MSPortal(KEY, limiter=stoppable_limiter, transport=httpx.MockTransport(Server().handle))
        calls = [pool.submit(msportal.planner.create_planner_item, title="x") for _ in range(10)]
        time.sleep(0.1)
        if redis_state == "stopped":
            stoppable_redis.stop()
        elif redis_state == "paused":
            stoppable_redis.pause()
        time.sleep(0.1)
        began = time.monotonic()
        msportal.close()
        for call in calls:
            with pytest.raises(RuntimeError, match="this client is closed"):
                call.result(10)
        assert time.monotonic() - began < 0.5


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_async_client_close_ends_waits(redis_server: RedisServer, backend: str) -> None:
    errors: list[str] = []

    async def call(msportal: AsyncMSPortal) -> None:
        with pytest.raises(RuntimeError) as caught:
            await msportal.planner.create_planner_item(title="x")
        errors.append(str(caught.value))

    async def main() -> None:
        async with AsyncRedisLimiter(redis_server.url, key=KEY) as limiter:
            probe = new_ticket()
            assert await limiter.acquire(probe) is None
            await limiter.settle(probe, response(0, 60))
            msportal = AsyncMSPortal(KEY, limiter=limiter, transport=httpx.MockTransport(Server().handle))
            with anyio.fail_after(5):
                async with anyio.create_task_group() as group:
                    for _ in range(10):
                        group.start_soon(call, msportal)
                    await anyio.sleep(0.2)
                    await msportal.aclose()

    anyio.run(main, backend=backend)
    assert len(errors) == 10
    assert set(errors) == {"this client is closed: make a new one"}


def test_busy_event_loop_keeps_permits(redis_server: RedisServer) -> None:
    async def main() -> None:
        async with AsyncRedisLimiter(redis_server.url, key=KEY) as busy:
            probe = new_ticket()
            assert await busy.acquire(probe) is None
            await busy.settle(probe, response(1, 60))
            last = new_ticket()
            assert await busy.acquire(last) is None
            with RedisLimiter(redis_server.url, key=KEY) as other:
                # Blocks the event loop for more than a lease.
                assert other.acquire(new_ticket(seconds=1.5)) is not None
            await busy.release(last, counted=False)

    anyio.run(main)


# Redis outages.


def test_redis_outage_warns_once(
    stoppable_redis: RedisServer, stoppable_limiter: RedisLimiter, caplog: pytest.LogCaptureFixture
) -> None:
    """Calls go on by the local window."""
    spend_quota(stoppable_limiter)
    assert is_refused(stoppable_limiter)
    stoppable_redis.stop()

    with caplog.at_level(logging.INFO, "msportal_client"):
        began = time.monotonic()
        for _ in range(5):
            assert is_refused(stoppable_limiter), "it remembers that the quota is spent"
        assert time.monotonic() - began < 1
        stoppable_redis.start()
        wait_until(lambda: "Redis is back" in caplog.text)

    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]
    assert is_refused(stoppable_limiter), "Redis learns again that the quota is spent"
    assert KEY not in caplog.text


def test_redis_missing_at_start(stoppable_redis: RedisServer, caplog: pytest.LogCaptureFixture) -> None:
    """No call is held up."""
    stoppable_redis.stop()
    server = Server()
    with RedisLimiter(stoppable_redis.url, key=KEY, timeout=0.2) as limiter:
        with MSPortal(KEY, limiter=limiter, transport=httpx.MockTransport(server.handle)) as msportal:
            for _ in range(LIMIT + 2):
                msportal.planner.create_planner_item(title="x")
        stoppable_redis.start()

    assert server.refused == 0
    assert caplog.text.count("Redis is not available") == 1


def test_redis_hang_costs_one_timeout(
    stoppable_redis: RedisServer, stoppable_limiter: RedisLimiter, caplog: pytest.LogCaptureFixture
) -> None:
    ticket = new_ticket()
    assert stoppable_limiter.acquire(ticket) is None
    stoppable_limiter.settle(ticket, response(LIMIT - 1, 60))
    stoppable_redis.pause()

    began = time.monotonic()
    for _ in range(3):
        ticket = new_ticket()
        assert stoppable_limiter.acquire(ticket) is None
        stoppable_limiter.settle(ticket, response(LIMIT - 2, 60))
    assert time.monotonic() - began < 0.2 + 0.5

    stoppable_redis.resume()
    with caplog.at_level(logging.INFO, "msportal_client"):
        assert is_granted(stoppable_limiter)
        wait_until(lambda: "Redis is back" in caplog.text)


def test_redis_return_counts_old_permits(
    stoppable_redis: RedisServer, stoppable_limiter: RedisLimiter, caplog: pytest.LogCaptureFixture
) -> None:
    probe = new_ticket()
    assert stoppable_limiter.acquire(probe) is None
    stoppable_limiter.settle(probe, response(2, 60))
    tickets = [new_ticket()]
    assert stoppable_limiter.acquire(tickets[0]) is None
    with caplog.at_level(logging.INFO, "msportal_client"):
        stoppable_redis.stop()
        wait_until(lambda: "Redis is not available" in caplog.text)
        stoppable_redis.start()
        wait_until(lambda: "Redis is back" in caplog.text)

    with RedisLimiter(stoppable_redis.url, key=KEY) as other:
        assert other.acquire(new_ticket(seconds=0.5)) is not None, (
            "it waits for the response of the other worker's call"
        )
        stoppable_limiter.settle(tickets[0], response(1, 60))
        last = new_ticket()
        assert other.acquire(last) is None
        other.settle(last, response(0, 60))
        assert is_refused(other)


# Lifecycle and configuration.


def test_close_ends_thread_and_removes_worker(redis_server: RedisServer) -> None:
    before = set(threading.enumerate())
    with RedisLimiter(redis_server.url, key=KEY) as limiter:
        spend_quota(limiter)
        assert len(set(threading.enumerate()) - before) == 1

    assert not set(threading.enumerate()) - before
    names = [name.decode() for name in untyped(redis_server.client).keys("*")]
    assert [name.rpartition(":")[2] for name in names] == ["window"]
    assert is_refused(limiter), "it can be used again"
    limiter.close()


def test_api_key_absent_from_redis(redis_server: RedisServer, limiter: RedisLimiter) -> None:
    spend_quota(limiter)
    assert is_refused(limiter)

    client = untyped(redis_server.client)
    names: list[bytes] = client.keys("*")
    assert names
    for name in names:
        assert KEY.encode() not in name
        assert KEY.encode() not in (client.dump(name) or b"")
        assert name.startswith(b"msportal:{")


def test_version_in_redis_names(redis_server: RedisServer, limiter: RedisLimiter) -> None:
    """Two versions of the package that keep different tables do not share one."""
    spend_quota(limiter)

    names: list[bytes] = untyped(redis_server.client).keys("*")
    assert {name.split(b":")[2] for name in names} == {f"v{VERSION}".encode()}


def test_version_changes_with_script() -> None:
    """Raise VERSION when this fails, unless only comments or layout have changed. Then set the new checksum here."""
    code = "\n".join(line.split(" --")[0].strip() for line in SCRIPT.splitlines() if not line.startswith("--"))
    assert (VERSION, hashlib.sha256(code.encode()).hexdigest()[:16]) == (2, "9769d7bbd3457a10")


def test_key_and_prefix_separate_quotas(redis_server: RedisServer, limiter: RedisLimiter) -> None:
    spend_quota(limiter)

    for key, prefix in (("another", "msportal"), (KEY, "staging")):
        with RedisLimiter(redis_server.url, key=key, prefix=prefix) as other:
            assert is_granted(other)


def test_api_key_from_environment(monkeypatch: pytest.MonkeyPatch, redis_server: RedisServer) -> None:
    monkeypatch.delenv("MSPORTAL_API_KEY", raising=False)
    with pytest.raises(ValueError, match="no API key"):
        RedisLimiter(redis_server.url)

    monkeypatch.setenv("MSPORTAL_API_KEY", KEY)
    with RedisLimiter(redis_server.url) as limiter:
        spend_quota(limiter)
    with RedisLimiter(redis_server.url, key=KEY) as limiter:
        assert is_refused(limiter)


@pytest.mark.parametrize("timeout", [0, -1, 1, math.nan])
def test_timeout_beyond_lease_rejected(timeout: float) -> None:
    with pytest.raises(ValueError, match="timeout must be between 0 and 1 seconds"):
        RedisLimiter("redis://127.0.0.1", key=KEY, timeout=timeout)


def test_wrong_redis_client_rejected() -> None:
    not_redis: Any = AsyncioRedis()
    with pytest.raises(TypeError, match=r"is a redis\.asyncio\.client\.Redis: the async limiter, too"):
        AsyncRedisLimiter(not_redis, key=KEY)
    with pytest.raises(ValueError, match="URL must specify"):
        RedisLimiter("http://127.0.0.1", key=KEY)


def test_redis_client_settings_copied(redis_server: RedisServer) -> None:
    """Leave the client itself unchanged."""
    client = Redis(port=redis_server.port, db=3, socket_timeout=None)
    with RedisLimiter(client, key=KEY) as limiter:
        spend_quota(limiter)
        assert untyped(client).dbsize() > 0

    assert untyped(client).get_connection_kwargs()["socket_timeout"] is None
    client.close()


def test_import_package_without_redis() -> None:
    code = "import sys, msportal_client, msportal_client.rate_limit; from msportal_client import AsyncMSPortal; sys.exit('redis' in sys.modules)"
    assert subprocess.run([sys.executable, "-W", "error", "-c", code], check=False).returncode == 0


def test_missing_redis_names_extra() -> None:
    code = "import sys; sys.modules['redis'] = None; import msportal_client.rate_limit.redis"
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert 'pip install "msportal-client[redis]"' in done.stderr

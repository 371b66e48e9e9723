"""Keys that Redis loses: whichever it is, and whenever, every call is served."""

from __future__ import annotations

import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import cycle, product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from many_workers.damage import DAMAGES, damage
from many_workers.redis_server import RedisServer, untyped
from many_workers.simulation import KEYS, Sim, Worker
from redis.exceptions import OutOfMemoryError, ResponseError

from msportal_client.rate_limit.limiter import Answer, Ticket
from msportal_client.rate_limit.redis import RedisLimiter, redis_keys

NAMES = [key.rpartition(":")[2] for key in KEYS]
LIMIT = 20
SECONDS = 10.0
LATENCY = 0.3
CALLS = 12


class Load:
    """Three workers, each with 12 calls at once, and a server with a quota of 20 requests in 10 seconds."""

    def __init__(self, server: RedisServer) -> None:
        self.sim = Sim(server, workers=3)
        self.used: dict[int, int] = {}
        self.refused = 0
        self.served = 0
        self.waiting = [(worker, worker.call()) for worker in self.sim.workers for _ in range(CALLS)]
        self.in_flight: list[tuple[float, int, int, Worker, Ticket]] = []

    def step(self) -> None:
        """Let 50 ms pass."""
        self.sim.wait(0.05)
        for worker, ticket in [pair for pair in self.waiting if pair[1].granted]:
            self.waiting.remove((worker, ticket))
            window = int(self.sim.now / SECONDS)
            status = 200 if self.used.get(window, 0) < LIMIT else 429
            self.refused += status == 429
            self.used[window] = self.used.get(window, 0) + (status == 200)
            self.in_flight.append((self.sim.now + LATENCY, status, LIMIT - self.used[window], worker, ticket))
        while self.in_flight and self.in_flight[0][0] <= self.sim.now:
            _, status, remaining, worker, ticket = self.in_flight.pop(0)
            resets_in = SECONDS - (self.sim.now - LATENCY) % SECONDS - LATENCY
            worker.answer(ticket, remaining, resets_in, status=status)
            if status == 429:
                worker.enter(ticket)
                self.waiting.append((worker, ticket))
            else:
                self.served += 1

    def finish(self) -> None:
        end = self.sim.now + 100
        while self.served < 3 * CALLS:
            assert self.sim.now < end, f"{self.served} of {3 * CALLS} calls were served"
            self.step()


@pytest.mark.parametrize("state", ["in-flight", "waiting"])
@pytest.mark.parametrize(("name", "how"), list(product(NAMES, DAMAGES)))
def test_damaged_key_costs_no_call(redis_server: RedisServer, name: str, how: str, state: str) -> None:
    load = Load(redis_server)
    while load.served < 10:
        load.step()
    if state == "waiting":
        while load.in_flight:
            load.step()

    damaged = damage(redis_server.client, KEYS[NAMES.index(name)], how)
    load.finish()

    assert load.refused <= 2
    # The damage is noticed: by each worker once, unless the worker was done before.
    if damaged and (name, how) != ("line", "spoil"):
        assert max(len(worker.losses) for worker in load.sim.workers) == 1
    else:
        assert not any(worker.losses for worker in load.sim.workers)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    damages=st.lists(
        st.tuples(st.integers(1, 100), st.sampled_from(KEYS), st.sampled_from(sorted(DAMAGES))), max_size=12
    )
)
def test_random_damages_cost_no_call(redis_server: RedisServer, damages: list[tuple[int, str, str]]) -> None:
    redis_server.forget()
    load = Load(redis_server)
    for steps, name, how in damages:
        for _ in range(steps):
            load.step()
        damage(redis_server.client, name, how)

    load.finish()


# With real limiters.


class Server:
    """A server with fixed windows of one second, which counts what it serves."""

    def __init__(self) -> None:
        self.used: dict[int, int] = {}
        self.lock = threading.Lock()

    def answer(self) -> Answer:
        sent = time.monotonic()
        with self.lock:
            now = time.time()
            window = int(now)
            served = self.used.get(window, 0) < LIMIT
            self.used[window] = self.used.get(window, 0) + served
        time.sleep(0.01)
        headers = {"ratelimit": f"remaining={LIMIT - self.used[window]}, reset=1"}
        return Answer(200 if served else 429, headers, sent, time.monotonic())


def make_calls(limiters: list[RedisLimiter], count: int) -> Server:
    """Make `count` calls in 24 threads. A call that waits for more than 20 s fails."""
    server = Server()

    def call(limiter: RedisLimiter) -> None:
        ticket = Ticket(max_wait=60, deadline=time.monotonic() + 20, on_hold=lambda _: None)
        while True:
            hold = limiter.acquire(ticket)
            assert hold is None, hold
            answer = server.answer()
            limiter.settle(ticket, answer)
            if answer.status == 200:
                return

    with ThreadPoolExecutor(24) as pool:
        for future in [pool.submit(call, limiter) for _, limiter in zip(range(count), cycle(limiters), strict=False)]:
            future.result()
    return server


def two_limiters(server: RedisServer) -> tuple[RedisLimiter, RedisLimiter]:
    return RedisLimiter(server.url, key="key"), RedisLimiter(server.url, key="key")


def test_keys_lost_all_the_time(redis_server: RedisServer) -> None:
    """Lose or damage some key every 30 ms."""
    stop = threading.Event()

    def saboteur() -> None:
        for name, how in cycle(product(redis_keys("msportal", "key"), DAMAGES)):
            if stop.wait(0.03):
                return
            # A key may have another type at this moment, from the damage before.
            with suppress(ResponseError):
                damage(redis_server.client, name, how)

    thread = threading.Thread(target=saboteur)
    one, other = two_limiters(redis_server)
    with one, other:
        thread.start()
        try:
            server = make_calls([one, other], 120)
        finally:
            stop.set()
            thread.join()

    assert sum(server.used.values()) == 120


def test_loss_logged_once(redis_server: RedisServer, caplog: pytest.LogCaptureFixture) -> None:
    one, other = two_limiters(redis_server)
    with one, other, ThreadPoolExecutor(1) as pool:
        calls = pool.submit(make_calls, [one, other], 60)
        client, (_, line, _, workers) = untyped(redis_server.client), redis_keys("msportal", "key")
        while client.zcard(line) < 10 or client.zcard(workers) < 2:
            time.sleep(0.005)
        assert client.delete(line)
        calls.result()

    messages = [record.getMessage() for record in caplog.records]
    assert len(messages) == 2, "one for each limiter"
    for message in messages:
        assert "Redis lost the state of the shared quota (some of its keys are gone or were overwritten)" in message


def test_keys_evicted(stoppable_redis: RedisServer, caplog: pytest.LogCaptureFixture) -> None:
    """Evict the keys again and again: with one sample, the least recently used key is any key."""
    client = untyped(stoppable_redis.client)
    client.config_set("maxmemory-policy", "allkeys-lru")
    client.config_set("maxmemory-samples", 1)
    client.config_set("maxmemory", client.info("memory")["used_memory"] + 2_000_000)
    stop = threading.Event()

    def filler() -> None:
        for number in cycle(range(4)):
            if stop.wait(0.01):
                return
            with suppress(OutOfMemoryError):
                client.set(f"filler:{number}", b"x" * 700_000)

    thread = threading.Thread(target=filler)
    one, other = two_limiters(stoppable_redis)
    with one, other:
        thread.start()
        try:
            with caplog.at_level(logging.WARNING, "msportal_client"):
                server = make_calls([one, other], 120)
        finally:
            stop.set()
            thread.join()

    assert sum(server.used.values()) == 120
    assert client.info("stats")["evicted_keys"] > 0
    assert "Redis lost the state of the shared quota" in caplog.text

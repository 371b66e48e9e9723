"""SharedWindow with one worker decides exactly as Window does."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from email.utils import formatdate
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from many_workers.redis_server import RedisServer
from many_workers.simulation import EPOCH, Sim, granted

from msportal_client.rate_limit._server_time import ServerTime
from msportal_client.rate_limit._window import Window
from msportal_client.rate_limit.limiter import Answer, Ticket

LIMIT = 60

index = st.integers(0, 100)
count = st.integers(0, LIMIT)

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("call"), st.integers(1, 6)),
        st.tuples(st.just("leave"), index),
        st.tuples(st.just("fail"), index, st.booleans()),
        # Resets are at half seconds and responses come at full ones, so that no two moments almost coincide.
        st.tuples(st.just("answer"), index, st.none() | count, st.none() | st.integers(-2, 8), st.booleans()),
        # Most steps are as with a real server and other users of the key.
        *[st.tuples(st.just("served"), st.integers(1, 8), st.integers(0, 4))] * 4,
        st.tuples(st.just("silent"), st.integers(1, 4)),
        st.tuples(st.just("wait"), st.integers(1, 9)),
    ),
    max_size=80,
)


class Pair:
    """The same calls at a shared and at a local window."""

    def __init__(self, server: RedisServer) -> None:
        server.forget()
        self.sim = Sim(server)
        self.worker = self.sim.workers[0]
        self.window = Window(ServerTime(lambda: EPOCH + self.sim.now))
        self.waiters: list[tuple[Ticket, Ticket]] = []
        self.permits: list[tuple[Ticket, Ticket]] = []
        self.server_window = self.server_used = 0

    @property
    def now(self) -> float:
        return self.sim.now

    def compare(self) -> None:
        self.window.advance(self.now)
        self.worker.exchange(force=True)
        shared, local = [pair[0] for pair in self.waiters], [pair[1] for pair in self.waiters]
        assert granted(shared) == granted(local)
        self.permits += [pair for pair in self.waiters if pair[0].granted]
        self.waiters = [pair for pair in self.waiters if not pair[0].granted]
        if self.waiters:
            holds = (
                self.worker.window.hold(self.waiters[0][0], self.now),
                self.window.hold(self.waiters[0][1], self.now),
            )
            assert holds[0] is not None
            assert holds[1] is not None
            assert holds[0].reason == holds[1].reason
            assert holds[0].until == (None if holds[1].until is None else pytest.approx(holds[1].until, abs=0.1))

    def step(self, name: str, *arguments: Any) -> None:
        getattr(self, name)(*arguments)
        self.compare()

    def call(self, count: int) -> None:
        for _ in range(count):
            local = Ticket(max_wait=math.inf, deadline=None, on_hold=lambda _: None)
            self.window.enter(local, self.now)
            self.waiters.append((self.worker.call(), local))

    def leave(self, index: int) -> None:
        if self.waiters:
            shared, local = self.waiters.pop(index % len(self.waiters))
            self.worker.leave(shared)
            self.window.leave(local, self.now)

    def fail(self, index: int, counted: bool) -> None:
        if self.permits:
            shared, local = self.permits.pop(index % len(self.permits))
            self.worker.leave(shared, counted=counted)
            self.window.leave(local, self.now, counted=counted)

    def served(self, count: int, others: int) -> None:
        for _ in range(count):
            self.call(2)
            self.compare()
            window = math.floor((EPOCH + self.now - 0.5) / 4)
            if window != self.server_window:
                self.server_window, self.server_used = window, 0
            refused = self.server_used >= LIMIT
            self.server_used = min(LIMIT, self.server_used + 1 + others)
            self.answer(0, LIMIT - self.server_used, 1, refused)

    def silent(self, count: int) -> None:
        for _ in range(count):
            self.call(1)
            self.compare()
            self.answer(0, None, None, False)

    def answer(self, index: int, remaining: int | None, resets: int | None, refused: bool) -> None:
        if not self.permits:
            return
        shared, local = self.permits.pop(index % len(self.permits))
        server_now = EPOCH + self.now
        headers = {"date": formatdate(math.floor(server_now), usegmt=True), "x-ratelimit-limit": str(LIMIT)}
        if remaining is not None:
            headers["x-ratelimit-remaining"] = str(remaining)
        if resets is not None:
            # Windows of 4 s.
            reset = math.floor((server_now - 0.5) / 4) * 4 + 4 * resets + 0.5
            headers["x-ratelimit-reset"] = datetime.fromtimestamp(reset, UTC).isoformat()
        answer = Answer(429 if refused else 200, headers, self.now, self.now)
        self.worker.window.settle(shared, answer)
        self.worker.exchange()
        self.window.settle(local, answer)

    def wait(self, seconds: int) -> None:
        for _ in range(4 * seconds):
            self.compare()
            self.sim.now += 0.25


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_shared_window_decides_like_local_window(redis_server: RedisServer, steps: list[Any]) -> None:
    pair = Pair(redis_server)
    for step in steps:
        pair.step(*step)

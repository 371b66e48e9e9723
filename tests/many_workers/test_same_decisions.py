"""One worker alone is told by the script what the window of one process would have told it, whatever happens."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from email.utils import formatdate
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from many_workers.bench import EPOCH, Bench, granted
from many_workers.server import RedisServer

from msportal_client.rate_limit._server_time import ServerTime
from msportal_client.rate_limit._window import Window
from msportal_client.rate_limit.limiter import Answer, Ticket

LIMIT = 60

which = st.integers(0, 100)
number = st.integers(0, LIMIT)

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("call"), st.integers(1, 6)),
        st.tuples(st.just("leave"), which),
        st.tuples(st.just("fail"), which, st.booleans()),
        # Resets come half a second after a full one, and time passes in full ones: no two moments are nearly the same.
        st.tuples(st.just("answer"), which, st.none() | number, st.none() | st.integers(-2, 8), st.booleans()),
        # Most is as it is with a server that counts, and others who use the key.
        *[st.tuples(st.just("served"), st.integers(1, 8), st.integers(0, 4))] * 4,
        st.tuples(st.just("silent"), st.integers(1, 4)),
        st.tuples(st.just("wait"), st.integers(1, 9)),
    ),
    max_size=80,
)


class Pair:
    """The same calls at both windows."""

    def __init__(self, server: RedisServer) -> None:
        server.forget()
        self.bench = Bench(server)
        self.worker = self.bench.workers[0]
        self.window = Window(ServerTime(lambda: EPOCH + self.bench.now))
        self.waiting: list[tuple[Ticket, Ticket]] = []
        self.permits: list[tuple[Ticket, Ticket]] = []
        self.server_window = self.server_used = 0

    @property
    def now(self) -> float:
        return self.bench.now

    def compare(self) -> None:
        self.window.advance(self.now)
        self.worker.talk(anyway=True)
        shared, local = [pair[0] for pair in self.waiting], [pair[1] for pair in self.waiting]
        assert granted(shared) == granted(local)
        self.permits += [pair for pair in self.waiting if pair[0].granted]
        self.waiting = [pair for pair in self.waiting if not pair[0].granted]
        if self.waiting:
            holds = (
                self.worker.window.hold(self.waiting[0][0], self.now),
                self.window.hold(self.waiting[0][1], self.now),
            )
            assert holds[0] is not None
            assert holds[1] is not None
            assert holds[0].reason == holds[1].reason
            assert holds[0].until == (None if holds[1].until is None else pytest.approx(holds[1].until, abs=0.1))

    def do(self, what: str, *arguments: Any) -> None:
        getattr(self, what)(*arguments)
        self.compare()

    def call(self, count: int) -> None:
        for _ in range(count):
            local = Ticket(max_wait=math.inf, deadline=None, on_hold=lambda _: None)
            self.window.enter(local, self.now)
            self.waiting.append((self.worker.call(), local))

    def leave(self, index: int) -> None:
        if self.waiting:
            shared, local = self.waiting.pop(index % len(self.waiting))
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
        moment = EPOCH + self.now
        headers = {"date": formatdate(math.floor(moment), usegmt=True), "x-ratelimit-limit": str(LIMIT)}
        if remaining is not None:
            headers["x-ratelimit-remaining"] = str(remaining)
        if resets is not None:
            # Windows of 4 s.
            reset = math.floor((moment - 0.5) / 4) * 4 + 4 * resets + 0.5
            headers["x-ratelimit-reset"] = datetime.fromtimestamp(reset, UTC).isoformat()
        answer = Answer(429 if refused else 200, headers, self.now, self.now)
        self.worker.window.settle(shared, answer)
        self.worker.talk()
        self.window.settle(local, answer)

    def wait(self, seconds: int) -> None:
        for _ in range(4 * seconds):
            self.compare()
            self.bench.now += 0.25


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_the_shared_window_decides_as_the_local_one_does(redis_server: RedisServer, steps: list[Any]) -> None:
    pair = Pair(redis_server)
    for step in steps:
        pair.do(*step)

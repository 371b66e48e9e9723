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
from many_workers.simulation import EPOCH, Sim

from msportal_client.rate_limit._headers import QuotaHeaders
from msportal_client.rate_limit._server_time import ServerTime
from msportal_client.rate_limit._window import Window
from msportal_client.rate_limit.limiter import Answer, Ticket

LIMIT = 60

index = st.integers(0, 100)
count = st.integers(0, LIMIT)

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("call"), st.integers(1, 6), st.sampled_from([math.inf, math.inf, 0, 3])),
        st.tuples(st.just("leave"), index),
        st.tuples(st.just("fail"), index, st.booleans()),
        # Resets are at half seconds and responses come at full ones, so that no two moments almost coincide.
        st.tuples(
            st.just("answer"),
            index,
            st.none() | count,
            st.none() | st.integers(-2, 8),
            st.booleans(),
            st.sampled_from([None, None, 3]),
        ),
        # The fields that the IETF drafts count seconds. Other quotas may end sooner or later.
        st.tuples(st.just("draft"), index, count, st.integers(1, 30), st.booleans()),
        # Most steps are as with a real server and other users of the key.
        *[st.tuples(st.just("served"), st.integers(1, 8), st.integers(0, 4))] * 4,
        # A token bucket, whose reset is that of the next token: it moves with each response.
        *[st.tuples(st.just("bucket"), st.integers(1, 8), st.sampled_from([1, 5]))] * 2,
        st.tuples(st.just("silent"), st.integers(1, 4)),
        # The server reports no quota any more.
        st.tuples(st.just("unlimited")),
        # Calls that are in flight together, refused without a quota, some of them with Retry-After.
        *[st.tuples(st.just("refused"), st.integers(1, 8), st.sampled_from([None, None, 0, 0.1, 3]))] * 2,
        st.tuples(st.just("wait"), st.integers(1, 9)),
    ),
    max_size=80,
)


class Call:
    """A call at both windows."""

    def __init__(self, shared: Ticket, local: Ticket) -> None:
        self.shared = shared
        self.local = local
        self.sent = 0.0


class Pair:
    """The same calls at a shared and at a local window."""

    def __init__(self, server: RedisServer) -> None:
        server.forget()
        self.sim = Sim(server)
        self.worker = self.sim.workers[0]
        self.window = Window(ServerTime(lambda: EPOCH + self.sim.now))
        self.waiters: list[Call] = []
        self.permits: list[Call] = []
        self.server_window = self.server_used = 0
        self.bucket_state = 5.0, 0.0

    @property
    def now(self) -> float:
        return self.sim.now

    def compare(self) -> None:
        self.window.advance(self.now)
        self.worker.exchange(force=True)
        assert self.worker.losses == []
        for call in [call for call in self.waiters if call.local.granted or call.shared.granted]:
            assert call.local.granted
            assert call.shared.granted
            call.sent = self.now
            self.waiters.remove(call)
            self.permits.append(call)
        if self.waiters:
            holds = (
                self.worker.window.hold(self.waiters[0].shared, self.now),
                self.window.hold(self.waiters[0].local, self.now),
            )
            assert holds[0] is not None
            assert holds[1] is not None
            assert holds[0].reason == holds[1].reason
            assert holds[0].until == (None if holds[1].until is None else pytest.approx(holds[1].until, abs=0.1))
            for call in [call for call in self.waiters if call.local.gives_up(holds[1], self.now)]:
                assert call.shared.gives_up(holds[0], self.now)
                self.drop(call)

    def step(self, name: str, *arguments: Any) -> None:
        getattr(self, name)(*arguments)
        self.compare()

    def call(self, count: int, max_wait: float = math.inf) -> None:
        for _ in range(count):
            local = Ticket(max_wait=max_wait, deadline=None, on_hold=lambda _: None)
            self.window.enter(local, self.now)
            self.waiters.append(Call(self.worker.call(max_wait=max_wait), local))

    def drop(self, call: Call) -> None:
        self.waiters.remove(call)
        self.worker.leave(call.shared)
        self.window.leave(call.local, self.now)

    def leave(self, index: int) -> None:
        if self.waiters:
            self.drop(self.waiters[index % len(self.waiters)])

    def fail(self, index: int, counted: bool) -> None:
        if self.permits:
            call = self.permits.pop(index % len(self.permits))
            self.worker.leave(call.shared, counted=counted)
            self.window.leave(call.local, self.now, counted=counted)

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

    def bucket(self, count: int, burst: int) -> None:
        """Make calls of which a bucket allows one each second, and `burst` at once."""
        for _ in range(count):
            self.call(2)
            self.compare()
            tokens, since = self.bucket_state
            tokens = min(float(burst), tokens + self.now - since)
            refused = tokens < 1
            self.bucket_state = tokens - (not refused), self.now
            reset = math.floor(EPOCH + self.now) + 1.5
            headers = {
                "x-quota-limit": str(LIMIT),
                "x-quota-remaining": str(int(self.bucket_state[0])),
                "x-quota-reset": datetime.fromtimestamp(reset, UTC).isoformat(),
            }
            self.settle(0, 429 if refused else 200, headers)
            self.wait_steps(2)

    def silent(self, count: int) -> None:
        for _ in range(count):
            self.call(1)
            self.compare()
            self.answer(0, None, None, False)

    def unlimited(self) -> None:
        self.wait(5)
        self.silent(3)
        self.call(4)

    def refused(self, count: int, retry_after: float | None) -> None:
        self.call(count)
        self.compare()
        headers = {} if retry_after is None else {"retry-after": str(retry_after)}
        for _ in range(count):
            self.settle(0, 429, headers)

    def draft(self, index: int, remaining: int, resets: int, refused: bool) -> None:
        self.settle(index, 429 if refused else 200, {"ratelimit": f"limit=60, remaining={remaining}, reset={resets}"})

    def answer(
        self, index: int, remaining: int | None, resets: int | None, refused: bool, retry_after: int | None = None
    ) -> None:
        server_now = EPOCH + self.now
        headers = {"x-quota-limit": str(LIMIT)}
        if remaining is not None:
            headers["x-quota-remaining"] = str(remaining)
        if resets is not None:
            # Windows of 4 s.
            reset = math.floor((server_now - 0.5) / 4) * 4 + 4 * resets + 0.5
            headers["x-quota-reset"] = datetime.fromtimestamp(reset, UTC).isoformat()
        if retry_after is not None:
            headers["retry-after"] = str(retry_after)
        self.settle(index, 429 if refused else 200, headers)

    def settle(self, index: int, status: int, headers: dict[str, str]) -> None:
        if not self.permits:
            return
        call = self.permits.pop(index % len(self.permits))
        headers = {"date": formatdate(math.floor(EPOCH + self.now), usegmt=True), **headers}
        names = QuotaHeaders("x-quota-limit", "x-quota-remaining", "x-quota-reset")
        # A request is sent before any response of the same moment comes.
        answer = Answer(status, headers, call.sent - 0.001, self.now, names)
        retry_at = self.worker.window.settle(call.shared, answer)
        self.worker.exchange()
        assert (retry_at is None) == (self.window.settle(call.local, answer) is None)
        assert call.shared.bare_refusal == call.local.bare_refusal

    def wait(self, seconds: int) -> None:
        self.wait_steps(4 * seconds)

    def wait_steps(self, quarters: int) -> None:
        for _ in range(quarters):
            self.compare()
            self.sim.now += 0.25


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_shared_window_decides_like_local_window(redis_server: RedisServer, steps: list[Any]) -> None:
    pair = Pair(redis_server)
    for step in steps:
        pair.step(*step)

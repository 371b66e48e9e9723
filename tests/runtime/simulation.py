"""A server with a quota on a virtual clock: hours pass in milliseconds, and the client is the real one."""

from __future__ import annotations

import math
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import formatdate
from typing import Protocol, TypeVar

import httpx
import trio
from trio.testing import MockClock

from msportal_client._runtime.transport import AsyncTransport
from msportal_client.retry import RetryPolicy
from msportal_client.types import Request

T = TypeVar("T")

EPOCH = 1_795_255_200.0
"""A full minute of the server's clock."""


def request(number: int = 0, *, method: str = "POST") -> Request:
    return Request(method, "https://app.msportal.test/goals", {}, b"{}", f"request-{number}")


def virtually(main: Callable[[], Awaitable[T]]) -> T:
    """Run `main` on trio with a clock that jumps ahead when all tasks wait."""
    return trio.run(main, clock=MockClock(autojump_threshold=0))


class Quota(Protocol):
    """A rate limiter as servers have them."""

    limit: int

    def ask(self, now: float) -> tuple[bool, int, float]:
        """Whether a request at `now` is served, what remains after it, and when the server says that resets."""
        ...


@dataclass
class FixedWindow:
    """Windows of one minute, by the minutes of the clock or from the first request on."""

    limit: int = 60
    seconds: float = 60.0
    aligned: bool = True
    used: int = 0
    begins: float = -math.inf

    def ask(self, now: float) -> tuple[bool, int, float]:
        if now >= self.begins + self.seconds:
            self.begins = math.floor(now / self.seconds) * self.seconds if self.aligned else now
            self.used = 0
        served = self.used < self.limit
        self.used += served
        return served, self.limit - self.used, self.begins + self.seconds


@dataclass
class SlidingLog:
    """At most `limit` requests in any minute; says when the oldest of them, or the newest, falls out."""

    limit: int = 60
    seconds: float = 60.0
    tells_newest: bool = False
    times: list[float] = field(default_factory=list[float])

    def ask(self, now: float) -> tuple[bool, int, float]:
        self.times = [time for time in self.times if time > now - self.seconds]
        served = len(self.times) < self.limit
        if served:
            self.times.append(now)
        return served, self.limit - len(self.times), self.times[-1 if self.tells_newest else 0] + self.seconds


@dataclass
class SlidingCounter:
    """The last window counts in part: what many servers have for a sliding window."""

    limit: int = 60
    seconds: float = 60.0
    window: int = -1
    used: int = 0
    before: int = 0

    def ask(self, now: float) -> tuple[bool, int, float]:
        window = math.floor(now / self.seconds)
        if window != self.window:
            self.before = self.used if self.window == window - 1 else 0
            self.window, self.used = window, 0
        weighted = self.before * (1 - (now / self.seconds - window)) + self.used
        served = weighted < self.limit
        self.used += served
        return served, max(0, math.floor(self.limit - weighted - served)), (window + 1) * self.seconds


@dataclass
class TokenBucket:
    """One request a second, 60 at once; says when the next token comes, or when the bucket is full."""

    limit: int = 60
    seconds: float = 60.0
    tells_full: bool = False
    tokens: float = 60.0
    at: float = math.inf

    def ask(self, now: float) -> tuple[bool, int, float]:
        rate = self.limit / self.seconds
        self.tokens = min(self.limit, self.tokens + max(0.0, now - self.at) * rate)
        self.at = now
        served = self.tokens >= 1
        self.tokens -= served
        missing = self.limit - self.tokens if self.tells_full else 1 - self.tokens % 1
        return served, int(self.tokens), now + missing / rate


class QuotaServer(httpx.AsyncBaseTransport):
    """Answers by a quota and by a clock of its own.

    Args:
        quota: What is served and what is refused.
        begins: Where in its minute the server's clock is at the start.
        ahead: Seconds that the server's clock is ahead of the client's.
        drift: Seconds that it gains in each second.
        latency: Seconds of one round trip, with and without the other half of it as spread.
        reset: How the server writes down when the quota resets.
        seed: For the latency.
    """

    def __init__(
        self,
        quota: Quota | None = None,
        *,
        begins: float = 17.0,
        ahead: float = 0.0,
        drift: float = 0.0,
        latency: float = 0.0,
        reset: Callable[[float], float] = float,
        seed: int = 0,
    ) -> None:
        self.quota = quota or FixedWindow()
        self.begins, self.ahead, self.drift, self.latency, self.reset = begins, ahead, drift, latency, reset
        self.random = random.Random(seed)
        self.served = self.refused = 0

    def time(self) -> float:
        return EPOCH + self.begins + trio.current_time() * (1 + self.drift)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        trip = self.random.uniform(0, 2 * self.latency)
        there = self.random.uniform(0, trip)
        await trio.sleep(there)
        served, remaining, resets = self.quota.ask(self.time())
        self.served += served
        self.refused += not served
        headers = {
            "date": formatdate(math.floor(self.time() + self.ahead), usegmt=True),
            "x-ratelimit-limit": str(self.quota.limit),
            "x-ratelimit-remaining": str(remaining),
            "x-ratelimit-reset": datetime.fromtimestamp(self.reset(resets + self.ahead), UTC).isoformat(),
        }
        await trio.sleep(trip - there)
        return httpx.Response(200 if served else 429, headers=headers, json={})


@dataclass(frozen=True)
class Outcome:
    served: int
    wasted: int
    seconds: float


def run_fleet(server: QuotaServer, *, tasks: int = 50, calls: int = 10, processes: int = 1) -> Outcome:
    """`processes` clients that share nothing but the server, each with `tasks` tasks that make `calls` calls."""

    async def work(transport: AsyncTransport) -> None:
        for number in range(calls):
            answer = await transport.send(request(number), timeout=30, retry=RetryPolicy())
            assert answer.status_code == 200

    async def main() -> float:
        async with trio.open_nursery() as nursery:
            for _ in range(processes):
                transport = AsyncTransport(server, headers={}, clock=trio.current_time)
                for _ in range(tasks):
                    nursery.start_soon(work, transport)
        return trio.current_time()

    seconds = virtually(main)
    assert server.served == processes * tasks * calls
    return Outcome(server.served, server.refused, seconds)

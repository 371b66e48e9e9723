"""Simulated servers with a quota, called by the real transport on a virtual clock."""

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
from runtime.apis import MSPORTAL
from trio.testing import MockClock

from msportal_client._runtime.call import Request
from msportal_client._runtime.transport import AsyncTransport
from msportal_client.retry import RetryPolicy

T = TypeVar("T")

# A full minute of the server's clock.
EPOCH = 1_795_255_200.0


def request(number: int = 0, *, method: str = "POST") -> Request:
    return Request(method, "https://app.msportal.test/goals", {}, b"{}", f"request-{number}")


def run_virtual(main: Callable[[], Awaitable[T]]) -> T:
    """Run `main` on trio with a clock that jumps ahead when all tasks wait."""
    return trio.run(main, clock=MockClock(autojump_threshold=0))


class Quota(Protocol):
    """A server's rate limiter."""

    limit: int

    def take(self, now: float) -> tuple[bool, int, float]:
        """Take one request at `now`; return whether it is served, the remaining requests and the reported reset."""
        ...


@dataclass
class FixedWindow:
    """Windows of one minute that begin at full minutes, or with a request if not `aligned`."""

    limit: int = 60
    seconds: float = 60.0
    aligned: bool = True
    used: int = 0
    begins: float = -math.inf

    def take(self, now: float) -> tuple[bool, int, float]:
        if now >= self.begins + self.seconds:
            self.begins = math.floor(now / self.seconds) * self.seconds if self.aligned else now
            self.used = 0
        served = self.used < self.limit
        self.used += served
        return served, self.limit - self.used, self.begins + self.seconds


@dataclass
class SlidingLog:
    """At most `limit` requests in any minute; the reset is when the oldest, or the newest, expires."""

    limit: int = 60
    seconds: float = 60.0
    reset_of_newest: bool = False
    times: list[float] = field(default_factory=list[float])

    def take(self, now: float) -> tuple[bool, int, float]:
        self.times = [time for time in self.times if time > now - self.seconds]
        served = len(self.times) < self.limit
        if served:
            self.times.append(now)
        return served, self.limit - len(self.times), self.times[-1 if self.reset_of_newest else 0] + self.seconds


@dataclass
class SlidingCounter:
    """A sliding window as many servers have it: the last window counts in part."""

    limit: int = 60
    seconds: float = 60.0
    window: int = -1
    used: int = 0
    used_before: int = 0

    def take(self, now: float) -> tuple[bool, int, float]:
        window = math.floor(now / self.seconds)
        if window != self.window:
            self.used_before = self.used if self.window == window - 1 else 0
            self.window, self.used = window, 0
        weighted = self.used_before * (1 - (now / self.seconds - window)) + self.used
        served = weighted < self.limit
        self.used += served
        return served, max(0, math.floor(self.limit - weighted - served)), (window + 1) * self.seconds


@dataclass
class TokenBucket:
    """One request a second, 60 at once; the reset is when the next token comes, or when the bucket is full."""

    limit: int = 60
    seconds: float = 60.0
    reset_when_full: bool = False
    tokens: float = 60.0
    at: float = math.inf

    def take(self, now: float) -> tuple[bool, int, float]:
        rate = self.limit / self.seconds
        self.tokens = min(self.limit, self.tokens + max(0.0, now - self.at) * rate)
        self.at = now
        served = self.tokens >= 1
        self.tokens -= served
        missing = self.limit - self.tokens if self.reset_when_full else 1 - self.tokens % 1
        return served, int(self.tokens), now + missing / rate


class QuotaServer(httpx.AsyncBaseTransport):
    """A server with a quota and its own clock.

    Args:
        quota: The rate limiter.
        begins: Second of the minute at which the server's clock starts.
        ahead: Seconds that the server's clock is ahead of the client's.
        drift: Seconds that the server's clock gains per second.
        latency: Mean seconds of a round trip; each one takes between 0 and twice as long.
        reset: Applied to the reset before it is written to the header, such as `math.floor`.
        seed: Seed of the latencies.
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
        round_trip = self.random.uniform(0, 2 * self.latency)
        one_way = self.random.uniform(0, round_trip)
        await trio.sleep(one_way)
        served, remaining, resets = self.quota.take(self.time())
        self.served += served
        self.refused += not served
        headers = {
            "date": formatdate(math.floor(self.time() + self.ahead), usegmt=True),
            "x-ratelimit-limit": str(self.quota.limit),
            "x-ratelimit-remaining": str(remaining),
            "x-ratelimit-reset": datetime.fromtimestamp(self.reset(resets + self.ahead), UTC).isoformat(),
        }
        await trio.sleep(round_trip - one_way)
        return httpx.Response(200 if served else 429, headers=headers, json={})


@dataclass(frozen=True)
class Outcome:
    served: int
    refused: int
    seconds: float


def simulate(server: QuotaServer, *, tasks: int = 50, calls: int = 10, processes: int = 1) -> Outcome:
    """Run `processes` clients that share only the server, each with `tasks` tasks of `calls` calls."""

    async def work(transport: AsyncTransport) -> None:
        for number in range(calls):
            answer = await transport.send(request(number), timeout=30, retry=RetryPolicy())
            assert answer.status_code == 200

    async def main() -> float:
        async with trio.open_nursery() as nursery:
            for _ in range(processes):
                transport = AsyncTransport(server, api=MSPORTAL, headers={}, clock=trio.current_time)
                for _ in range(tasks):
                    nursery.start_soon(work, transport)
        return trio.current_time()

    seconds = run_virtual(main)
    assert server.served == processes * tasks * calls
    return Outcome(server.served, server.refused, seconds)

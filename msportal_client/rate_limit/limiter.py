"""What holds calls back: the protocols that a transport asks for permits, and the limiters of one process."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Protocol

import anyio

from .headers import RateLimit, read_rate_limit, read_retry_after
from .server_time import ServerTime

__all__ = ["Answer", "AsyncLimiter", "Hold", "LocalAsyncLimiter", "Ticket"]


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    sent: float
    received: float


@dataclass(frozen=True, slots=True)
class Hold:
    until: float | None
    rate_limit: RateLimit | None
    reason: str = "the quota is spent"


class Ticket:
    __slots__ = ("deadline", "max_wait", "on_hold")

    def __init__(self, max_wait: float, deadline: float | None, on_hold: Callable[[Hold], None]) -> None:
        self.max_wait = max_wait
        self.deadline = deadline
        self.on_hold = on_hold


class AsyncLimiter(Protocol):
    @property
    def rate_limit(self) -> RateLimit | None: ...
    async def acquire(self, ticket: Ticket) -> Hold | None: ...
    async def settle(self, ticket: Ticket, answer: Answer) -> float | None: ...
    async def release(self, ticket: Ticket, *, counted: bool) -> None: ...


class SyncLimiter(Protocol):
    @property
    def rate_limit(self) -> RateLimit | None: ...
    def acquire(self, ticket: Ticket) -> Hold | None: ...
    def settle(self, ticket: Ticket, answer: Answer) -> float | None: ...
    def release(self, ticket: Ticket, *, counted: bool) -> None: ...


class _Gate:
    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self.time = ServerTime()
        self.rate_limit: RateLimit | None = None
        self.opens = 0.0

    def check(self, ticket: Ticket) -> tuple[float, Hold | None]:
        now = self.clock()
        if now >= self.opens:
            return 0.0, None
        hold = Hold(self.opens, self.rate_limit)
        late = self.opens - now > ticket.max_wait or (ticket.deadline is not None and self.opens > ticket.deadline)
        if not late:
            ticket.on_hold(hold)
        return self.opens - now, hold if late else None

    def settle(self, answer: Answer) -> float | None:
        self.time.observe(answer.headers.get("date"), sent=answer.sent, received=answer.received)
        reading = read_rate_limit(answer.headers)
        if reading is not None:
            self.rate_limit = reading
        if answer.status != 429:
            return None
        if reading is not None and reading.reset_at is not None:
            self.opens = self.time.reached(reading.reset_at.astimezone(UTC).timestamp(), answer.received)
        else:
            after = read_retry_after(answer.headers)
            if after is None:
                return None
            self.opens = answer.received + after
        return self.opens


class LocalAsyncLimiter:
    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._gate = _Gate(clock)

    @property
    def rate_limit(self) -> RateLimit | None:
        return self._gate.rate_limit

    async def acquire(self, ticket: Ticket) -> Hold | None:
        while True:
            wait, late = self._gate.check(ticket)
            if wait <= 0 or late:
                return late
            await anyio.sleep(wait)

    async def settle(self, ticket: Ticket, answer: Answer) -> float | None:
        return self._gate.settle(answer)

    async def release(self, ticket: Ticket, *, counted: bool) -> None:
        pass


class LocalSyncLimiter:
    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._gate = _Gate(clock)

    @property
    def rate_limit(self) -> RateLimit | None:
        return self._gate.rate_limit

    def acquire(self, ticket: Ticket) -> Hold | None:
        while True:
            wait, late = self._gate.check(ticket)
            if wait <= 0 or late:
                return late
            time.sleep(wait)

    def settle(self, ticket: Ticket, answer: Answer) -> float | None:
        return self._gate.settle(answer)

    def release(self, ticket: Ticket, *, counted: bool) -> None:
        pass

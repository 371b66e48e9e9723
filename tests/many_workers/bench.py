"""Workers at one window, fed by hand: the real script in a real Redis, and a clock that stands until it is moved."""

from __future__ import annotations

import json
import math
from datetime import UTC, datetime
from email.utils import formatdate
from typing import Any, cast

from many_workers.server import RedisServer

from msportal_client.rate_limit import redis as limiters
from msportal_client.rate_limit._shared_window import LEASE, SharedWindow
from msportal_client.rate_limit.limiter import Answer, Ticket

EPOCH = 1_795_255_200.0

# The script as it is, but for where it reads the clock.
SCRIPT = limiters.SCRIPT.replace("redis.call('TIME')", "{ARGV[4], ARGV[5]}")
assert SCRIPT != limiters.SCRIPT

KEYS = limiters.redis_keys("test", "key")


class Worker:
    """One process: its clock shows something else than those of the others."""

    def __init__(self, bench: Bench, name: str, ahead: float) -> None:
        self.bench = bench
        self.name = name
        self.ahead = ahead
        self.window = SharedWindow(self.clock)
        self.alive = True

    def clock(self) -> float:
        return self.bench.now + self.ahead

    def call(self, *, max_wait: float = math.inf, deadline: float | None = None) -> Ticket:
        """A call that comes now. `deadline` is in seconds from now."""
        deadline = None if deadline is None else self.clock() + deadline
        ticket = Ticket(max_wait=max_wait, deadline=deadline, on_hold=lambda _: None)
        self.enter(ticket)
        return ticket

    def calls(self, count: int) -> list[Ticket]:
        return [self.call() for _ in range(count)]

    def enter(self, ticket: Ticket) -> None:
        self.window.enter(ticket, self.clock())
        self.talk()

    def leave(self, ticket: Ticket, *, counted: bool = False) -> None:
        self.window.leave(ticket, self.clock(), counted=counted)
        self.talk()

    def answer(
        self,
        ticket: Ticket,
        remaining: int | None = None,
        resets: float | None = None,
        *,
        status: int = 200,
        **headers: str,
    ) -> float | None:
        """`remaining` and `resets` (in seconds from now) are what the server says; None says nothing."""
        moment = EPOCH + self.bench.now
        said = {"date": formatdate(math.floor(moment), usegmt=True)}
        said.update({name.replace("_", "-"): text for name, text in headers.items()})
        if remaining is not None:
            said["x-ratelimit-limit"] = "100"
            said["x-ratelimit-remaining"] = str(remaining)
        if resets is not None:
            said["x-ratelimit-reset"] = datetime.fromtimestamp(moment + resets, UTC).isoformat()
        now = self.clock()
        back = self.window.settle(ticket, Answer(status, said, now, now))
        self.talk()
        return back

    def talk(self, *, anyway: bool = False) -> None:
        """Tell Redis what there is to tell, as often as it is due."""
        while self.alive and not self.window.alone and (anyway or self.window.due() <= self.clock()):
            anyway = False
            messages = self.window.messages(self.clock())
            self.window.replied(self.bench.tell(self.name, messages), messages, self.clock())


class Bench:
    """The workers, Redis, and the time. Redis' clock, too, is its own."""

    def __init__(self, server: RedisServer, workers: int = 1) -> None:
        self.server = server
        self.client = server.client
        self.now = 100.0
        self.redis_ahead = 1_600_000_000.0
        self.workers = [Worker(self, f"worker{number}", 7200.0 * number) for number in range(workers)]

    def tell(self, worker: str, messages: list[list[Any]]) -> dict[str, Any]:
        seconds, part = divmod(self.now + self.redis_ahead, 1)
        arguments = (worker, str(LEASE), json.dumps(messages), str(int(seconds)), str(int(part * 1e6)))
        return cast("dict[str, Any]", json.loads(cast("bytes", self.client.eval(SCRIPT, len(KEYS), *KEYS, *arguments))))

    def wait(self, seconds: float) -> None:
        """Let time pass, with each worker giving its signs of life in time."""
        until = self.now + seconds
        while self.now < until:
            due = min((worker.window.due() - worker.ahead for worker in self.workers if worker.alive), default=until)
            # A microsecond is what Redis tells of the time.
            self.now = min(until, max(self.now + 1e-6, due + 1e-6))
            for worker in self.workers:
                worker.talk()

    def wait_for(self, *tickets: Ticket) -> float:
        """Wait until one of them is granted; how many seconds that took."""
        began = self.now
        while not any(granted(list(tickets))):
            assert self.now < began + 4000, "none is ever granted"
            self.wait(0.01)
        return self.now - began

    def warm_up(self, remaining: int, resets: float) -> None:
        """Leave a window with `remaining` requests for `resets` seconds, long past its slow start."""
        worker = self.workers[0]
        for left in range(100, 0, -1):
            worker.answer(worker.call(), left, 1)
        self.wait(5)
        worker.answer(worker.call(), remaining, resets)


def granted(tickets: list[Ticket]) -> list[bool]:
    return [ticket.granted for ticket in tickets]

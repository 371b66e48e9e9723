"""Workers that share one window, with the real script in a real Redis and a manual clock."""

from __future__ import annotations

import json
import math
from datetime import UTC, datetime
from email.utils import formatdate
from typing import Any, cast

from many_workers.redis_server import RedisServer

from msportal_client.rate_limit._shared_window import LEASE, SharedWindow
from msportal_client.rate_limit._shared_window_script import SCRIPT
from msportal_client.rate_limit.limiter import Answer, Ticket
from msportal_client.rate_limit.redis import redis_keys

EPOCH = 1_795_255_200.0

# The script, with the clock as an argument.
SCRIPT_WITH_CLOCK = SCRIPT.replace("redis.call('TIME')", "{ARGV[4], ARGV[5]}")
assert SCRIPT_WITH_CLOCK != SCRIPT

KEYS = redis_keys("test", "key")


class Worker:
    """One process with its own clock."""

    def __init__(self, sim: Sim, name: str, ahead: float) -> None:
        self.sim = sim
        self.ahead = ahead
        self.window = SharedWindow(self.clock)
        self.window.name = name  # Calls that come at the same time are in the order of names.
        self.alive = True
        # Why Redis lost its keys, each time that this worker noticed.
        self.losses: list[str] = []

    def clock(self) -> float:
        return self.sim.now + self.ahead

    def call(self, *, max_wait: float = math.inf, deadline: float | None = None) -> Ticket:
        """Enter a new call. `deadline` is in seconds from now."""
        deadline = None if deadline is None else self.clock() + deadline
        ticket = Ticket(max_wait=max_wait, deadline=deadline, on_hold=lambda _: None)
        self.enter(ticket)
        return ticket

    def calls(self, count: int) -> list[Ticket]:
        return [self.call() for _ in range(count)]

    def enter(self, ticket: Ticket) -> None:
        self.window.enter(ticket, self.clock())
        self.exchange()

    def leave(self, ticket: Ticket, *, counted: bool = False) -> None:
        self.window.leave(ticket, self.clock(), counted=counted)
        self.exchange()

    def answer(
        self,
        ticket: Ticket,
        remaining: int | None = None,
        resets: float | None = None,
        *,
        status: int = 200,
        **headers: str,
    ) -> float | None:
        """Answer the request of `ticket`. `resets` is in seconds from now; None leaves a header out."""
        server_now = EPOCH + self.sim.now
        headers = {name.replace("_", "-"): text for name, text in headers.items()}
        headers.setdefault("date", formatdate(math.floor(server_now), usegmt=True))
        if remaining is not None:
            headers["x-ratelimit-limit"] = "100"
            headers["x-ratelimit-remaining"] = str(remaining)
        if resets is not None:
            headers["x-ratelimit-reset"] = datetime.fromtimestamp(server_now + resets, UTC).isoformat()
        now = self.clock()
        retry_at = self.window.settle(ticket, Answer(status, headers, now, now))
        self.exchange()
        return retry_at

    def exchange(self, *, force: bool = False) -> None:
        """Send the pending messages to the script, as long as some are due."""
        while self.alive and not self.window.is_offline and (force or self.window.next_exchange() <= self.clock()):
            force = False
            messages = self.window.take_messages(self.clock())
            reply = self.sim.eval_script(self.window.name, messages)
            loss = self.window.handle_reply(reply, messages, self.clock())
            if loss is not None:
                self.losses.append(loss)


class Sim:
    """The workers, Redis and their clocks, which all differ."""

    def __init__(self, server: RedisServer, workers: int = 1) -> None:
        self.server = server
        self.client = server.client
        self.now = 100.0
        self.redis_ahead = 1_600_000_000.0
        self.workers = [Worker(self, f"worker{number}", 7200.0 * number) for number in range(workers)]

    def eval_script(self, worker: str, messages: list[list[Any]]) -> dict[str, Any]:
        seconds, part = divmod(self.now + self.redis_ahead, 1)
        arguments = (worker, str(LEASE), json.dumps(messages), str(int(seconds)), str(int(part * 1e6)))
        return cast(
            "dict[str, Any]",
            json.loads(cast("bytes", self.client.eval(SCRIPT_WITH_CLOCK, len(KEYS), *KEYS, *arguments))),
        )

    def wait(self, seconds: float) -> None:
        """Let time pass while each worker sends its heartbeats in time."""
        until = self.now + seconds
        while self.now < until:
            online = [worker for worker in self.workers if worker.alive and not worker.window.is_offline]
            due = min((worker.window.next_exchange() - worker.ahead for worker in online), default=until)
            # Redis has a clock of microseconds.
            self.now = min(until, max(self.now + 1e-6, due + 1e-6))
            for worker in online:
                worker.exchange()

    def wait_for(self, *tickets: Ticket) -> float:
        """Wait until one ticket is granted and return the seconds that it took."""
        began = self.now
        while not any(granted(list(tickets))):
            assert self.now < began + 4000, "no ticket was granted"
            self.wait(0.01)
        return self.now - began

    def warm_up(self, remaining: int, resets: float) -> None:
        """Open a window past its slow start, with `remaining` requests left for `resets` seconds."""
        worker = self.workers[0]
        for left in range(100, 0, -1):
            worker.answer(worker.call(), left, 1)
        self.wait(5)
        worker.answer(worker.call(), remaining, resets)


def granted(tickets: list[Ticket]) -> list[bool]:
    return [ticket.granted for ticket in tickets]

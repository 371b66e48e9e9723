"""Window, tested statefully: it gives out exactly its quota, in order, for any sequence of events."""

from __future__ import annotations

import math
from bisect import insort
from datetime import UTC, datetime
from email.utils import formatdate

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from msportal_client.rate_limit._window import Window
from msportal_client.rate_limit.limiter import Answer, Ticket

EPOCH = 1_795_255_200.0
SECONDS = 60.0

indices = st.integers(0, 1_000_000)


class Request:
    """A request in flight: sent, then counted by the server, then answered."""

    def __init__(self, ticket: Ticket, sent: float) -> None:
        self.ticket = ticket
        self.sent = sent
        self.answer: tuple[int, dict[str, str]] | None = None


class WindowMachine(RuleBasedStateMachine):
    """Calls that wait, send, fail, are cancelled and answered out of order, and a server that counts in windows."""

    def __init__(self) -> None:
        super().__init__()
        self.window = Window()
        self.now = self.all_answered_at = 1000.0
        self.waiters: list[Ticket] = []
        self.permits: list[Ticket] = []
        self.requests: list[Request] = []
        self.limit = 0
        self.served: dict[int, int] = {}
        self.refused = self.lost_probes = self.unreported = 0

    @initialize(limit=st.integers(1, 8), ahead=st.floats(-1e5, 1e5))
    def start_server(self, limit: int, ahead: float) -> None:
        self.limit = limit
        self.ahead = ahead

    # Calls.

    @rule()
    def enter(self) -> None:
        ticket = Ticket(max_wait=90, deadline=None, on_hold=lambda _: None)
        ticket.wake = lambda: self.woken(ticket)
        self.waiters.append(ticket)
        self.window.enter(ticket, self.now)
        self.woken(ticket)

    def woken(self, ticket: Ticket) -> None:
        if ticket.granted and ticket in self.waiters:
            assert self.waiters.index(ticket) == 0, "served out of order"
            self.waiters.remove(ticket)
            self.permits.append(ticket)

    @precondition(lambda self: self.waiters)
    @rule(index=indices)
    def cancel_waiter(self, index: int) -> None:
        ticket = self.waiters.pop(index % len(self.waiters))
        self.window.leave(ticket, self.now)

    @precondition(lambda self: self.permits)
    @rule(index=indices)
    def cancel_permit(self, index: int) -> None:
        self.window.leave(self.permits.pop(index % len(self.permits)), self.now)

    @precondition(lambda self: self.permits)
    @rule(index=indices)
    def send(self, index: int) -> None:
        self.requests.append(Request(self.permits.pop(index % len(self.permits)), self.now))

    @precondition(lambda self: self.requests)
    @rule(index=indices)
    def lose_response(self, index: int) -> None:
        request = self.requests.pop(index % len(self.requests))
        self.lost_probes += request.ticket.probe
        self.unreported += bool(self.requests)
        self.window.leave(request.ticket, self.now, counted=True)

    # The server.

    @precondition(lambda self: any(request.answer is None for request in self.requests))
    @rule(index=indices)
    def serve(self, index: int) -> None:
        pending = [request for request in self.requests if request.answer is None]
        self.count(pending[index % len(pending)])

    def count(self, request: Request) -> None:
        server_now = EPOCH + self.now + self.ahead
        window = math.floor(server_now / SECONDS)
        used = self.served.get(window, 0)
        is_served = used < self.limit
        self.served[window] = used + is_served
        # A request may only be refused if the response to a probe was lost; or another response told nothing of the quota
        # while requests were in flight: what these report may be from before it was counted.
        self.refused += not is_served
        assert self.refused <= self.lost_probes + self.unreported
        request.answer = (
            200 if is_served else 429,
            {
                "date": formatdate(math.floor(server_now), usegmt=True),
                "x-ratelimit-limit": str(self.limit),
                "x-ratelimit-remaining": str(self.limit - used - is_served),
                "x-ratelimit-reset": datetime.fromtimestamp((window + 1) * SECONDS, UTC).isoformat(),
            },
        )

    @precondition(lambda self: any(request.answer for request in self.requests))
    @rule(index=indices, silent=st.booleans())
    def receive(self, index: int, silent: bool) -> None:
        ready = [request for request in self.requests if request.answer]
        self.settle(ready[index % len(ready)], silent=silent)

    def settle(self, request: Request, *, silent: bool = False) -> None:
        self.requests.remove(request)
        assert request.answer is not None
        status, headers = request.answer
        if silent and status == 200 and not request.ticket.probe:
            status, headers = 502, {}
            self.unreported += bool(self.requests)
        self.window.settle(request.ticket, Answer(status, headers, request.sent, self.now))
        if status == 429:
            insort(self.waiters, request.ticket, key=lambda ticket: ticket.number)
            self.window.enter(request.ticket, self.now)
            self.woken(request.ticket)

    @rule(seconds=st.floats(0, 0.4))
    def wait_briefly(self, seconds: float) -> None:
        # A probe without a response for a second is followed by others, which may exceed the quota.
        if self.now + seconds > self.all_answered_at + 0.9:
            self.answer_all()
        self.advance(seconds)

    @rule(seconds=st.floats(0, 200))
    def wait(self, seconds: float) -> None:
        self.answer_all()
        self.advance(seconds)

    def answer_all(self) -> None:
        while self.permits or self.requests:
            while self.permits:
                self.requests.append(Request(self.permits.pop(0), self.now))
            for request in list(self.requests):
                if request.answer is None:
                    self.count(request)
                self.settle(request)
        self.all_answered_at = self.now

    def advance(self, seconds: float) -> None:
        self.now += seconds
        self.window.advance(self.now)

    # Invariants.

    @invariant()
    def check_permits(self) -> None:
        assert self.window.in_flight == len(self.permits) + len(self.requests)
        assert list(self.window.waiters) == self.waiters

    @invariant()
    def check_timer(self) -> None:
        if self.waiters and not self.permits and not self.requests:
            assert self.window.wake_at(self.waiters[0]) is not None

    def teardown(self) -> None:
        """Check that no waiter waits forever, and that each new window gives out its whole quota."""
        for _ in range(self.limit * 3):
            self.enter()
        self.answer_all()
        while self.waiters:
            wake_at = self.window.wake_at(self.waiters[0])
            assert wake_at is not None, "a call waits without a timer"
            assert wake_at > self.now, "the timer goes off and nothing happens"
            waiters = len(self.waiters)
            self.advance(wake_at - self.now + 1e-6)
            self.answer_all()
            assert waiters - len(self.waiters) in {min(self.limit, waiters), 0}


WindowMachine.TestCase.settings = settings(max_examples=150, stateful_step_count=60, deadline=None)
TestWindow = WindowMachine.TestCase

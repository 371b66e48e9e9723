"""The window as a state machine: whatever happens in whatever order, it gives out exactly its quota, in order."""

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

choice = st.integers(0, 1_000_000)


class Request:
    """A request on its way: sent, then counted by the server, then answered."""

    def __init__(self, ticket: Ticket, sent: float) -> None:
        self.ticket = ticket
        self.sent = sent
        self.answer: tuple[int, dict[str, str]] | None = None


class Calls(RuleBasedStateMachine):
    """Calls come, wait, go out, are answered out of order, fail and are cancelled; a server counts in windows."""

    def __init__(self) -> None:
        super().__init__()
        self.window = Window()
        self.now = self.all_answered = 1000.0
        self.waiting: list[Ticket] = []
        self.permits: list[Ticket] = []
        self.requests: list[Request] = []
        self.limit = 0
        self.served: dict[int, int] = {}
        self.refused = self.lost_probes = 0

    @initialize(limit=st.integers(1, 8), ahead=st.floats(-1e5, 1e5))
    def a_server(self, limit: int, ahead: float) -> None:
        self.limit = limit
        self.ahead = ahead

    # What a call does.

    @rule()
    def a_call_comes(self) -> None:
        ticket = Ticket(max_wait=90, deadline=None, on_hold=lambda _: None)
        ticket.wake = lambda: self.woken(ticket)
        self.waiting.append(ticket)
        self.window.enter(ticket, self.now)
        self.woken(ticket)

    def woken(self, ticket: Ticket) -> None:
        if ticket.granted and ticket in self.waiting:
            assert self.waiting.index(ticket) == 0, "served out of order"
            self.waiting.remove(ticket)
            self.permits.append(ticket)

    @precondition(lambda self: self.waiting)
    @rule(which=choice)
    def one_that_waits_is_cancelled(self, which: int) -> None:
        ticket = self.waiting.pop(which % len(self.waiting))
        self.window.leave(ticket, self.now)

    @precondition(lambda self: self.permits)
    @rule(which=choice)
    def one_with_a_permit_is_cancelled_before_it_sends(self, which: int) -> None:
        self.window.leave(self.permits.pop(which % len(self.permits)), self.now)

    @precondition(lambda self: self.permits)
    @rule(which=choice)
    def one_sends(self, which: int) -> None:
        self.requests.append(Request(self.permits.pop(which % len(self.permits)), self.now))

    @precondition(lambda self: self.requests)
    @rule(which=choice)
    def one_that_was_sent_gets_no_answer(self, which: int) -> None:
        request = self.requests.pop(which % len(self.requests))
        self.lost_probes += request.ticket.probe
        self.window.leave(request.ticket, self.now, counted=True)

    # What the server does.

    @precondition(lambda self: any(request.answer is None for request in self.requests))
    @rule(which=choice)
    def the_server_counts_one(self, which: int) -> None:
        pending = [request for request in self.requests if request.answer is None]
        self.count(pending[which % len(pending)])

    def count(self, request: Request) -> None:
        moment = EPOCH + self.now + self.ahead
        window = math.floor(moment / SECONDS)
        used = self.served.get(window, 0)
        serves = used < self.limit
        self.served[window] = used + serves
        # Only one is refused that was sent on without knowing: the answer that would have told it was lost.
        self.refused += not serves
        assert self.refused <= self.lost_probes
        request.answer = (
            200 if serves else 429,
            {
                "date": formatdate(math.floor(moment), usegmt=True),
                "x-ratelimit-limit": str(self.limit),
                "x-ratelimit-remaining": str(self.limit - used - serves),
                "x-ratelimit-reset": datetime.fromtimestamp((window + 1) * SECONDS, UTC).isoformat(),
            },
        )

    @precondition(lambda self: any(request.answer for request in self.requests))
    @rule(which=choice, silent=st.booleans())
    def one_answer_comes(self, which: int, silent: bool) -> None:
        ready = [request for request in self.requests if request.answer]
        self.settle(ready[which % len(ready)], silent=silent)

    def settle(self, request: Request, *, silent: bool = False) -> None:
        self.requests.remove(request)
        assert request.answer is not None
        status, headers = request.answer
        if silent and status == 200 and not request.ticket.probe:
            status, headers = 502, {}
        self.window.settle(request.ticket, Answer(status, headers, request.sent, self.now))
        if status == 429:
            insort(self.waiting, request.ticket, key=lambda ticket: ticket.number)
            self.window.enter(request.ticket, self.now)
            self.woken(request.ticket)

    @rule(seconds=st.floats(0, 0.4))
    def a_moment_passes(self, seconds: float) -> None:
        # A probe that is not answered within a second is followed by others, and those may be too many.
        if self.now + seconds > self.all_answered + 0.9:
            self.answer_all()
        self.pass_time(seconds)

    @rule(seconds=st.floats(0, 200))
    def time_passes(self, seconds: float) -> None:
        self.answer_all()
        self.pass_time(seconds)

    def answer_all(self) -> None:
        while self.permits or self.requests:
            while self.permits:
                self.requests.append(Request(self.permits.pop(0), self.now))
            for request in list(self.requests):
                if request.answer is None:
                    self.count(request)
                self.settle(request)
        self.all_answered = self.now

    def pass_time(self, seconds: float) -> None:
        self.now += seconds
        self.window.advance(self.now)

    # What always holds.

    @invariant()
    def every_permit_is_accounted_for(self) -> None:
        assert self.window.under_way == len(self.permits) + len(self.requests)
        assert list(self.window.line) == self.waiting

    @invariant()
    def whoever_waits_has_something_to_wait_for(self) -> None:
        if self.waiting and not self.permits and not self.requests:
            assert self.window.wake_at(self.waiting[0]) is not None

    def teardown(self) -> None:
        """Nobody waits for good, and each window that is waited for gives out all that it has."""
        for _ in range(self.limit * 3):
            self.a_call_comes()
        self.answer_all()
        while self.waiting:
            wake_at = self.window.wake_at(self.waiting[0])
            assert wake_at is not None, "a call waits for nothing"
            assert wake_at > self.now, "the timer goes off and nothing happens"
            waiting = len(self.waiting)
            self.pass_time(wake_at - self.now + 1e-6)
            self.answer_all()
            assert waiting - len(self.waiting) in {min(self.limit, waiting), 0}


Calls.TestCase.settings = settings(max_examples=150, stateful_step_count=60, deadline=None)
TestCalls = Calls.TestCase

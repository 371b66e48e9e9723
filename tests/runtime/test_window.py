"""Window: permits, resets, 429s and waiters, on a manual clock."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import formatdate

import pytest

from msportal_client.rate_limit._window import Window
from msportal_client.rate_limit.limiter import Answer, Hold, Ticket

EPOCH = 1_795_255_200.0


class Sim:
    """A window with a manual clock. The server's clock is `EPOCH` seconds ahead of ours."""

    def __init__(self) -> None:
        self.window = Window()
        self.now = 100.0
        self.woken: list[Ticket] = []

    def call(self, *, max_wait: float = 90.0, deadline: float | None = None) -> Ticket:
        ticket = Ticket(max_wait=max_wait, deadline=deadline, on_hold=lambda _: None)
        ticket.wake = lambda: self.woken.append(ticket)
        self.window.enter(ticket, self.now)
        return ticket

    def calls(self, count: int) -> list[Ticket]:
        return [self.call() for _ in range(count)]

    def answer(
        self,
        ticket: Ticket,
        remaining: int | str | None = None,
        resets: float | None = None,
        *,
        status: int = 200,
        headers: dict[str, str] | None = None,
    ) -> float | None:
        """Answer the request of `ticket`. `resets` is by our clock; None leaves a header out."""
        headers = {"date": formatdate(EPOCH + self.now, usegmt=True), **(headers or {})}
        if remaining is not None:
            headers["x-ratelimit-limit"] = "100"
            headers["x-ratelimit-remaining"] = str(remaining)
        if resets is not None:
            headers["x-ratelimit-reset"] = datetime.fromtimestamp(EPOCH + resets, UTC).isoformat()
        return self.window.settle(ticket, Answer(status, headers, self.now - 0.01, self.now))

    def wait(self, seconds: float) -> None:
        self.now += seconds
        self.window.advance(self.now)

    def hold(self, ticket: Ticket) -> Hold:
        hold = self.window.hold(ticket, self.now)
        assert hold is not None
        return hold


@pytest.fixture
def sim() -> Sim:
    return Sim()


def granted(tickets: list[Ticket]) -> list[bool]:
    return [ticket.granted for ticket in tickets]


@pytest.fixture
def warm_sim(sim: Sim) -> Sim:
    """Return a window past its slow start, with 60 requests left for 50 seconds."""
    for remaining in range(100, 0, -1):
        sim.answer(sim.call(), remaining, 101)
    sim.wait(5)
    sim.answer(sim.call(), 60, 150)
    return sim


def test_first_call_probes_others_wait(sim: Sim) -> None:
    tickets = sim.calls(3)

    assert granted(tickets) == [True, False, False]
    assert sim.hold(tickets[1]).until is None


def test_first_headers_release_waiters(sim: Sim) -> None:
    tickets = sim.calls(4)

    sim.answer(tickets[0], 59, 150)
    assert granted(tickets[1:]) == [True, False, False]

    sim.answer(tickets[1], 58, 150)
    assert granted(tickets[2:]) == [True, True]


def test_window_counts_in_flight(warm_sim: Sim) -> None:
    tickets = warm_sim.calls(70)

    assert sum(granted(tickets)) == 60
    assert granted(tickets) == [True] * 60 + [False] * 10


def test_response_out_of_order_keeps_remaining(warm_sim: Sim) -> None:
    tickets = warm_sim.calls(5)
    warm_sim.answer(tickets[4], 55, 150)

    for ticket, remaining in zip(tickets[:4], (59, 58, 57, 56), strict=True):
        warm_sim.answer(ticket, remaining, 150)

    assert sum(granted(warm_sim.calls(70))) == 55


def test_response_of_last_window_ignored(warm_sim: Sim) -> None:
    late, probe = warm_sim.call(), warm_sim.call()
    warm_sim.answer(probe, 3, 210)

    warm_sim.answer(late, 0, 150)

    assert sum(granted(warm_sim.calls(20))) == 3


def test_spent_window_waits_for_reset(warm_sim: Sim) -> None:
    """After the reset, let one call probe the new window."""
    first = warm_sim.call()
    warm_sim.answer(first, 0, 150)
    tickets = warm_sim.calls(3)
    hold = warm_sim.hold(tickets[0])
    assert hold.until is not None
    assert hold.until == pytest.approx(150, abs=1.1)

    warm_sim.wait(hold.until - warm_sim.now - 0.1)
    assert not any(granted(tickets))
    warm_sim.wait(0.2)
    assert granted(tickets) == [True, False, False]

    warm_sim.answer(tickets[0], 59, 210)
    assert granted(tickets[1:]) == [True, True]


def test_new_window_changes_limit(warm_sim: Sim) -> None:
    warm_sim.wait(60)
    warm_sim.answer(warm_sim.call(), 99, 220)

    assert sum(granted(warm_sim.calls(120))) == 99


def test_probes_double_without_response(sim: Sim) -> None:
    """Let twice as many calls go ahead after each second."""
    tickets = sim.calls(8)
    assert sim.window.wake_at(tickets[1]) == pytest.approx(sim.now + 1)

    for count in (2, 4, 8):
        sim.wait(1.001)
        assert sum(granted(tickets)) == count


def test_probe_failure_starts_next_probe(sim: Sim) -> None:
    tickets = sim.calls(3)

    sim.window.leave(tickets[0], sim.now, counted=True)

    assert granted(tickets) == [False, True, False]


def test_no_headers_no_waiting(sim: Sim) -> None:
    tickets = sim.calls(50)

    sim.answer(tickets[0])

    assert all(granted(tickets[1:]))


def test_quota_forgotten_after_three_silent_probes(warm_sim: Sim) -> None:
    warm_sim.wait(60)
    for _ in range(3):
        ticket, other = warm_sim.calls(2)
        assert granted([ticket, other]) == [True, False]
        warm_sim.window.leave(other, warm_sim.now)
        warm_sim.answer(ticket)

    assert all(granted(warm_sim.calls(100)))


def test_response_without_headers_costs_one(warm_sim: Sim) -> None:
    warm_sim.answer(warm_sim.call())

    assert sum(granted(warm_sim.calls(70))) == 59


@pytest.mark.parametrize("resets", [None, 20.0], ids=["no-reset", "past-reset"])
def test_remaining_without_reset_then_probe(sim: Sim, resets: float | None) -> None:
    for remaining in (3, 2, 1, 0):
        sim.answer(sim.call(), remaining, resets)

    tickets = sim.calls(3)
    assert granted(tickets) == [True, False, False]

    sim.answer(tickets[0], 5, resets)
    assert all(granted(tickets[1:]))


@pytest.mark.parametrize("remaining", ["-1", "", "101", "999999999999999999999", "many"])
def test_remaining_invalid_ignored(sim: Sim, remaining: str) -> None:
    sim.answer(sim.call(), remaining, 150)

    assert all(granted(sim.calls(70)))


def test_reset_too_far_ignored(sim: Sim) -> None:
    ticket = sim.call()
    sim.answer(ticket, 0, headers={"x-ratelimit-reset": "9999-12-31T23:59:59Z"})

    assert granted(sim.calls(2)) == [True, False]


def test_429_means_nothing_remains(warm_sim: Sim) -> None:
    """Trust the status more than X-RateLimit-Remaining."""
    retry_at = warm_sim.answer(warm_sim.call(), 17, 150, status=429)

    assert retry_at == pytest.approx(150, abs=1.1)
    assert not warm_sim.call().granted


def test_429_of_last_window_retried(warm_sim: Sim) -> None:
    """The call may be retried at once."""
    late, probe = warm_sim.calls(2)
    warm_sim.answer(probe, 59, 210)

    assert warm_sim.answer(late, 0, 150, status=429) == warm_sim.now
    assert warm_sim.call().granted


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"ratelimit": '"default";r=0;t=20', "retry-after": "5"}, 20),
        ({"retry-after": "5"}, 5),
        ({"retry-after": formatdate(EPOCH + 107, usegmt=True)}, 7),
    ],
)
def test_429_falls_back_to_other_headers(sim: Sim, headers: dict[str, str], seconds: float) -> None:
    assert sim.answer(sim.call(), status=429, headers=headers) == sim.now + seconds
    ticket = sim.call()
    assert sim.hold(ticket).until == sim.now + seconds

    sim.wait(seconds + 0.01)
    assert ticket.granted


def test_reset_header_before_retry_after(sim: Sim) -> None:
    retry_at = sim.answer(sim.call(), 0, 150, status=429, headers={"retry-after": "5"})

    assert retry_at == pytest.approx(150, abs=1.1)


def test_429_without_headers_doubles_backoff(sim: Sim) -> None:
    for seconds in (1, 2, 4, 8, 16, 32, 32):
        ticket = sim.call()
        assert sim.answer(ticket, status=429) is None
        ticket = sim.call()
        assert sim.hold(ticket).until == sim.now + seconds
        sim.window.leave(ticket, sim.now)
        sim.wait(seconds + 0.01)


def test_late_window_waits_one_more_second(warm_sim: Sim) -> None:
    """A 429 right after the reset means that the server rounds its reset down."""
    warm_sim.answer(warm_sim.call(), 0, 150)
    ticket = warm_sim.call()
    until = warm_sim.hold(ticket).until
    assert until is not None
    warm_sim.wait(until - warm_sim.now + 0.02)
    assert ticket.granted

    retry_at = warm_sim.answer(ticket, 0, 150, status=429)

    assert retry_at == pytest.approx(until + 1, abs=0.1)


def test_server_clock_set_back_two_hours(warm_sim: Sim) -> None:
    """Wait for the reset by the new clock."""
    ticket = warm_sim.call()
    server_now = EPOCH + warm_sim.now - 7200
    headers = {
        "date": formatdate(server_now, usegmt=True),
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": datetime.fromtimestamp(server_now + 30, UTC).isoformat(),
    }
    warm_sim.window.settle(ticket, Answer(200, headers, warm_sim.now - 0.01, warm_sim.now))

    until = warm_sim.hold(warm_sim.call()).until

    assert until is not None
    assert until - warm_sim.now == pytest.approx(30, abs=1.1)


def test_retried_call_keeps_its_place(warm_sim: Sim) -> None:
    first = warm_sim.call()
    warm_sim.answer(first, 0, 150, status=429)
    second = warm_sim.call()

    warm_sim.window.enter(first, warm_sim.now)
    warm_sim.wait(60)

    assert granted([first, second]) == [True, False]


def test_leave_passes_place_to_next(sim: Sim) -> None:
    probe, second, third = sim.calls(3)
    sim.window.leave(second, sim.now)

    assert sim.woken[-1] is third  # It is first in line now and takes over the timer.
    sim.answer(probe, 59, 150)
    assert granted([second, third]) == [False, True]


def test_leave_twice_changes_nothing(warm_sim: Sim) -> None:
    ticket = warm_sim.call()
    for _ in range(2):
        warm_sim.window.leave(ticket, warm_sim.now)

    assert sum(granted(warm_sim.calls(70))) == 60


def test_spent_window_wakes_short_max_wait(warm_sim: Sim) -> None:
    in_flight = warm_sim.calls(60)
    waiter, short_wait = warm_sim.call(), warm_sim.call(max_wait=5)
    warm_sim.woken.clear()

    warm_sim.answer(in_flight[0], 0, 150)

    assert short_wait in warm_sim.woken
    assert short_wait.gives_up(warm_sim.hold(short_wait), warm_sim.now)
    assert not waiter.gives_up(warm_sim.hold(waiter), warm_sim.now)


def test_deadline_before_reset_too_late(warm_sim: Sim) -> None:
    warm_sim.answer(warm_sim.call(), 0, 150)
    ticket = warm_sim.call(deadline=warm_sim.now + 10)

    assert ticket.gives_up(warm_sim.hold(ticket), warm_sim.now)


@pytest.fixture
def contended_sim(warm_sim: Sim) -> Sim:
    """Return a window with 40 requests left, in which others have used 16, as in the last window."""
    for resets in (150, 210):
        for remaining in (60, 55, 50, 45, 40):
            warm_sim.answer(warm_sim.call(), remaining, resets)
        warm_sim.wait(max(0, 155 - warm_sim.now))
    return warm_sim


def test_contended_window_takes_part_of_remaining(contended_sim: Sim) -> None:
    assert sum(granted(contended_sim.calls(40))) == 5


def test_contended_window_leaves_last_requests(contended_sim: Sim) -> None:
    contended_sim.answer(contended_sim.call(), 2, 210)

    ticket = contended_sim.call()

    assert not ticket.granted
    assert contended_sim.hold(ticket).until is not None


def test_contended_window_serves_max_wait_zero(contended_sim: Sim) -> None:
    contended_sim.answer(contended_sim.call(), 2, 210)
    waiter = contended_sim.call()

    assert contended_sim.call(max_wait=0).granted
    assert not waiter.granted

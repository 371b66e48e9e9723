"""The window, fed by hand: who may go, and what each answer teaches."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import formatdate

import pytest

from msportal_client.rate_limit._window import Window
from msportal_client.rate_limit.limiter import Answer, Hold, Ticket

EPOCH = 1_795_255_200.0


class Bench:
    """A window, and calls at it. Our clock and the server's agree, but for the 1,795,255,200 s between them."""

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
        """`remaining` and `resets` (by our clock) are what the server says; None says nothing."""
        said = {"date": formatdate(EPOCH + self.now, usegmt=True), **(headers or {})}
        if remaining is not None:
            said["x-ratelimit-limit"] = "100"
            said["x-ratelimit-remaining"] = str(remaining)
        if resets is not None:
            said["x-ratelimit-reset"] = datetime.fromtimestamp(EPOCH + resets, UTC).isoformat()
        return self.window.settle(ticket, Answer(status, said, self.now - 0.01, self.now))

    def wait(self, seconds: float) -> None:
        self.now += seconds
        self.window.advance(self.now)

    def hold(self, ticket: Ticket) -> Hold:
        hold = self.window.hold(ticket, self.now)
        assert hold is not None
        return hold


@pytest.fixture
def bench() -> Bench:
    return Bench()


def granted(tickets: list[Ticket]) -> list[bool]:
    return [ticket.granted for ticket in tickets]


@pytest.fixture
def warm(bench: Bench) -> Bench:
    """A window with 60 requests left for 50 seconds, and long past its slow start."""
    for remaining in range(100, 0, -1):
        bench.answer(bench.call(), remaining, 101)
    bench.wait(5)
    bench.answer(bench.call(), 60, 150)
    return bench


def test_before_the_first_headers_one_goes_ahead_and_the_rest_wait(bench: Bench) -> None:
    tickets = bench.calls(3)

    assert granted(tickets) == [True, False, False]
    assert bench.hold(tickets[1]).until is None


def test_the_first_headers_let_the_next_ones_go(bench: Bench) -> None:
    tickets = bench.calls(4)

    bench.answer(tickets[0], 59, 150)
    assert granted(tickets[1:]) == [True, False, False]

    bench.answer(tickets[1], 58, 150)
    assert granted(tickets[2:]) == [True, True]


def test_what_is_under_way_counts_against_what_remains(warm: Bench) -> None:
    tickets = warm.calls(70)

    assert sum(granted(tickets)) == 60
    assert granted(tickets) == [True] * 60 + [False] * 10


def test_answers_out_of_order_never_raise_what_remains(warm: Bench) -> None:
    tickets = warm.calls(5)
    warm.answer(tickets[4], 55, 150)

    for ticket, remaining in zip(tickets[:4], (59, 58, 57, 56), strict=True):
        warm.answer(ticket, remaining, 150)

    assert sum(granted(warm.calls(70))) == 55


def test_a_late_answer_of_the_last_window_changes_nothing_in_this_one(warm: Bench) -> None:
    late, probe = warm.call(), warm.call()
    warm.answer(probe, 3, 210)

    warm.answer(late, 0, 150)

    assert sum(granted(warm.calls(20))) == 3


def test_when_nothing_remains_all_wait_for_the_reset_and_then_one_probes(warm: Bench) -> None:
    first = warm.call()
    warm.answer(first, 0, 150)
    tickets = warm.calls(3)
    hold = warm.hold(tickets[0])
    assert hold.until is not None
    assert hold.until == pytest.approx(150, abs=1.1)

    warm.wait(hold.until - warm.now - 0.1)
    assert not any(granted(tickets))
    warm.wait(0.2)
    assert granted(tickets) == [True, False, False]

    warm.answer(tickets[0], 59, 210)
    assert granted(tickets[1:]) == [True, True]


def test_a_limit_that_changes_with_the_window_is_followed(warm: Bench) -> None:
    warm.wait(60)
    warm.answer(warm.call(), 99, 220)

    assert sum(granted(warm.calls(120))) == 99


def test_a_probe_without_an_answer_does_not_hold_the_rest_up_for_good(bench: Bench) -> None:
    tickets = bench.calls(8)
    assert bench.window.wake_at(tickets[1]) == pytest.approx(bench.now + 1)

    for together in (2, 4, 8):
        bench.wait(1.001)
        assert sum(granted(tickets)) == together


def test_a_probe_that_fails_is_followed_by_the_next(bench: Bench) -> None:
    tickets = bench.calls(3)

    bench.window.leave(tickets[0], bench.now, counted=True)

    assert granted(tickets) == [False, True, False]


def test_without_any_headers_nothing_is_held_back(bench: Bench) -> None:
    tickets = bench.calls(50)

    bench.answer(tickets[0])

    assert all(granted(tickets[1:]))


def test_a_server_that_stops_telling_of_its_quota_is_believed_after_three_probes(warm: Bench) -> None:
    warm.wait(60)
    for _ in range(3):
        ticket, other = warm.calls(2)
        assert granted([ticket, other]) == [True, False]
        warm.window.leave(other, warm.now)
        warm.answer(ticket)

    assert all(granted(warm.calls(100)))


def test_an_answer_without_headers_costs_one_of_what_remains(warm: Bench) -> None:
    warm.answer(warm.call())

    assert sum(granted(warm.calls(70))) == 59


@pytest.mark.parametrize("resets", [None, 20.0], ids=["no reset", "a reset in the past"])
def test_a_remainder_without_a_usable_reset_is_kept_to_and_then_probed(bench: Bench, resets: float | None) -> None:
    for remaining in (3, 2, 1, 0):
        bench.answer(bench.call(), remaining, resets)

    tickets = bench.calls(3)
    assert granted(tickets) == [True, False, False]

    bench.answer(tickets[0], 5, resets)
    assert all(granted(tickets[1:]))


@pytest.mark.parametrize("remaining", ["-1", "", "101", "999999999999999999999", "many"])
def test_a_remainder_that_makes_no_sense_is_no_knowledge(bench: Bench, remaining: str) -> None:
    bench.answer(bench.call(), remaining, 150)

    assert all(granted(bench.calls(70)))


def test_a_reset_in_ten_thousand_years_is_no_knowledge(bench: Bench) -> None:
    ticket = bench.call()
    bench.answer(ticket, 0, headers={"x-ratelimit-reset": "9999-12-31T23:59:59Z"})

    assert granted(bench.calls(2)) == [True, False]


def test_a_429_says_that_nothing_remains_whatever_its_headers_say(warm: Bench) -> None:
    back = warm.answer(warm.call(), 17, 150, status=429)

    assert back == pytest.approx(150, abs=1.1)
    assert not warm.call().granted


def test_a_429_of_the_last_window_may_come_back_at_once(warm: Bench) -> None:
    late, probe = warm.calls(2)
    warm.answer(probe, 59, 210)

    assert warm.answer(late, 0, 150, status=429) == warm.now
    assert warm.call().granted


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"ratelimit": '"default";r=0;t=20', "retry-after": "5"}, 20),
        ({"retry-after": "5"}, 5),
        ({"retry-after": formatdate(EPOCH + 107, usegmt=True)}, 7),
    ],
)
def test_a_429_without_the_documented_headers_is_read_by_what_else_there_is(
    bench: Bench, headers: dict[str, str], seconds: float
) -> None:
    assert bench.answer(bench.call(), status=429, headers=headers) == bench.now + seconds
    ticket = bench.call()
    assert bench.hold(ticket).until == bench.now + seconds

    bench.wait(seconds + 0.01)
    assert ticket.granted


def test_the_reset_header_comes_before_retry_after(bench: Bench) -> None:
    back = bench.answer(bench.call(), 0, 150, status=429, headers={"retry-after": "5"})

    assert back == pytest.approx(150, abs=1.1)


def test_a_429_that_says_nothing_holds_all_back_for_a_second_and_then_for_longer(bench: Bench) -> None:
    for seconds in (1, 2, 4, 8, 16, 32, 32):
        ticket = bench.call()
        assert bench.answer(ticket, status=429) is None
        ticket = bench.call()
        assert bench.hold(ticket).until == bench.now + seconds
        bench.window.leave(ticket, bench.now)
        bench.wait(seconds + 0.01)


def test_a_server_whose_windows_begin_later_than_it_says_is_given_a_second_more(warm: Bench) -> None:
    warm.answer(warm.call(), 0, 150)
    ticket = warm.call()
    until = warm.hold(ticket).until
    assert until is not None
    warm.wait(until - warm.now + 0.02)
    assert ticket.granted

    back = warm.answer(ticket, 0, 150, status=429)

    assert back == pytest.approx(until + 1, abs=0.1)


def test_when_the_servers_clock_is_set_back_by_hours_nobody_waits_for_hours(warm: Bench) -> None:
    ticket = warm.call()
    moment = EPOCH + warm.now - 7200
    said = {
        "date": formatdate(moment, usegmt=True),
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": datetime.fromtimestamp(moment + 30, UTC).isoformat(),
    }
    warm.window.settle(ticket, Answer(200, said, warm.now - 0.01, warm.now))

    until = warm.hold(warm.call()).until

    assert until is not None
    assert until - warm.now == pytest.approx(30, abs=1.1)


def test_a_call_that_comes_back_takes_its_old_place(warm: Bench) -> None:
    first = warm.call()
    warm.answer(first, 0, 150, status=429)
    second = warm.call()

    warm.window.enter(first, warm.now)
    warm.wait(60)

    assert granted([first, second]) == [True, False]


def test_those_who_leave_the_line_leave_their_place_to_the_next(bench: Bench) -> None:
    probe, second, third = bench.calls(3)
    bench.window.leave(second, bench.now)

    assert bench.woken[-1] is third  # It is the first in line now, and has to look after the timer.
    bench.answer(probe, 59, 150)
    assert granted([second, third]) == [False, True]


def test_leaving_twice_changes_nothing(warm: Bench) -> None:
    ticket = warm.call()
    for _ in range(2):
        warm.window.leave(ticket, warm.now)

    assert sum(granted(warm.calls(70))) == 60


def test_those_who_would_rather_fail_are_woken_when_the_quota_is_found_spent(warm: Bench) -> None:
    under_way = warm.calls(60)
    patient, hasty = warm.call(), warm.call(max_wait=5)
    warm.woken.clear()

    warm.answer(under_way[0], 0, 150)

    assert hasty in warm.woken
    assert hasty.too_late(warm.hold(hasty), warm.now)
    assert not patient.too_late(warm.hold(patient), warm.now)


def test_a_deadline_before_the_reset_is_too_late_at_once(warm: Bench) -> None:
    warm.answer(warm.call(), 0, 150)
    ticket = warm.call(deadline=warm.now + 10)

    assert ticket.too_late(warm.hold(ticket), warm.now)


@pytest.fixture
def shared(warm: Bench) -> Bench:
    """40 requests left in a window of which others have used 16, as they did of the last."""
    for resets in (150, 210):
        for remaining in (60, 55, 50, 45, 40):
            warm.answer(warm.call(), remaining, resets)
        warm.wait(max(0, 155 - warm.now))
    return warm


def test_where_others_use_the_key_only_a_part_of_what_remains_is_under_way_at_once(shared: Bench) -> None:

    assert sum(granted(shared.calls(40))) == 5


def test_where_others_use_the_key_the_last_few_are_left_to_them(shared: Bench) -> None:
    shared.answer(shared.call(), 2, 210)

    ticket = shared.call()

    assert not ticket.granted
    assert shared.hold(ticket).until is not None


def test_but_one_that_would_rather_fail_than_wait_takes_what_is_there(shared: Bench) -> None:
    shared.answer(shared.call(), 2, 210)
    patient = shared.call()

    assert shared.call(max_wait=0).granted
    assert not patient.granted

"""The script's decisions: who may go, of all workers, and what becomes of those that are gone."""

from __future__ import annotations

import pytest
from many_workers.bench import KEYS, Bench, granted
from many_workers.server import RedisServer

from msportal_client.rate_limit.limiter import Ticket


@pytest.fixture
def bench(redis_server: RedisServer) -> Bench:
    return Bench(redis_server, workers=3)


@pytest.fixture
def warm(bench: Bench) -> Bench:
    """A window with 60 requests left for 50 seconds, and long past its slow start."""
    bench.warm_up(60, 50)
    return bench


def test_before_the_first_headers_one_of_all_workers_goes_ahead(bench: Bench) -> None:
    tickets = [worker.call() for worker in bench.workers]

    assert granted(tickets) == [True, False, False]


def test_its_headers_let_calls_of_the_other_workers_go(bench: Bench) -> None:
    first, second, third = bench.workers
    probe, *waiting = [first.call(), second.call(), third.call(), third.call()]

    first.answer(probe, 59, 50)
    bench.wait(0.01)
    assert granted(waiting) == [True, False, False]

    second.answer(waiting[0], 58, 50)
    bench.wait(0.01)
    assert granted(waiting[1:]) == [True, True]


def test_what_other_workers_have_under_way_counts_against_what_remains(warm: Bench) -> None:
    tickets = [worker.call() for _ in range(25) for worker in warm.workers]

    assert granted(tickets) == [True] * 60 + [False] * 15


def test_calls_are_served_in_the_order_in_which_they_came_to_any_worker(bench: Bench) -> None:
    bench.warm_up(0, 50)
    tickets: list[Ticket] = []
    for number in (2, 0, 1, 1, 0, 2):
        tickets.append(bench.workers[number].call())
        bench.wait(0.001)
    bench.wait_for(*tickets)
    assert granted(tickets) == [True, False, False, False, False, False]

    bench.workers[2].answer(tickets[0], 3, 50)
    bench.wait(0.25)

    assert granted(tickets[1:]) == [True, True, True, False, False]


def test_a_call_that_comes_back_after_a_429_takes_its_old_place(warm: Bench) -> None:
    first, second, _ = warm.workers
    refused = first.call()
    warm.wait(0.1)
    first.answer(refused, 0, 40, status=429)
    later = second.call()

    first.enter(refused)
    warm.wait_for(refused, later)

    assert granted([refused, later]) == [True, False]


def test_at_a_new_window_one_of_all_workers_goes_ahead(warm: Bench) -> None:
    warm.workers[1].answer(warm.workers[1].call(), 0, 50)
    tickets = [worker.call() for worker in warm.workers for _ in range(5)]

    warm.wait(49.9)
    assert not any(granted(tickets))
    warm.wait_for(*tickets)

    assert sum(granted(tickets)) == 1


def test_an_answer_of_the_last_window_that_comes_late_changes_nothing_in_this_one(warm: Bench) -> None:
    late, probe = warm.workers[0].call(), warm.workers[1].call()
    warm.workers[1].answer(probe, 3, 110)

    warm.workers[0].answer(late, 0, 50)

    assert sum(granted(warm.workers[2].calls(20))) == 3


def test_a_limit_that_changes_is_followed_by_all(warm: Bench) -> None:
    warm.wait(60)
    warm.workers[1].answer(warm.workers[1].call(), 99, 60)

    assert sum(granted(warm.workers[2].calls(120))) == 99


def test_a_429_holds_all_workers_back(warm: Bench) -> None:
    warm.workers[0].answer(warm.workers[0].call(), 17, 50, status=429)

    ticket = warm.workers[1].call()
    hold = warm.workers[1].window.hold(ticket, warm.workers[1].clock())

    assert not ticket.granted
    assert hold is not None
    assert hold.until is not None
    assert hold.until - warm.workers[1].clock() == pytest.approx(50, abs=1.1)


def test_a_429_that_says_nothing_holds_all_workers_back_for_longer_and_longer(bench: Bench) -> None:
    first, second, _ = bench.workers
    ticket = first.call()
    for seconds in (1, 2, 4, 8, 16, 32, 32):
        assert first.answer(ticket, status=429) is None
        first, second = second, first
        ticket = first.call()
        assert bench.wait_for(ticket) == pytest.approx(seconds, abs=0.02 * seconds)


def test_without_any_headers_no_worker_is_held_back(bench: Bench) -> None:
    tickets = [worker.call() for worker in bench.workers for _ in range(20)]

    bench.workers[0].answer(tickets[0])
    bench.wait(0.01)

    assert all(granted(tickets[1:]))


def test_the_tightest_estimate_of_any_worker_says_when_the_window_is_over(bench: Bench) -> None:
    first, second, _ = bench.workers
    bench.now = 100.9  # By its Date of whole seconds, the first sees the reset up to 0.9 s late.
    first.answer(first.call(), 1, 10)
    bench.now = 101.0  # The second knows it exactly.
    second.answer(second.call(), 0, 9.9)
    tickets = [first.call(), second.call()]

    bench.wait(9.89)
    assert not any(granted(tickets))
    bench.wait(0.03)
    assert sum(granted(tickets)) == 1


def test_a_window_that_begins_later_than_the_server_says_is_given_a_second_more(warm: Bench) -> None:
    warm.workers[0].answer(warm.workers[0].call(), 0, 50)
    ticket = warm.workers[1].call()
    warm.wait(50.1)
    assert ticket.granted
    warm.workers[1].answer(ticket, 0, -0.1, status=429)

    other = warm.workers[2].call()
    assert not other.granted
    warm.wait(1)
    assert other.granted


def test_when_the_server_clock_is_set_by_hours_nobody_waits_for_hours(warm: Bench) -> None:
    worker, ticket = warm.workers[0], warm.workers[0].call()
    worker.answer(ticket, 0, 30 - 7200, date="Sat, 21 Nov 2026 10:00:00 GMT")
    worker.answer(worker.call(), 0, 30)

    waiting = warm.workers[1].call()
    warm.wait(35)

    assert waiting.granted


def test_one_that_rather_fails_than_waits_is_told_so(warm: Bench) -> None:
    warm.workers[0].answer(warm.workers[0].call(), 0, 50)
    worker = warm.workers[1]

    ticket = worker.call(max_wait=0)
    hold = worker.window.hold(ticket, worker.clock())

    assert hold is not None
    assert ticket.too_late(hold, worker.clock())


def test_one_that_gives_up_its_place_leaves_it_to_the_next_of_any_worker(bench: Bench) -> None:
    probe, second, third = [worker.call() for worker in bench.workers]
    bench.workers[1].leave(second)

    bench.workers[0].answer(probe, 59, 50)
    bench.wait(0.01)

    assert granted([second, third]) == [False, True]


def test_one_that_was_granted_as_it_gave_up_loses_no_permit(bench: Bench) -> None:
    first, second, third = bench.workers
    probe, ticket, other = first.call(), second.call(), third.call()
    first.answer(probe, 59, 50)  # The script has granted the second call; its worker has not heard of it.
    assert not ticket.granted

    second.leave(ticket)
    bench.wait(0.01)

    assert other.granted


# Workers that die, and those that were only asleep.


def test_the_permits_of_a_dead_worker_return_after_its_lease(warm: Bench) -> None:
    dead = warm.workers[0]
    dead.calls(60)
    dead.alive = False
    tickets = warm.workers[1].calls(60)
    assert not any(granted(tickets))

    warm.wait(0.9)
    assert not any(granted(tickets))
    warm.wait(0.4)
    assert sum(granted(tickets)) == 1, "what the server has counted of them is not known: one goes to see"

    warm.workers[1].answer(tickets[0], 59, 40)
    assert granted(tickets) == [False, True, True] + [False] * 57


def test_a_permit_that_a_dead_worker_never_heard_of_is_simply_there_again(bench: Bench) -> None:
    bench.warm_up(0, 10)
    first, second, dead = bench.workers
    probe, lost, other = second.call(), dead.call(), first.calls(5)
    bench.wait_for(probe)
    dead.alive = False
    second.answer(probe, 2, 60)
    bench.wait(0.25)
    assert granted(other) == [True, False, False, False, False]

    bench.wait(1)

    assert not lost.granted
    assert granted(other) == [True, True, False, False, False]


def test_the_places_of_a_dead_worker_in_the_line_go_to_others(bench: Bench) -> None:
    first, dead, third = bench.workers
    probe, gone, other = first.call(), dead.call(), third.call()
    dead.alive = False
    bench.wait(1.5)

    first.answer(probe, 59, 50)
    bench.wait(0.01)

    assert granted([gone, other]) == [False, True]


def test_a_dead_probe_is_followed_by_another(bench: Bench) -> None:
    bench.workers[0].call()
    bench.workers[0].alive = False

    ticket = bench.workers[1].call()
    bench.wait(1.3)

    assert ticket.granted


def test_a_call_that_takes_longer_than_the_lease_keeps_its_permit(warm: Bench) -> None:
    long = warm.workers[0].calls(60)
    others = warm.workers[1].calls(5)

    warm.wait(20)
    assert not any(granted(others))

    warm.workers[0].answer(long[0], 59, 20)
    assert not any(granted(others))


def test_a_worker_that_slept_through_its_lease_keeps_its_permits_and_its_place(bench: Bench) -> None:
    bench.warm_up(10, 50)
    sleeper, other, _ = bench.workers
    under_way = sleeper.calls(10)
    early = sleeper.call()
    bench.wait(0.1)
    late = other.call()
    sleeper.alive = False
    bench.wait(2)  # It is retired, and a call of the other has gone to see.
    assert late.granted

    sleeper.alive = True
    sleeper.talk()
    latest = other.call()
    assert granted([*under_way, early, latest]) == [True] * 10 + [False, False]

    other.answer(late, 0, 48)
    for ticket in under_way:
        sleeper.answer(ticket, 0, 48)
    bench.wait_for(early, latest)
    assert granted([early, latest]) == [True, False]


def test_a_redis_that_has_forgotten_all_is_told_all(warm: Bench) -> None:
    first, second, third = warm.workers
    under_way = [*first.calls(30), *second.calls(29)]
    waiting = [third.call(), *second.calls(5)]
    assert granted(waiting) == [True, False, False, False, False, False]

    warm.server.forget()
    warm.wait(0.6)
    assert warm.client.hlen(KEYS[2]) == 60
    assert warm.client.zcard(KEYS[1]) == 5

    assert granted(waiting) == [True, False, False, False, False, False]
    first.answer(under_way[0], 0, 40)
    assert granted(waiting) == [True, False, False, False, False, False]


@pytest.mark.parametrize("jump", [-3600.0, 3600.0])
def test_a_redis_whose_clock_is_set_by_an_hour_costs_nobody_an_hour(warm: Bench, jump: float) -> None:
    first, second, third = warm.workers
    under_way = first.calls(60)
    waiting = [second.call(), *third.calls(3)]
    warm.redis_ahead += jump
    warm.wait(0.9)
    assert sum(granted(waiting)) <= 1, "one may go to see before the first has told what it has under way"
    for ticket in under_way:
        first.answer(ticket, 0, 49.1)
    if waiting[0].granted:
        second.answer(waiting.pop(0), 0, 49.1, status=429)

    assert warm.wait_for(*waiting) == pytest.approx(49.1, abs=0.1)
    assert sum(granted(waiting)) == 1


def test_nothing_is_kept_that_nobody_uses(warm: Bench) -> None:
    warm.workers[0].calls(70)

    for key in KEYS:
        assert not warm.client.exists(key) or 3600 <= int(str(warm.client.ttl(key))) <= 3600 + 51

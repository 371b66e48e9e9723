"""SharedWindow and its Redis script: order, resets and 429s for all workers, and workers that die."""

from __future__ import annotations

import pytest
from many_workers.redis_server import RedisServer
from many_workers.simulation import KEYS, Sim, granted

from msportal_client.rate_limit.limiter import Ticket


@pytest.fixture
def sim(redis_server: RedisServer) -> Sim:
    return Sim(redis_server, workers=3)


@pytest.fixture
def warm_sim(sim: Sim) -> Sim:
    """Return a window past its slow start, with 60 requests left for 50 seconds."""
    sim.warm_up(60, 50)
    return sim


def test_first_call_of_all_workers_probes(sim: Sim) -> None:
    tickets = [worker.call() for worker in sim.workers]

    assert granted(tickets) == [True, False, False]


def test_first_headers_release_all_workers(sim: Sim) -> None:
    first, second, third = sim.workers
    probe, *waiting = [first.call(), second.call(), third.call(), third.call()]

    first.answer(probe, 59, 50)
    sim.wait(0.01)
    assert granted(waiting) == [True, False, False]

    second.answer(waiting[0], 58, 50)
    sim.wait(0.01)
    assert granted(waiting[1:]) == [True, True]


def test_all_workers_in_flight_counted(warm_sim: Sim) -> None:
    tickets = [worker.call() for _ in range(25) for worker in warm_sim.workers]

    assert granted(tickets) == [True] * 60 + [False] * 15


def test_waiters_of_all_workers_in_order(sim: Sim) -> None:
    sim.warm_up(0, 50)
    tickets: list[Ticket] = []
    for number in (2, 0, 1, 1, 0, 2):
        tickets.append(sim.workers[number].call())
        sim.wait(0.001)
    sim.wait_for(*tickets)
    assert granted(tickets) == [True, False, False, False, False, False]

    sim.workers[2].answer(tickets[0], 3, 50)
    sim.wait(0.25)

    assert granted(tickets[1:]) == [True, True, True, False, False]


def test_retried_call_keeps_its_place(warm_sim: Sim) -> None:
    first, second, _ = warm_sim.workers
    refused = first.call()
    warm_sim.wait(0.1)
    first.answer(refused, 0, 40, status=429)
    later = second.call()

    first.enter(refused)
    warm_sim.wait_for(refused, later)

    assert granted([refused, later]) == [True, False]


def test_new_window_probed_by_one_worker(warm_sim: Sim) -> None:
    warm_sim.workers[1].answer(warm_sim.workers[1].call(), 0, 50)
    tickets = [worker.call() for worker in warm_sim.workers for _ in range(5)]

    warm_sim.wait(49.9)
    assert not any(granted(tickets))
    warm_sim.wait_for(*tickets)

    assert sum(granted(tickets)) == 1


def test_response_of_last_window_ignored(warm_sim: Sim) -> None:
    late, probe = warm_sim.workers[0].call(), warm_sim.workers[1].call()
    warm_sim.workers[1].answer(probe, 3, 110)

    warm_sim.workers[0].answer(late, 0, 50)

    assert sum(granted(warm_sim.workers[2].calls(20))) == 3


def test_new_window_changes_limit_for_all(warm_sim: Sim) -> None:
    warm_sim.wait(60)
    warm_sim.workers[1].answer(warm_sim.workers[1].call(), 99, 60)

    assert sum(granted(warm_sim.workers[2].calls(120))) == 99


def test_429_holds_all_workers(warm_sim: Sim) -> None:
    warm_sim.workers[0].answer(warm_sim.workers[0].call(), 17, 50, status=429)

    ticket = warm_sim.workers[1].call()
    hold = warm_sim.workers[1].window.hold(ticket, warm_sim.workers[1].clock())

    assert not ticket.granted
    assert hold is not None
    assert hold.until is not None
    assert hold.until - warm_sim.workers[1].clock() == pytest.approx(50, abs=1.1)


def test_429_without_headers_doubles_backoff(sim: Sim) -> None:
    first, second, _ = sim.workers
    ticket = first.call()
    for seconds in (1, 2, 4, 8, 16, 32, 32):
        assert first.answer(ticket, status=429) is None
        first, second = second, first
        ticket = first.call()
        assert sim.wait_for(ticket) == pytest.approx(seconds, abs=0.02 * seconds)


def test_burst_of_429s_is_one_step(warm_sim: Sim) -> None:
    """Refusals of calls that were sent before the workers learned of the first one add nothing to the backoff."""
    tickets = [(worker, worker.call()) for worker in warm_sim.workers for _ in range(10)]
    for worker, ticket in tickets:
        warm_sim.wait(0.01)
        worker.answer(ticket, status=429)

    ticket = warm_sim.workers[0].call()
    assert warm_sim.wait_for(ticket) == pytest.approx(0.7, abs=0.05), "one second after the first refusal"

    warm_sim.workers[0].answer(ticket, 29, 50)
    for seconds in (1, 2):
        ticket = warm_sim.workers[1].call()
        assert ticket.granted
        warm_sim.workers[1].answer(ticket, status=429)
        ticket = warm_sim.workers[2].call()
        assert warm_sim.wait_for(ticket) == pytest.approx(seconds, abs=0.05), "a success ends the counter"
        warm_sim.workers[2].leave(ticket)


@pytest.mark.parametrize(("headers", "seconds"), [({"retry_after": "3"}, 3), ({}, 1), ({"retry_after": "0"}, 1)])
def test_429_without_quota_keeps_window(warm_sim: Sim, headers: dict[str, str], seconds: float) -> None:
    first, second, third = warm_sim.workers
    first.answer(first.call(), None, None, status=429, **headers)

    ticket = second.call()
    hold = second.window.hold(ticket, second.clock())
    assert hold is not None
    assert hold.reason == "the server refused requests (429)"
    assert warm_sim.wait_for(ticket) == pytest.approx(seconds, abs=0.05)
    assert not third.call().granted, "the slow start begins anew"
    second.answer(ticket, 59, 46)
    # 59 remain, and as many calls are sent as there were responses.
    assert sum(granted(third.calls(10))) == 1


def test_thousands_of_429s(redis_server: RedisServer) -> None:
    sim = Sim(redis_server)
    worker = sim.workers[0]
    for _ in range(1100):
        ticket = worker.call()
        assert ticket.granted
        worker.answer(ticket, status=429, retry_after="0.5")
        sim.wait(0.6)

    worker.answer(worker.call(), status=429)
    assert sim.wait_for(worker.call()) == pytest.approx(32, abs=0.1)


def test_client_without_quota_starts_slowly_after_429(sim: Sim) -> None:
    first, second, _ = sim.workers
    first.answer(first.call())
    assert all(granted(second.calls(20)))

    ticket = first.call()
    first.answer(ticket, status=429)
    waiting = first.calls(20)
    sim.wait(1.1)

    assert not any(granted(waiting)), "the calls of the second worker are in flight"


def test_short_waits_get_rest_of_contended_window(warm_sim: Sim) -> None:
    """Others use the key. A call that does not wait for the reset gets a permit of those that are left to others."""
    first, second, third = warm_sim.workers
    for _ in range(2):
        for remaining in (60, 55, 50, 45, 40):
            first.answer(first.call(), remaining, 50)
        warm_sim.wait(55)
    first.answer(first.call(), 60, 50)
    first.answer(first.call(), 4, 50)
    last = first.call(max_wait=0)
    assert last.granted
    tickets = [second.call(max_wait=5), second.call(max_wait=5), third.call()]
    assert not any(granted(tickets))

    first.answer(last, 3, 50)
    warm_sim.wait(0.5)

    assert granted(tickets) == [True, True, False]


def test_no_headers_no_waiting(sim: Sim) -> None:
    tickets = [worker.call() for worker in sim.workers for _ in range(20)]

    sim.workers[0].answer(tickets[0])
    sim.wait(0.01)

    assert all(granted(tickets[1:]))


def test_earliest_reset_estimate_used(sim: Sim) -> None:
    first, second, _ = sim.workers
    sim.now = 100.9  # The Date of whole seconds makes the first worker's estimate up to 0.9 s late.
    first.answer(first.call(), 1, 10)
    sim.now = 101.0  # The second worker's estimate is exact.
    second.answer(second.call(), 0, 9.9)
    tickets = [first.call(), second.call()]

    sim.wait(9.89)
    assert not any(granted(tickets))
    sim.wait(0.03)
    assert sum(granted(tickets)) == 1


def test_late_window_waits_one_more_second(warm_sim: Sim) -> None:
    """A 429 right after the reset means that the server rounds its reset down."""
    warm_sim.workers[0].answer(warm_sim.workers[0].call(), 0, 50)
    ticket = warm_sim.workers[1].call()
    warm_sim.wait(50.1)
    assert ticket.granted
    warm_sim.workers[1].answer(ticket, 0, -0.1, status=429)

    other = warm_sim.workers[2].call()
    assert not other.granted
    warm_sim.wait(1)
    assert other.granted


def test_server_clock_set_back_two_hours(warm_sim: Sim) -> None:
    """Wait for the reset by the new clock."""
    worker, ticket = warm_sim.workers[0], warm_sim.workers[0].call()
    worker.answer(ticket, 0, 30 - 7200, date="Sat, 21 Nov 2026 10:00:00 GMT")
    worker.answer(worker.call(), 0, 30)

    waiting = warm_sim.workers[1].call()
    warm_sim.wait(35)

    assert waiting.granted


def test_max_wait_zero_too_late(warm_sim: Sim) -> None:
    warm_sim.workers[0].answer(warm_sim.workers[0].call(), 0, 50)
    worker = warm_sim.workers[1]

    ticket = worker.call(max_wait=0)
    hold = worker.window.hold(ticket, worker.clock())

    assert hold is not None
    assert ticket.gives_up(hold, worker.clock())


def test_leave_passes_place_to_next_worker(sim: Sim) -> None:
    probe, second, third = [worker.call() for worker in sim.workers]
    sim.workers[1].leave(second)

    sim.workers[0].answer(probe, 59, 50)
    sim.wait(0.01)

    assert granted([second, third]) == [False, True]


def test_leave_after_grant_returns_permit(sim: Sim) -> None:
    first, second, third = sim.workers
    probe, ticket, other = first.call(), second.call(), third.call()
    first.answer(probe, 59, 50)  # The script has granted the second call, but its worker does not know yet.
    assert not ticket.granted

    second.leave(ticket)
    sim.wait(0.01)

    assert other.granted


# Workers that die or pause.


def test_dead_worker_permits_return_after_lease(warm_sim: Sim) -> None:
    dead = warm_sim.workers[0]
    dead.calls(60)
    dead.alive = False
    tickets = warm_sim.workers[1].calls(60)
    assert not any(granted(tickets))

    warm_sim.wait(0.9)
    assert not any(granted(tickets))
    warm_sim.wait(0.4)
    assert sum(granted(tickets)) == 1, "the server may have counted any of them: one call probes"

    warm_sim.workers[1].answer(tickets[0], 59, 40)
    assert granted(tickets) == [False, True, True] + [False] * 57


def test_dead_worker_unused_permit_returns(sim: Sim) -> None:
    """The worker died before it learned of the permit."""
    sim.warm_up(0, 10)
    first, second, dead = sim.workers
    probe, lost, other = second.call(), dead.call(), first.calls(5)
    sim.wait_for(probe)
    dead.alive = False
    second.answer(probe, 2, 60)
    sim.wait(0.25)
    assert granted(other) == [True, False, False, False, False]

    sim.wait(1)

    assert not lost.granted
    assert granted(other) == [True, True, False, False, False]


def test_dead_worker_place_passes_to_next(sim: Sim) -> None:
    first, dead, third = sim.workers
    probe, gone, other = first.call(), dead.call(), third.call()
    dead.alive = False
    sim.wait(1.5)

    first.answer(probe, 59, 50)
    sim.wait(0.01)

    assert granted([gone, other]) == [False, True]


def test_dead_worker_probe_replaced(sim: Sim) -> None:
    sim.workers[0].call()
    sim.workers[0].alive = False

    ticket = sim.workers[1].call()
    sim.wait(1.3)

    assert ticket.granted


def test_long_call_keeps_permit_past_lease(warm_sim: Sim) -> None:
    long = warm_sim.workers[0].calls(60)
    others = warm_sim.workers[1].calls(5)

    warm_sim.wait(20)
    assert not any(granted(others))

    warm_sim.workers[0].answer(long[0], 59, 20)
    assert not any(granted(others))


def test_paused_worker_keeps_permits_and_place(sim: Sim) -> None:
    sim.warm_up(10, 50)
    sleeper, other, _ = sim.workers
    in_flight = sleeper.calls(10)
    early = sleeper.call()
    sim.wait(0.1)
    late = other.call()
    sleeper.alive = False
    sim.wait(2)  # Its lease has expired, and a call of the other worker probes.
    assert late.granted

    sleeper.alive = True
    sleeper.exchange()
    latest = other.call()
    assert granted([*in_flight, early, latest]) == [True] * 10 + [False, False]

    other.answer(late, 0, 48)
    for ticket in in_flight:
        sleeper.answer(ticket, 0, 48)
    sim.wait_for(early, latest)
    assert granted([early, latest]) == [True, False]


def test_redis_data_loss_restored_by_workers(warm_sim: Sim) -> None:
    first, second, third = warm_sim.workers
    in_flight = [*first.calls(30), *second.calls(29)]
    waiting = [third.call(), *second.calls(5)]
    assert granted(waiting) == [True, False, False, False, False, False]

    warm_sim.server.forget()
    warm_sim.wait(0.6)
    assert warm_sim.client.hlen(KEYS[2]) == 60
    assert warm_sim.client.zcard(KEYS[1]) == 5

    assert granted(waiting) == [True, False, False, False, False, False]
    first.answer(in_flight[0], 0, 40)
    assert granted(waiting) == [True, False, False, False, False, False]


@pytest.mark.parametrize("jump", [-3600.0, 3600.0])
def test_redis_clock_set_by_one_hour(warm_sim: Sim, jump: float) -> None:
    """Wait no longer than until the reset."""
    first, second, third = warm_sim.workers
    in_flight = first.calls(60)
    waiting = [second.call(), *third.calls(3)]
    warm_sim.redis_ahead += jump
    warm_sim.wait(0.9)
    assert sum(granted(waiting)) <= 1, "one call may probe before the first worker reports its requests in flight"
    for ticket in in_flight:
        first.answer(ticket, 0, 49.1)
    if waiting[0].granted:
        second.answer(waiting.pop(0), 0, 49.1, status=429)

    assert warm_sim.wait_for(*waiting) == pytest.approx(49.1, abs=0.1)
    assert sum(granted(waiting)) == 1


def test_redis_keys_expire_when_unused(warm_sim: Sim) -> None:
    warm_sim.workers[0].calls(70)

    for key in KEYS:
        assert not warm_sim.client.exists(key) or 3600 <= int(str(warm_sim.client.ttl(key))) <= 3600 + 51


# What a worker does without Redis, or tells it again.


def test_backoff_survives_data_loss(warm_sim: Sim) -> None:
    warm_sim.workers[0].answer(warm_sim.workers[0].call(), status=429, retry_after="10")
    ticket = warm_sim.workers[1].call()

    warm_sim.server.forget()

    assert warm_sim.wait_for(ticket) == pytest.approx(10, abs=0.05)


def test_backoff_survives_redis_outage(warm_sim: Sim) -> None:
    first, second, _ = warm_sim.workers
    first.answer(first.call(), status=429, retry_after="10")
    tickets = second.call(), second.call(max_wait=5)

    second.window.go_offline(second.clock())

    for ticket in (*tickets, second.call()):
        assert not ticket.granted
        hold = second.window.hold(ticket, second.clock())
        assert hold is not None
        assert hold.until == pytest.approx(second.clock() + 10, abs=0.01)


def test_outage_divides_quota(warm_sim: Sim) -> None:
    """Each worker takes a third of what remains, and leaves at most one request unused."""
    calls = [(worker, ticket) for worker in warm_sim.workers for ticket in worker.calls(30)]
    warm_sim.wait(0.3)
    for worker in warm_sim.workers:
        worker.window.go_offline(worker.clock())

    served, reset = 0, warm_sim.now + 49
    for _ in range(100):
        warm_sim.wait(0.1)
        for worker, ticket in [pair for pair in calls if pair[1].granted]:
            calls.remove((worker, ticket))
            served += 1
            worker.answer(ticket, max(0, 60 - served), reset - warm_sim.now)

    assert 57 <= served <= 60


def test_late_exchange_changes_nothing(warm_sim: Sim) -> None:
    """Redis executes an exchange that the worker has given up, after the worker reached it again."""
    worker, other, _ = warm_sim.workers
    old_name = worker.window.name
    worker.alive = False
    tickets = worker.calls(3)
    worker.window.leave(tickets.pop(), worker.clock())
    late = worker.window.take_messages(worker.clock())
    worker.window.go_offline(worker.clock())
    worker.window.go_online()
    worker.alive = True
    worker.exchange()

    warm_sim.eval_script(old_name, late)
    warm_sim.wait(0.5)

    assert granted(tickets) == [True, True]
    assert warm_sim.client.hlen(KEYS[2]) == 2
    assert warm_sim.client.zcard(KEYS[1]) == 0
    assert sum(granted(other.calls(70))) == 58


def test_unreported_response_told_without_calls(warm_sim: Sim) -> None:
    """The last response reaches a table that was lost, although no call is left."""
    first, second, _ = warm_sim.workers
    ticket = first.call()
    warm_sim.server.forget()
    first.answer(ticket, 0, 40)

    assert not second.call().granted

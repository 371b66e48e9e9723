"""Many calls against one quota, on a virtual clock: all are served, none is wasted, and no time is lost."""

from __future__ import annotations

import copy
import math
from collections.abc import Callable

import pytest
from runtime.simulation import (
    FixedWindow,
    Quota,
    QuotaServer,
    SlidingCounter,
    SlidingLog,
    TokenBucket,
    run_fleet,
)

HOURS = 5 * 3600.0

# A fixed window of 60 s and 60 requests, in which the first one falls on second 17: 500 calls need the rest of that
# window and 8 more beginnings, 1,000 calls need 16.
ROWS = [pytest.param(50, 10, 463.0, id="50x10"), pytest.param(200, 5, 943.0, id="200x5")]

CLOCKS = [
    pytest.param(0.0, 0.0, id="right"),
    pytest.param(HOURS + 0.7, 0.0, id="hours ahead"),
    pytest.param(-HOURS - 0.3, 0.0, id="hours behind"),
    pytest.param(HOURS, 100e-6, id="gaining 100 ppm"),
    pytest.param(-HOURS, -100e-6, id="losing 100 ppm"),
]


@pytest.mark.parametrize(("tasks", "calls", "bound"), ROWS)
@pytest.mark.parametrize("latency", [0.0, 0.05], ids=["no latency", "50 ms +- 50 ms"])
@pytest.mark.parametrize(("ahead", "drift"), CLOCKS)
def test_a_fixed_window_is_used_to_the_full_without_one_429(  # noqa: PLR0917 - one for each parameter
    tasks: int, calls: int, bound: float, latency: float, ahead: float, drift: float
) -> None:
    outcome = run_fleet(QuotaServer(latency=latency, ahead=ahead, drift=drift), tasks=tasks, calls=calls)

    assert outcome.served == tasks * calls
    assert outcome.wasted == 0
    assert bound - 1 <= outcome.seconds <= bound * 1.01


@pytest.mark.parametrize("fraction", [0.0, 0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("latency", [0.0, 0.05])
def test_wherever_in_its_second_the_server_is_a_date_of_whole_seconds_is_enough(
    fraction: float, latency: float
) -> None:
    server = QuotaServer(begins=17 + fraction, ahead=HOURS + fraction / 3, latency=latency)

    outcome = run_fleet(server)

    assert outcome.wasted == 0
    assert outcome.seconds <= (463 - fraction) * 1.01


@pytest.mark.parametrize("fraction", [0.0, 0.5, 0.95])
def test_windows_that_begin_with_a_request_are_met_without_one_429_too(fraction: float) -> None:
    # Here each wait that is too long moves all that come after it: 8 windows of a minute, and up to 1 s for each.
    outcome = run_fleet(QuotaServer(FixedWindow(aligned=False), begins=17 + fraction, latency=0.05))

    assert outcome.wasted == 0
    assert 480 <= outcome.seconds <= 480 * 1.01


@pytest.mark.parametrize(("rounded", "wasted"), [(math.floor, 1), (math.ceil, 0)])
def test_a_reset_in_whole_seconds_costs_at_most_one_429_until_it_is_seen_through(
    rounded: Callable[[float], float], wasted: int
) -> None:
    outcome = run_fleet(QuotaServer(FixedWindow(aligned=False), begins=17.4, reset=rounded, latency=0.05))

    assert outcome.wasted <= wasted
    assert outcome.seconds <= 480 + 8 * 2


@pytest.mark.parametrize("latency", [0.0, 0.05])
@pytest.mark.parametrize(
    "quota",
    [
        SlidingLog(),
        SlidingLog(tells_newest=True),
        SlidingCounter(),
        TokenBucket(),
        TokenBucket(tells_full=True),
    ],
    ids=["sliding log, oldest", "sliding log, newest", "sliding counter", "token bucket, next", "token bucket, full"],
)
def test_against_other_kinds_of_quota_two_of_a_hundred_are_wasted_at_most(quota: Quota, latency: float) -> None:
    outcome = run_fleet(QuotaServer(copy.deepcopy(quota), latency=latency))

    assert outcome.served == 500
    assert outcome.wasted <= 10


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("latency", [0.0, 0.05])
@pytest.mark.parametrize("calls", [1, 10])
def test_four_processes_that_share_only_the_key_waste_five_of_a_hundred_at_most(
    calls: int, latency: float, seed: int
) -> None:
    outcome = run_fleet(QuotaServer(latency=latency, seed=seed), tasks=50, calls=calls, processes=4)

    assert outcome.served == 200 * calls
    assert outcome.wasted <= outcome.served * 0.05


def test_a_process_that_starts_in_a_window_half_spent_uses_the_rest_of_it() -> None:
    server = QuotaServer(latency=0.05)
    server.quota = FixedWindow(used=30, begins=math.floor(server.begins / 60) * 60 + 1_795_255_200.0)

    outcome = run_fleet(server, tasks=30, calls=1)

    assert outcome.wasted == 0
    assert outcome.seconds < 2


def test_a_quota_of_thousands_is_used_to_the_full_by_four_processes() -> None:
    server = QuotaServer(FixedWindow(limit=600), latency=0.05)

    outcome = run_fleet(server, tasks=100, calls=6, processes=4)

    assert outcome.seconds < 3 * 60 + 43 + 5
    assert outcome.wasted <= 0.05 * outcome.served

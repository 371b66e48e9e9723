"""Many calls against simulated quotas: all are served in the shortest time, with few or no 429s."""

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
    simulate,
)

FIVE_HOURS = 5 * 3600.0

# In a fixed window of 60 requests per 60 s, with the first request at second 17, 500 calls need 8 more windows and
# 1,000 calls need 16.
LOADS = [pytest.param(50, 10, 463.0, id="50x10"), pytest.param(200, 5, 943.0, id="200x5")]

CLOCKS = [
    pytest.param(0.0, 0.0, id="exact"),
    pytest.param(FIVE_HOURS + 0.7, 0.0, id="hours-ahead"),
    pytest.param(-FIVE_HOURS - 0.3, 0.0, id="hours-behind"),
    pytest.param(FIVE_HOURS, 100e-6, id="gains-100ppm"),
    pytest.param(-FIVE_HOURS, -100e-6, id="loses-100ppm"),
]


@pytest.mark.parametrize(("tasks", "calls", "bound"), LOADS)
@pytest.mark.parametrize("latency", [0.0, 0.05], ids=["0ms", "50ms"])
@pytest.mark.parametrize(("ahead", "drift"), CLOCKS)
def test_fixed_window_fully_used_without_429(  # noqa: PLR0917 - one for each parameter
    tasks: int, calls: int, bound: float, latency: float, ahead: float, drift: float
) -> None:
    outcome = simulate(QuotaServer(latency=latency, ahead=ahead, drift=drift), tasks=tasks, calls=calls)

    assert outcome.served == tasks * calls
    assert outcome.refused == 0
    assert bound - 1 <= outcome.seconds <= bound * 1.01


@pytest.mark.parametrize("fraction", [0.0, 0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("latency", [0.0, 0.05])
def test_fixed_window_at_any_subsecond(fraction: float, latency: float) -> None:
    """A Date header of whole seconds is precise enough."""
    server = QuotaServer(begins=17 + fraction, ahead=FIVE_HOURS + fraction / 3, latency=latency)

    outcome = simulate(server)

    assert outcome.refused == 0
    assert outcome.seconds <= (463 - fraction) * 1.01


@pytest.mark.parametrize("fraction", [0.0, 0.5, 0.95])
def test_unaligned_window_without_429(fraction: float) -> None:
    """Follow windows that begin with a request."""
    # Each wait that is too long delays all later windows: 8 windows of a minute, plus up to 1 s each.
    outcome = simulate(QuotaServer(FixedWindow(aligned=False), begins=17 + fraction, latency=0.05))

    assert outcome.refused == 0
    assert 480 <= outcome.seconds <= 480 * 1.01


@pytest.mark.parametrize(("rounded", "refused"), [(math.floor, 1), (math.ceil, 0)])
def test_rounded_reset_costs_one_429(rounded: Callable[[float], float], refused: int) -> None:
    """Refuse one request at most, until the rounding is known."""
    outcome = simulate(QuotaServer(FixedWindow(aligned=False), begins=17.4, reset=rounded, latency=0.05))

    assert outcome.refused <= refused
    assert outcome.seconds <= 480 + 8 * 2


@pytest.mark.parametrize("latency", [0.0, 0.05])
@pytest.mark.parametrize(
    "quota",
    [
        SlidingLog(),
        SlidingLog(reset_of_newest=True),
        SlidingCounter(),
        TokenBucket(),
        TokenBucket(reset_when_full=True),
    ],
    ids=["sliding-log-oldest", "sliding-log-newest", "sliding-counter", "token-bucket-next", "token-bucket-full"],
)
def test_other_quotas_refuse_2_percent(quota: Quota, latency: float) -> None:
    """Refuse 2 % of the requests at most."""
    outcome = simulate(QuotaServer(copy.deepcopy(quota), latency=latency))

    assert outcome.served == 500
    assert outcome.refused <= 10


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("latency", [0.0, 0.05])
@pytest.mark.parametrize("calls", [1, 10])
def test_four_processes_refused_5_percent(calls: int, latency: float, seed: int) -> None:
    """Processes that share only the key have 5 % of their requests refused at most."""
    outcome = simulate(QuotaServer(latency=latency, seed=seed), tasks=50, calls=calls, processes=4)

    assert outcome.served == 200 * calls
    assert outcome.refused <= outcome.served * 0.05


def test_half_spent_window_used_up() -> None:
    server = QuotaServer(latency=0.05)
    server.quota = FixedWindow(used=30, begins=math.floor(server.begins / 60) * 60 + 1_795_255_200.0)

    outcome = simulate(server, tasks=30, calls=1)

    assert outcome.refused == 0
    assert outcome.seconds < 2


def test_large_quota_by_four_processes() -> None:
    server = QuotaServer(FixedWindow(limit=600), latency=0.05)

    outcome = simulate(server, tasks=100, calls=6, processes=4)

    assert outcome.seconds < 3 * 60 + 43 + 5
    assert outcome.refused <= 0.05 * outcome.served

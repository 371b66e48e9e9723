"""ServerTime: the server's clock, estimated from Date headers of whole seconds."""

from __future__ import annotations

import math
from email.utils import formatdate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msportal_client.rate_limit._server_time import ServerTime

HOUR = 3600.0


def date(moment: float) -> str:
    return formatdate(math.floor(moment), usegmt=True)


def test_one_response_bounds_clock_offset() -> None:
    time = ServerTime()

    time.observe(date(1000.7), sent=10.0, received=10.2)

    # The server showed 1000.0 to 1001.0 at some moment from 10.0 to 10.2.
    assert time.reached(1060.0) == pytest.approx(70.2, abs=0.01)


def test_each_response_narrows_clock_offset() -> None:
    time = ServerTime()
    for now in (10.0, 10.25, 10.5, 10.75):
        time.observe(date(990.7 + now), sent=now, received=now)

    # At 10.5 the date had just changed, at 1001.2: the server is at least 990.5 ahead, and in truth 990.7.
    assert 69.3 <= time.reached(1060.0) <= 69.5 + 0.01


def test_drift_widens_clock_offset() -> None:
    time = ServerTime()
    time.observe(date(1000.0), sent=10.0, received=10.0)

    assert time.reached(1000.0 + 10 * HOUR) - (10 + 10 * HOUR) == pytest.approx(3.6, abs=0.01)


@pytest.mark.parametrize("jump", [-7200.0, -3.0, 3.0, 7200.0])
def test_clock_jump_detected_and_followed(jump: float) -> None:
    time = ServerTime()
    for now in (10.0, 10.3, 10.6):
        time.observe(date(1000 + now), sent=now, received=now)

    assert time.observe(date(1011 + jump), sent=11.0, received=11.0)
    assert time.reached(1100.0 + jump) == pytest.approx(100, abs=0.02)


def test_stale_date_no_clock_jump() -> None:
    """A Date header may be a second old."""
    time = ServerTime()
    time.observe(date(1000.0), sent=10.0, received=10.0)
    time.observe(date(1000.9), sent=10.9, received=10.9)

    assert not time.observe(date(1000.0), sent=11.5, received=11.5)
    assert time.reached(1060.0) >= 70.0


@pytest.mark.parametrize("text", [None, "", "yesterday", "Sat, 99 Nov 2026 10:00:00 GMT", "-1", "0" * 400])
def test_invalid_date_uses_local_clock(text: str | None) -> None:
    time = ServerTime(wall=lambda: 5000.0)

    assert not time.observe(text, sent=10.0, received=11.0)
    assert time.reached(5060.0) == pytest.approx(71.0, abs=0.01)


def test_invalid_date_keeps_clock_offset() -> None:
    time = ServerTime(wall=lambda: 5000.0)
    time.observe(date(1000.0), sent=10.0, received=10.0)

    time.observe("yesterday", sent=11.0, received=11.0)

    assert time.reached(1060.0) == pytest.approx(70.0, abs=0.01)


@given(
    offset=st.floats(-1e6, 1e6),
    drift=st.floats(-99e-6, 99e-6),
    trips=st.lists(st.tuples(st.floats(0, 30), st.floats(0, 1), st.floats(0, 0.5)), min_size=1, max_size=40),
    ahead=st.floats(0, 300),
)
def test_wait_bounded_for_any_clock(
    offset: float, drift: float, trips: list[tuple[float, float, float]], ahead: float
) -> None:
    """Reach the moment for any offset, drift and latency, at most about a second late."""

    def server(now: float) -> float:
        return 1e9 + offset + now * (1 + drift)

    time, now, shortest = ServerTime(), 100.0, 0.5
    for pause, share, trip in trips:
        sent = now + pause
        now = sent + trip
        time.observe(date(server(sent + share * trip)), sent=sent, received=now)
        shortest = min(shortest, trip)

    moment = server(now) + ahead
    at = time.reached(moment)

    elapsed = at - 100.0
    assert server(at) >= moment - 1e-5
    assert server(at) - moment <= 1 + shortest + 3e-4 * elapsed + 1e-4

"""RetryPolicy decisions. The policy is a pure function: nothing is sent and no time passes."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msportal_client.retry import Attempt, Decision, RetryPolicy

POLICY = RetryPolicy(jitter=lambda: 0.5)


def attempt(**changes: Any) -> Attempt:
    defaults: dict[str, Any] = {"number": 1, "elapsed": 1.0, "method": "GET", "bytes_sent": True, "status": 503}
    return Attempt(**{**defaults, **changes})


@pytest.mark.parametrize("method", ["GET", "POST", "PATCH", "PUT", "DELETE"])
@pytest.mark.parametrize("number", [1, 3, 50])
def test_retry_any_method_on_429(method: str, number: int) -> None:
    decision = POLICY.decide(attempt(status=429, method=method, number=number, retry_after=42.0))

    assert decision.wait == 42.0


def test_no_retry_beyond_max_wait() -> None:
    assert POLICY.decide(attempt(status=429, retry_after=90.0)).wait == 90.0

    decision = POLICY.decide(attempt(status=429, retry_after=90.1))

    assert decision.wait is None
    assert "max_wait" in decision.reason


def test_no_retry_beyond_total_timeout() -> None:
    policy = RetryPolicy(total_timeout=60)
    assert policy.decide(attempt(status=429, elapsed=20, retry_after=40.0)).wait == 40.0

    decision = policy.decide(attempt(status=429, elapsed=20, retry_after=40.1))

    assert decision.wait is None
    assert "total_timeout" in decision.reason


def test_backoff_doubles_up_to_maximum() -> None:
    waits = [POLICY.decide(attempt(status=429, number=number)).wait for number in range(1, 8)]

    assert waits == [0.25, 0.5, 1.0, 2.0, 4.0, 4.0, 4.0]


@given(st.floats(0, 1, exclude_max=True), st.integers(1, 10_000))
def test_jitter_draws_from_whole_backoff(drawn: float, number: int) -> None:
    wait = RetryPolicy(jitter=lambda: drawn).decide(attempt(status=429, number=number)).wait

    assert wait is not None
    assert 0 <= wait <= min(8.0, 0.5 * 2.0 ** min(number - 1, 60))


def test_backoff_total_bounded_by_max_wait() -> None:
    decision = POLICY.decide(attempt(status=429, number=30, backed_off=88.0))

    assert decision.wait is None


@pytest.mark.parametrize("status", [502, 503, 504, None])
@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])
def test_retry_idempotent_on_502(status: int | None, method: str) -> None:
    """Make three attempts, also when no response came."""
    decisions = [POLICY.decide(attempt(status=status, method=method, number=number)).wait for number in (1, 2, 3)]

    assert decisions == [0.25, 0.5, None]


@pytest.mark.parametrize("status", [502, 503, 504, None])
@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_no_retry_post_on_502(status: int | None, method: str) -> None:
    """Send again only with `resend_unsafe`."""
    sent = attempt(status=status, method=method)

    decision = POLICY.decide(sent)

    assert decision.wait is None
    assert method in decision.reason
    assert dataclasses.replace(POLICY, resend_unsafe=True).decide(sent).wait == 0.25


@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_retry_post_if_nothing_sent(method: str) -> None:
    assert POLICY.decide(attempt(status=None, method=method, bytes_sent=False)).wait == 0.25


def test_retry_after_on_503() -> None:
    assert POLICY.decide(attempt(status=503, retry_after=7.0)).wait == 7.0
    assert POLICY.decide(attempt(status=503, retry_after=3600.0)).wait is None


@pytest.mark.parametrize("status", [301, 400, 401, 403, 404, 409, 422, 500, 501, 505, 520])
def test_no_retry_on_other_status(status: int) -> None:
    assert POLICY.decide(attempt(status=status)) == Decision(None, f"{status} is final")


@pytest.mark.parametrize("status", [429, 502, None])
@pytest.mark.parametrize("bytes_sent", [True, False])
def test_never_policy_never_retries(status: int | None, bytes_sent: bool) -> None:
    assert RetryPolicy.never().decide(attempt(status=status, bytes_sent=bytes_sent, retry_after=0.0)).wait is None


def test_policy_is_frozen_value() -> None:
    assert RetryPolicy() == RetryPolicy(jitter=lambda: 0.1)
    assert hash(RetryPolicy()) == hash(RetryPolicy())
    with pytest.raises(dataclasses.FrozenInstanceError):
        RetryPolicy().max_wait = 5  # type: ignore[misc]


@pytest.mark.parametrize(
    "invalid",
    [
        {"max_wait": -1},
        {"max_wait": float("nan")},
        {"total_timeout": 0},
        {"max_attempts": 0},
        {"backoff": -0.1},
        {"max_backoff": float("nan")},
    ],
)
def test_policy_rejects_invalid_values(invalid: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(invalid))):
        RetryPolicy(**invalid)


@given(
    st.builds(
        Attempt,
        number=st.integers(1, 100),
        elapsed=st.floats(0, 1e6),
        method=st.sampled_from(["GET", "POST", "PATCH", "DELETE"]),
        bytes_sent=st.booleans(),
        status=st.none() | st.integers(300, 599),
        retry_after=st.none() | st.floats(0, 1e9),
        backed_off=st.floats(0, 1e4),
    ),
    st.floats(0, 1e4),
    st.none() | st.floats(0.001, 1e4),
)
def test_wait_never_exceeds_limits(tried: Attempt, max_wait: float, total: float | None) -> None:
    decision = RetryPolicy(max_wait=max_wait, total_timeout=total).decide(tried)

    assert decision.reason
    if decision.wait is not None:
        assert 0 <= decision.wait <= max_wait
        assert total is None or tried.elapsed + decision.wait <= total

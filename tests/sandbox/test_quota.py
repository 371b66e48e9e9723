"""The quota of a key and its headers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msportal_client.sandbox import READ_KEY
from msportal_client.sandbox.quota import ALGORITHMS, Algorithm

Serve = Callable[..., httpx.AsyncClient]


class Clock(Protocol):
    now: float


def quota_of(answer: httpx.Response) -> tuple[int, int, int, str]:
    headers = answer.headers
    return (
        answer.status_code,
        int(headers["x-ratelimit-limit"]),
        int(headers["x-ratelimit-remaining"]),
        headers["x-ratelimit-reset"],
    )


async def test_fixed_window_starts_with_first_request(serve: Serve, clock: Clock) -> None:
    """It ends at the reset that it announces."""
    api = serve(quota=2, window=1.5)
    assert quota_of(await api.get("/users")) == (200, 2, 1, "2026-11-21T09:30:01.750Z")
    clock.now += 1.0
    assert quota_of(await api.get("/users")) == (200, 2, 0, "2026-11-21T09:30:01.750Z")
    clock.now += 0.499
    assert quota_of(await api.get("/users")) == (429, 2, 0, "2026-11-21T09:30:01.750Z")
    clock.now += 0.001
    assert quota_of(await api.get("/users")) == (200, 2, 1, "2026-11-21T09:30:03.250Z")


async def test_429_has_error_body_and_no_effect(serve: Serve) -> None:
    api = serve(quota=1)
    await api.get("/planner/items")
    answer = await api.post("/planner/items", json={"title": "x"}, headers={"X-Request-Id": "mine"})
    assert answer.json() == {
        "error": "Rate limit exceeded: 1 requests in 60 s",
        "code": "RATE_LIMIT_EXCEEDED",
        "requestId": "mine",
    }
    state = (await api.get("http://sandbox/_sandbox/state")).json()
    assert state["statuses"] == {"200": 1, "429": 1}


async def test_reset_is_rounded_up(serve: Serve, clock: Clock) -> None:
    """A client that waits for it is not early."""
    api = serve(quota=1, window=0.3333)
    answer = await api.get("/users")
    clock.now = datetime.fromisoformat(answer.headers["x-ratelimit-reset"]).timestamp()
    assert (await api.get("/users")).status_code == 200


async def test_each_key_has_its_own_quota(serve: Serve) -> None:
    api = serve(quota=1)
    assert (await api.get("/users")).status_code == 200
    assert (await api.get("/users", headers={"Authorization": f"Bearer {READ_KEY}"})).status_code == 200
    assert (await api.get("/users")).status_code == 429


async def test_errors_use_quota_and_have_its_headers(serve: Serve) -> None:
    api = serve(READ_KEY, quota=10)
    for remaining, (method, path) in enumerate(
        [("GET", "/users?page=0"), ("POST", "/goals"), ("GET", "/budgets/x"), ("PUT", "/users"), ("GET", "/nowhere")]
    ):
        answer = await api.request(method, path)
        assert answer.status_code in {400, 403, 404, 405}
        assert quota_of(answer)[2] == 9 - remaining


async def test_unknown_key_uses_no_quota(serve: Serve) -> None:
    api = serve(quota=1)
    for _ in range(3):
        await api.get("/users", headers={"Authorization": "Bearer guess"})
    assert (await api.get("/users")).status_code == 200


async def test_state_counts_requests(serve: Serve, clock: Clock) -> None:
    api = serve(quota=2, window=10)
    for _ in range(3):
        await api.get("/users")
    clock.now += 10
    await api.post("/planner/items", json={})
    await api.get("/nowhere")
    state = (await api.get("http://sandbox/_sandbox/state")).json()
    assert state["requests"] == {"GET /api/public/v1/users": 3, "POST /api/public/v1/planner/items": 1}
    assert (state["total"], state["rate_limited"], state["windows"]) == (5, 1, 2)
    assert state["statuses"] == {"200": 2, "400": 1, "404": 1, "429": 1}


async def test_sliding_window_frees_requests_one_by_one(serve: Serve, clock: Clock) -> None:
    api = serve(quota=3, window=10, algorithm="sliding")
    start = clock.now
    seen: list[tuple[int, str]] = []
    for second in (0, 6, 7, 8, 10, 40):
        clock.now = start + second
        status, _, _, reset = quota_of(await api.get("/users"))
        seen.append((status, reset[17:19]))
    # If nothing remains, the reset is the end of the oldest request, else of the newest.
    assert seen == [(200, "10"), (200, "16"), (200, "10"), (429, "10"), (200, "16"), (200, "50")]


async def test_bucket_fills_evenly(serve: Serve, clock: Clock) -> None:
    api = serve(quota=4, window=8, algorithm="bucket")
    assert [(await api.get("/users")).status_code for _ in range(5)] == [200] * 4 + [429]
    clock.now += 2
    assert [(await api.get("/users")).status_code for _ in range(2)] == [200, 429]
    clock.now += 100
    assert [(await api.get("/users")).status_code for _ in range(5)] == [200] * 4 + [429]


@given(
    algorithm=st.sampled_from(list(ALGORITHMS)),
    quota=st.integers(1, 5),
    window=st.floats(0.01, 100),
    pauses=st.lists(st.floats(0, 50), max_size=40),
)
def test_algorithms_keep_quota_and_reset(algorithm: Algorithm, quota: int, window: float, pauses: list[float]) -> None:
    """No more requests than the quota are allowed, and one at the reset is."""
    state: Any = None
    now = 1_000_000.0
    allowed: list[float] = []
    for pause in pauses:
        now += pause
        state, verdict = ALGORITHMS[algorithm](state, now, quota, window)
        allowed += [now] if verdict.allowed else []
        assert 0 <= verdict.remaining < quota or not verdict.allowed
        assert verdict.reset >= now
        if not verdict.remaining:
            assert ALGORITHMS[algorithm](state, verdict.reset, quota, window)[1].allowed
    # A fixed window and a bucket can be used up just before and again just after they fill.
    most = quota if algorithm == "sliding" else 2 * quota
    for moment in allowed:
        assert sum(moment <= other < moment + window * 0.999 for other in allowed) <= most


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("quota", 0),
        ("quota", -1),
        ("quota", 1.5),
        ("quota", True),
        ("quota", "60"),
        ("quota", 10**400),
        ("quota", float("nan")),
        ("window", 0),
        ("window", -1.0),
        ("window", 1e-300),
        ("window", 1e308),
        ("window", float("inf")),
        ("window", float("nan")),
        ("window", True),
        ("window", None),
        ("seed", 1.5),
        ("seed", float("nan")),
        ("seed", 2**63),
        ("keys", {}),
        ("algorithm", "leaky"),
    ],
)
def test_invalid_quota_is_rejected(serve: Serve, option: str, value: Any) -> None:
    with pytest.raises(ValueError, match=f"^{option} must "):
        serve(**{option: value})


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize(("quota", "window"), [(1, 0.001), (10**9, 0.001), (1, 31_536_000), (10**9, 31_536_000)])
async def test_extreme_quota_is_served(serve: Serve, algorithm: Algorithm, quota: int, window: float) -> None:
    api = serve(quota=quota, window=window, algorithm=algorithm)
    for offset in (-1_000_000_000, 1_000_000_000):
        control = await api.patch("http://sandbox/_sandbox/trouble", json={"clock_offset": offset})
        assert control.status_code == 200
        assert (await api.get("/users")).status_code in {200, 429}

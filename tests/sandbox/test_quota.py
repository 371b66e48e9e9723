"""A key may make so many requests in a window, and every answer says how many are left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from email.utils import parsedate_to_datetime
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


def left(answer: httpx.Response) -> tuple[int, int, int, str]:
    headers = answer.headers
    return (
        answer.status_code,
        int(headers["x-ratelimit-limit"]),
        int(headers["x-ratelimit-remaining"]),
        headers["x-ratelimit-reset"],
    )


async def test_a_window_begins_with_its_first_request_and_ends_when_it_says(serve: Serve, clock: Clock) -> None:
    api = serve(quota=2, window=1.5)
    assert left(await api.get("/users")) == (200, 2, 1, "2026-11-21T09:30:01.750Z")
    clock.now += 1.0
    assert left(await api.get("/users")) == (200, 2, 0, "2026-11-21T09:30:01.750Z")
    clock.now += 0.499
    assert left(await api.get("/users")) == (429, 2, 0, "2026-11-21T09:30:01.750Z")
    clock.now += 0.001
    assert left(await api.get("/users")) == (200, 2, 1, "2026-11-21T09:30:03.250Z")


async def test_a_429_is_an_error_response_and_does_nothing(serve: Serve) -> None:
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


async def test_the_reset_is_rounded_up_so_that_who_waits_for_it_does_not_come_early(serve: Serve, clock: Clock) -> None:
    api = serve(quota=1, window=0.3333)
    answer = await api.get("/users")
    clock.now = datetime.fromisoformat(answer.headers["x-ratelimit-reset"]).timestamp()
    assert (await api.get("/users")).status_code == 200


async def test_each_key_has_a_quota_of_its_own(serve: Serve) -> None:
    api = serve(quota=1)
    assert (await api.get("/users")).status_code == 200
    assert (await api.get("/users", headers={"Authorization": f"Bearer {READ_KEY}"})).status_code == 200
    assert (await api.get("/users")).status_code == 429


async def test_every_answer_to_a_known_key_tells_the_quota_and_uses_it(serve: Serve) -> None:
    api = serve(READ_KEY, quota=10)
    for remaining, (method, path) in enumerate(
        [("GET", "/users?page=0"), ("POST", "/goals"), ("GET", "/budgets/x"), ("PUT", "/users"), ("GET", "/nowhere")]
    ):
        answer = await api.request(method, path)
        assert answer.status_code in {400, 403, 404, 405}
        assert left(answer)[2] == 9 - remaining


async def test_who_is_not_let_in_uses_no_quota(serve: Serve) -> None:
    api = serve(quota=1)
    for _ in range(3):
        await api.get("/users", headers={"Authorization": "Bearer guess"})
    assert (await api.get("/users")).status_code == 200


async def test_the_sandbox_counts_what_it_has_seen(serve: Serve, clock: Clock) -> None:
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


async def test_every_answer_tells_the_time_and_its_request(serve: Serve) -> None:
    for answer in (await serve().get("/users"), await serve(None).get("/users"), await serve().get("/nowhere")):
        assert answer.headers["date"] == "Sat, 21 Nov 2026 09:30:00 GMT"
        assert len(answer.headers["x-request-id"]) == 36
    answers = [await serve().get("/nowhere", headers={"X-Request-Id": "caller-1"}) for _ in range(2)]
    assert [answer.headers["x-request-id"] for answer in answers] == ["caller-1"] * 2
    assert answers[0].json()["requestId"] == "caller-1"


@pytest.mark.parametrize("sent", ["", "x" * 201, "with space", "tab\there"])
async def test_a_request_id_that_is_of_no_use_is_replaced(api: httpx.AsyncClient, sent: str) -> None:
    assert len((await api.get("/users", headers={"X-Request-Id": sent})).headers["x-request-id"]) == 36


async def test_a_sliding_window_lets_one_in_for_each_that_is_past(serve: Serve, clock: Clock) -> None:
    api = serve(quota=3, window=10, algorithm="sliding")
    start = clock.now
    seen: list[tuple[int, str]] = []
    for second in (0, 6, 7, 8, 10, 40):
        clock.now = start + second
        status, _, _, reset = left(await api.get("/users"))
        seen.append((status, reset[17:19]))
    # With nothing left, the reset is when the oldest request is past; else when all of them are.
    assert seen == [(200, "10"), (200, "16"), (200, "10"), (429, "10"), (200, "16"), (200, "50")]


async def test_a_bucket_fills_evenly(serve: Serve, clock: Clock) -> None:
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
def test_no_algorithm_lets_more_in_than_the_quota_and_who_waits_for_the_reset_is_let_in(
    algorithm: Algorithm, quota: int, window: float, pauses: list[float]
) -> None:
    state: Any = None
    now = 1_000_000.0
    let_in: list[float] = []
    for pause in pauses:
        now += pause
        state, verdict = ALGORITHMS[algorithm](state, now, quota, window)
        let_in += [now] if verdict.allowed else []
        assert 0 <= verdict.remaining < quota or not verdict.allowed
        assert verdict.reset >= now
        if not verdict.remaining:
            assert ALGORITHMS[algorithm](state, verdict.reset, quota, window)[1].allowed
    # A fixed window and a bucket may both be used up just before and just after they fill.
    most = quota if algorithm == "sliding" else 2 * quota
    for moment in let_in:
        assert sum(moment <= other < moment + window * 0.999 for other in let_in) <= most


@pytest.mark.parametrize("options", [{"quota": 0}, {"window": 0}, {"window": float("inf")}, {"keys": {}}])
def test_a_quota_that_lets_nobody_in_is_refused(serve: Serve, options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"quota|keys"):
        serve(**options)


async def test_the_date_header_is_one_that_mail_readers_understand(api: httpx.AsyncClient, clock: Clock) -> None:
    assert parsedate_to_datetime((await api.get("/users")).headers["date"]).timestamp() == int(clock.now)

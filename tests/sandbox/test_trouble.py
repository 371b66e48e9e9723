"""Injected faults and the control endpoints."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import AsyncIterator, Callable
from typing import Any, Protocol

import httpx
import pytest

from msportal_client.sandbox import Trouble

Serve = Callable[..., httpx.AsyncClient]
CONTROL = "http://sandbox/_sandbox"


class Clock(Protocol):
    now: float


async def test_no_trouble_by_default(api: httpx.AsyncClient) -> None:
    assert {(await api.get("/users")).status_code for _ in range(50)} == {200}


async def test_clock_offset_does_not_change_quota(serve: Serve, clock: Clock) -> None:
    api = serve(quota=1, window=60, trouble=Trouble(clock_offset=3600))
    answer = await api.post("/planner/items", json={"title": "x"})
    assert answer.headers["date"] == "Sat, 21 Nov 2026 10:30:00 GMT"
    assert answer.headers["x-ratelimit-reset"] == "2026-11-21T10:31:00.250Z"
    assert answer.json()["data"]["createdAt"] == "2026-11-21T10:30:00.250Z"
    await api.patch(f"{CONTROL}/trouble", json={"clock_offset": -3600})
    assert (await api.get("/users")).status_code == 429
    clock.now += 60
    assert (await api.get("/users")).headers["date"] == "Sat, 21 Nov 2026 08:31:00 GMT"


async def test_latency_delays_response(serve: Serve, clock: Clock) -> None:
    before = clock.now
    await serve(trouble=Trouble(latency=2.5)).get("/users")
    assert clock.now == before + 2.5


@pytest.mark.parametrize(
    ("trouble", "status"),
    [(Trouble(rate_limited=0.3), 429), (Trouble(server_errors=0.3, server_error_status=502), 502)],
)
async def test_share_of_requests_fails(serve: Serve, trouble: Trouble, status: int) -> None:
    """Failed requests are not processed."""
    api = serve(trouble=trouble)
    statuses = Counter([(await api.post("/planner/items", json={"title": "x"})).status_code for _ in range(200)])
    assert statuses.keys() == {201, status}
    assert 30 < statuses[status] < 90
    await api.put(f"{CONTROL}/trouble", json={})
    assert (await api.get("/planner/items")).json()["pagination"]["totalCount"] == statuses[201]


async def test_trouble_is_repeatable(serve: Serve) -> None:
    async def statuses(seed: int) -> list[int]:
        api = serve(trouble=Trouble(rate_limited=0.5), seed=seed)
        return [(await api.get("/users")).status_code for _ in range(40)]

    assert await statuses(1) == await statuses(1) != await statuses(2)


async def test_injected_429_has_nothing_remaining(serve: Serve) -> None:
    answer = await serve(trouble=Trouble(next_statuses=(429,))).get("/users")
    assert (answer.status_code, answer.headers["x-ratelimit-remaining"]) == (429, "0")


async def test_next_statuses_are_used_in_order(serve: Serve) -> None:
    api = serve(trouble=Trouble(next_statuses=(429, 503, 404)))
    assert [(await api.get("/users")).status_code for _ in range(5)] == [429, 503, 404, 200, 200]


async def test_broken_body_is_truncated(serve: Serve) -> None:
    """The request is processed."""
    api = serve(trouble=Trouble(broken_bodies=1))
    answer = await api.post("/planner/items", json={"title": "x"})
    assert answer.status_code == 201
    with pytest.raises(ValueError, match=r"Expecting|Unterminated"):
        answer.json()
    await api.put(f"{CONTROL}/trouble", json={})
    assert (await api.get("/planner/items")).json()["pagination"]["totalCount"] == 1


async def test_html_errors_keep_headers(serve: Serve) -> None:
    api = serve(trouble=Trouble(html_errors=True))
    answer = await api.get("/nowhere")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert answer.text.startswith("<html>")
    assert {"x-request-id", "date", "x-ratelimit-reset"} <= answer.headers.keys()
    assert (await api.get("/users")).json()["data"]


async def test_cookies_are_set(serve: Serve) -> None:
    assert "session=" in (await serve(trouble=Trouble(cookies=True)).get("/users")).headers["set-cookie"]


async def test_without_headers(serve: Serve) -> None:
    names = ("X-RateLimit-Reset", "x-ratelimit-remaining", "DATE", "X-Request-Id")
    answer = await serve(trouble=Trouble(without_headers=names)).get("/users")
    assert not {name.lower() for name in names} & answer.headers.keys()
    assert "x-ratelimit-limit" in answer.headers


async def test_control_endpoint_changes_trouble(api: httpx.AsyncClient) -> None:
    assert (await api.patch(f"{CONTROL}/trouble", json={"latency": 0.5, "cookies": True})).status_code == 200
    changed = (await api.patch(f"{CONTROL}/trouble", json={"latency": 0})).json()
    assert (changed["latency"], changed["cookies"]) == (0, True)
    assert (await api.get(f"{CONTROL}/state")).json()["trouble"] == changed
    assert (await api.put(f"{CONTROL}/trouble", json={"next_statuses": [503]})).json()["cookies"] is False
    assert (await api.delete(f"{CONTROL}/trouble")).json() == (await api.get(f"{CONTROL}/trouble")).json()
    assert (await api.get("/users")).status_code == 200


EMPTY: dict[str, Any] = {}
INVALID: list[tuple[str, Any]] = [
    *((name, value) for name in ("rate_limited", "server_errors", "broken_bodies") for value in (1.5, -0.1, True, "1")),
    *(("latency", value) for value in (-1, -1e-9, 3600.1, 1e308, True, "5", None, [1])),
    *(("clock_offset", value) for value in (1e300, -1e300, 10**300, False)),
    *(("server_error_status", value) for value in (399, 600, 503.5, True, "503", None)),
    *((name, value) for name in ("cookies", "html_errors") for value in ("yes", 1, None)),
    *(("next_statuses", value) for value in ([200], 429, "429", [True], [429, 503.0], [None], EMPTY)),
    *(("without_headers", value) for value in ([1], "Date", ["é"], ["a b"], [""], ["a\r\nb"], [["Date"]])),
]


@pytest.mark.parametrize(("name", "value"), INVALID)
async def test_invalid_trouble_is_400(api: httpx.AsyncClient, name: str, value: Any) -> None:
    before = (await api.get(f"{CONTROL}/trouble")).json()
    for method in ("PATCH", "PUT"):
        answer = await api.request(method, f"{CONTROL}/trouble", json={name: value})
        assert (answer.status_code, answer.json()["code"]) == (400, "VALIDATION_ERROR")
        assert f"{name} must be" in answer.json()["error"]
    assert (await api.get(f"{CONTROL}/trouble")).json() == before


@pytest.mark.parametrize(
    "value",
    [*INVALID, ("latency", math.nan), ("latency", math.inf)],
)
def test_invalid_trouble_is_value_error(value: tuple[str, Any]) -> None:
    with pytest.raises(ValueError, match=f"{value[0]} must be"):
        Trouble(**{value[0]: value[1]})


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("[]", "trouble must be a JSON object"),
        ("null", "trouble must be a JSON object"),
        ('{"storms": 1}', "there is no trouble named 'storms'"),
        ('{"latency": NaN}', "NaN is not a number"),
        ('{"latency": -Infinity}', "-Infinity is not a number"),
        ('{"latency": 1e999}', "out of range"),
        ('{"latency": ' + "9" * 400 + "}", "out of range"),
        ('{"latency": ' + "[" * 100 + "]" * 100 + "}", "nested too deeply"),
        # Python 3.14 reads some as deep as this, and finds that they do not end.
        ('{"latency": ' + "[" * 30_000, "nested too deeply|not valid JSON"),
        ('{"a": ' * 10_000, "nested too deeply|not valid JSON"),
        ("{", "not valid JSON"),
    ],
)
async def test_invalid_control_body_is_400(api: httpx.AsyncClient, body: str, says: str) -> None:
    headers = {"Content-Type": "application/json"}
    answer = await api.put(f"{CONTROL}/trouble", content=body.encode(), headers=headers)
    assert answer.status_code == 400
    assert re.search(says, answer.json()["error"])


async def test_control_body_is_bounded(api: httpx.AsyncClient) -> None:
    """Without a length, and with a wrong one; and no more is read than is allowed."""
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        while True:
            read += 1024
            yield b" " * 1024

    for method in ("PUT", "PATCH"):
        for length in ({}, {"Content-Length": "2"}):
            read = 0
            headers = {"Content-Type": "application/json", **length}
            answer = await api.request(method, f"{CONTROL}/trouble", content=endless(), headers=headers)
            assert (answer.status_code, answer.json()["code"]) == (413, "PAYLOAD_TOO_LARGE")
            assert read < 100 * 1024


async def test_control_body_of_maximum_size(api: httpx.AsyncClient) -> None:
    for size, status in ((64 * 1024, 200), (64 * 1024 + 1, 413)):
        body = b'{"cookies": true}'.ljust(size)
        headers = {"Content-Type": "Application/JSON; charset=utf-8"}
        assert (await api.put(f"{CONTROL}/trouble", content=body, headers=headers)).status_code == status


async def test_reset_does_not_read_its_body(api: httpx.AsyncClient) -> None:
    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield b" " * 1024

    answer = await api.post(f"{CONTROL}/reset", content=endless())
    assert answer.status_code == 204


@pytest.mark.parametrize(
    "kind", [None, "text/plain", "application/xml", "application/jsonp", "text/plain; application/json"]
)
async def test_trouble_needs_json_content_type(api: httpx.AsyncClient, kind: str | None) -> None:
    headers = {"Content-Type": kind} if kind else {}
    answer = await api.put(f"{CONTROL}/trouble", content=b'{"latency": 9}', headers=headers)
    assert answer.status_code == 400
    assert "application/json" in answer.json()["error"]


async def test_reset_clears_everything(serve: Serve) -> None:
    api = serve(quota=1, trouble=Trouble(cookies=True))
    await api.post("/planner/items", json={"title": "x"})
    assert (await api.post(f"{CONTROL}/reset", json={})).status_code == 204
    assert (await api.get(f"{CONTROL}/state")).json()["total"] == 0
    answer = await api.get("/planner/items")
    assert answer.json()["data"] == []
    assert "set-cookie" not in answer.headers


async def test_document_is_served(api: httpx.AsyncClient) -> None:
    assert (await api.get(f"{CONTROL}/openapi.json")).json()["openapi"] == "3.0.3"


async def test_late_status_is_of_processed_request(api: httpx.AsyncClient) -> None:
    await api.patch(f"{CONTROL}/trouble", json={"late_statuses": [503, 403]})
    answers = [await api.post("/planner/items", json={"title": title}) for title in ("a", "b", "c")]
    assert [answer.status_code for answer in answers] == [503, 403, 201]
    assert (await api.get("/planner/items")).json()["pagination"]["totalCount"] == 3


async def test_late_status_waits_for_request_that_succeeds(serve: Serve) -> None:
    api = serve(trouble=Trouble(late_statuses=(503,)))
    assert [(await api.get(path)).status_code for path in ("/nowhere", "/users", "/users")] == [404, 503, 200]


@pytest.mark.parametrize(("status", "header"), [(429, "2.128"), (503, "2.128"), (504, "2.128"), (500, None)])
async def test_injected_status_has_retry_after(serve: Serve, status: int, header: str | None) -> None:
    api = serve(trouble=Trouble(next_statuses=(status,), late_statuses=(status,), retry_after=2.128))
    answers = [await api.get("/users") for _ in range(3)]
    assert [answer.headers.get("retry-after") for answer in answers] == [header, header, None]


@pytest.mark.parametrize("changes", [{"late_statuses": [200]}, {"late_statuses": 503}, {"retry_after": -1}])
async def test_invalid_late_trouble_is_rejected(api: httpx.AsyncClient, changes: dict[str, object]) -> None:
    assert (await api.patch(f"{CONTROL}/trouble", json=changes)).status_code == 400

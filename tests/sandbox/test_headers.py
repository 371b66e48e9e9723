"""The request id and the date of every response."""

from __future__ import annotations

from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import Protocol

import httpx
import pytest

Serve = Callable[..., httpx.AsyncClient]


class Clock(Protocol):
    now: float


async def test_responses_have_date_and_request_id(serve: Serve) -> None:
    for answer in (await serve().get("/users"), await serve(None).get("/users"), await serve().get("/nowhere")):
        assert answer.headers["date"] == "Sat, 21 Nov 2026 09:30:00 GMT"
        assert len(answer.headers["x-request-id"]) == 36
    answers = [await serve().get("/nowhere", headers={"X-Request-Id": "caller-1"}) for _ in range(2)]
    assert [answer.headers["x-request-id"] for answer in answers] == ["caller-1"] * 2
    assert answers[0].json()["requestId"] == "caller-1"


@pytest.mark.parametrize("sent", ["", "x" * 201, "with space", "tab\there"])
async def test_invalid_request_id_is_replaced(api: httpx.AsyncClient, sent: str) -> None:
    assert len((await api.get("/users", headers={"X-Request-Id": sent})).headers["x-request-id"]) == 36


async def test_date_header_is_valid(api: httpx.AsyncClient, clock: Clock) -> None:
    assert parsedate_to_datetime((await api.get("/users")).headers["date"]).timestamp() == int(clock.now)

"""The checks of the soak run find what they are for. The run itself is `make soak`."""

from __future__ import annotations

import asyncio
import itertools
import os
import threading
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest
from soak.judge import Tally, judge_error, judge_object, judge_page
from soak.leaks import Memory, busy, grown, lost, resources
from soak.oddities import ODDITIES, End, Request
from soak.quota import Quota, Refusal
from soak.roll_call import roll_call
from soak.server_process import ServerProcess

from msportal_client import AsyncMSPortal, MSPortal
from msportal_client._runtime.connection_queue import Waiter
from msportal_client._runtime.connections import Connection
from msportal_client.errors import APIConnectionError, ResponseDecodeError
from msportal_client.rate_limit.limiter import Ticket
from msportal_client.types import Headers, Response

URL = "http://127.0.0.1:9"


def response(call_id: str, oddity: str = "plain", content: bytes = b"") -> Response[Any]:
    headers = Headers([("x-soak-id", call_id), ("x-soak-oddity", oddity)])
    return Response(200, headers, content or call_id.encode(), call_id, None)


def page_of(call_id: str, answer: Response[Any]) -> SimpleNamespace:
    data = [SimpleNamespace(id=f"{call_id}/1/{number}") for number in range(2)]
    return SimpleNamespace(response=answer, data=data, pagination=SimpleNamespace(page=1))


def inside(client: Any) -> Any:
    return client._transport


def faults_of_page(page: SimpleNamespace) -> Tally:
    tally = Tally()
    judge_page(tally, "mine", page)
    return tally


def test_own_page_is_no_fault() -> None:
    assert not faults_of_page(page_of("mine", response("mine"))).faults


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(page_of("mine", response("other")), id="header"),
        pytest.param(page_of("mine", response("mine", content=b"other")), id="body"),
        pytest.param(page_of("other", response("mine")), id="items"),
    ],
)
def test_crossed_page_is_fault(page: SimpleNamespace) -> None:
    assert any("crossed answer" in sentence for sentence in faults_of_page(page).faults)


def test_success_of_cut_body_is_fault() -> None:
    assert faults_of_page(page_of("mine", response("mine", "cut_body"))).faults


def test_lost_item_is_fault() -> None:
    page = page_of("mine", response("mine", "gzip_members"))
    page.data.pop()
    assert faults_of_page(page).faults


def test_changed_object_is_fault() -> None:
    tally = Tally()
    answer = response("mine")
    judge_object(tally, "mine", answer.with_parsed(SimpleNamespace(data=SimpleNamespace(id="mine"))))
    assert not tally.faults
    judge_object(tally, "mine", answer.with_parsed(SimpleNamespace(data=SimpleNamespace(id=None))))
    assert tally.faults


@pytest.mark.parametrize(
    "error",
    [
        pytest.param(KeyError("data"), id="raw"),
        pytest.param(RuntimeError("this client is closed: make a new one"), id="closed-by-nobody"),
        pytest.param(APIConnectionError("No", method="GET", url=URL, request_id="other"), id="another-id"),
        pytest.param(ResponseDecodeError("No", response=response("mine", "gzip")), id="readable-body"),
        pytest.param(ResponseDecodeError("No", response=response("other", "not_json")), id="crossed"),
    ],
)
def test_wrong_error_is_fault(error: Exception) -> None:
    tally = Tally()
    judge_error(tally, "mine", error)
    assert tally.faults


@pytest.mark.parametrize(
    "error",
    [
        pytest.param(APIConnectionError("No", method="GET", url=URL, request_id="mine"), id="connection"),
        pytest.param(ResponseDecodeError("No", response=response("mine", "not_json")), id="body-is-no-json"),
    ],
)
def test_typed_error_is_no_fault(error: Exception) -> None:
    tally = Tally()
    judge_error(tally, "mine", error)
    assert not tally.faults


def test_lost_slot_and_permit_are_found() -> None:
    with MSPortal("key", base_url=URL) as client:
        assert not list(busy(client))
        transport = inside(client)
        waiter: Waiter[Connection] = Waiter()
        transport._inner.acquire(waiter, 1.0)
        assert any("slots" in problem for problem in busy(client))
        transport._inner.release(waiter, reusable=False)
        transport._limiter.acquire(Ticket(max_wait=1.0, deadline=None, on_hold=print))
        assert list(busy(client)) == ["1 permits of MSPortal are lost"]


async def test_lost_async_slot_is_found() -> None:
    async with AsyncMSPortal("key", base_url=URL) as client:
        transport = inside(client)
        connection = await transport._inner.acquire()
        assert any("slots of AsyncMSPortal" in problem for problem in busy(client))
        await transport._inner.release(connection, reusable=False)
        assert not list(busy(client))


async def test_lost_resources_are_found() -> None:
    before, stop = resources(), threading.Event()
    thread = threading.Thread(target=stop.wait, name="forgotten")
    thread.start()
    task = asyncio.create_task(asyncio.sleep(60))
    ends = os.pipe()
    try:
        assert len(list(lost(before, resources(), 0))) == 3
        assert len(list(lost(before, resources(), 2))) == 2
    finally:
        stop.set()
        thread.join()
        task.cancel()
        await asyncio.wait([task])
        for end in ends:
            os.close(end)
    assert not list(lost(before, resources(), 0))


def test_growing_memory_is_found() -> None:
    middle = Memory(200_000, 60_000_000)
    assert not list(grown(middle, Memory(201_000, 61_000_000)))
    assert len(list(grown(middle, Memory(240_000, 90_000_000)))) == 2


@pytest.mark.parametrize("page", [1, None])
def test_every_oddity_plays(page: int | None) -> None:
    for name, oddity in ODDITIES.items():
        for seed in range(20):
            request = Request("id", "GET", page, name, [("date", "today")], Random(seed))
            steps = list(itertools.islice(oddity.play(request), 50))
            assert all(isinstance(step, (bytes, float, End)) for step in steps), name


def test_every_quota_is_header_text() -> None:
    quota = Quota(Random("quota"), ahead=3600.25)
    for tick in range(3000):
        taken = quota.take(1_700_000_000 + tick / 10)
        for _, value in taken.fields if isinstance(taken, Refusal) else taken:
            assert value.encode("latin-1").isascii() or "\n" not in value


async def test_every_oddity_ends_as_it_says() -> None:
    tally, server = Tally(), ServerProcess("roll call", [])
    await server.start()
    try:
        await roll_call(server.url, tally)
    finally:
        server.kill()
    assert not tally.faults, tally.texts

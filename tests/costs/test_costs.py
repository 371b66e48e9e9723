"""What does not depend on the machine: modules loaded, functions called, memory kept. Seconds are for `make bench`.

The bounds have a little room, for other versions of Python and of the libraries beneath. Who makes the code faster
lowers them; who has to raise one says in the commit what it bought.
"""

from __future__ import annotations

import asyncio
import gc
import json
import subprocess
import sys
import tracemalloc
from collections.abc import Awaitable, Callable
from types import FrameType
from typing import Any, Self

import httpx
import pytest
from fake_server import KEY, planner_item, planner_item_detail

from msportal_client import AsyncMSPortal, MSPortal, RequestOptions
from msportal_client._runtime.operation import build_request, read_answer
from msportal_client.api.planner import create_planner_item, list_planner_items
from msportal_client.models import CreatePlannerItemRequest
from msportal_client.types import Request, Response

ITEMS = 100


class Calls:
    """Counts the functions that are called inside the block.

    Attributes:
        ours: Python functions of the package; a generator or coroutine counts each time that it goes on.
        all: All functions, of Python and of C, whosever they are.
    """

    def __init__(self) -> None:
        self.ours = self.all = 0

    def __enter__(self) -> Self:
        self._before = sys.getprofile()
        sys.setprofile(self._count)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(self._before)

    def _count(self, frame: FrameType, event: str, _: object) -> None:
        if event in {"call", "c_call"}:
            self.all += 1
            self.ours += event == "call" and "msportal_client" in frame.f_code.co_filename


def answer(_: httpx.Request) -> httpx.Response:
    """A success, with the quota that every answer reports."""
    headers = {
        "Date": "Sat, 21 Nov 2026 09:30:00 GMT",
        "X-RateLimit-Limit": "1000000",
        "X-RateLimit-Remaining": "999999",
        "X-RateLimit-Reset": "2026-11-21T09:31:00.000Z",
    }
    return httpx.Response(201, headers=headers, json={"data": planner_item_detail()})


def page() -> bytes:
    """The text of a page."""
    pagination = {"page": 1, "limit": ITEMS, "totalCount": ITEMS, "totalPages": 1}
    pagination |= {"hasNextPage": False, "hasPrevPage": False}
    return json.dumps({"data": [planner_item() for _ in range(ITEMS)], "pagination": pagination}).encode()


def decode(text: bytes) -> object:
    """All that a call does with the body of its answer."""
    request = Request("GET", "https://app.msportal.test/", {}, None, "costs")
    return read_answer(list_planner_items.OPERATION, request, Response(200, {}, text, "costs", None), redact=str)


def modules_after(code: str) -> set[str]:
    """The modules that `code` loads in a fresh interpreter."""
    script = f"import sys; before = set(sys.modules); {code}; print(*set(sys.modules) - before)"
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True, timeout=60)
    return set(done.stdout.split())


def of_package(modules: set[str]) -> set[str]:
    return {name for name in modules if name.split(".")[0] == "msportal_client"}


class TestImport:
    def test_the_package_alone_is_next_to_nothing(self) -> None:
        modules = modules_after("import msportal_client")
        # Itself: what it exports loads when it is first used.
        assert len(of_package(modules)) <= 1
        # 29 on Python 3.11: importlib and typing, with what they stand on.
        assert len(modules) <= 35
        assert "httpx" not in modules

    def test_the_client_adds_itself_to_httpx_and_nothing_of_the_spec(self) -> None:
        client = modules_after("from msportal_client import AsyncMSPortal")
        ours, beside = of_package(client), client - modules_after("import httpx") - of_package(client)
        # No model and no operation: a larger spec does not make a larger import. `api` itself is the one exception,
        # and holds one lazy attribute for each tag.
        assert not {name for name in ours if name.startswith(("msportal_client.api.", "msportal_client.models"))}
        # 22: the modules written by hand that sending a request takes.
        assert len(ours) <= 24
        # 4: the JSON reader, and the part of anyio that httpx does not load by itself.
        assert len(beside) <= 10
        assert {name.split(".")[0] for name in beside}.isdisjoint({"attr", "attrs", "dateutil", "pydantic", "trio"})

    def test_the_first_operation_loads_its_own_tag_only(self) -> None:
        modules = of_package(modules_after("import msportal_client.api.planner"))
        tags = {name.split(".")[2] for name in modules if name.startswith("msportal_client.api.")}
        assert tags == {"planner"}
        # 16: the models that its operations send and receive, of about 140.
        assert len({name for name in modules if name.startswith("msportal_client.models.")}) <= 20


class TestCall:
    # 122: the retry policy, the window, a request id, the limits of 15 fields, and the decoded answer.
    OURS = 130
    # 0.61 sync, 0.68 async: everything beneath too, next to the same call with httpx and json.
    TIMES_HTTPX = 0.8

    def test_sync(self) -> None:
        with MSPortal(KEY, transport=httpx.MockTransport(answer)) as msportal:
            msportal.planner.create_planner_item(title="x")
            with Calls() as calls:
                msportal.planner.create_planner_item(title="x")
        with httpx.Client(base_url="https://app.msportal.test", transport=httpx.MockTransport(answer)) as client:
            client.post("/", json={"title": "x"})
            with Calls() as plain:
                client.post("/", json={"title": "x"}).raise_for_status().json()
        assert calls.ours <= self.OURS
        assert calls.all <= self.TIMES_HTTPX * plain.all

    async def test_async(self) -> None:
        async with AsyncMSPortal(KEY, transport=httpx.MockTransport(answer)) as msportal:
            await msportal.planner.create_planner_item(title="x")
            with Calls() as calls:
                await msportal.planner.create_planner_item(title="x")
        transport = httpx.MockTransport(answer)
        async with httpx.AsyncClient(base_url="https://app.msportal.test", transport=transport) as client:
            await client.post("/", json={"title": "x"})
            with Calls() as plain:
                (await client.post("/", json={"title": "x"})).raise_for_status().json()
        assert calls.ours <= self.OURS
        assert calls.all <= self.TIMES_HTTPX * plain.all

    def test_keeps_nothing(self) -> None:
        with MSPortal(KEY, transport=httpx.MockTransport(answer)) as msportal:
            kept = kept_by(lambda: msportal.planner.create_planner_item(title="x"))
        # Less than a byte for each call: caches and the window are as large as they get after the first few.
        assert kept < CALLS

    async def test_keeps_nothing_async(self) -> None:
        async with AsyncMSPortal(KEY, transport=httpx.MockTransport(answer)) as msportal:
            kept = await kept_by_async(lambda: msportal.planner.create_planner_item(title="x"))
        # asyncio keeps up to a hundred timers that have been cancelled, of 200 bytes each, before it clears them away.
        assert kept < 25_000


CALLS = 500


def kept_by(call: Callable[[], object]) -> int:
    """The bytes that `CALLS` calls leave behind, once as many have been made."""
    tracemalloc.start()
    held: list[int] = []
    for _ in range(2):
        for _ in range(CALLS):
            call()
        gc.collect()
        held.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    return held[1] - held[0]


async def kept_by_async(call: Callable[[], Awaitable[object]]) -> int:
    """The same of coroutines."""
    tracemalloc.start()
    held: list[int] = []
    for _ in range(2):
        for _ in range(CALLS):
            await call()
            await asyncio.sleep(0)  # a transport that never waits never lets the event loop clear up
        gc.collect()
        held.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    return held[1] - held[0]


class TestDecoding:
    def test_functions_called_for_each_item(self) -> None:
        text = page()
        decode(text)
        with Calls() as calls:
            decode(text)
        # 9.1: from_dict, __init__ and a conversion for each id, date and enum of the item and of its company.
        assert calls.ours / ITEMS <= 10
        # 30.2, with what those call in turn.
        assert calls.all / ITEMS <= 33

    def test_memory_of_each_item(self) -> None:
        text = page()
        decode(text)
        gc.collect()
        tracemalloc.start()
        held = decode(text)
        gc.collect()
        size = tracemalloc.get_traced_memory()[0]
        blocks = sum(trace.count for trace in tracemalloc.take_snapshot().statistics("filename"))
        tracemalloc.stop()
        assert held
        # 963 bytes, of which the texts of the item are most.
        assert size / ITEMS <= 1200
        # 14.1: the item, its company, and each text, id and date that is not shared.
        assert blocks / ITEMS <= 17


class TestEncoding:
    @pytest.mark.parametrize(
        ("fields", "ours"),
        # 28 and 32 are called; what is not sent is looked at as well.
        [({}, 34), ({"description": "x", "hours": 1, "probability": 50, "status": "Completed"}, 38)],
        ids=["one field", "five fields"],
    )
    def test_functions_called_for_a_request(self, fields: dict[str, Any], ours: int) -> None:
        body = CreatePlannerItemRequest(title="x", **fields)
        options = RequestOptions()

        def build() -> Request:
            return build_request(
                create_planner_item.OPERATION, {}, base_url="https://app.msportal.test", body=body, options=options
            )

        build()
        with Calls() as calls:
            build()
        assert calls.ours <= ours

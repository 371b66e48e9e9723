"""Costs that do not depend on the machine: modules loaded, functions called, memory kept.

`make bench` measures seconds. The bounds leave a little room for other versions of Python and of the dependencies.
Lower them when the code gets faster; state the reason in the commit when you raise one.
"""

from __future__ import annotations

import asyncio
import gc
import json
import subprocess
import sys
import tracemalloc
from collections.abc import Awaitable, Callable
from itertools import pairwise
from types import FrameType
from typing import Any, Self

import httpx
import pytest
from fake_server import KEY, planner_item, planner_item_detail
from runtime.apis import MSPORTAL

from msportal_client import AsyncMSPortal, MSPortal, RequestOptions
from msportal_client._runtime.call import Request
from msportal_client._runtime.operation import build_request
from msportal_client._runtime.redaction import Redaction
from msportal_client._runtime.responses import read_response
from msportal_client.api.planner import create_planner_item, list_planner_items
from msportal_client.models import CreatePlannerItemRequest
from msportal_client.types import Response

ITEMS = 100


class CallCounter:
    """A context manager that counts function calls.

    The garbage collector is off meanwhile: it would call the finalizers of what other tests left.

    Attributes:
        ours: Calls of Python functions of the package; a generator or coroutine counts each time that it is resumed.
        all: Calls of all Python and C functions.
    """

    def __init__(self) -> None:
        self.ours = self.all = 0

    def __enter__(self) -> Self:
        self._collecting = gc.isenabled()
        gc.disable()
        self._before = sys.getprofile()
        sys.setprofile(self._count)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(self._before)
        if self._collecting:
            gc.enable()

    def _count(self, frame: FrameType, event: str, _: object) -> None:
        if event in {"call", "c_call"}:
            self.all += 1
            self.ours += event == "call" and "msportal_client" in frame.f_code.co_filename


def respond(_: httpx.Request) -> httpx.Response:
    """Return a success with rate limit headers."""
    headers = {
        "Date": "Sat, 21 Nov 2026 09:30:00 GMT",
        "X-RateLimit-Limit": "1000000",
        "X-RateLimit-Remaining": "999999",
        "X-RateLimit-Reset": "2026-11-21T09:31:00.000Z",
    }
    return httpx.Response(201, headers=headers, json={"data": planner_item_detail()})


def page_body() -> bytes:
    """Return the body of a page of `ITEMS` items."""
    pagination = {"page": 1, "limit": ITEMS, "totalCount": ITEMS, "totalPages": 1}
    pagination |= {"hasNextPage": False, "hasPrevPage": False}
    return json.dumps({"data": [planner_item() for _ in range(ITEMS)], "pagination": pagination}).encode()


def decode(text: bytes) -> object:
    """Do everything that a call does with the body of a response."""
    request = Request("GET", "https://app.msportal.test/", {}, None, "costs")
    response = Response(200, {}, text, "costs", None)
    return read_response(MSPORTAL, list_planner_items.OPERATION, request, response, Redaction(KEY), strict=False)


def modules_after(code: str) -> set[str]:
    """Return the modules that `code` loads in a fresh interpreter."""
    script = f"import sys; before = set(sys.modules); {code}; print(*set(sys.modules) - before)"
    process = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True, timeout=60)
    return set(process.stdout.split())


def package_modules(modules: set[str]) -> set[str]:
    return {name for name in modules if name.split(".")[0] == "msportal_client"}


class TestImport:
    def test_import_package_loads_little(self) -> None:
        modules = modules_after("import msportal_client")
        # Only itself: what it exports is loaded on first use.
        assert len(package_modules(modules)) <= 1
        # 29 on Python 3.11: importlib, typing and their imports.
        assert len(modules) <= 35
        assert "httpx" not in modules

    def test_import_client_loads_no_models(self) -> None:
        client = modules_after("from msportal_client import AsyncMSPortal")
        ours, others = package_modules(client), client - modules_after("import httpx") - package_modules(client)
        # No models and no operations: a larger spec does not make the import larger. Only `api` itself is loaded, which
        # has one lazy attribute per tag.
        assert not {name for name in ours if name.startswith(("msportal_client.api.", "msportal_client.models"))}
        # 47: the hand-written modules that sending a request needs.
        assert len(ours) <= 48
        # 21: the JSON reader, contextvars, queue and the outer module of anyio. The HTTP library itself is loaded by the
        # first client.
        assert len(others) <= 22
        assert "httpx" not in client
        assert {name.split(".")[0] for name in others}.isdisjoint({"attr", "attrs", "dateutil", "pydantic", "trio"})

    def test_import_operation_loads_its_tag_only(self) -> None:
        modules = package_modules(modules_after("import msportal_client.api.planner"))
        tags = {name.split(".")[2] for name in modules if name.startswith("msportal_client.api.")}
        assert tags == {"planner"}
        # 16 of about 140: the models that its operations send and receive.
        assert len({name for name in modules if name.startswith("msportal_client.models.")}) <= 20


class TestCall:
    # 144: the retry policy, the window, the queue of connections, a request id, the limits of 15 fields, and decoding the
    # response.
    OURS = 150
    # 0.62 sync, 0.69 async: all calls, dependencies included, relative to the same request with httpx and json.
    TIMES_HTTPX = 0.8

    def test_sync_call_functions(self) -> None:
        with MSPortal(KEY, transport=httpx.MockTransport(respond)) as msportal:
            msportal.planner.create_planner_item(title="x")
            with CallCounter() as calls:
                msportal.planner.create_planner_item(title="x")
        with httpx.Client(base_url="https://app.msportal.test", transport=httpx.MockTransport(respond)) as client:
            client.post("/", json={"title": "x"})
            with CallCounter() as plain:
                client.post("/", json={"title": "x"}).raise_for_status().json()
        assert calls.ours <= self.OURS
        assert calls.all <= self.TIMES_HTTPX * plain.all

    async def test_async_call_functions(self) -> None:
        async with AsyncMSPortal(KEY, transport=httpx.MockTransport(respond)) as msportal:
            await msportal.planner.create_planner_item(title="x")
            with CallCounter() as calls:
                await msportal.planner.create_planner_item(title="x")
        transport = httpx.MockTransport(respond)
        async with httpx.AsyncClient(base_url="https://app.msportal.test", transport=transport) as client:
            await client.post("/", json={"title": "x"})
            with CallCounter() as plain:
                (await client.post("/", json={"title": "x"})).raise_for_status().json()
        assert calls.ours <= self.OURS
        assert calls.all <= self.TIMES_HTTPX * plain.all

    def test_sync_call_keeps_no_memory(self) -> None:
        with MSPortal(KEY, transport=httpx.MockTransport(respond)) as msportal:
            kept = bytes_kept(lambda: msportal.planner.create_planner_item(title="x"))
        # Less than a byte per call: caches and the window stop growing after the first calls.
        assert kept < CALLS

    async def test_async_call_keeps_no_memory(self) -> None:
        async with AsyncMSPortal(KEY, transport=httpx.MockTransport(respond)) as msportal:
            kept = await bytes_kept_async(lambda: msportal.planner.create_planner_item(title="x"))
        # asyncio keeps up to a hundred cancelled timers of 200 bytes each before it removes them.
        assert kept < 25_000


CALLS, ROUNDS = 500, 4


def usual_growth(held: list[int]) -> int:
    """Return the median of the growths. In every tenth collection, msgspec frees the names that it keeps: 2 KB."""
    return sorted(after - before for before, after in pairwise(held))[len(held) // 2 - 1]


def bytes_kept(call: Callable[[], object]) -> int:
    """Return the bytes that `CALLS` calls keep, after as many calls to warm up."""
    tracemalloc.start()
    held: list[int] = []
    for _ in range(ROUNDS):
        for _ in range(CALLS):
            call()
        gc.collect()
        held.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    return usual_growth(held)


async def bytes_kept_async(call: Callable[[], Awaitable[object]]) -> int:
    """Return the bytes that `CALLS` awaited calls keep, after as many calls to warm up."""
    tracemalloc.start()
    held: list[int] = []
    for _ in range(ROUNDS):
        for _ in range(CALLS):
            await call()
            await asyncio.sleep(0)  # MockTransport never waits; let the event loop clean up
        gc.collect()
        held.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    return usual_growth(held)


class TestDecoding:
    def test_decode_functions_per_item(self) -> None:
        text = page_body()
        decode(text)
        with CallCounter() as calls:
            decode(text)
        # 9.1: from_dict, __init__ and a conversion for each id, date and enum of the item and of its company.
        assert calls.ours / ITEMS <= 10
        # 30.2 including the functions that those call.
        assert calls.all / ITEMS <= 33

    def test_decode_memory_per_item(self) -> None:
        text = page_body()
        decode(text)
        gc.collect()
        tracemalloc.start()
        held = decode(text)
        gc.collect()
        size = tracemalloc.get_traced_memory()[0]
        blocks = sum(trace.count for trace in tracemalloc.take_snapshot().statistics("filename"))
        tracemalloc.stop()
        assert held
        # 963 bytes, mostly the texts of the item.
        assert size / ITEMS <= 1200
        # 14.1: the item, its company, and each text, id and date that is not shared.
        assert blocks / ITEMS <= 17


class TestEncoding:
    @pytest.mark.parametrize(
        ("fields", "ours"),
        # 27 and 36 are called.
        [({}, 30), ({"description": "x", "hours": 1, "probability": 50, "status": "Completed"}, 38)],
        ids=["one-field", "five-fields"],
    )
    def test_encode_functions_per_request(self, fields: dict[str, Any], ours: int) -> None:
        body = CreatePlannerItemRequest(title="x", **fields)
        options = RequestOptions()

        def build() -> Request:
            return build_request(
                MSPORTAL, create_planner_item.OPERATION, {}, "https://app.msportal.test", body, options
            )

        build()
        with CallCounter() as calls:
            build()
        assert calls.ours <= ours

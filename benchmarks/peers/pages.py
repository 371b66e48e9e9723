"""Walks of a long list. Prints the samples of every case as JSON, in seconds per item, and the memory of a walk."""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import time
import tracemalloc
from contextlib import AsyncExitStack

import httpx
import stock_client
from clients import HEADERS, KEY, PATH
from rounds import in_turns_async
from stock_client.api.planner import get_api_public_v1_planner_items as stock_list

from msportal_client import AsyncMSPortal

PAGE = 100
LAST_PAGE = 1000


async def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--url", required=True)
    parser.add_argument("--rounds", type=int, required=True)
    parser.add_argument("--pages", type=int, required=True)
    parser.add_argument("--long-walk", type=int, required=True)
    options = parser.parse_args()
    first = LAST_PAGE - options.pages + 1
    async with AsyncExitStack() as stack:
        ours = await stack.enter_async_context(AsyncMSPortal(KEY, base_url=options.url))
        plain = await stack.enter_async_context(httpx.AsyncClient(base_url=options.url, headers=HEADERS))
        stock = await stack.enter_async_context(stock_client.AuthenticatedClient(options.url, KEY))

        async def walk_ours() -> int:
            return sum([1 async for _ in ours.planner.list_planner_items(page=first, limit=PAGE)])

        async def collect_ours() -> int:
            return len(await ours.planner.list_planner_items(page=first, limit=PAGE).collect())

        async def walk_plain() -> int:
            items, number, more = 0, first, True
            while more:
                answer = await plain.get(PATH, params={"page": number, "limit": PAGE})
                page = answer.raise_for_status().json()
                items += len(page["data"])
                number, more = number + 1, page["pagination"]["hasNextPage"]
            return items

        async def walk_stock() -> int:
            items, number, more = 0, first, True
            while more:
                page = await stock_list.asyncio(client=stock, page=number, limit=PAGE)
                items += len(page.data)
                number, more = number + 1, page.pagination.has_next_page
            return items

        contenders = {
            "msportal-client": walk_ours,
            "msportal-client collect": collect_ours,
            "httpx": walk_plain,
            "stock": walk_stock,
        }
        for walk in contenders.values():
            assert await walk() == options.pages * PAGE
        samples = await in_turns_async(contenders, rounds=options.rounds, slot=0, clock=time.perf_counter)
        peaks = await _peaks(ours, options.long_walk)
    per_item = {name: [seconds / (options.pages * PAGE) for seconds in series] for name, series in samples.items()}
    print(json.dumps({"pages": per_item, "walk memory": peaks}))


async def _peaks(ours: AsyncMSPortal, pages: int) -> dict[str, list[int]]:
    """Return the peak memory in the second and in the last tenth of a long walk. The first tenth warms up."""
    peaks: list[int] = []
    tenth = pages * PAGE // 10
    items = 0
    tracemalloc.start()
    async for _ in ours.planner.list_planner_items(page=LAST_PAGE - pages + 1, limit=PAGE):
        items += 1
        if items % tenth == 0:
            peaks.append(tracemalloc.get_traced_memory()[1])
            gc.collect()
            tracemalloc.reset_peak()
    tracemalloc.stop()
    assert items == pages * PAGE
    return {"last tenth": peaks[-1:], "second tenth": peaks[1:2]}


asyncio.run(main())

"""A bulk import that is killed and started again. The test beside it runs this as a process.

Arguments: the journal, the number of rows, `asyncio`, `trio` or `threads`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from typing import Any

import anyio

from msportal_client import AsyncMSPortal, MSPortal
from msportal_client.bulk import bulk
from msportal_client.models import PlannerItem

# What was in flight when the process was killed is among the newest items.
NEWEST: Any = {"sort_column": "created_at", "sort_desc": True}


def rows(count: int) -> Iterator[dict[str, Any]]:
    for number in range(count):
        yield {"title": f"item {number}", "hours": number}


async def import_asynchronously(journal: str, count: int) -> int:
    known: dict[str, PlannerItem] = {}

    async with AsyncMSPortal() as msportal:

        async def find(row: Mapping[str, object]) -> PlannerItem | None:
            if not known:
                page = await msportal.planner.list_planner_items(limit=100, **NEWEST)
                known.update({item.title: item for item in page})
            return known.get(str(row["title"]))

        job = bulk(msportal.planner.create_planner_item, rows(count), journal=journal, find=find)
        async for outcome in job:
            assert outcome.result.title == outcome.row["title"]
        return job.progress.done


def import_with_threads(journal: str, count: int) -> int:
    known: dict[str, PlannerItem] = {}

    with MSPortal() as msportal:

        def find(row: Mapping[str, object]) -> PlannerItem | None:
            if not known:
                page = msportal.planner.list_planner_items(limit=100, **NEWEST).first()
                known.update({item.title: item for item in page})
            return known.get(str(row["title"]))

        job = bulk(msportal.planner.create_planner_item, rows(count), journal=journal, find=find)
        for outcome in job:
            assert outcome.result.title == outcome.row["title"]
        return job.progress.done


if __name__ == "__main__":
    path, rows_in_all, kind = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    if kind == "threads":
        done = import_with_threads(path, rows_in_all)
    else:
        done = anyio.run(import_asynchronously, path, rows_in_all, backend=kind)
    sys.exit(0 if done == rows_in_all else 1)

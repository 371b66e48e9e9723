"""The memory of a job does not grow with its rows."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anyio
import pytest

from msportal_client.bulk import bulk


async def call_async(title: str) -> dict[str, str]:
    return {"title": title}


def call(title: str) -> dict[str, str]:
    return {"title": title}


def rows(count: int) -> Iterator[dict[str, Any]]:
    for number in range(count):
        yield {"title": f"item {number}"}


def run(kind: str, count: int, **options: Any) -> None:
    start: Any = bulk

    async def main() -> None:
        async for outcome in start(call_async, rows(count), **options):
            assert outcome.status == "done"

    if kind == "threads":
        for outcome in start(call, rows(count), **options):
            assert outcome.status == "done"
    else:
        anyio.run(main, backend=kind)


@pytest.mark.parametrize(("journal", "many"), [(False, 10_000), (True, 2_000)], ids=["without-journal", "with-journal"])
@pytest.mark.parametrize("kind", ["asyncio", "threads"])
def test_memory_is_flat_in_rows(kind: str, journal: bool, many: int, tmp_path: Path) -> None:
    def peak(count: int) -> int:
        """Return the most bytes that are held at a time."""
        gc.collect()
        tracemalloc.start()
        if journal:
            for _ in range(2):  # The second time every row comes from the journal.
                run(kind, count, journal=tmp_path / str(count))
        else:
            run(kind, count)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(300)
    few = peak(1_000)

    # The rows alone would need 300 bytes each. What differs is noise of threads and of the event loop.
    assert peak(many) < few + 100_000

"""Records that many tasks write at once."""

from __future__ import annotations

from typing import Any

import anyio
import pytest

from msportal_client.bridges.sync import LeaseLostError
from msportal_client.bridges.sync.records import Records
from msportal_client.bridges.sync.store import Link, LinkState


class Store:
    """A store that notes what it is given, and fails where it is told to."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self.error: Exception | None = None

    def record(self, _lease: object, links: list[Link]) -> None:
        self.batches.append([link.task_id for link in links])
        if self.error is not None:
            raise self.error


def link(number: int) -> Link:
    return Link(str(number), LinkState.SENT, None, "")


async def test_writes_at_once_go_out_together() -> None:
    store: Any = Store()
    records = Records(store, lease=None)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    async with anyio.create_task_group() as tasks:
        for number in range(20):
            tasks.start_soon(records.write, link(number))
    written = [task_id for batch in store.batches for task_id in batch]
    assert sorted(written) == sorted(map(str, range(20)))
    assert len(store.batches) <= 3
    await records.write(link(20))
    assert store.batches[-1] == ["20"]


async def test_each_writer_gets_the_error() -> None:
    store: Any = Store()
    store.error = LeaseLostError("taken over")
    records = Records(store, lease=None)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    failed: list[int] = []

    async def write(number: int) -> None:
        with pytest.raises(LeaseLostError):
            await records.write(link(number))
        failed.append(number)

    async with anyio.create_task_group() as tasks:
        for number in range(5):
            tasks.start_soon(write, number)
    assert sorted(failed) == list(range(5))
    store.error = None
    await records.write(link(6))

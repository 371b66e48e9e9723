"""Any history of a job: what the server does with each request, stops, and kills. Each row is created once.

A kill is simulated: from one moment on the server gets nothing more, and the next run sees the journal as it was then.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import anyio
import anyio.lowlevel
import httpx
import pytest
import trio.testing
from fake_server import KEY, envelope, error_response, planner_item_detail
from hypothesis import event, given, settings
from hypothesis import strategies as st

from msportal_client import AsyncMSPortal
from msportal_client.bulk import Outcome, bulk
from msportal_client.models import PlannerItemDetail

# What the server does with a request. Of the upper ones it creates the row.
FATES = (
    "created",
    "created, answer lost",
    "created, 500",
    "created, unreadable",
    "created, late",
    "lost",
    "500",
    "refused",
    "no connection",
)


@dataclass
class Run:
    """One run of the job.

    Attributes:
        fates: The fate of the requests of this run, by row.
        leave_after: Leave the loop after so many outcomes.
        kill_at: Kill the process when so many moments have passed: a request comes, is acted on, is answered.
        find: Whether the run has a `find`.
        in_flight: Rows in flight.
        ordered: Whether outcomes come in order.
    """

    fates: list[str]
    leave_after: int | None
    kill_at: int | None
    find: bool
    in_flight: int
    ordered: bool


@dataclass
class World:
    """The server, and the journal on the disk."""

    path: Path
    created: Counter[str] = field(default_factory=Counter[str])
    moments: int = 0
    kill_at: int | None = None
    killed: bool = False

    def moment(self) -> None:
        """Pass a moment; at that of the kill, keep the journal as it is now."""
        self.moments += 1
        if self.moments == self.kill_at and not self.killed:
            self.killed = True
            kept = self.path / "kept"
            kept.mkdir()
            for file in self.path.glob("journal*"):
                shutil.copy(file, kept / file.name)

    def restore(self) -> None:
        """Put back the journal that a kill left."""
        if self.killed:
            for file in self.path.glob("journal*"):
                file.unlink()
            for file in (self.path / "kept").iterdir():
                shutil.move(file, self.path / file.name)
            (self.path / "kept").rmdir()
        self.killed, self.moments = False, 0


async def answer(world: World, fate: str, title: str) -> httpx.Response:
    """Do with a request what its fate says."""
    world.moment()
    await anyio.lowlevel.checkpoint()
    if fate == "no connection":
        raise httpx.ConnectError("refused")
    if world.killed or fate == "lost":
        raise httpx.ReadError("reset")
    if fate in {"500", "refused"}:
        return error_response(500 if fate == "500" else 400)
    world.created[title] += 1
    world.moment()
    await anyio.sleep(10 if fate == "created, late" else 0)
    world.moment()
    if fate == "created, answer lost":
        raise httpx.ReadError("reset")
    return {
        "created, 500": error_response(500),
        "created, unreadable": httpx.Response(201, content=b"<html>"),
    }.get(fate, envelope(planner_item_detail(title=title), 201))


async def run_job(world: World, run: Run, rows: list[dict[str, Any]]) -> tuple[Any, list[Outcome[Any]]]:
    fates = {row["title"]: fate for row, fate in zip(rows, run.fates, strict=True)}
    world.kill_at = run.kill_at

    async def handle(request: httpx.Request) -> httpx.Response:
        title = json.loads(request.content)["title"]
        return await answer(world, fates[title], title)

    async def find(row: Any) -> PlannerItemDetail | None:
        await anyio.lowlevel.checkpoint()
        world.moment()
        return PlannerItemDetail.from_dict(planner_item_detail(**row)) if world.created[row["title"]] else None

    outcomes: list[Outcome[Any]] = []
    async with AsyncMSPortal(KEY, transport=httpx.MockTransport(handle)) as msportal:
        job = bulk(
            msportal.planner.create_planner_item,
            rows,
            journal=world.path / "journal",
            find=find if run.find else None,
            in_flight=run.in_flight,
            ordered=run.ordered,
            grace=1,
        )
        async for outcome in job:
            outcomes.append(outcome)
            if len(outcomes) == run.leave_after or world.killed:
                break
    return job, outcomes


async def run_at_once(function: Any, *args: Any, limiter: object) -> Any:
    """Call a function in place of a thread, so that a virtual clock does not run ahead of it."""
    return function(*args)


def check(world: World, before: Counter[str], job: Any, outcomes: list[Outcome[Any]], run: Run) -> None:
    """Check that what the job says is true."""
    found = [*outcomes, *job.rest]
    assert sorted(outcome.index for outcome in found) == list(range(job.progress.read))
    assert job.progress.in_flight == 0
    for outcome in found:
        event(outcome.status)
        title = outcome.row["title"]
        if outcome.status == "done":
            assert world.created[title] == 1
            assert outcome.result.title == title
        elif outcome.status == "failed":
            assert world.created[title] == 0
        elif outcome.status == "not_sent":
            assert world.created[title] == before[title] == 0
        else:
            assert outcome.error is not None
    if run.leave_after is None:
        assert job.progress.read == len(run.fates)


@st.composite
def histories(draw: st.DrawFn) -> list[Run]:
    count = draw(st.integers(1, 10))
    return [
        Run(
            fates=draw(st.lists(st.sampled_from(FATES), min_size=count, max_size=count)),
            leave_after=draw(st.none() | st.integers(1, count)),
            kill_at=draw(st.none() | st.integers(1, 3 * count)),
            find=draw(st.booleans()),
            in_flight=draw(st.integers(1, 4)),
            ordered=draw(st.booleans()),
        )
        for _ in range(draw(st.integers(1, 4)))
    ]


@given(histories())
@settings(deadline=None, max_examples=50)
def test_each_row_is_created_once(history: list[Run]) -> None:
    def execute(world: World, run: Run) -> tuple[Any, list[Outcome[Any]]]:
        # Time is virtual: a late answer comes after the grace time, and takes none.
        options = {"clock": trio.testing.MockClock(autojump_threshold=0)}
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("anyio.to_thread.run_sync", run_at_once)
            return anyio.run(run_job, world, run, rows, backend="trio", backend_options=options)

    count = len(history[0].fates)
    rows = [{"title": f"item {number}"} for number in range(count)]
    with tempfile.TemporaryDirectory() as directory:
        world = World(Path(directory))
        for run in history:
            before = world.created.copy()
            job, outcomes = execute(world, run)
            if world.killed:
                event("killed")
            else:
                check(world, before, job, outcomes, run)
            world.restore()
        last = Run(["created"] * count, None, None, find=True, in_flight=3, ordered=True)
        job, outcomes = execute(world, last)

    assert [outcome.status for outcome in outcomes] == ["done"] * count
    assert world.created == Counter(row["title"] for row in rows)

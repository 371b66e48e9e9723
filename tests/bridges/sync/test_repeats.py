"""Syncs that write in several passes, are cut off between a write and its record, or read a list that moves."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from bridges.sync.conftest import Sides

from msportal_client import MSPortalError
from msportal_client.bridges.microsoft_planner import PlannerCache
from msportal_client.bridges.sync import LeaseLostError, SyncStore, run
from msportal_client.bridges.sync.items import PlanState


class Updating:
    """A client of MSPortal with an update of planner items, which may fail after it was carried out."""

    def __init__(self, msportal: Any, kept: dict[str, dict[str, Any]]) -> None:
        self._inner, self._kept = msportal.planner, kept
        self.planner = self
        self.list_planner_items = self._inner.list_planner_items
        self.create_planner_item = self._inner.create_planner_item
        self.fails = False

    async def update_planner_item(
        self, item_id: str, *, title: str = "", due_date: Any | None = "as it is", is_archived: bool | None = None
    ) -> None:
        given = {"title": title, "due_date": due_date, "is_archived": is_archived}
        self._kept[item_id] = {name: value for name, value in given.items() if value not in ("", "as it is")}
        if self.fails:
            raise RuntimeError("cut off")


def updating(kept: dict[str, dict[str, Any]], *, fails: bool = False) -> Callable[[Any], Updating]:
    def change(msportal: Any) -> Updating:
        client = Updating(msportal, kept)
        client.fails = fails
        return client

    return change


async def test_update_that_was_cut_off_is_sent_again_after_the_task_is_as_before(sides: Sides) -> None:
    kept: dict[str, dict[str, Any]] = {}
    sides.make_tasks(1)
    await sides.sync()
    (task,) = sides.tasks()
    task = sides.client.tasks.update(task, {"title": "Another"})
    with pytest.raises(RuntimeError, match="cut off"):
        await sides.sync(updating(kept, fails=True))
    assert [item["title"] for item in kept.values()] == ["Another"]
    sides.client.tasks.update(task, {"title": "Task 0"})
    report = await sides.sync(updating(kept))
    assert len(report.updated) == 1
    assert [item["title"] for item in kept.values()] == ["Task 0"]


async def test_archiving_clears_no_field(sides: Sides) -> None:
    kept: dict[str, dict[str, Any]] = {}
    sides.make_tasks(1)
    await sides.sync()
    sides.client.tasks.delete(sides.tasks()[0])
    assert len((await sides.sync(updating(kept))).archived) == 1
    assert list(kept.values()) == [{"is_archived": True}]


async def test_task_that_comes_back_leaves_the_archive(sides: Sides, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: dict[str, dict[str, Any]] = {}
    sides.make_tasks(2)
    await sides.sync()
    task = sides.tasks()[0]
    with monkeypatch.context() as patch:
        whole: Callable[[PlannerCache, str], PlanState] = vars(run)["_plan_state"]

        def without_task(cache: PlannerCache, plan_id: str) -> PlanState:
            return _without(whole(cache, plan_id), task.id)

        patch.setattr(run, "_plan_state", without_task)
        assert [entry.task_id for entry in (await sides.sync(updating(kept))).archived] == [task.id]
    assert [entry.task_id for entry in (await sides.sync(updating(kept))).updated] == [task.id]
    assert [item["is_archived"] for item in kept.values()] == [False]


def _without(state: PlanState, task_id: str) -> PlanState:
    return replace(state, tasks={name: task for name, task in state.tasks.items() if name != task_id})


class Moving:
    """A client of MSPortal whose list misses the items of a page when it is read forwards."""

    def __init__(self, msportal: Any) -> None:
        self._inner = msportal.planner
        self.planner = self
        self.create_planner_item = self._inner.create_planner_item

    def list_planner_items(self, *, sort_desc: bool, **options: Any) -> Any:
        pager = self._inner.list_planner_items(sort_desc=sort_desc, **options)
        return pager if sort_desc else _Shortened(pager)


class _Shortened:
    def __init__(self, pager: Any) -> None:
        self._pager = pager

    async def collect(self) -> list[Any]:
        items: list[Any] = await self._pager.collect()
        return items[:-3]


async def test_items_that_a_list_misses_are_not_sent_again(sides: Sides) -> None:
    sides.make_tasks(1)
    await sides.sync()
    sides.make_tasks(8)
    sides.msportal.trouble(late_statuses=(500,) * 8)
    await sides.sync(Moving)
    assert Counter(sides.ours()) == Counter(["Task 0", *(f"Task {number}" for number in range(8))])


async def test_each_task_is_counted_once_after_several_passes(sides: Sides) -> None:
    sides.make_tasks(1)
    await sides.sync()
    sides.make_tasks(10)
    sides.msportal.trouble(late_statuses=(500,))
    report = await sides.sync()
    parts = {entry.task_id for part in (report.created, report.found) for entry in part}
    assert (len(report.created), len(report.found), len(parts)) == (9, 1, 10)
    # The one that was found is as it should be, and so is that of the first run.
    assert report.unchanged == 2


async def test_lease_that_cannot_be_renewed_ends_the_run(sides: Sides, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database does not answer until the lease has ended."""
    sides.make_tasks(3)
    ended = threading.Event()

    def renew(*_: object) -> None:
        ended.wait(1.0)

    monkeypatch.setattr(SyncStore, "renew", renew)
    sides.msportal.trouble(latency=0.4)
    with pytest.raises(LeaseLostError, match="ended before it could be renewed"):
        await sides.sync(in_flight=1, lease=0.6)
    monkeypatch.undo()
    sides.msportal.trouble()
    with suppress(MSPortalError):
        await sides.sync(settle=0.5)
    assert Counter(sides.ours()) == Counter(f"Task {number}" for number in range(3))


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"in_flight": 0}, "in_flight: must be 1 to 1000, is 0"),
        ({"lease": 0.0}, "lease: must be a number of seconds above 0"),
        ({"lease": float("nan")}, "lease: must be a number of seconds above 0"),
        ({"wait": -1.0}, "wait: must be a number of seconds, at least 0"),
        ({"settle": float("nan")}, "settle: must be a number of seconds, at least 0"),
    ],
)
async def test_arguments_out_of_their_limits(sides: Sides, options: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        await sides.sync(**options)
    assert not sides.store.exists()

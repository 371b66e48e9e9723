"""Syncs of a plan with local servers."""

from __future__ import annotations

import json
import threading
from collections import Counter
from contextlib import suppress
from typing import Any

import anyio
import pytest
from bridges.sync.conftest import Sides

from msportal_client import AuthenticationError, MSPortalError
from msportal_client.bridges.sync import (
    LeaseHeldError,
    LeaseLostError,
    PlanNotSeenError,
    SyncProgress,
    SyncReport,
    SyncStore,
)
from msportal_client.sandbox import COMPANY_ID

COMPANY = str(COMPANY_ID)


async def test_each_task_becomes_an_item(sides: Sides) -> None:
    task = sides.client.tasks.create_task(
        plan_id=sides.plan_id, title="Replace firewall", priority=1, percent_complete=50
    )
    details = sides.client.tasks.get_task_details(task.id)
    details = sides.client.tasks.update(details, {"description": "The one in rack 4"})
    details = sides.client.tasks.update(details, details.add_item("Order parts", is_checked=True))
    sides.client.tasks.update(details, details.add_reference("https://example.com/a?b=c#d", alias="Offer"))

    report = await sides.sync()

    item = next(item for item in sides.items() if item.title == "Replace firewall")
    assert [entry.item_id for entry in report.created] == [str(item.id)]
    assert item.description == "The one in rack 4\n\n[x] Order parts\n\nOffer: https://example.com/a?b=c#d"
    assert (item.status, item.business_value) == ("In Progress", "High")
    assert str(item.company.id) == COMPANY
    assert item.private_notes == f"Microsoft Planner task {task.id}"
    assert report.is_complete


async def test_unchanged_plan_takes_one_request(sides: Sides) -> None:
    sides.make_tasks(30)
    assert len((await sides.sync()).created) == 30
    before = sides.requests()
    report = await sides.sync()
    after = sides.requests()
    assert (report.unchanged, report.created, report.waiting) == (30, [], [])
    assert (after[0] - before[0], after[1] - before[1]) == (1, 0)


async def test_dry_run_writes_nothing(sides: Sides) -> None:
    sides.make_tasks(3)
    before = sides.titles()
    report = await sides.sync(dry_run=True)
    assert report.dry_run
    assert sorted(entry.title for entry in report.created) == ["Task 0", "Task 1", "Task 2"]
    assert sides.titles() == before
    assert len((await sides.sync()).created) == 3
    assert (await sides.sync(dry_run=True)).unchanged == 3


async def test_what_the_api_cannot_do_waits(sides: Sides) -> None:
    """Today's document has no update of planner items."""
    sides.make_tasks(3)
    await sides.sync()
    first, second, _ = sorted(sides.tasks(), key=lambda task: task.title)
    sides.client.tasks.update(first, first.complete())
    sides.client.tasks.delete(second)
    report = await sides.sync()
    assert report.unchanged == 1
    reasons = {entry.task_id: entry.reason for entry in report.waiting}
    assert reasons[first.id].startswith(
        "the task has changed: MSPortal's API has no operation that updates planner items"
    )
    assert reasons[second.id].startswith("the task is gone, and its item stays")
    assert not report.is_complete
    assert (await sides.sync()).waiting == report.waiting


class WithUpdates:
    """A client of MSPortal whose document has an update of planner items."""

    def __init__(self, msportal: Any, updated: list[tuple[str, dict[str, Any]]]) -> None:
        self._inner, self._updated = msportal.planner, updated
        self.planner = self
        self.list_planner_items = self._inner.list_planner_items
        self.create_planner_item = self._inner.create_planner_item

    async def update_planner_item(
        self, item_id: str, *, title: str = "", status: str = "", due_date: Any | None = None, is_archived: bool = False
    ) -> None:
        given = {"title": title, "status": status, "due_date": due_date, "is_archived": is_archived}
        self._updated.append((item_id, given))


async def test_updates_flow_where_the_api_has_them(sides: Sides) -> None:
    updated: list[tuple[str, dict[str, Any]]] = []
    sides.make_tasks(3)
    created = {entry.task_id: entry.item_id for entry in (await sides.sync()).created}
    first, second, _ = sorted(sides.tasks(), key=lambda task: task.title)
    sides.client.tasks.update(first, {"title": "Another", "percent_complete": 100})
    sides.client.tasks.delete(second)

    def change(msportal: Any) -> WithUpdates:
        return WithUpdates(msportal, updated)

    report = await sides.sync(change)

    assert [entry.task_id for entry in report.updated] == [first.id]
    assert [entry.task_id for entry in report.archived] == [second.id]
    assert (report.waiting, report.unchanged) == ([], 1)
    sent = dict(updated)
    assert sent[str(created[first.id])] == {
        "title": "Another",
        "status": "Completed",
        "due_date": None,
        "is_archived": False,
    }
    assert sent[str(created[second.id])]["is_archived"]
    updated.clear()
    assert (await sides.sync(change)).is_complete
    assert updated == []


async def test_task_that_msportal_refuses_is_named(sides: Sides) -> None:
    sides.make_tasks(2)
    bad = sides.client.tasks.create_task(plan_id=sides.plan_id, title="   ")
    report = await sides.sync()
    assert len(report.created) == 2
    assert [entry.task_id for entry in report.impossible] == [bad.id]
    assert "title" in report.impossible[0].reason
    again = await sides.sync()
    assert (again.unchanged, len(again.impossible)) == (2, 1)


@pytest.mark.parametrize("late", [(), (500, 502, 503) * 4])
async def test_lost_answers_make_no_second_item(sides: Sides, late: tuple[int, ...]) -> None:
    """Requests are answered with a 503, or with a body that is cut off, or with an error although they were carried out."""
    sides.make_tasks(30)
    sides.msportal.trouble(server_errors=0.15, broken_bodies=0.15, late_statuses=late)
    for _ in range(30):
        with suppress(MSPortalError):  # a list that cannot be read
            if (await sides.sync()).is_complete:
                break
    sides.msportal.trouble()
    report = await sides.sync()
    assert report.unchanged == 30
    assert Counter(sides.ours()) == Counter(f"Task {number}" for number in range(30))


async def test_store_that_was_lost_makes_no_second_item(sides: Sides) -> None:
    sides.make_tasks(10)
    await sides.sync()
    report = await sides.sync(store=sides.store.with_name("another.sqlite3"))
    assert (len(report.found), report.created, report.unchanged) == (10, [], 10)
    assert len(sides.ours()) == 10


async def test_plan_that_is_not_seen(sides: Sides) -> None:
    sides.plan_id = "xqQg5FS2LkCp935s-FIFm2QAFkHM"
    with pytest.raises(PlanNotSeenError, match="xqQg5FS2LkCp935s-FIFm2QAFkHM"):
        await sides.sync()


async def test_wrong_key_ends_the_run(sides: Sides) -> None:
    sides.make_tasks(5)
    sides.msportal.trouble(next_statuses=(401,) * 50)
    with pytest.raises(AuthenticationError):
        await sides.sync()
    sides.msportal.trouble()
    assert len((await sides.sync()).created) == 5


async def test_progress_is_told(sides: Sides) -> None:
    sides.make_tasks(4)
    seen: list[SyncProgress] = []
    await sides.sync(on_progress=seen.append)
    assert [progress.phase for progress in seen[:2]] == ["reading", "looking up"]
    assert seen[-1] == SyncProgress("writing", 4, 4)


async def test_lease_of_another_worker(sides: Sides) -> None:
    store = SyncStore(sides.store)
    lease = store.acquire(sides.plan_id, COMPANY, "another", 60.0)
    with pytest.raises(LeaseHeldError, match="is synced by another"):
        await sides.sync()
    store.release(lease, report=None, ended_well=True)
    await sides.sync()
    store.close()


async def test_lease_that_is_lost_stops_the_run(sides: Sides) -> None:
    sides.make_tasks(20)
    store = SyncStore(sides.store)

    def take_over(progress: SyncProgress) -> None:
        if progress.done == 5:
            thread = threading.Thread(target=steal)
            thread.start()
            thread.join()

    def steal() -> None:
        with vars(store)["_engine"].begin() as connection:
            connection.exec_driver_sql("UPDATE planner_sync_plans_v1 SET expires = 0")
        store.acquire(sides.plan_id, COMPANY, "another", 0.0)

    with pytest.raises(LeaseLostError):
        await sides.sync(on_progress=take_over, in_flight=2)
    assert len((await sides.sync()).created) + len(sides.ours()) >= 20
    assert Counter(sides.ours()) == Counter(f"Task {number}" for number in range(20))
    store.close()


async def test_report_is_stored(sides: Sides) -> None:
    sides.make_tasks(2)
    report = await sides.sync()
    store = SyncStore(sides.store)
    stored = store.plans()
    store.close()
    assert [(plan.plan_id, plan.items, plan.unknown, plan.owner) for plan in stored] == [(sides.plan_id, 2, 0, None)]
    assert SyncReport.from_dict(json.loads(stored[0].report or "")) == report


async def test_store_of_another_server_is_read_anew(sides: Sides) -> None:
    """The link to the changes of another server is not followed."""
    sides.make_tasks(2)
    await sides.sync()
    store = SyncStore(sides.store)
    with vars(store)["_engine"].begin() as connection:
        text = connection.exec_driver_sql("SELECT cache FROM planner_sync_plans_v1").scalar_one()
        moved = {**json.loads(text), "link": "https://another.example/v1.0/me/planner/all/delta?token=1"}
        connection.exec_driver_sql("UPDATE planner_sync_plans_v1 SET cache = ?", (json.dumps(moved),))
    store.close()
    assert (await sides.sync()).unchanged == 2


async def test_long_run_renews_its_lease(sides: Sides) -> None:
    sides.make_tasks(8)
    sides.msportal.trouble(latency=0.2)
    assert len((await sides.sync(in_flight=1, lease=0.9)).created) == 8


async def test_records_that_a_power_cut_took_are_made_again(sides: Sides) -> None:
    """The last run did not end, and of two tasks nothing is recorded: their items are found in MSPortal."""
    sides.make_tasks(5)
    await sides.sync()
    store = SyncStore(sides.store)
    with vars(store)["_engine"].begin() as connection:
        connection.exec_driver_sql(
            "DELETE FROM planner_sync_links_v1 WHERE task_id IN (SELECT task_id FROM planner_sync_links_v1 LIMIT 2)"
        )
        connection.exec_driver_sql("UPDATE planner_sync_plans_v1 SET ended_well = 0")
    store.close()
    report = await sides.sync()
    assert (len(report.found), report.created, report.unchanged) == (2, [], 5)


async def test_item_of_a_task_that_changed_meanwhile_is_found_and_waits(sides: Sides) -> None:
    sides.make_tasks(2)
    await sides.sync()
    (first, _) = sides.tasks()
    sides.client.tasks.update(first, {"title": "Another"})
    report = await sides.sync(store=sides.store.with_name("another.sqlite3"))
    assert (len(report.found), report.unchanged) == (2, 1)
    assert [entry.task_id for entry in report.waiting] == [first.id]


async def test_item_whose_answer_was_lost_is_given_time(sides: Sides, monkeypatch: pytest.MonkeyPatch) -> None:
    """MSPortal may still be at work on it when the answer is lost."""
    slept: list[float] = []
    sleep = anyio.sleep

    async def note(seconds: float) -> None:
        slept.append(seconds)
        await sleep(min(seconds, 0.01))

    sides.make_tasks(1)
    await sides.sync()  # Later runs do not begin with a list, which would get the error.
    sides.client.tasks.create_task(plan_id=sides.plan_id, title="Another")
    monkeypatch.setattr("anyio.sleep", note)
    sides.msportal.trouble(late_statuses=(500,))
    report = await sides.sync(settle=7.5)
    assert (7.5 in slept, len(report.found), len(sides.ours())) == (True, 1, 2)


async def test_task_that_does_not_fit_is_noted(sides: Sides) -> None:
    task = sides.client.tasks.create_task(plan_id=sides.plan_id, title="🔥" * 200)
    report = await sides.sync()
    assert [entry.task_id for entry in report.notes] == [task.id]
    assert report.notes[0].reason.startswith("the title has more than 255 characters")

"""The fields of planner items, made from tasks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from msportal_client.bridges.microsoft_planner.models import PlannerTask, PlannerTaskDetails
from msportal_client.bridges.sync import default_mapping
from msportal_client.bridges.sync.items import PlanState, TaskItem, fingerprint, marker, task_item, task_of
from msportal_client.models import PlannerItem
from msportal_client.testing import example

TASK = "01gzSlKkIUSUl6DF_EilrmQAKDhh"
COMPANY = "94b4b9af-436c-5cc3-8327-9181f7cae221"
TYPE = "8b1d7c1e-5a0f-4f1e-9d53-1c2f3a4b5c6d"
ACCEPTED = frozenset({"title", "description"})
STATE = PlanState({}, {}, {"bucket": "To do"}, {"category1": "Urgent"})


def made(details: dict[str, Any] | None = None, **fields: Any) -> TaskItem:
    task = PlannerTask.from_dict({"id": TASK, "title": "Replace firewall", **fields})
    found = {} if details is None else {TASK: PlannerTaskDetails.from_dict({"id": TASK, **details})}
    return task_item(task, replace(STATE, details=found), default_mapping(), ACCEPTED)


def item(private_notes: str | None, company: str | None = COMPANY) -> PlannerItem:
    owner = None if company is None else {"id": company, "name": "Contoso"}
    return PlannerItem.from_dict({**example(PlannerItem).to_dict(), "privateNotes": private_notes, "company": owner})


@pytest.mark.parametrize("task_id", [TASK, TASK[:-1] + "-", TASK[:-1] + "_", "-" + TASK[1:]])
def test_marker_is_found_again(task_id: str) -> None:
    assert task_of(item(marker(task_id)), COMPANY) == task_id
    assert task_of(item(f"Call first.\n{marker(task_id)}\nMore"), COMPANY) == task_id


@pytest.mark.parametrize("notes", [None, "", "Microsoft Planner task 12", marker(TASK) + "x"])
def test_notes_without_marker(notes: str | None) -> None:
    assert task_of(item(notes), COMPANY) is None


def test_item_of_another_company_is_another() -> None:
    assert task_of(item(marker(TASK), "11111111-5a0f-4f1e-9d53-1c2f3a4b5c6d"), COMPANY) is None


def test_item_whose_company_was_taken_away_is_found() -> None:
    assert task_of(item(marker(TASK), None), COMPANY) == TASK


def test_least_task() -> None:
    assert made().fields == {"title": "Replace firewall", "private_notes": marker(TASK)}


@pytest.mark.parametrize(("percent", "status"), [(0, "Not Started"), (1, "In Progress"), (100, "Completed")])
def test_progress_is_status(percent: int, status: str) -> None:
    assert made(percentComplete=percent).fields["status"] == status


@pytest.mark.parametrize(("priority", "value"), [(0, "High"), (4, "High"), (5, "Medium"), (10, "Low")])
def test_priority_is_business_value(priority: int, value: str) -> None:
    assert made(priority=priority).fields["business_value"] == value


def test_dates_are_utc() -> None:
    fields = made(startDateTime="2026-11-23T10:00:00+02:00", dueDateTime="2026-12-24T10:00:00Z").fields
    assert fields["start_date"] == datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert fields["due_date"] == datetime(2026, 12, 24, 10, tzinfo=UTC)


def test_bucket_is_type() -> None:
    task = PlannerTask.from_dict({"id": TASK, "title": "x", "bucketId": "bucket"})
    mapping = replace(default_mapping(), buckets={"To do": TYPE}, default_type="another")
    assert task_item(task, STATE, mapping, ACCEPTED).fields["type_id"] == TYPE
    task.bucket_id = "unknown"
    assert task_item(task, STATE, mapping, ACCEPTED).fields["type_id"] == "another"


def test_labels_are_in_the_description_or_tags() -> None:
    labels = {"category1": True, "category2": False, "category3": True}
    assert made(appliedCategories=labels).fields["description"] == "Labels: Urgent, category3"
    task = PlannerTask.from_dict({"id": TASK, "title": "x", "appliedCategories": labels})
    fields = task_item(task, STATE, default_mapping(), ACCEPTED | {"tags"}).fields
    assert (fields["tags"], "description" in fields) == (["Urgent", "category3"], False)


def test_details_are_in_the_description() -> None:
    details = {
        "description": "The one in rack 4",
        "checklist": {
            "b": {"title": "Second", "isChecked": True, "orderHint": "2"},
            "a": {"title": "First", "isChecked": False, "orderHint": "1"},
        },
        "references": {"https%3A//example%2Ecom/a": {"alias": None}},
    }
    text = "The one in rack 4\n\n[ ] First\n[x] Second\n\nhttps://example.com/a"
    assert made(details).fields["description"] == text


def test_long_texts_are_cut_and_noted() -> None:
    item = made({"description": "y" * 12_000}, title="x" * 300)
    assert len(item.fields["title"]) == 255
    assert len(item.fields["description"]) == 10_000
    assert [note.split(":")[0] for note in item.notes] == [
        "the title has more than 255 characters",
        "the description has more than 10,000 characters",
    ]


def test_fingerprint_tells_changes() -> None:
    same = [fingerprint(made(title="a", percentComplete=0)) for _ in range(2)]
    assert same[0] == same[1]
    assert fingerprint(made(title="a", percentComplete=50)) != same[0]
    # What an item does not show is no change of it.
    assert fingerprint(made(title="a", percentComplete=0, orderHint="1")) == same[0]

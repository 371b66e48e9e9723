"""The arguments of operations that a later document may have."""

from __future__ import annotations

from datetime import datetime

from msportal_client.bridges.sync.decisions import archive_arguments, update_arguments


def update(
    item_id: str,
    *,
    title: str = "",
    description: str = "",
    tags: list[str] | None = None,
    due_date: datetime | None = None,
    start_date: datetime = datetime.min,  # noqa: DTZ901 - a date that cannot be cleared
    is_archived: bool = False,
) -> None:
    """An update of planner items."""


def test_update_sets_what_it_takes_and_clears_what_is_gone() -> None:
    assert update_arguments(update, {"title": "a", "private_notes": "b"}) == {
        "title": "a",
        "description": "",
        "tags": [],
        "due_date": None,
    }


def test_update_clears_nothing_that_is_there() -> None:
    moment = datetime.min  # noqa: DTZ901
    fields = {"title": "a", "description": "b", "tags": ["c"], "due_date": moment}
    assert update_arguments(update, fields, is_archived=True) == {**fields, "is_archived": False}


def test_archiving_sets_what_the_update_takes() -> None:
    assert archive_arguments(update) == {"is_archived": True}

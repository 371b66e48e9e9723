"""The fields of requests to Planner, and what is refused before it is sent."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msportal_client.bridges.microsoft_planner.kinds import OPEN_TYPES
from msportal_client.bridges.microsoft_planner.models import PlannerAssignmentInput
from msportal_client.bridges.microsoft_planner.progress import Priority
from msportal_client.bridges.microsoft_planner.writing import field_problems, python_name, wire_fields, wire_name

USER = "fbab97d0-4932-4511-b675-204639209557"
moments = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def problems(wire: dict[str, Any], current: dict[str, Any] | None = None) -> list[str]:
    return [str(problem) for problem in field_problems(wire, current)]


@pytest.mark.parametrize(
    ("python", "wire"),
    [
        ("percent_complete", "percentComplete"),
        ("title", "title"),
        ("odata_type", "@odata.type"),
        ("category1", "category1"),
    ],
)
def test_names(python: str, wire: str) -> None:
    assert wire_name(python) == wire
    assert wire_name(wire) == wire
    assert python_name(wire) == python


def test_python_names_values_and_enums() -> None:
    start = datetime(2026, 1, 31, 10, tzinfo=timezone(timedelta(hours=1)))
    wire = wire_fields({"start_date_time": start, "percentComplete": 50, "priority": Priority.LOW, "bucket_id": None})
    assert wire == {
        "startDateTime": "2026-01-31T09:00:00.000Z",
        "percentComplete": 50,
        "priority": 9,
        "bucketId": None,
    }


@pytest.mark.parametrize("name", sorted(name for name, open_type in OPEN_TYPES.items() if open_type.entry))
def test_type_of_open_type_filled_in(name: str) -> None:
    key = "https://example.com" if name == "references" else "key"
    (entry,) = wire_fields({python_name(name): {key: {"order_hint": " !"}}})[name].values()
    assert entry == {"@odata.type": OPEN_TYPES[name].entry, "orderHint": " !"}
    short = str(OPEN_TYPES[name].entry).removeprefix("#")
    (kept,) = wire_fields({name: {key: {"@odata.type": short, "alias": "a"}}})[name].values()
    assert kept == {"@odata.type": short, "alias": "a"}
    assert wire_fields({name: {key: None}})[name] != {}


def test_models_as_entries() -> None:
    wire = wire_fields({"assignments": {USER: PlannerAssignmentInput(order_hint=" !")}})
    assert wire == {"assignments": {USER: {"@odata.type": "#microsoft.graph.plannerAssignment", "orderHint": " !"}}}


def test_references_by_url_or_key() -> None:
    url, key = "https://example.com/a%20b#c", "https%3A//example%2Ecom/a%2520b%23c"
    for given_key in (url, key):
        assert list(wire_fields({"references": {given_key: {"alias": "a"}}})["references"]) == [key]


@pytest.mark.parametrize(
    ("fields", "error", "message"),
    [
        ({"references": {"example.com": {}}}, ValueError, "is not a URL"),
        ({"assignments": [USER]}, TypeError, "assignments must be a mapping, is of the type list"),
        ({"assignments": {USER: "x"}}, TypeError, "must be a mapping, is of the type str"),
        ({"percent_complete": 1, "percentComplete": 2}, ValueError, "given twice"),
        ({"due_date_time": datetime(2026, 1, 1)}, ValueError, "no time zone"),  # noqa: DTZ001
        ({"title": object()}, TypeError, "no form in JSON"),
    ],
)
def test_fields_that_cannot_be_written(fields: dict[str, Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        wire_fields(fields)


@given(moments, moments)
def test_start_after_due_refused(start: datetime, due: datetime) -> None:
    wire = wire_fields({"start_date_time": start, "due_date_time": due})
    assert bool(problems(wire)) is (start > due)
    one, other = {"startDateTime": wire["startDateTime"]}, {"dueDateTime": wire["dueDateTime"]}
    for change, current in ((one, other), (other, one)):
        assert bool(problems(change, current)) is (start > due)
        assert problems(change) == problems({"title": "x"}, wire) == []


def test_start_after_due_is_named() -> None:
    (problem,) = problems({"dueDateTime": "2026-01-01T00:00:00Z"}, {"startDateTime": "2026-01-02T00:00:00Z"})
    assert problem == (
        "due_date_time: a task cannot start (2026-01-02T00:00:00+00:00) after it is due (2026-01-01T00:00:00+00:00)"
    )


def test_date_taken_away_is_not_compared() -> None:
    assert problems({"dueDateTime": None}, {"startDateTime": "2026-01-02T00:00:00Z"}) == []


@pytest.mark.parametrize("name", ["orderHint", "assigneePriority", "unassignedOrderHint"])
def test_hint_of_the_service_refused(name: str) -> None:
    (problem,) = problems({name: "858x P!"}, {name: "858x P!"})
    assert problem.startswith(f"{python_name(name)}: '858x P!' is the hint as Planner gave it")
    assert "is no hint that Planner takes" in problems({name: "8585269235419217847P"})[0]
    assert problems({name: "858x P!"}, {name: "other"}) == []


@pytest.mark.parametrize(
    ("wire", "place"),
    [
        ({"assignments": {"u": {"orderHint": "bad"}}}, "assignments['u'].order_hint"),
        ({"checklist": {"i": {"orderHint": "bad"}}}, "checklist['i'].order_hint"),
        ({"references": {"r": {"previewPriority": "bad"}}}, "references['r'].preview_priority"),
        ({"orderHintsByAssignee": {"u": "bad"}}, "order_hints_by_assignee['u']"),
        ({"favoritePlanReferences": {"p": {"orderHint": "bad"}}}, "favorite_plan_references['p'].order_hint"),
        ({"appliedCategories": {"category26": True}}, "applied_categories['category26']"),
        ({"appliedCategories": {"category1": 1}}, "applied_categories['category1']"),
        ({"sharedWith": {"u": "yes"}}, "shared_with['u']"),
        ({"assignments": {"u": {"@odata.type": "x"}}}, "assignments['u'].order_hint"),
    ],
)
def test_wrong_entries_are_named(wire: dict[str, Any], place: str) -> None:
    (problem,) = problems(wire)
    assert problem.startswith(f"{place}: ")


def test_entries_taken_out_are_not_checked() -> None:
    wire = {"assignments": {"u": None}, "checklist": {"i": None}, "references": {"r": None}}
    assert problems({**wire, "appliedCategories": {"category25": False}, "orderHintsByAssignee": {"u": None}}) == []

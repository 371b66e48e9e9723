"""Models: read, compared, written."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import attrs
import pytest
from fake_server import planner_item
from hypothesis import given
from hypothesis import strategies as st

from msportal_client import UNSET, Unset
from msportal_client._runtime.limits import Limits, limit_problems
from msportal_client._runtime.open_enum import OpenIntEnum
from msportal_client._runtime.reading import READ_ERRORS, ReadError, read_datetime, read_member, read_uuid, union_reader
from msportal_client._runtime.writing import write_datetime, write_json, write_text
from msportal_client.models import (
    CreatePlannerItemRequest,
    PlannerItem,
    PlannerStatus,
    ReportBlock,
    ReportBlockInput,
    ReportStructure,
    ReportStructureInput,
    UpdateReportRequest,
)

NAIVE = datetime(2026, 1, 31)  # noqa: DTZ001 - what the tests are about
ID = "0b8f6f4e-27b1-4f2b-8a0e-7b8f0ce1b7a2"


def test_a_received_model_is_written_as_it_was_read() -> None:
    data = planner_item(newField={"a": [1]})
    assert PlannerItem.from_dict(data).to_dict() == data


def test_a_received_field_that_was_absent_and_is_then_set_is_written() -> None:
    block = ReportBlock.from_dict({"id": "1"})
    block.type = "chart"
    assert block.to_dict() == {"id": "1", "type": "chart"}


def test_absent_and_null_read_alike_in_what_is_received() -> None:
    assert ReportBlock.from_dict({"id": "1"}) == ReportBlock.from_dict({"id": "1", "type": None})


def test_absent_and_null_differ_in_what_is_sent() -> None:
    assert ReportBlockInput.from_dict({"id": "1"}).type is UNSET
    assert ReportBlockInput.from_dict({"id": "1", "type": None}).type is None
    for data in ({"id": "1"}, {"id": "1", "type": None}, {"id": "1", "layout": {"x": 1}, "params": {"a": 1}}):
        assert ReportBlockInput.from_dict(data).to_dict() == data


def test_what_was_received_can_be_sent_back() -> None:
    data = {"blocks": [{"id": "1", "type": None}], "metadata": {"title": "Q4"}}
    received = ReportStructure.from_dict(data)
    assert UpdateReportRequest(report_structure=received).to_dict() == {"reportStructure": data}
    assert UpdateReportRequest(report_structure=ReportStructureInput.from_dict(data)).to_dict() == {
        "reportStructure": data
    }


def test_models_are_compact_comparable_and_copyable() -> None:
    item = PlannerItem.from_dict(planner_item())
    assert not hasattr(item, "__dict__")
    assert attrs.has(PlannerItem)
    for twin in (copy.deepcopy(item), pickle.loads(pickle.dumps(item)), attrs.evolve(item)):
        assert twin == item
        assert twin.to_dict() == item.to_dict()
    assert attrs.evolve(item, title="other") != item


def test_reading_something_else_than_an_object_names_the_model() -> None:
    nonsense: list[Any] = [[], "text", 5, None, True]
    for data in nonsense:
        with pytest.raises(ReadError, match="expected an object") as caught:
            PlannerItem.from_dict(data)
        assert caught.value.model == "PlannerItem"


def test_a_known_value_is_a_member_and_an_unknown_one_is_kept() -> None:
    assert PlannerStatus("In Progress") is PlannerStatus.IN_PROGRESS
    assert PlannerStatus.IN_PROGRESS.is_known
    unknown = PlannerStatus("Blocked")
    assert unknown == "Blocked"
    assert unknown == PlannerStatus("Blocked")
    assert hash(unknown) == hash("Blocked")
    assert not unknown.is_known
    assert isinstance(unknown, PlannerStatus)
    assert json.dumps([unknown]) == '["Blocked"]'
    assert f"{unknown}" == str(unknown) == unknown.value == "Blocked"
    assert "Blocked" in repr(unknown)
    assert list(PlannerStatus) == [
        "In Progress",
        "Not Started",
        "Completed",
        "On Hold",
        "Cancelled",
        "Pending Approval",
    ]
    for twin in (copy.copy(unknown), copy.deepcopy(unknown), pickle.loads(pickle.dumps(unknown))):
        assert twin == unknown
        assert type(twin) is PlannerStatus


@given(st.text())
def test_any_text_is_a_value_of_an_open_enum(text: str) -> None:
    value = read_member(PlannerStatus, text)
    assert value == PlannerStatus(text)
    assert value == text
    assert str(value) == text
    assert value.is_known == (text in {str(member) for member in PlannerStatus})


class Size(OpenIntEnum):
    SMALL = 1


def test_an_enum_of_integers_is_open_as_well() -> None:
    assert Size(1) is Size.SMALL
    assert Size(7) == 7
    assert not Size(7).is_known
    assert pickle.loads(pickle.dumps(Size(7))) == 7
    nonsense: list[Any] = ["1", None, 1.5]
    for wrong in nonsense:
        with pytest.raises(ValueError, match="is not a valid"):
            Size(wrong)


def test_unset_is_false_and_says_what_it_is() -> None:
    assert not UNSET
    assert repr(UNSET) == "UNSET"
    assert CreatePlannerItemRequest(title="x").description is Unset.UNSET
    assert copy.deepcopy(UNSET) is UNSET


WAYS_TO_WRITE_AN_ID: list[Callable[[UUID], str]] = [str, lambda uuid: str(uuid).upper(), lambda uuid: uuid.hex]


@given(st.uuids(), st.sampled_from(WAYS_TO_WRITE_AN_ID))
def test_an_id_is_read_as_the_uuid_that_it_is(expected: UUID, write: Callable[[UUID], str]) -> None:
    found = read_uuid(write(expected))
    assert found == expected
    assert hash(found) == hash(expected)
    assert repr(found) == repr(expected)
    assert found.is_safe is expected.is_safe
    assert pickle.loads(pickle.dumps(found)) == expected
    assert found.version == expected.version


@pytest.mark.parametrize(
    "nonsense", ["", "x" * 32, "0" * 31, "0" * 34, " " + "0" * 32 + "zz", "+" + "0" * 31, 5, None, []]
)
def test_what_is_no_id_is_not_read(nonsense: Any) -> None:
    with pytest.raises(READ_ERRORS):
        read_uuid(nonsense)


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_datetime_survives_writing_and_reading(moment: datetime) -> None:
    text = write_datetime(moment)
    assert text.endswith("Z")
    assert read_datetime(text) == moment


def test_datetimes_are_written_in_utc_as_javascript_writes_them() -> None:
    berlin = timezone(timedelta(hours=1))
    assert write_datetime(datetime(2026, 1, 31, 10, 30, tzinfo=berlin)) == "2026-01-31T09:30:00.000Z"
    assert write_datetime(datetime(2026, 1, 31, 9, 30, 0, 123456, tzinfo=UTC)) == "2026-01-31T09:30:00.123456Z"
    with pytest.raises(ValueError, match="no time zone"):
        write_datetime(NAIVE)


def test_text_for_paths_and_queries() -> None:
    values = (True, False, 1, 2.0, 2.5, "a b", PlannerStatus.ON_HOLD, date(2026, 1, 31))
    assert [write_text(value) for value in values] == ["true", "false", "1", "2", "2.5", "a b", "On Hold", "2026-01-31"]


def test_json_of_anything_that_models_are_made_of() -> None:
    block = ReportBlockInput(id="1")
    value = {"a": [block, datetime(2026, 1, 31, tzinfo=UTC), date(2026, 1, 31)], "b": (1, None)}
    assert write_json(value) == {"a": [{"id": "1"}, "2026-01-31T00:00:00.000Z", "2026-01-31"], "b": [1, None]}


def test_a_union_is_read_as_the_form_that_knows_every_field() -> None:
    read = union_reader(ReportBlock.from_dict, PlannerItem.from_dict)
    assert type(read(planner_item())) is PlannerItem
    assert type(read({"id": "1"})) is ReportBlock
    assert type(read({"id": "1", "other": 1})) is ReportBlock
    with pytest.raises(ReadError, match="none of the documented forms"):
        read("text")


ALLOWED_AND_NOT: list[tuple[Limits, list[Any], list[Any]]] = [
    (
        Limits("string", min_length=1, max_length=3),
        ["a", "abc", "😀😀😀", PlannerStatus("x")],
        ["", "abcd", 5, b"a", None],
    ),
    (Limits("string", nullable=True), [None, "a"], [5]),
    (Limits("number", minimum=0, maximum=100), [0, 100, 0.5], [-0.1, 100.1, True, "5", float("nan"), None]),
    (Limits("number", exclusive_minimum=0, exclusive_maximum=1), [0.5], [0, 1]),
    (Limits("integer"), [1, 2.0], [1.5, True, "1"]),
    (Limits("boolean"), [True, False], [0, 1, "true"]),
    (Limits("uuid"), [ID, ID.upper()], ["", "x", ID.replace("-", ""), f"{{{ID}}}", 5]),
    (
        Limits("date-time"),
        [datetime(2026, 1, 1, tzinfo=UTC)],
        [NAIVE, date(2026, 1, 1), "2026-01-01"],
    ),
    (Limits("date"), [date(2026, 1, 1)], [datetime(2026, 1, 1, tzinfo=UTC), "2026-01-01"]),
    (
        Limits("array", min_items=1, max_items=2, items=Limits("string")),
        [["a"], ("a", "b")],
        [[], ["a"] * 3, "a", [5]],
    ),
    (Limits("object"), [{}], [[], "a"]),
    (Limits("bytes"), [b""], ["", 5]),
    (Limits("any"), [None, 1, "a", []], []),
]


@pytest.mark.parametrize(
    ("limits", "good", "bad"),
    ALLOWED_AND_NOT,
    ids=[limits.kind for limits, _, _ in ALLOWED_AND_NOT],
)
def test_limits_let_through_what_they_allow_and_name_what_they_do_not(
    limits: Limits, good: list[Any], bad: list[Any]
) -> None:
    for value in good:
        assert list(limit_problems("field", value, limits)) == []
    for value in bad:
        assert [problem.field.split("[")[0] for problem in limit_problems("field", value, limits)] == ["field"]
    assert list(limit_problems("field", UNSET, limits)) == []

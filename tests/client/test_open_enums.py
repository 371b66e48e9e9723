"""Open enums: known members and unknown values."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msportal_client._runtime.open_enum import OpenIntEnum
from msportal_client._runtime.reading import read_member
from msportal_client.models import PlannerStatus


def test_open_enum_keeps_unknown_value() -> None:
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
def test_open_enum_accepts_any_text(text: str) -> None:
    value = read_member(PlannerStatus, text)
    assert value == PlannerStatus(text)
    assert value == text
    assert str(value) == text
    assert value.is_known == (text in {str(member) for member in PlannerStatus})


class Size(OpenIntEnum):
    SMALL = 1


def test_open_integer_enum_keeps_unknown_value() -> None:
    assert Size(1) is Size.SMALL
    assert Size(7) == 7
    assert not Size(7).is_known
    assert pickle.loads(pickle.dumps(Size(7))) == 7
    invalid: list[Any] = ["1", None, 1.5]
    for wrong in invalid:
        with pytest.raises(ValueError, match="is not a valid"):
            Size(wrong)


def test_repr_tells_unknown_value() -> None:
    class Level(OpenIntEnum):
        LOW = 1

    assert repr(PlannerStatus("Not Started")) == "<PlannerStatus.NOT_STARTED: 'Not Started'>"
    assert repr(PlannerStatus("Paused\n")) == "<PlannerStatus: unknown value 'Paused\\n'>"
    assert (repr(Level(1)), repr(Level(7))) == ("<Level.LOW: 1>", "<Level: unknown value 7>")
    assert f"{PlannerStatus('Paused')} {Level(7)}" == "Paused 7"

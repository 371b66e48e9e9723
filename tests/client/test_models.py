"""Models: from_dict, to_dict, equality, copies and unions."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import attrs
import pytest
from fake_server import planner_item

from msportal_client import UNSET, Unset
from msportal_client._runtime.reading import ReadError
from msportal_client._runtime.unions import union_reader
from msportal_client.models import (
    CreatePlannerItemRequest,
    PlannerItem,
    ReportBlock,
    ReportBlockInput,
    ReportStructure,
    ReportStructureInput,
    UpdateReportRequest,
)


def test_model_round_trip_unchanged() -> None:
    data = planner_item(newField={"a": [1]})
    assert PlannerItem.from_dict(data).to_dict() == data


def test_model_writes_field_set_later() -> None:
    block = ReportBlock.from_dict({"id": "1"})
    block.type = "chart"
    assert block.to_dict() == {"id": "1", "type": "chart"}


def test_response_model_absent_equals_null() -> None:
    assert ReportBlock.from_dict({"id": "1"}) == ReportBlock.from_dict({"id": "1", "type": None})


def test_request_model_absent_differs_from_null() -> None:
    assert ReportBlockInput.from_dict({"id": "1"}).type is UNSET
    assert ReportBlockInput.from_dict({"id": "1", "type": None}).type is None
    for data in ({"id": "1"}, {"id": "1", "type": None}, {"id": "1", "layout": {"x": 1}, "params": {"a": 1}}):
        assert ReportBlockInput.from_dict(data).to_dict() == data


def test_received_model_sent_back() -> None:
    data = {"blocks": [{"id": "1", "type": None}], "metadata": {"title": "Q4"}}
    received = ReportStructure.from_dict(data)
    assert UpdateReportRequest(report_structure=received).to_dict() == {"reportStructure": data}
    assert UpdateReportRequest(report_structure=ReportStructureInput.from_dict(data)).to_dict() == {
        "reportStructure": data
    }


def test_model_slots_equality_and_copies() -> None:
    item = PlannerItem.from_dict(planner_item())
    assert not hasattr(item, "__dict__")
    assert attrs.has(PlannerItem)
    for twin in (copy.deepcopy(item), pickle.loads(pickle.dumps(item)), attrs.evolve(item)):
        assert twin == item
        assert twin.to_dict() == item.to_dict()
    assert attrs.evolve(item, title="other") != item


def test_read_error_names_model() -> None:
    invalid: list[Any] = [[], "text", 5, None, True]
    for data in invalid:
        with pytest.raises(ReadError, match="expected an object") as caught:
            PlannerItem.from_dict(data)
        assert caught.value.model == "PlannerItem"


def test_unset_is_falsy_singleton() -> None:
    assert not UNSET
    assert repr(UNSET) == "UNSET"
    assert CreatePlannerItemRequest(title="x").description is Unset.UNSET
    assert copy.deepcopy(UNSET) is UNSET


def test_union_reads_best_match() -> None:
    """Choose the form that knows every field."""
    read = union_reader(ReportBlock.from_dict, PlannerItem.from_dict)
    assert type(read(planner_item())) is PlannerItem
    assert type(read({"id": "1"})) is ReportBlock
    assert type(read({"id": "1", "other": 1})) is ReportBlock
    with pytest.raises(ReadError, match="none of the documented forms"):
        read("text")

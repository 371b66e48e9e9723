"""Example instances of models."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import attrs
import pytest

from msportal_client import UNSET, models
from msportal_client.bridges.microsoft_planner import models as planner_models
from msportal_client.models import (
    BusinessValue,
    CreatePlannerItemRequest,
    PlannerCompanyRef,
    PlannerItemDetail,
    PlannerStatus,
)
from msportal_client.testing import example

ID = "6f1c2a52-7a5f-4a7e-9f57-0f4a9d3f3b11"
MODELS = [
    getattr(module, name)
    for module in (models, planner_models)
    for name in module.__all__
    if attrs.has(getattr(module, name))
]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_model_has_an_example(model: Any) -> None:
    made = example(model)

    assert made == example(model)
    assert model.from_dict(made.to_dict()) == made
    assert made.additional_properties == {}


def test_values_are_of_their_types() -> None:
    item = example(PlannerItemDetail)

    assert isinstance(item.id, UUID)
    assert item.title == "Title"
    assert isinstance(item.status, PlannerStatus)
    assert item.status.is_known
    assert isinstance(item.due_date, datetime)
    assert item.company is not None
    assert item.company.name == "Name"
    assert item.tags == []


def test_given_values() -> None:
    company = PlannerCompanyRef(id=UUID(ID), name="Contoso")
    item = example(
        PlannerItemDetail,
        id=ID,
        title="x",
        status="Completed",
        business_value=BusinessValue.LOW,
        due_date=datetime(2026, 12, 24, tzinfo=UTC),
        start_date="2026-12-01T00:00:00Z",
        end_date=None,
        company=company,
        type={"name": "Project"},
        linked_goals=[{"title": "Zero trust"}],
        tags=("a", "b"),
    )

    assert item.id == UUID(ID)
    assert item.title == "x"
    assert item.status is PlannerStatus.COMPLETED
    assert item.business_value is BusinessValue.LOW
    assert item.due_date == datetime(2026, 12, 24, tzinfo=UTC)
    assert item.start_date == datetime(2026, 12, 1, tzinfo=UTC)
    assert item.end_date is None
    assert item.company == company
    assert item.type is not None
    assert item.type.name == "Project"
    assert [goal.title for goal in item.linked_goals] == ["Zero trust"]
    assert item.tags == ["a", "b"]


def test_request_has_only_what_it_needs() -> None:
    assert example(CreatePlannerItemRequest) == CreatePlannerItemRequest(title="Title")
    assert example(CreatePlannerItemRequest, title="x", hours=UNSET).hours is UNSET


@pytest.mark.parametrize(
    ("fields", "error", "message"),
    [
        ({"titel": "x"}, TypeError, "PlannerItemDetail has no field titel"),
        ({"dueDate": None}, TypeError, "no field dueDate"),
        ({"company": {"nome": "x"}}, TypeError, "PlannerCompanyRef has no field nome"),
        ({"due_date": "soon"}, ValueError, "dueDate"),
        ({"id": "x"}, ValueError, "id"),
        ({"title": None}, ValueError, "title"),
        ({"tags": "abc"}, ValueError, "tags"),
    ],
)
def test_wrong_values(fields: dict[str, Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        example(PlannerItemDetail, **fields)

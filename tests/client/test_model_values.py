"""Models as JSON texts and as plain Python values."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import attrs
import pytest
from fake_server import planner_item, planner_item_detail

from msportal_client import models
from msportal_client.models import (
    BusinessValue,
    CreatePlannerItemRequest,
    PlannerItem,
    PlannerItemDetail,
    PlannerStatus,
)

DOCS = Path(__file__).resolve().parents[2] / "docs" / "models.md"
PLAIN = (str, int, float, bool, type(None), datetime, list, dict)


def detail(**changes: Any) -> PlannerItemDetail:
    return PlannerItemDetail.from_dict(planner_item_detail(**changes))


def values(value: Any) -> list[Any]:
    """Return a value, and all values in it."""
    inner: Iterable[object] = ()
    if isinstance(value, dict):
        inner = cast("dict[str, object]", value).values()
    elif isinstance(value, list):
        inner = cast("list[object]", value)
    return [value, *(found for item in inner for found in values(item))]


def test_to_python_has_snake_case_names_and_plain_values() -> None:
    row = detail(status="Someday", tags=["a"]).to_python()

    assert row["due_date"] == datetime(2026, 12, 24, 17, tzinfo=UTC)
    assert row["business_value"] == "High"
    assert row["status"] == "Someday"
    assert row["id"] == "6f1c2a52-7a5f-4a7e-9f57-0f4a9d3f3b11"
    assert row["company"] == {"id": "0b8f6f4e-27b1-4f2b-8a0e-7b8f0ce1b7a2", "name": "Contoso"}
    assert row["type"] is None
    assert row["tags"] == ["a"]
    # Of these very types, not of subclasses: StrEnum is one of str.
    assert {type(value) for value in values(row)} <= set(PLAIN)


def test_to_python_has_the_same_keys_whatever_came() -> None:
    bare, full = planner_item_detail(), planner_item_detail(colour="red")

    assert list(PlannerItemDetail.from_dict(bare).to_python()) == list(PlannerItemDetail.from_dict(full).to_python())
    assert list(detail().to_python()) == [
        field.name
        for field in attrs.fields(PlannerItemDetail)
        if field.name not in {"additional_properties", "_absent"}
    ]


def test_to_python_of_request_leaves_out_what_is_unset() -> None:
    body = CreatePlannerItemRequest(
        title="x", business_value=BusinessValue.HIGH, due_date=datetime(2026, 1, 1, tzinfo=UTC)
    )

    assert body.to_python() == {"title": "x", "business_value": "High", "due_date": datetime(2026, 1, 1, tzinfo=UTC)}


def test_to_python_is_a_copy() -> None:
    item = detail(tags=["a"])
    item.to_python()["tags"].append("b")

    assert item.tags == ["a"]


def test_rows_for_csv() -> None:
    items = [PlannerItem.from_dict(planner_item(title=f"item {number}")) for number in range(3)]
    file = io.StringIO()
    rows = [item.to_python() for item in items]
    writer = csv.DictWriter(file, fieldnames=rows[0])
    writer.writeheader()
    writer.writerows(rows)

    file.seek(0)
    read = list(csv.DictReader(file))
    assert [row["title"] for row in read] == ["item 0", "item 1", "item 2"]
    assert read[0]["due_date"] == "2026-12-24 17:00:00+00:00"
    assert read[0]["status"] == "Not Started"


def test_json_round_trip() -> None:
    item = detail(colour="red", status="Someday")

    text = item.to_json()
    assert isinstance(text, str)
    assert json.loads(text) == item.to_dict()
    assert json.loads(text)["dueDate"] == "2026-12-24T17:00:00.000Z"
    assert PlannerItemDetail.from_json(text) == item
    assert PlannerItemDetail.from_json(text.encode()) == item
    assert PlannerItemDetail.from_json(text).status == PlannerStatus("Someday")


def test_json_of_request_leaves_out_what_is_unset() -> None:
    body = CreatePlannerItemRequest(title="é\N{PILE OF POO}")

    assert json.loads(body.to_json()) == {"title": "é\N{PILE OF POO}"}
    assert CreatePlannerItemRequest.from_json(body.to_json()) == body


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[]", "PlannerItemDetail is an object in JSON, not of the type list"),
        ("null", "not of the type NoneType"),
        ("{", "malformed|truncated|line 1"),
        ("", "malformed|truncated|line 1"),
        ("{}", "id"),
        (json.dumps(planner_item_detail(dueDate="soon")), "dueDate"),
        (json.dumps(planner_item_detail(company={"id": 3, "name": "x"})), r"company\.id"),
        (b"\xff\xff\xff", "decode"),
    ],
)
def test_from_json_of_wrong_text(text: str | bytes, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        PlannerItemDetail.from_json(text)


def test_every_model_names_its_fields() -> None:
    """The names in JSON, in the order of the attributes: the schema for pydantic is made from them."""
    seen = 0
    for name in models.__all__:
        model: Any = getattr(models, name)
        if not attrs.has(model):
            continue
        seen += 1
        names: tuple[str, ...] = vars(model)["_names"]
        fields = [f.name for f in attrs.fields(model) if f.name not in {"additional_properties", "_absent"}]
        assert len(fields) == len(names)
        for wire, field in zip(names, fields, strict=True):
            assert re.sub(r"[^a-z0-9]", "", wire.lower()) == re.sub(r"[^a-z0-9]", "", field.lower())
    assert seen > 100


def test_models_cost_no_more_memory() -> None:
    """The base class adds no dictionary to each object."""
    assert not hasattr(detail(), "__dict__")


def test_id_stays_an_id_in_the_model() -> None:
    assert isinstance(detail().id, UUID)

"""Models in pydantic and FastAPI."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Annotated, Any

import httpx
import pytest
from fake_server import planner_item_detail
from fastapi import Body, FastAPI
from pydantic import BaseModel, TypeAdapter, ValidationError

from msportal_client import models
from msportal_client.models import CreatePlannerItemRequest, PlannerItem, PlannerItemDetail

DETAIL: TypeAdapter[PlannerItemDetail] = TypeAdapter(PlannerItemDetail)


class Report(BaseModel):
    item: PlannerItemDetail
    others: list[PlannerItem] = []
    by_name: dict[str, PlannerItemDetail | None] = {}


def test_json_is_read_as_the_model() -> None:
    body = planner_item_detail(colour="red")

    assert DETAIL.validate_python(body) == PlannerItemDetail.from_dict(body)
    assert DETAIL.validate_json(json.dumps(body)) == PlannerItemDetail.from_dict(body)
    item = PlannerItemDetail.from_dict(body)
    assert DETAIL.validate_python(item) is item


def test_model_is_written_as_json() -> None:
    item = PlannerItemDetail.from_dict(planner_item_detail(colour="red", status="Someday"))

    assert json.loads(DETAIL.dump_json(item)) == item.to_dict()
    assert DETAIL.dump_python(item) == item.to_dict()
    report = Report(item=item, by_name={"a": item, "b": None})
    assert json.loads(report.model_dump_json())["by_name"] == {"a": item.to_dict(), "b": None}
    assert Report.model_validate_json(report.model_dump_json()) == report


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (planner_item_detail(dueDate="soon"), "dueDate"),
        (planner_item_detail(company={"id": 1}), "company.id"),
        ({}, "id"),
        ("text", "Input should be an object or a PlannerItemDetail"),
        (None, "Input should be an object"),
    ],
)
def test_wrong_value_is_a_validation_error(value: Any, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        DETAIL.validate_python(value)


def test_schema_has_the_names_of_the_api() -> None:
    for schema in (DETAIL.json_schema(mode="validation"), DETAIL.json_schema(mode="serialization")):
        assert schema["title"] == "PlannerItemDetail"
        assert schema["description"] == "Returned by `create_planner_item`."
        assert list(schema["properties"]) == list(planner_item_detail())
        assert schema["properties"]["dueDate"]["anyOf"][0] == {"format": "date-time", "type": "string"}
        assert schema["properties"]["company"]["anyOf"][0] == {"$ref": "#/$defs/PlannerCompanyRef"}
        assert "id" in schema["required"]


def test_schema_of_request_has_no_unset() -> None:
    schema = TypeAdapter(CreatePlannerItemRequest).json_schema()

    assert schema["required"] == ["title"]
    assert schema["properties"]["hours"] == {"title": "Hours", "type": "number"}
    assert "Unset" not in json.dumps(schema)


@pytest.mark.parametrize("name", models.__all__)
def test_every_model_has_a_schema(name: str) -> None:
    schema: dict[str, Any] = TypeAdapter(getattr(models, name)).json_schema()

    assert schema


def make_app() -> FastAPI:
    app = FastAPI()

    @app.post("/items")
    def create(body: Annotated[CreatePlannerItemRequest, Body()]) -> PlannerItemDetail:
        assert isinstance(body, CreatePlannerItemRequest)
        return PlannerItemDetail.from_dict(planner_item_detail(title=body.title))

    @app.get("/items")
    async def list_items() -> list[PlannerItemDetail]:
        return [PlannerItemDetail.from_dict(planner_item_detail(title=title)) for title in "ab"]

    return app


async def test_fastapi_takes_and_returns_models() -> None:
    transport = httpx.ASGITransport(make_app())
    async with httpx.AsyncClient(transport=transport, base_url="http://app.test") as client:
        created = await client.post("/items", json={"title": "x", "businessValue": "High"})
        assert created.status_code == 200
        assert created.json() == planner_item_detail(title="x")
        assert [item["title"] for item in (await client.get("/items")).json()] == ["a", "b"]
        refused = await client.post("/items", json={"hours": 3})
        assert refused.status_code == 422
        assert "title" in refused.json()["detail"][0]["msg"]


def test_fastapi_describes_models() -> None:
    document = make_app().openapi()

    schemas = document["components"]["schemas"]
    assert {"CreatePlannerItemRequest", "PlannerItemDetail", "PlannerCompanyRef", "PlannerStatus"} <= set(schemas)
    body = document["paths"]["/items"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert body == {"$ref": "#/components/schemas/CreatePlannerItemRequest"}
    answer = document["paths"]["/items"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert answer["items"] == {"$ref": "#/components/schemas/PlannerItemDetail"}


def test_models_that_hold_themselves(tmp_path: Any) -> None:
    """One that holds itself, and two that hold each other, as generated modules are."""
    code = '''
from __future__ import annotations
from typing import Any, ClassVar, Self
from attrs import define, field
from msportal_client._runtime.json_model import JSONModel

@define(kw_only=True)
class Node(JSONModel):
    """A node."""
    name: str
    children: list[Node] = field(factory=list)
    owner: Owner | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _names: ClassVar[tuple[str, ...]] = ("name", "children", "owner")

@define(kw_only=True)
class Owner(JSONModel):
    """An owner."""
    nodes: list[Node] | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _names: ClassVar[tuple[str, ...]] = ("nodes",)
'''
    (tmp_path / "nodes.py").write_text(code)
    script = (
        "from pydantic import TypeAdapter; from nodes import Node, Owner\n"
        "a, b = TypeAdapter(Node).json_schema(), TypeAdapter(list[Owner]).json_schema()\n"
        "assert set(a['$defs']) == {'Node', 'Owner'} == set(b['$defs']), (a, b)\n"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", script], check=True, cwd=tmp_path)


def test_pydantic_is_not_imported() -> None:
    code = (
        "import sys; from msportal_client.models import PlannerItemDetail; import msportal_client.client\n"
        "assert not {'pydantic', 'pydantic_core'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)

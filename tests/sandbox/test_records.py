"""Created, updated and replaced records."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import httpx
import pytest

from msportal_client import sandbox
from msportal_client.sandbox import COMPANY_ID, GOAL_STATUS_ID, PLANNER_TYPE_ID, ROLE_ID, USER_ID, seed_id

Serve = Callable[..., httpx.AsyncClient]


class Clock(Protocol):
    now: float


async def item(api: httpx.AsyncClient, **fields: Any) -> dict[str, Any]:
    answer = await api.post("/planner/items", json={"title": "Replace firewall", **fields})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()["data"]
    return made


async def test_created_item_has_sent_values_and_defaults(api: httpx.AsyncClient) -> None:
    made = await item(api, companyId=COMPANY_ID, typeId=PLANNER_TYPE_ID, hours=1.5, privateNotes="hush")
    assert made | {"id": None} == {
        "id": None,
        "title": "Replace firewall",
        "description": None,
        "status": "Not Started",
        "businessValue": "Medium",
        "hours": 1.5,
        "costEstimate": 0,
        "probability": 50,
        "startDate": None,
        "dueDate": None,
        "endDate": None,
        "publicNotes": None,
        "privateNotes": "hush",
        "isArchived": False,
        "isOverdue": False,
        "fiscalYear": None,
        "fiscalQuarter": None,
        "company": {"id": COMPANY_ID, "name": "Northwind Traders"},
        "type": {"id": PLANNER_TYPE_ID, "name": "Project"},
        "linkedGoalsCount": 0,
        "linkedComplianceCount": 0,
        "linkedMeetingsCount": 0,
        "linkedProjectsCount": 0,
        "linkedSecureScoreCount": 0,
        "tagCount": 0,
        "createdAt": "2026-11-21T09:30:00.250Z",
        "updatedAt": "2026-11-21T09:30:00.250Z",
        "linkedGoals": [],
        "linkedCompliance": [],
        "linkedProjects": [],
        "linkedOpportunities": [],
        "linkedSecureScore": [],
        "tags": [],
    }


async def test_list_has_fewer_fields_than_item(api: httpx.AsyncClient) -> None:
    made = await item(api, companyId=COMPANY_ID)
    listed = (await api.get("/planner/items")).json()["data"][0]
    assert listed == {name: value for name, value in made.items() if name in listed}
    assert made.keys() - listed.keys() == {
        "linkedGoals", "linkedCompliance", "linkedProjects", "linkedOpportunities", "linkedSecureScore", "tags",
    }  # fmt: skip


async def test_item_without_company(api: httpx.AsyncClient) -> None:
    made = await item(api)
    assert (made["company"], made["type"]) == (None, None)


@pytest.mark.parametrize(
    ("due", "year", "quarter"),
    [("2026-12-31T23:59:59Z", 2026, 4), ("2026-12-31T23:59:59-01:00", 2027, 1), ("2027-04-01T00:00:00Z", 2027, 2)],
)
async def test_fiscal_quarter_of_due_date(api: httpx.AsyncClient, due: str, year: int, quarter: int) -> None:
    """The due date counts in UTC."""
    made = await item(api, dueDate=due)
    assert (made["fiscalYear"], made["fiscalQuarter"]) == (year, quarter)


async def test_date_times_are_returned_in_utc(api: httpx.AsyncClient) -> None:
    assert (await item(api, dueDate="2026-12-01t10:00:00.123456+02:00"))["dueDate"] == "2026-12-01T08:00:00.123Z"
    assert (await item(api, dueDate="0099-12-01T10:00:00Z"))["dueDate"] == "0099-12-01T10:00:00.000Z"


async def test_item_becomes_overdue(api: httpx.AsyncClient, clock: Clock) -> None:
    """Unless it is completed or cancelled."""
    due = "2026-11-21T09:31:00Z"
    for status in ("Not Started", "Completed", "Cancelled"):
        assert (await item(api, title=status, status=status, dueDate=due))["isOverdue"] is False
    clock.now += 60
    listed = (await api.get("/planner/items")).json()["data"]
    assert {one["title"]: one["isOverdue"] for one in listed} == {
        "Not Started": True,
        "Completed": False,
        "Cancelled": False,
    }


async def test_created_goal_resolves_references(api: httpx.AsyncClient) -> None:
    sent = {"title": "Grow", "companyId": COMPANY_ID, "statusId": GOAL_STATUS_ID, "quarter": "Q1", "year": 2027}
    goal = (await api.post("/goals", json=sent)).json()["data"]
    assert goal["company"] == {"id": COMPANY_ID, "name": "Northwind Traders"}
    assert goal["status"] == {"id": GOAL_STATUS_ID, "name": "On track"}
    assert (goal["priority"], goal["category"], goal["progressPercentage"]) == (None, None, 0)
    assert (goal["quarter"], goal["year"], goal["tasks"], goal["updates"]) == ("Q1", 2027, [], [])


async def test_get_by_id(api: httpx.AsyncClient) -> None:
    made = (await api.post("/budgets", json={"title": "2027", "companyId": COMPANY_ID})).json()
    assert (await api.get(f"/budgets/{made['data']['id']}")).json() == made
    assert (await api.get(f"/budgets/{made['data']['id'].upper()}")).json() == made


async def test_unknown_id_is_404(api: httpx.AsyncClient) -> None:
    for method, path in (
        ("GET", f"/budgets/{COMPANY_ID}"),
        ("PATCH", f"/budgets/{COMPANY_ID}"),
        ("GET", f"/surveys/nps/{COMPANY_ID}/analytics"),
    ):
        answer = await api.request(method, path, json={} if method == "PATCH" else None)
        assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND"), path


async def test_patch_changes_sent_fields_only(api: httpx.AsyncClient, clock: Clock) -> None:
    before = (await api.post("/budgets", json={"title": "2027", "companyId": COMPANY_ID, "notes": "x"})).json()["data"]
    assert (await api.get("/budgets")).json()["data"][0]["status"] is None
    clock.now += 1
    after = (await api.patch(f"/budgets/{before['id']}", json={"status": "Approved"})).json()["data"]
    assert after == before | {"status": "Approved", "updatedAt": "2026-11-21T09:30:01.250Z"}
    assert (await api.get("/budgets")).json()["data"][0]["status"] == "Approved"


async def test_patch_of_id_updates_reference(api: httpx.AsyncClient) -> None:
    courses = (await api.get("http://sandbox/_sandbox/references")).json()["sandbox"]["/api/public/v1/training/courses"]
    url, other = f"/training/courses/{courses[0]['id']}", seed_id("sandbox", "company", 2)
    assert (await api.patch(url, json={"companyId": other})).json()["data"]["company"]["name"] == "Contoso"
    assert (await api.patch(url, json={"companyId": None})).json()["data"]["company"] is None


def document_with_put() -> dict[str, Any]:
    """Return a document with PUT operations for records with an id and for one object without."""

    def whole(name: str, status: str = "200") -> dict[str, Any]:
        content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
        return {"requestBody": {"content": content}, "responses": {status: {"description": "", "content": content}}}

    text = {"type": "string"}
    note = {"type": "string", "nullable": True}
    team: dict[str, dict[str, Any]] = {
        "id": text,
        "name": text,
        "note": note,
        "companyId": {"type": "string", "format": "uuid", "nullable": True},
        "companyName": {**note, "readOnly": True},
        "level": {"type": "string", "default": "basic"},
        "createdAt": {"type": "string", "format": "date-time", "readOnly": True},
    }
    sent = {name: schema for name, schema in team.items() if "readOnly" not in schema}
    made = whole("Team", "201")
    made["requestBody"] = changed = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Sent"}}}}
    return {
        "openapi": "3.0.3",
        "paths": {
            "/teams": {"post": made},
            "/teams/{id}": {"put": {**whole("Team"), "requestBody": changed}},
            "/companies": {"get": {"responses": {"200": {"description": ""}}}},
            "/hours": {"get": {"responses": whole("Hours")["responses"]}, "put": whole("Hours")},
        },
        "components": {
            "schemas": {
                "Team": {"type": "object", "properties": team, "required": ["id", "name"]},
                "Sent": {"type": "object", "properties": sent, "required": ["name"]},
                "Hours": {"type": "object", "properties": {"from": note, "to": note}},
            }
        },
    }


async def test_put_replaces_writable_fields(serve: Serve, clock: Clock) -> None:
    api = serve(spec=document_with_put())
    url = "http://sandbox/teams"
    sent = {"name": "A", "note": "x", "companyId": COMPANY_ID, "level": "high"}
    made = (await api.post(url, json=sent)).json()
    assert made["companyName"] == "Northwind Traders"
    clock.now += 1
    after = (await api.put(f"{url}/{made['id']}", json={"name": "B"})).json()
    assert after == {
        "id": made["id"],
        "createdAt": made["createdAt"],
        "name": "B",
        "note": None,
        "companyId": None,
        "companyName": None,
        "level": "basic",
    }


async def test_put_replaces_object_without_id(serve: Serve) -> None:
    api = serve(spec=document_with_put())
    url = "http://sandbox/hours"
    assert (await api.put(url, json={"from": "8", "to": "17"})).json() == {"from": "8", "to": "17"}
    await api.put(url, json={"from": "9"})
    after = (await api.get(url)).json()
    assert after["from"] == "9"
    assert after["to"] != "17"


async def test_settings_path_with_unusual_parameter(serve: Serve) -> None:
    """The name of a parameter is not a format specification."""
    content = {"application/json": {"schema": {"type": "object", "properties": {"theme": {"type": "string"}}}}}
    operation: Any = {"requestBody": {"content": content}, "responses": {"200": {"content": content}}}
    paths: Any = {"/{user.id}/settings": {"put": operation, "get": {"responses": operation["responses"]}}}
    api = serve(spec={"openapi": "3.0.3", "paths": paths})
    await api.put("http://sandbox/7/settings", json={"theme": "dark"})
    assert (await api.get("http://sandbox/7/settings")).json()["theme"] == "dark"
    assert (await api.get("http://sandbox/8/settings")).json()["theme"] != "dark"


async def test_put_of_part_updates_item(api: httpx.AsyncClient) -> None:
    made = (await api.post("/dashboards/external", json={"name": "NOC", "url": "https://noc.example"})).json()["data"]
    urls = [{"companyId": COMPANY_ID, "url": "https://a.example"}]
    after = (await api.put(f"/dashboards/external/{made['id']}/company-urls", json={"companyUrls": urls})).json()[
        "data"
    ]
    assert after["companyUrls"] == [{**urls[0], "companyName": "Northwind Traders"}]
    assert after["name"] == "NOC"


async def test_nested_lists_are_counted(api: httpx.AsyncClient) -> None:
    sent = {"participants": [{"userId": USER_ID, "roleId": ROLE_ID}, {"email": "a@b.example"}]}
    meeting = (await api.post("/calendar/meetings", json=sent)).json()["data"]
    assert meeting["participantCount"] == 2
    assert meeting["participants"][0]["userName"] == "Ada Lovelace"
    assert len({participant["id"] for participant in meeting["participants"]}) == 2


async def test_static_path_wins_over_id(api: httpx.AsyncClient) -> None:
    assert "baseYear" in (await api.get("/budgets/forecast")).json()["data"]
    assert (await api.patch("/budgets/forecast", json={})).status_code == 405


async def test_response_from_schema_repeats_query(api: httpx.AsyncClient) -> None:
    survey = (await api.get("/surveys/nps")).json()["data"][1]["id"]
    answer = await api.get(f"/surveys/nps/{survey}/analytics", params={"companyId": COMPANY_ID, "periodType": "weekly"})
    analytics = answer.json()["data"]
    assert analytics["surveyId"] == survey
    assert (analytics["companyId"], analytics["companyName"]) == (COMPANY_ID, "Northwind Traders")
    assert analytics["periodType"] == "weekly"


async def test_text_is_returned_unchanged(api: httpx.AsyncClient) -> None:
    text = 'Zoë 🔥 \u202e "\\ \u0000 \u2028 </script>'
    assert (await item(api, title=text))["title"] == text


async def test_documented_ids_exist(api: httpx.AsyncClient) -> None:
    documented = re.findall(
        r"\| `([A-Z_]+_ID)` \| `([0-9a-f-]{36})` \|",
        (Path(__file__).parents[2] / "docs" / "sandbox.md").read_text("utf-8"),
    )
    assert len(documented) == len([name for name in sandbox.__all__ if name.endswith("_ID")])
    existing = json.dumps((await api.get("http://sandbox/_sandbox/references")).json())
    for name, value in documented:
        assert getattr(sandbox, name) == value
        assert value in existing

"""A request that breaks the spec is refused with every violation and its place."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from msportal_client.sandbox import COMPANY_ID, GOAL_STATUS_ID, PLANNER_TYPE_ID, ROLE_ID, USER_ID

Serve = Callable[..., httpx.AsyncClient]
NOBODY = "00000000-0000-4000-8000-000000000000"


def details(answer: httpx.Response) -> dict[str, str]:
    assert answer.status_code == 400, answer.text
    return {violation["path"]: violation["message"] for violation in answer.json()["details"]}


async def test_every_violation_of_a_body_is_told_with_its_place(api: httpx.AsyncClient) -> None:
    answer = await api.post(
        "/planner/items",
        json={"companyId": "acme", "status": "Lost", "hours": -1, "probability": 101, "isArchived": "no", "dueDate": 7},
    )
    assert details(answer) == {
        "body.title": "is required",
        "body.companyId": "must be a UUID",
        "body.status": "must be one of In Progress, Not Started, Completed, On Hold, Cancelled, Pending Approval",
        "body.hours": "must not be less than 0",
        "body.probability": "must not be more than 100",
        "body.isArchived": "must be a boolean, not a string",
        "body.dueDate": "must be a string, not an integer",
    }
    assert answer.json() | {"details": None, "requestId": None} == {
        "error": "Validation error",
        "code": "VALIDATION_ERROR",
        "requestId": None,
        "details": None,
    }


async def test_lengths_count_characters_and_are_told_as_numbers(api: httpx.AsyncClient) -> None:
    assert (await api.post("/planner/items", json={"title": "é" * 255})).status_code == 201
    answer = await api.post("/planner/items", json={"title": "é" * 256, "description": ""})
    assert details(answer) == {"body.title": "must have at most 255 character(s), not 256"}
    answer = await api.post("/planner/items", json={"title": ""})
    assert details(answer) == {"body.title": "must have at least 1 character(s), not 0"}


async def test_places_lead_into_lists_and_objects(api: httpx.AsyncClient) -> None:
    answer = await api.post("/calendar/meetings", json={"participants": [{"email": "a@b.example"}, {"email": "ab"}]})
    assert details(answer) == {"body.participants[1].email": "must be an email address"}


@pytest.mark.parametrize(
    "moment",
    ["2026-12-01", "2026-12-01T10:00:00", "2026-13-01T10:00:00Z", "2026-12-01 10:00:00Z", "0001-01-01T00:00:00+14:00"],
)
async def test_a_date_time_without_a_zone_or_off_the_calendar_is_refused(api: httpx.AsyncClient, moment: str) -> None:
    answer = await api.post("/planner/items", json={"title": "x", "dueDate": moment})
    assert "time zone" in details(answer)["body.dueDate"]


async def test_a_url_and_a_list_that_is_too_short_are_refused(api: httpx.AsyncClient) -> None:
    answer = await api.post("/dashboards/external", json={"name": "x", "url": "no url"})
    assert details(answer) == {"body.url": "must be a URL"}
    answer = await api.post("/training/enrollments/bulk", json={"courseId": NOBODY, "userIds": []})
    assert details(answer) == {"body.userIds": "must have at least 1 item(s), not 0"}


async def test_null_is_taken_where_the_spec_allows_it_alone(api: httpx.AsyncClient) -> None:
    budget = (await api.post("/budgets", json={"notes": "old"})).json()["data"]
    answer = await api.patch(f"/budgets/{budget['id']}", json={"notes": None})
    assert answer.json()["data"]["notes"] is None
    answer = await api.patch(f"/budgets/{budget['id']}", json={"title": None})
    assert details(answer) == {"body.title": "must be a string, not null"}


async def test_query_parameters_are_read_from_text_before_they_are_judged(api: httpx.AsyncClient) -> None:
    answer = await api.get(
        "/users", params={"page": "0", "limit": "many", "sortDesc": "yes", "status": "gone", "companyId": "x"}
    )
    assert details(answer) == {
        "query.page": "must not be less than 1",
        "query.limit": "must be a number, not a string",
        "query.sortDesc": "must be a boolean, not a string",
        "query.status": "must be one of active, disabled, pending, imported",
        "query.companyId": "must be a UUID",
    }
    assert (await api.get("/users?page=1.0&limit=5e0&sortDesc=false")).status_code == 200


async def test_a_nullable_parameter_may_be_null_but_not_empty(api: httpx.AsyncClient) -> None:
    assert (await api.get("/users?isPrimaryAdmin=null")).status_code == 200
    assert details(await api.get("/users?sortDesc=")) == {"query.sortDesc": "must be a boolean, not a string"}


async def test_a_parameter_may_be_empty_where_that_is_documented(serve: Serve) -> None:
    parameter = {"name": "live", "in": "query", "allowEmptyValue": True, "schema": {"type": "boolean"}}
    document: Any = {
        "openapi": "3.0.3",
        "paths": {"/x": {"get": {"parameters": [parameter], "responses": {"200": {}}}}},
    }
    client = serve(spec=document)
    assert (await client.get("http://sandbox/x?live=")).status_code == 200
    assert details(await client.get("http://sandbox/x?live=x")) == {"query.live": "must be a boolean, not a string"}


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999", "0x10", "\u0661", ""])
async def test_what_only_looks_like_a_number_is_none(api: httpx.AsyncClient, number: str) -> None:
    assert details(await api.get("/users", params={"page": number})) == {"query.page": "must be a number, not a string"}


async def test_a_parameter_that_is_given_twice_is_refused(api: httpx.AsyncClient) -> None:
    assert details(await api.get("/users?page=1&page=2")) == {"query.page": "was given 2 times"}


async def test_a_parameter_that_is_not_documented_is_let_through(api: httpx.AsyncClient) -> None:
    assert (await api.get("/users?whatever=1")).status_code == 200


async def test_a_path_parameter_is_held_to_its_schema(api: httpx.AsyncClient) -> None:
    assert details(await api.get("/budgets/17")) == {"path.id": "must be a UUID"}


async def test_parameters_in_lists_headers_and_alternatives_are_read_as_documented(serve: Serve) -> None:
    client = serve(spec=Path(__file__).parent / "other_product.json")
    url = "http://sandbox/v2/workshops/1/tools"
    await client.post("http://sandbox/v2/workshops", json={"name": "North", "code": "AB-123"})
    assert (await client.get(url, params={"kind": ["saw", "drill"], "cursor": "12345"})).status_code == 200
    answer = await client.get(url, params={"kind": ["saw", "axe"], "cursor": "far"}, headers={"X-Trace": "too long"})
    assert details(answer) == {
        "query.kind[1]": "must be one of saw, drill",
        "header.X-Trace": "must have at most 5 character(s), not 8",
    }
    answer = await client.post(url, json={"kind": "axe"})
    assert details(answer) == {"body": "must fit exactly one of the documented alternatives"}


async def test_an_object_in_the_query_is_read_by_its_members(serve: Serve) -> None:
    wanted = {
        "type": "object",
        "properties": {
            "size": {"type": "integer"},
            "kinds": {"type": "array", "items": {"type": "string", "maxLength": 3}},
        },
        "required": ["size"],
    }
    parameter = {"name": "filter", "in": "query", "required": True, "style": "deepObject", "schema": wanted}
    document: Any = {
        "openapi": "3.0.3",
        "paths": {"/tools": {"get": {"parameters": [parameter], "responses": {"200": {}}}}},
    }
    client = serve(spec=document)
    url = "http://sandbox/tools"
    assert (await client.get(f"{url}?filter[size]=7&filter[kinds]=saw&filter[kinds]=axe")).status_code == 200
    assert details(await client.get(f"{url}?filter[size]=x&filter[kinds][]=saw&filter[kinds][]=drill")) == {
        "query.filter.size": "must be an integer, not a string",
        "query.filter.kinds[1]": "must have at most 3 character(s), not 5",
    }
    assert details(await client.get(f"{url}?filter[kinds]=saw")) == {"query.filter.size": "is required"}
    assert details(await client.get(url)) == {"query.filter": "is required"}
    assert "query.filter" in details(await client.get(f"{url}?filter=7"))


async def test_a_body_that_is_missing_or_not_json_is_refused(api: httpx.AsyncClient) -> None:
    assert details(await api.post("/goals")) == {"body": "is required"}
    headers = {"Content-Type": "application/json"}
    for content, word in {
        b"{": "not valid JSON",
        b"\xff\xfe": "not UTF-8",
        '{"title": "x"}'.encode("utf-16"): "not UTF-8",
        b'{"year": NaN}': "not a number",
        b'{"year": 1e999}': "out of range",
        b'{"year": ' + b"9" * 400 + b"}": "out of range",
        b"[" * 100 + b"]" * 100: "too deeply",
        b"[" * 100_000: "too deeply",
        b'{"title": "\\ud800"}': "surrogate",
        b'{"\\udfff": 1}': "surrogate",
    }.items():
        answer = await api.post("/goals", content=content, headers=headers)
        assert word in details(answer)["body"], content[:20]


async def test_null_is_a_body_and_must_be_allowed_even_where_none_need_be_sent(serve: Serve) -> None:
    client = serve(spec=Path(__file__).parent / "other_product.json")
    url, headers = "http://sandbox/v2/settings", {"Content-Type": "application/json"}
    assert (await client.put(url)).status_code == 200
    assert details(await client.put(url, content=b"null", headers=headers)) == {"body": "must be an object, not null"}


async def test_a_body_of_another_type_is_refused(api: httpx.AsyncClient) -> None:
    body = json.dumps({"title": "x"}).encode()
    for headers in ({}, {"Content-Type": "text/plain"}, {"Content-Type": "application/x-www-form-urlencoded"}):
        answer = await api.post("/planner/items", content=body, headers=headers)
        assert details(answer) == {"header.content-type": "must be application/json"}
    for kind in ("application/json; charset=utf-8", "Application/JSON", "application/merge-patch+json"):
        assert (await api.post("/planner/items", content=body, headers={"Content-Type": kind})).status_code == 201


async def test_a_body_beyond_a_mebibyte_is_refused(api: httpx.AsyncClient) -> None:
    answer = await api.post("/planner/items", json={"title": "x" * 1024 * 1024})
    assert answer.status_code == 413
    assert answer.json()["code"] == "PAYLOAD_TOO_LARGE"
    assert "x-ratelimit-remaining" in answer.headers


async def test_fields_that_are_not_documented_are_dropped(api: httpx.AsyncClient) -> None:
    answer = await api.post("/planner/items", json={"title": "x", "colour": "red", "id": NOBODY, "tagCount": 7})
    item = answer.json()["data"]
    assert "colour" not in item
    assert item["id"] != NOBODY
    assert item["tagCount"] == 0


async def test_ids_must_be_of_something_and_every_one_that_is_not_is_named(api: httpx.AsyncClient) -> None:
    answer = await api.post(
        "/goals", json={"title": "x", "companyId": NOBODY, "statusId": COMPANY_ID, "priorityId": GOAL_STATUS_ID}
    )
    assert details(answer) == {
        "body.companyId": "invalid reference id: there is no such company",
        "body.statusId": "invalid reference id: there is no such goals status",
        "body.priorityId": "invalid reference id: there is no such goals priority",
    }
    assert answer.json()["code"] == "INVALID_REFERENCE"


async def test_ids_within_lists_and_objects_must_be_of_something(api: httpx.AsyncClient) -> None:
    answer = await api.post(
        "/calendar/meetings", json={"participants": [{"userId": USER_ID, "roleId": ROLE_ID}, {"userId": ROLE_ID}]}
    )
    assert details(answer) == {"body.participants[1].userId": "invalid reference id: there is no such user"}
    answer = await api.post(
        "/dashboards/external", json={"name": "x", "url": "https://x.example", "roleIds": [ROLE_ID, NOBODY]}
    )
    assert details(answer) == {"body.roleIds[1]": "invalid reference id: there is no such role"}


async def test_ids_are_the_same_in_capitals(api: httpx.AsyncClient) -> None:
    answer = await api.post("/planner/items", json={"title": "x", "companyId": COMPANY_ID.upper()})
    assert answer.json()["data"]["company"]["id"] == COMPANY_ID


async def test_an_update_refers_to_what_exists_as_well(api: httpx.AsyncClient) -> None:
    course = (await api.get("http://sandbox/_sandbox/references")).json()["sandbox"]["/api/public/v1/training/courses"]
    answer = await api.patch(f"/training/courses/{course[0]['id']}", json={"companyId": NOBODY})
    assert "body.companyId" in details(answer)


async def test_references_need_not_exist_where_that_is_wanted(serve: Serve) -> None:
    answer = await serve(check_references=False).post("/goals", json={"title": "x", "companyId": NOBODY})
    assert answer.status_code == 201


async def test_what_is_refused_changes_nothing(api: httpx.AsyncClient) -> None:
    bodies: list[Any] = [
        {"title": ""},
        {"title": "x", "typeId": NOBODY},
        {"title": "x", "typeId": PLANNER_TYPE_ID[:-1]},
    ]
    for body in bodies:
        assert (await api.post("/planner/items", json=body)).status_code == 400
    assert (await api.get("/planner/items")).json()["pagination"]["totalCount"] == 0

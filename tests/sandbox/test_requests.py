"""Requests that violate the spec are rejected with every violation and its path."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from msportal_client.sandbox import PLANNER_TYPE_ID

Serve = Callable[..., httpx.AsyncClient]


NOBODY = "00000000-0000-4000-8000-000000000000"


def details(answer: httpx.Response) -> dict[str, str]:
    assert answer.status_code == 400, answer.text
    return {violation["path"]: violation["message"] for violation in answer.json()["details"]}


async def test_body_violations_are_listed_with_path(api: httpx.AsyncClient) -> None:
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


async def test_lengths_are_counted_in_characters(api: httpx.AsyncClient) -> None:
    assert (await api.post("/planner/items", json={"title": "é" * 255})).status_code == 201
    answer = await api.post("/planner/items", json={"title": "é" * 256, "description": ""})
    assert details(answer) == {"body.title": "must have at most 255 character(s), not 256"}
    answer = await api.post("/planner/items", json={"title": ""})
    assert details(answer) == {"body.title": "must have at least 1 character(s), not 0"}


async def test_violation_path_of_nested_field(api: httpx.AsyncClient) -> None:
    answer = await api.post("/calendar/meetings", json={"participants": [{"email": "a@b.example"}, {"email": "ab"}]})
    assert details(answer) == {"body.participants[1].email": "must be an email address"}


@pytest.mark.parametrize(
    "moment",
    ["2026-12-01", "2026-12-01T10:00:00", "2026-13-01T10:00:00Z", "2026-12-01 10:00:00Z", "0001-01-01T00:00:00+14:00"],
)
async def test_invalid_date_time_is_rejected(api: httpx.AsyncClient, moment: str) -> None:
    answer = await api.post("/planner/items", json={"title": "x", "dueDate": moment})
    assert "time zone" in details(answer)["body.dueDate"]


async def test_invalid_url_and_short_list_are_rejected(api: httpx.AsyncClient) -> None:
    answer = await api.post("/dashboards/external", json={"name": "x", "url": "no url"})
    assert details(answer) == {"body.url": "must be a URL"}
    answer = await api.post("/training/enrollments/bulk", json={"courseId": NOBODY, "userIds": []})
    assert details(answer) == {"body.userIds": "must have at least 1 item(s), not 0"}


async def test_null_needs_nullable(api: httpx.AsyncClient) -> None:
    budget = (await api.post("/budgets", json={"notes": "old"})).json()["data"]
    answer = await api.patch(f"/budgets/{budget['id']}", json={"notes": None})
    assert answer.json()["data"]["notes"] is None
    answer = await api.patch(f"/budgets/{budget['id']}", json={"title": None})
    assert details(answer) == {"body.title": "must be a string, not null"}


async def test_query_parameters_are_converted(api: httpx.AsyncClient) -> None:
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


async def test_nullable_parameter_cannot_be_empty(api: httpx.AsyncClient) -> None:
    assert (await api.get("/users?isPrimaryAdmin=null")).status_code == 200
    assert details(await api.get("/users?sortDesc=")) == {"query.sortDesc": "must be a boolean, not a string"}


async def test_allow_empty_value(serve: Serve) -> None:
    parameter = {"name": "live", "in": "query", "allowEmptyValue": True, "schema": {"type": "boolean"}}
    document: Any = {
        "openapi": "3.0.3",
        "paths": {"/x": {"get": {"parameters": [parameter], "responses": {"200": {}}}}},
    }
    client = serve(spec=document)
    assert (await client.get("http://sandbox/x?live=")).status_code == 200
    assert details(await client.get("http://sandbox/x?live=x")) == {"query.live": "must be a boolean, not a string"}


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999", "0x10", "\u0661", ""])
async def test_invalid_number_in_query_is_rejected(api: httpx.AsyncClient, number: str) -> None:
    assert details(await api.get("/users", params={"page": number})) == {"query.page": "must be a number, not a string"}


async def test_unique_items(serve: Serve) -> None:
    content: Any = {"application/json": {"schema": {"type": "array", "items": {}, "uniqueItems": True}}}
    document: Any = {
        "openapi": "3.0.3",
        "paths": {"/x": {"post": {"requestBody": {"content": content}, "responses": {"200": {}}}}},
    }
    client = serve(spec=document)
    url = "http://sandbox/x"
    unique: list[list[Any]] = [[], [1, True, "1", None, 0, False, ""], [{"a": 1}, {"a": 2}], [[], {}], [[1], [True]]]
    for body in unique:
        assert (await client.post(url, json=body)).status_code == 200, body
    repeated: list[list[Any]] = [[1, 1.0], [True, True], [{"a": [1], "b": 2}, {"b": 2.0, "a": [1]}], [[[]], [[]]]]
    for body in repeated:
        assert details(await client.post(url, json=body)) == {"body": "must not repeat an item"}, body
    started = time.perf_counter()
    assert (await client.post(url, json=[{"a": number} for number in range(50_000)])).status_code == 200
    assert time.perf_counter() - started < 10


async def test_repeated_parameter_is_rejected(api: httpx.AsyncClient) -> None:
    assert details(await api.get("/users?page=1&page=2")) == {"query.page": "was given 2 times"}


async def test_undocumented_parameter_is_ignored(api: httpx.AsyncClient) -> None:
    assert (await api.get("/users?whatever=1")).status_code == 200


async def test_path_parameter_is_validated(api: httpx.AsyncClient) -> None:
    assert details(await api.get("/budgets/17")) == {"path.id": "must be a UUID"}


async def test_list_header_and_union_parameters(serve: Serve) -> None:
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


async def test_deep_object_parameter(serve: Serve) -> None:
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


async def test_missing_or_invalid_json_is_rejected(api: httpx.AsyncClient) -> None:
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


async def test_null_body_is_validated(serve: Serve) -> None:
    """Even if the body is optional."""
    client = serve(spec=Path(__file__).parent / "other_product.json")
    url, headers = "http://sandbox/v2/settings", {"Content-Type": "application/json"}
    assert (await client.put(url)).status_code == 200
    assert details(await client.put(url, content=b"null", headers=headers)) == {"body": "must be an object, not null"}


async def test_other_content_type_is_rejected(api: httpx.AsyncClient) -> None:
    body = json.dumps({"title": "x"}).encode()
    for headers in ({}, {"Content-Type": "text/plain"}, {"Content-Type": "application/x-www-form-urlencoded"}):
        answer = await api.post("/planner/items", content=body, headers=headers)
        assert details(answer) == {"header.content-type": "must be application/json"}
    for kind in ("application/json; charset=utf-8", "Application/JSON", "application/merge-patch+json"):
        assert (await api.post("/planner/items", content=body, headers={"Content-Type": kind})).status_code == 201


async def test_large_body_is_413(api: httpx.AsyncClient) -> None:
    answer = await api.post("/planner/items", json={"title": "x" * 1024 * 1024})
    assert answer.status_code == 413
    assert answer.json()["code"] == "PAYLOAD_TOO_LARGE"
    assert "x-ratelimit-remaining" in answer.headers


async def test_undocumented_fields_are_dropped(api: httpx.AsyncClient) -> None:
    answer = await api.post("/planner/items", json={"title": "x", "colour": "red", "id": NOBODY, "tagCount": 7})
    item = answer.json()["data"]
    assert "colour" not in item
    assert item["id"] != NOBODY
    assert item["tagCount"] == 0


async def test_rejected_request_changes_nothing(api: httpx.AsyncClient) -> None:
    bodies: list[Any] = [
        {"title": ""},
        {"title": "x", "typeId": NOBODY},
        {"title": "x", "typeId": PLANNER_TYPE_ID[:-1]},
    ]
    for body in bodies:
        assert (await api.post("/planner/items", json=body)).status_code == 400
    assert (await api.get("/planner/items")).json()["pagination"]["totalCount"] == 0

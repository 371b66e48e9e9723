"""Pages, sorting and filters of lists."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from msportal_client.sandbox import COMPANY_ID, seed_id

Serve = Callable[..., httpx.AsyncClient]


async def create(api: httpx.AsyncClient, **fields: Any) -> dict[str, Any]:
    answer = await api.post("/planner/items", json={"title": "x", **fields})
    assert answer.status_code == 201, answer.text
    item: dict[str, Any] = answer.json()["data"]
    return item


async def titles(api: httpx.AsyncClient, **params: Any) -> list[str]:
    answer = await api.get("/planner/items", params=params)
    assert answer.status_code == 200, answer.text
    return [item["title"] for item in answer.json()["data"]]


async def test_pages_hold_every_record_once(api: httpx.AsyncClient) -> None:
    ids = [(await create(api))["id"] for _ in range(23)]
    seen: list[str] = []
    for page in (1, 2, 3):
        answer = (await api.get("/planner/items", params={"page": page, "limit": 10})).json()
        seen += [item["id"] for item in answer["data"]]
        assert answer["pagination"] == {
            "page": page,
            "limit": 10,
            "totalCount": 23,
            "totalPages": 3,
            "hasNextPage": page < 3,
            "hasPrevPage": page > 1,
        }
    assert seen == ids


async def test_full_last_page_has_no_next(api: httpx.AsyncClient) -> None:
    for _ in range(4):
        await create(api)
    pagination = (await api.get("/planner/items?page=2&limit=2")).json()["pagination"]
    assert (pagination["totalPages"], pagination["hasNextPage"]) == (2, False)


async def test_limit_has_documented_default_and_maximum(
    api: httpx.AsyncClient,
) -> None:
    for _ in range(26):
        await create(api)
    answer = (await api.get("/planner/items")).json()
    assert (len(answer["data"]), answer["pagination"]["limit"]) == (25, 25)
    assert (await api.get("/planner/items?limit=100")).status_code == 200
    assert (await api.get("/planner/items?limit=101")).status_code == 400
    assert (await api.get("/compliance/checks")).json()["pagination"]["limit"] == 20


async def test_empty_list_has_no_pages(api: httpx.AsyncClient) -> None:
    assert (await api.get("/budgets")).json() == {
        "data": [],
        "pagination": {
            "page": 1, "limit": 25, "totalCount": 0, "totalPages": 0, "hasNextPage": False, "hasPrevPage": False,
        },
    }  # fmt: skip


@pytest.mark.parametrize("page", ["7", "1e300"])
async def test_page_beyond_last_is_empty(api: httpx.AsyncClient, page: str) -> None:
    await create(api)
    answer = (await api.get("/planner/items", params={"page": page})).json()
    assert answer["data"] == []
    assert (answer["pagination"]["hasNextPage"], answer["pagination"]["hasPrevPage"]) == (False, True)


async def test_undocumented_page_and_limit_are_accepted(api: httpx.AsyncClient) -> None:
    first = (await api.get("/analytics/company-audit", params={"limit": 2})).json()
    second = (await api.get("/analytics/company-audit", params={"limit": 2, "page": 2})).json()
    assert (len(first["data"]), len(second["data"])) == (2, 1)
    assert (await api.get("/analytics/company-audit?limit=0")).status_code == 400


@pytest.mark.parametrize("query", ["limit=0.5", "limit=-3", "limit=0", "page=0.1&limit=1e-9", "page=-1", "offset=-7"])
async def test_page_and_limit_without_minimum(serve: Serve, query: str) -> None:
    """Values below 1 mean the default, in a document that does not reject them."""
    rows = {"type": "array", "items": {"type": "object", "properties": {"id": {"type": "string"}}}}
    names = ("page", "limit", "offset")
    document: Any = {
        "openapi": "3.0.3",
        "paths": {
            "/things": {
                "get": {
                    "parameters": [{"name": name, "in": "query", "schema": {"type": "number"}} for name in names],
                    "responses": {"200": {"content": {"application/json": {"schema": rows}}}},
                }
            }
        },
    }
    answer = await serve(spec=document).get(f"http://sandbox/things?{query}")
    assert (answer.status_code, len(answer.json())) == (200, 3)


async def test_sort_column_in_either_spelling(api: httpx.AsyncClient) -> None:
    """Records without a value come last."""
    for title, due in {"b": "2026-12-02T00:00:00Z", "none": None, "a": "2026-12-01T23:00:00-05:00"}.items():
        await create(api, title=title, **({"dueDate": due} if due else {}))
    assert await titles(api) == ["b", "a", "none"]
    for column in ("due_date", "dueDate"):
        assert await titles(api, sortColumn=column) == ["b", "a", "none"]
        assert await titles(api, sortColumn=column, sortDesc="true") == ["a", "b", "none"]


async def test_sort_is_stable(api: httpx.AsyncClient) -> None:
    for title, hours in {"1": 5, "2": 3, "3": 5, "4": 3}.items():
        await create(api, title=title, hours=hours)
    assert await titles(api, sortColumn="hours") == ["2", "4", "1", "3"]
    assert await titles(api, sortColumn="hours", sortDesc="true") == ["1", "3", "2", "4"]


async def test_sort_compares_numbers_and_folded_text(api: httpx.AsyncClient) -> None:
    for title, hours in {"b": 10, "A": 9, "C": 9.5}.items():
        await create(api, title=title, hours=hours)
    assert await titles(api, sortColumn="hours") == ["A", "C", "b"]
    assert await titles(api, sortColumn="title") == ["A", "b", "C"]


@pytest.mark.parametrize(
    ("path", "column", "field"),
    [
        ("/tickets?sortColumn=company_name&sortDesc=false", "companyName", "asc"),
        ("/tickets?sortColumn=created_date", "createdAt", "desc"),
        ("/tickets?sortColumn=assigned_to&sortDesc=true", "assignedTo", "desc"),
        ("/devices?sortBy=name&sortDesc=false", "name", "asc"),
        ("/compliance/checks?orderBy=due_date&orderDirection=asc", "dueDate", "asc"),
        ("/compliance/checks?orderBy=due_date", "dueDate", "desc"),
        ("/users?sortColumn=full_name", "fullName", "asc"),
    ],
)
async def test_every_sort_parameter_works(api: httpx.AsyncClient, path: str, column: str, field: str) -> None:
    values = [row[column] for row in (await api.get(path)).json()["data"]]
    known = [value for value in values if value is not None]
    assert len(set(known)) > 1
    assert known == sorted(known, reverse=field == "desc")
    assert values[: len(known)] == known


async def test_filter_matches_fields_and_nested_ids(serve: Serve) -> None:
    api = serve()
    other = seed_id("sandbox", "company", 2)
    for company, year in ((COMPANY_ID, 2025), (COMPANY_ID, 2026), (other, 2026)):
        await api.post("/budgets", json={"title": f"{year}", "companyId": company, "fiscalYear": year})

    async def found(**params: Any) -> list[tuple[str, str]]:
        budgets = (await api.get("/budgets", params={"sortDesc": "false", **params})).json()["data"]
        return [(budget["title"], budget["company"]["id"]) for budget in budgets]

    assert await found(companyId=COMPANY_ID) == [("2025", COMPANY_ID), ("2026", COMPANY_ID)]
    assert await found(companyId=COMPANY_ID, fiscalYear=2026) == [("2026", COMPANY_ID)]
    assert await found(companyId=other.upper()) == [("2026", other)]
    assert await found(companyId=seed_id("sandbox", "company", 3)) == []
    assert await found(status="Draft") == []


async def test_filter_changes_total_count(api: httpx.AsyncClient) -> None:
    answer = (await api.get("/tickets", params={"companyId": COMPANY_ID})).json()
    assert {ticket["companyId"] for ticket in answer["data"]} == {COMPANY_ID}
    assert answer["pagination"]["totalCount"] == len(answer["data"]) == 1


async def test_boolean_filter_excludes_null(api: httpx.AsyncClient) -> None:
    surveys = (await api.get("/surveys/nps")).json()["data"]
    for wanted in (True, False):
        answer = (await api.get("/surveys/nps", params={"isActive": wanted})).json()["data"]
        assert {survey["id"] for survey in answer} == {s["id"] for s in surveys if s["isActive"] is wanted}

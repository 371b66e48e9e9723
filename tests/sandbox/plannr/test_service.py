"""The other lists, pages, accounts, tokens and the quota."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from sandbox.answers_fit import load, routes

from msportal_client.sandbox.plannr import (
    ADMIN_ACCOUNT_UUID,
    CLIENT_ACCOUNT_UUID,
    CLIENT_UUID,
    MEMBER_ACCOUNT_UUID,
    MEMBER_TOKEN,
    PLAN_UUID,
    STATUS_UUID,
    TOKEN,
    PlannrSandbox,
    Settings,
    create_app,
)
from msportal_client.sandbox.plannr.service import HANDLERS

Serve = Callable[..., httpx.AsyncClient]
CONTROL = "http://localhost/_sandbox"
TASK = {"name": "n", "taskable_type": "plan", "taskable_uuid": PLAN_UUID, "task_status_uuid": STATUS_UUID}


def test_every_operation_of_document_has_handler() -> None:
    assert HANDLERS.keys() == {operation["operationId"] for _, _, operation in routes("plannr")}


async def test_document_is_served_as_it_is(api: httpx.AsyncClient) -> None:
    assert (await api.get(f"{CONTROL}/openapi.json")).json() == load("plannr")


async def test_logins_need_no_account(serve: Serve) -> None:
    answer = (await serve(account=None).get("/logins")).json()
    assert [login["account"]["uuid"] for login in answer["data"]] == [ADMIN_ACCOUNT_UUID, CLIENT_ACCOUNT_UUID]
    assert answer["preferred_account_uuid"] == ADMIN_ACCOUNT_UUID
    assert all(login["uuid"] != login["account"]["uuid"] for login in answer["data"])


@pytest.mark.parametrize(
    ("token", "account", "status"),
    [
        (None, ADMIN_ACCOUNT_UUID, 401),
        ("x", ADMIN_ACCOUNT_UUID, 401),
        (TOKEN, None, 400),
        (TOKEN, MEMBER_ACCOUNT_UUID, 403),
        (TOKEN, "x", 403),
        (MEMBER_TOKEN, ADMIN_ACCOUNT_UUID, 403),
        (MEMBER_TOKEN, MEMBER_ACCOUNT_UUID, 200),
    ],
)
async def test_token_and_account(serve: Serve, token: str | None, account: str | None, status: int) -> None:
    response = await serve(token, account).get("/task")
    assert response.status_code == status
    assert status == 200 or response.json()["message"]


async def test_account_is_optional_where_document_says_so(serve: Serve) -> None:
    assert (await serve(account=None).post("/account", json={"first_name": "New"})).status_code == 201


async def test_pages(api: httpx.AsyncClient) -> None:
    for number in range(32):
        await api.post("/task", json=TASK | {"name": f"n{number:02}"})
    first = (await api.get("/task?sort=-name&filter[name]=n")).json()
    assert len(first["data"]) == 15
    assert [first["meta"][name] for name in ("current_page", "per_page", "total", "last_page")] == [1, 15, 32, 3]
    assert first["links"]["prev"] is None
    assert first["links"]["last"].endswith("page=3")
    found: list[str] = []
    link = first["links"]["first"]
    while link:
        page = (await api.get(link)).json()
        found += [task["name"] for task in page["data"]]
        link = page["links"]["next"]
    assert found == [f"n{number:02}" for number in reversed(range(32))]
    beyond = (await api.get("/task?page=9")).json()
    assert (beyond["data"], beyond["meta"]["from"]) == ([], None)
    assert len((await api.get("/task?per_page=500")).json()["data"]) == 32


@pytest.mark.parametrize(
    "query", ["per_page=0", "per_page=501", "per_page=x", "page=0", "page=x", "sort=size", "include=x"]
)
async def test_wrong_query(api: httpx.AsyncClient, query: str) -> None:
    response = await api.get(f"/task?{query}")
    assert response.status_code == 422
    assert list(response.json()["errors"]) == [query.partition("=")[0]] or "include" in query


async def test_task_statuses(api: httpx.AsyncClient) -> None:
    made = (await api.post("/task-status", json={"name": "Waiting", "colour": "#ff0000"})).json()
    assert (made["name"], made["colour"], made["position"], made["is_archived"]) == ("Waiting", "#ff0000", 5, False)
    task = await api.post("/task", json=TASK | {"task_status_uuid": made["uuid"]})
    assert task.json()["status"] == made
    assert (await api.post("/task-status", json={})).status_code == 422


async def test_client_statuses(api: httpx.AsyncClient) -> None:
    statuses = (await api.get("/client-status")).json()["data"]
    assert [status["name"] for status in statuses] == ["Active", "Former", "Prospect"]
    found = (
        await api.get(f"/client-status?filter[uuid]={statuses[1]['uuid']},{statuses[2]['uuid']}&sort=-name")
    ).json()
    assert [status["name"] for status in found["data"]] == ["Prospect", "Former"]


async def test_accounts(api: httpx.AsyncClient) -> None:
    prospect = (await api.get("/client-status?sort=-name&per_page=1")).json()["data"][0]["uuid"]
    expected = {
        "": ["Ada", "Ada", "Ben", "Cleo"],
        "sort=-first_name&per_page=1": ["Cleo"],
        "filter[name]=member": ["Ben"],
        "filter[email]=cleo.": ["Cleo"],
        "filter[primary_email]=ben.member@": ["Ben"],
        "filter[primary_phone_number]=0": [],
        "filter[status]=prosp": ["Cleo"],
        f"filter[status]={prospect}": ["Cleo"],
        "filter[is_prospect]=true": ["Cleo"],
        "filter[inactive_after]=2020-01-01": [],
        "filter[role]=member,joint": ["Ben", "Cleo"],
        "filter[type]=employee": ["Ada", "Ben"],
        "filter[created_after]=2026-11-20": ["Ada", "Ada", "Ben", "Cleo"],
        "filter[created_before]=2026-11-21": [],
        "filter[groups]=advis": ["Ben"],
        "filter[departments]=x": [],
        "sort=next_review_date": ["Ada", "Ben", "Ada", "Cleo"],
    }
    found = {
        query: [account["first_name"] for account in (await api.get(f"/account?{query}")).json()["data"]]
        for query in expected
    }
    assert found == expected


async def test_includes_of_accounts(api: httpx.AsyncClient) -> None:
    account = (await api.get("/account?filter[role]=member&include=groups,primary_email")).json()["data"][0]
    assert (account["groups"][0]["name"], account["primary_email"]["email"]) == ("Advisers", account["email"])
    assert "tags" not in account


async def test_created_account_can_have_tasks(api: httpx.AsyncClient) -> None:
    made = (await api.post("/account", json={"first_name": "Dan", "last_name": "New", "email": "d@x.example"})).json()
    assert (made["name"], made["type"]) == ("Dan New", "client")
    task = await api.post("/task", json=TASK | {"taskable_type": "client", "taskable_uuid": made["uuid"]})
    assert task.status_code == 201
    assert [each["uuid"] for each in (await api.get("/account?filter[email]=d@x")).json()["data"]] == [made["uuid"]]


async def test_addresses_and_logins_of_account(api: httpx.AsyncClient) -> None:
    address = (await api.get(f"/account/{CLIENT_UUID}/address?include=accounts")).json()["data"][0]
    assert (address["postcode"], address["accounts"][0]["uuid"]) == ("LS1 1AA", CLIENT_UUID)
    assert (await api.get(f"/account/{ADMIN_ACCOUNT_UUID}/address")).json()["data"] == []
    logins = (await api.get(f"/account/{ADMIN_ACCOUNT_UUID}/login")).json()["data"]
    assert [login["account"]["uuid"] for login in logins] == [ADMIN_ACCOUNT_UUID]
    assert (await api.get(f"/account/{PLAN_UUID}/login")).status_code == 404


async def test_quota_is_of_user(api: httpx.AsyncClient, serve: Serve, app: Any, clock: Any) -> None:
    """500 requests a minute a user, whatever the account is; the rest is on every answer."""
    other_account = serve(account=CLIENT_ACCOUNT_UUID, app=app)
    remaining = [
        (await client.get("/client-status")).headers["x-ratelimit-remaining"] for client in (api, other_account) * 250
    ]
    assert remaining == [str(number) for number in range(499, -1, -1)]
    refused = await api.get("/client-status")
    assert (refused.status_code, refused.json()) == (429, {"message": "Too Many Attempts."})
    assert refused.headers["x-ratelimit-remaining"] == "0"
    assert "retry-after" not in refused.headers
    member = serve(MEMBER_TOKEN, MEMBER_ACCOUNT_UUID, app=app)
    assert (await member.get("/client-status")).headers["x-ratelimit-remaining"] == "499"
    clock.now += 60
    assert (await api.get("/client-status")).headers["x-ratelimit-remaining"] == "499"


async def test_retry_after_where_it_is_set(serve: Serve, clock: Any) -> None:
    api = serve(settings=Settings(quota=1, window=10, retry_after=True))
    await api.get("/logins")
    clock.now += 2.5
    assert (await api.get("/logins")).headers["retry-after"] == "8"


async def test_control_endpoints(api: httpx.AsyncClient) -> None:
    await api.post("/task", json=TASK)
    assert (await api.get(f"{CONTROL}/state")).json()["tasks"] == 1
    names = (await api.get(f"{CONTROL}/references")).json()
    assert [each["name"] for each in names["taskables"]] == ["Pension", "Mortgage"]
    assert (await api.patch(f"{CONTROL}/settings", json={"quota": 1})).json()["quota"] == 1
    assert (await api.get("/logins")).status_code == 429
    assert (await api.patch(f"{CONTROL}/settings", json={"quota": 0})).status_code == 400
    assert (await api.patch(f"{CONTROL}/trouble", json={"late_statuses": [503]})).status_code == 200
    assert (await api.post(f"{CONTROL}/reset")).status_code == 204
    assert (await api.get("/task")).json()["data"] == []


@pytest.mark.parametrize("options", [{"tokens": {}}, {"seed": 1.5}])
def test_wrong_options(options: Any) -> None:
    with pytest.raises(ValueError, match=next(iter(options))):
        create_app(**options)


def test_server_on_socket() -> None:
    with PlannrSandbox(settings=Settings(quota=50)) as sandbox:
        headers = {"Authorization": f"Bearer {sandbox.token}", "X-PLANNR-ACCOUNT-UUID": sandbox.account_uuid}
        with httpx.Client(base_url=sandbox.url, headers=headers) as client:
            assert client.post("/api/v1/task", json=TASK).status_code == 201
            sandbox.trouble(next_statuses=(503,))
            assert client.get("/api/v1/task").status_code == 503
            sandbox.trouble()
            page = client.get("/api/v1/task?per_page=1").json()
            assert page["links"]["first"].startswith(sandbox.origin)
            sandbox.settings(quota=1)
            assert client.get("/api/v1/task").status_code == 429
            sandbox.advance(60)
            assert client.get("/api/v1/task").status_code == 200
            sandbox.reset()
            sandbox.revoke_token(sandbox.token)
            assert client.get("/api/v1/task").status_code == 401
        assert [request.status for request in sandbox.requests] == [401]
        assert sandbox.state()["settings"]["quota"] == 50
        assert sandbox.references()["accounts"]
        assert "PUT /api/v1/task/{uuid}" in sandbox.operations

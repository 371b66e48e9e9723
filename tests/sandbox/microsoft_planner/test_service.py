"""Tokens, throttling, ids of requests, trouble, control endpoints, and the document."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from sandbox.answers_fit import ROOT, load, routes
from sandbox.planner_calls import BETA, CONTROL, control, create_task, error_of, get, patch, post

from msportal_client.sandbox.microsoft_planner import (
    GROUP_ID,
    PLAN_ID,
    READ_TOKEN,
    SECOND_TOKEN,
    TASK_ID,
    USER_ID,
    PlannerSandbox,
    Settings,
    Token,
    create_app,
)
from msportal_client.sandbox.microsoft_planner.routes import HANDLERS

Serve = Callable[..., httpx.AsyncClient]
TASK = f"/planner/tasks/{TASK_ID}"


def test_every_operation_of_document_has_handler() -> None:
    assert HANDLERS.keys() == {operation["operationId"] for _, _, operation in routes("microsoft_planner")}


async def test_document_is_served_as_it_is(api: httpx.AsyncClient) -> None:
    assert await control(api, "/openapi.json", method="GET") == load("microsoft_planner")


def test_document_is_in_package() -> None:
    assert (ROOT / "msportal_client/bridges/microsoft_planner/openapi.json").is_file()


@pytest.mark.parametrize(
    ("token", "says"),
    [(None, "empty"), ("x", "Invalid token"), ("late", "expired")],
    ids=["none", "unknown", "expired"],
)
async def test_refused_token(serve: Serve, clock: Any, token: str | None, says: str) -> None:
    tokens = {"late": Token(USER_ID, expires_at=clock.now + 60)}
    api = serve(token, tokens=tokens)
    clock.now += 60
    response = await api.get(TASK)
    assert response.status_code == 401
    assert response.headers["www-authenticate"].startswith("Bearer")
    assert error_of(response.json())[0] == "InvalidAuthenticationToken"
    assert says in error_of(response.json())[1]


async def test_token_is_valid_until_it_expires(serve: Serve, clock: Any) -> None:
    api = serve("late", tokens={"late": Token(USER_ID, expires_at=clock.now + 60)})
    clock.now += 59.9
    await get(api, TASK)


async def test_tokens_are_set_and_revoked(api: httpx.AsyncClient, serve: Serve, app: Any, clock: Any) -> None:
    await control(api, "/tokens", {"new": {"user": USER_ID, "lifetime": 5}, SECOND_TOKEN: None})
    new = serve("new", app=app)
    await get(new, TASK)
    clock.now += 5
    await get(new, TASK, 401)
    await get(serve(SECOND_TOKEN, app=app), TASK, 401)
    wrongs: list[Any] = [{"t": 1}, {"t": {"user": "x"}}, {"t": {"lifetime": -1}}, {"t": {"other": 1}}, []]
    for wrong in wrongs:
        assert (await api.patch(f"{CONTROL}/tokens", json=wrong)).status_code == 400


async def test_read_token_cannot_change(serve: Serve, app: Any) -> None:
    reader = serve(READ_TOKEN, app=app)
    await get(reader, TASK)
    error = await post(reader, "/planner/tasks", {"planId": PLAN_ID, "title": "x"}, 403)
    assert error_of(error)[0] == "Authorization_RequestDenied"


async def test_throttling(serve: Serve, app: Any, clock: Any) -> None:
    api, other = serve(app=app), serve(SECOND_TOKEN, app=app)
    await control(api, "/settings", {"requests": 2, "window": 10})
    for _ in range(2):
        await get(api, TASK)
    clock.now += 7.872
    response = await api.get(TASK)
    assert (response.status_code, response.headers["retry-after"]) == (429, "2.128")
    error = response.json()["error"]
    assert error["code"] == "TooManyRequests"
    assert (error["innerError"]["code"], error["innerError"]["message"]) == ("429", "Please retry after")
    await get(other, TASK)
    clock.now += 2.128
    await get(api, TASK)


async def test_throttling_in_whole_seconds(serve: Serve, clock: Any) -> None:
    api = serve(settings=Settings(requests=1, window=10, whole_seconds=True))
    await get(api, TASK)
    clock.now += 7.5
    assert (await api.get(TASK)).headers["retry-after"] == "3"


async def test_request_ids(api: httpx.AsyncClient) -> None:
    first = await api.get(TASK)
    assert first.headers["request-id"] == first.headers["client-request-id"]
    second = await api.get(f"/planner/tasks/{PLAN_ID}", headers={"client-request-id": "mine"})
    inner = second.json()["error"]["innerError"]
    assert (second.headers["client-request-id"], inner["client-request-id"]) == ("mine", "mine")
    assert second.headers["request-id"] == inner["request-id"] != first.headers["request-id"]
    assert inner["date"] == "2026-11-21T09:30:00"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1.0/planner/nothing", 404),
        ("GET", "/planner/tasks", 404),
        ("GET", "/v1.0/me/planner/all/delta", 404),
        ("GET", "/beta/planner/tasks/x", 404),
        ("PUT", f"/v1.0/planner/tasks/{TASK_ID}", 405),
        ("GET", "/v1.0/planner/buckets", 405),
    ],
)
async def test_unknown_path_or_method(api: httpx.AsyncClient, method: str, path: str, status: int) -> None:
    response = await api.request(method, f"http://localhost{path}")
    assert response.status_code == status
    assert "error" in response.json()


async def test_trouble(api: httpx.AsyncClient) -> None:
    await control(api, "/trouble", {"next_statuses": [503, 429], "retry_after": 0.5, "late_statuses": [504]})
    title = "made all the same"
    answers = [await api.post("/planner/tasks", json={"planId": PLAN_ID, "title": title}) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [503, 429, 504, 201]
    assert [answer.headers.get("retry-after") for answer in answers] == ["0.5", "0.5", "0.5", None]
    tasks = (await get(api, f"/planner/plans/{PLAN_ID}/tasks"))["value"]
    assert [task["title"] for task in tasks].count(title) == 2


async def test_clock_is_put_forward(api: httpx.AsyncClient) -> None:
    before = (await control(api, "/clock", method="GET"))["now"]
    assert (await control(api, "/clock", {"seconds": 90.5}, "POST"))["now"] == before + 90.5
    assert (await create_task(api))["createdDateTime"] == "2026-11-21T09:31:30.750000Z"
    wrongs: list[Any] = [{"seconds": -1}, {"seconds": "1"}, {"minutes": 1}, {"seconds": 1e12}, []]
    for wrong in wrongs:
        assert (await api.post(f"{CONTROL}/clock", json=wrong)).status_code == 400


async def test_reset(api: httpx.AsyncClient) -> None:
    task = await create_task(api)
    await control(api, "/settings", {"page_size": 1})
    await control(api, "/limits", {"MaximumTasksInProject": 0})
    await control(api, "/clock", {"seconds": 60}, "POST")
    await control(api, "/reset", method="POST")
    state = await control(api, "/state", method="GET")
    assert (state["total"], state["advanced"], state["settings"]["page_size"]) == (0, 0, 400)
    assert state["limits"]["MaximumTasksInProject"] == 9000
    await get(api, f"/planner/tasks/{task['id']}", 404)
    await get(api, TASK)


async def test_settings_are_shown_and_changed(api: httpx.AsyncClient) -> None:
    assert (await control(api, "/settings", method="GET"))["page_size"] == 400
    changed = await control(api, "/settings", {"page_size": 7})
    assert changed["page_size"] == 7
    assert (await control(api, "/settings", {"window": 5}, "PUT"))["page_size"] == 400
    assert (await control(api, "/settings", method="DELETE"))["window"] == 10


@pytest.mark.parametrize(
    "wrong",
    [
        {"page_size": 0},
        {"page_size": 1.5},
        {"visibility_delay": -1},
        {"delta_lifetime": 1e12},
        {"kept_versions": -1},
        {"first_version": 0},
        {"requests": 0},
        {"window": 0},
        {"whole_seconds": 1},
        {"next_limit_codes": ["MaximumTasks"]},
        {"next_limit_codes": "MaximumTasksInProject"},
        {"other": 1},
        [],
    ],
)
async def test_wrong_setting(api: httpx.AsyncClient, wrong: Any) -> None:
    assert (await api.patch(f"{CONTROL}/settings", json=wrong)).status_code == 400


async def test_web_page_of_other_origin_cannot_control(api: httpx.AsyncClient) -> None:
    response = await api.post(f"{CONTROL}/reset", headers={"Origin": "https://evil.example"})
    assert response.status_code == 403
    assert (await api.get(f"{CONTROL}/state", headers={"Host": "evil.example"})).status_code == 403


async def test_references(api: httpx.AsyncClient) -> None:
    found = await control(api, "/references", method="GET")
    assert found["groups"][0]["id"] == GROUP_ID
    assert [plan["id"] for plan in found["plans"]] == [PLAN_ID]


def test_empty_server() -> None:
    assert create_app(seeded=False).state.service.references()["plans"] == []


def test_tokens_must_be_given() -> None:
    with pytest.raises(ValueError, match="at least one token"):
        create_app(tokens={})


def test_server_on_socket() -> None:
    with PlannerSandbox(settings=Settings(page_size=1)) as sandbox:
        with httpx.Client(base_url=sandbox.url, headers={"Authorization": f"Bearer {sandbox.token}"}) as client:
            assert client.get(TASK).json()["id"] == TASK_ID
            assert client.get(f"{sandbox.beta_url}/me/planner").status_code == 200
            sandbox.limits(MaximumTasksInProject=1)
            refused = client.post("/planner/tasks", json={"planId": PLAN_ID, "title": "x"})
            assert refused.json()["error"]["code"] == "MaximumTasksInProject"
            sandbox.trouble(next_statuses=(503,))
            assert client.get(TASK).status_code == 503
            sandbox.trouble()
            link = client.get(f"{sandbox.beta_url}/me/planner/all/delta").json()["@odata.nextLink"]
            assert link.startswith(sandbox.origin)
            sandbox.expire_delta_links()
            assert client.get(link).status_code == 410
            sandbox.set_token("other", USER_ID, lifetime=10)
            other = {"Authorization": "Bearer other"}
            assert client.get(TASK, headers=other).status_code == 200
            sandbox.advance(10)
            assert client.get(TASK, headers=other).status_code == 401
            sandbox.settings(requests=1)
            assert [client.get(TASK).status_code for _ in range(2)] == [200, 429]
            sandbox.revoke_token(sandbox.token)
            assert client.get(TASK).status_code == 401
            sandbox.reset()
            assert client.get(TASK).status_code == 200
        assert [request.status for request in sandbox.requests] == [200]
        assert sandbox.state()["requests"] == {"GET /planner/tasks/{task-id}": 1}
        assert "PATCH /me/planner" in sandbox.operations
        assert json.dumps(sandbox.references())


async def test_beta_base(api: httpx.AsyncClient) -> None:
    path = f"{BETA}/me/planner"
    assert len((await get(api, path))["id"]) == 28
    assert await patch(api, path, {}) == await get(api, path)

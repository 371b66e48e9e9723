"""Tasks: created, updated, listed, filtered and sorted."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any, cast

import httpx
import pytest

from msportal_client.sandbox.plannr import (
    ADMIN_ACCOUNT_UUID,
    CASE_UUID,
    CLIENT_ACCOUNT_UUID,
    CLIENT_UUID,
    DONE_STATUS_UUID,
    GROUP_UUID,
    MEMBER_ACCOUNT_UUID,
    MEMBER_TOKEN,
    PLAN_UUID,
    STATUS_UUID,
    Settings,
)

Serve = Callable[..., httpx.AsyncClient]
NEW = {"name": "n", "taskable_type": "plan", "taskable_uuid": PLAN_UUID, "task_status_uuid": STATUS_UUID}
UNKNOWN = str(uuid.UUID(int=1))


async def create(api: httpx.AsyncClient, **fields: Any) -> dict[str, Any]:
    response = await api.post("/task", json=NEW | fields)
    assert response.status_code == 201, response.text
    return cast("dict[str, Any]", response.json())


async def update(api: httpx.AsyncClient, task: dict[str, Any], **fields: Any) -> dict[str, Any]:
    response = await api.put(f"/task/{task['uuid']}", json=fields)
    assert response.status_code == 200, response.text
    return cast("dict[str, Any]", response.json())


async def names(api: httpx.AsyncClient, query: str = "") -> list[str]:
    response = await api.get(f"/task?{query}")
    assert response.status_code == 200, response.text
    return [task["name"] for task in response.json()["data"]]


async def test_created_task_is_answered_without_wrapper(api: httpx.AsyncClient) -> None:
    task = await create(
        api,
        name="Check details",
        description="d",
        priority="low",
        due_at="2020-01-01 00:00:00",
        assigned_to_uuids=[MEMBER_ACCOUNT_UUID, ADMIN_ACCOUNT_UUID],
        group_uuids=[GROUP_UUID],
    )
    told = ("name", "description", "priority", "due_at", "taskable_type", "position", "completed_at")
    assert [task[name] for name in told] == ["Check details", "d", "low", "2020-01-01 00:00:00", "plan", 1, None]
    assert (task["status"]["uuid"], task["taskable"]["uuid"]) == (STATUS_UUID, PLAN_UUID)
    assert task["author"]["uuid"] == ADMIN_ACCOUNT_UUID
    assert [account["uuid"] for account in task["assigned_to"]] == [MEMBER_ACCOUNT_UUID, ADMIN_ACCOUNT_UUID]
    assert task["created_at"] == "2026-11-21T09:30:00+00:00"


@pytest.mark.parametrize(
    "custom_fields",
    [
        {"favourite_pet": "Dog", "favourite_drink": "Tea"},
        [{"favourite_pet": "Dog"}, {"favourite_drink": "Tea"}],
    ],
    ids=["object", "list"],
)
async def test_both_forms_of_custom_fields(api: httpx.AsyncClient, custom_fields: Any) -> None:
    task = await create(api, custom_fields=custom_fields)
    found = {field["reference"]: field["value"] for field in task["custom_fields"]}
    assert found == {"favourite_pet": "Dog", "favourite_drink": "Tea"}
    changed = await update(api, task, custom_fields={"favourite_drink": "Coffee"})
    assert [field["value"] for field in changed["custom_fields"]] == ["Dog", "Coffee"]


@pytest.mark.parametrize(
    ("sent", "shown"), [("2025-12-29", "2025-12-29 00:00:00"), ("2025-12-29 08:30:00", "2025-12-29 08:30:00")]
)
async def test_both_forms_of_due_date(api: httpx.AsyncClient, sent: str, shown: str) -> None:
    assert (await create(api, due_at=sent))["due_at"] == shown


@pytest.mark.parametrize(("kind", "key"), [("client", CLIENT_UUID), ("case", CASE_UUID), ("plan", PLAN_UUID)])
async def test_taskables(api: httpx.AsyncClient, kind: str, key: str) -> None:
    task = await create(api, taskable_type=kind, taskable_uuid=key)
    assert (task["taskable_type"], task["taskable"]["uuid"]) == (kind, key)


async def test_one_assignee_as_in_example_of_page(serve: Serve) -> None:
    api = serve(settings=Settings(one_assignee=True))
    assert (await create(api, assigned_to_uuids=[MEMBER_ACCOUNT_UUID]))["assigned_to"]["uuid"] == MEMBER_ACCOUNT_UUID
    assert (await create(api))["assigned_to"] == []
    both = await create(api, assigned_to_uuids=[MEMBER_ACCOUNT_UUID, ADMIN_ACCOUNT_UUID])
    assert len(both["assigned_to"]) == 2


async def test_update_keeps_what_is_not_sent(api: httpx.AsyncClient, clock: Any) -> None:
    task = await create(api, description="d")
    clock.now += 60
    changed = await update(api, task, name="m")
    assert (changed["name"], changed["description"]) == ("m", "d")
    assert (changed["created_at"], changed["updated_at"]) == (task["created_at"], "2026-11-21T09:31:00+00:00")


async def test_completion(api: httpx.AsyncClient) -> None:
    task = await create(api)
    done = await update(api, task, task_status_uuid=DONE_STATUS_UUID)
    assert done["completed_at"] == "2026-11-21 09:30:00"
    assert done["completed_by"]["uuid"] == ADMIN_ACCOUNT_UUID
    again = await update(api, task, task_status_uuid=STATUS_UUID)
    assert (again["completed_at"], again["completed_by"]) == (None, None)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"name": None}, "name"),
        ({"priority": "urgent"}, "priority"),
        ({"due_at": "2025-12-29T00:00:00Z"}, "due_at"),
        ({"taskable_type": "firm"}, "taskable_type"),
        ({"taskable_uuid": "x"}, "taskable_uuid"),
        ({"taskable_uuid": UNKNOWN}, "taskable_uuid"),
        ({"taskable_uuid": CASE_UUID}, "taskable_uuid"),
        ({"task_status_uuid": UNKNOWN}, "task_status_uuid"),
        ({"parent_task_uuid": UNKNOWN}, "parent_task_uuid"),
        ({"assigned_to_uuids": [ADMIN_ACCOUNT_UUID, UNKNOWN]}, "assigned_to_uuids.1"),
        ({"group_uuids": [UNKNOWN]}, "group_uuids.0"),
        ({"custom_fields": {"shoe_size": 7}}, "custom_fields.shoe_size"),
        ({"custom_fields": [{"favourite_drink": "Mud"}]}, "custom_fields.favourite_drink"),
        ({"custom_fields": "x"}, "custom_fields"),
    ],
)
async def test_wrong_value(api: httpx.AsyncClient, fields: Any, wrong: str) -> None:
    response = await api.post("/task", json=NEW | fields)
    assert response.status_code == 422
    assert list(response.json()["errors"]) == [wrong]
    assert wrong in response.json()["message"]
    task = await create(api)
    assert (await api.put(f"/task/{task['uuid']}", json=fields)).status_code == 422
    assert await names(api) == ["n"]


@pytest.mark.parametrize("missing", sorted(NEW))
async def test_required_value(api: httpx.AsyncClient, missing: str) -> None:
    response = await api.post("/task", json={name: value for name, value in NEW.items() if name != missing})
    assert response.json()["errors"] == {missing: ["is required"]}


async def test_task_is_no_parent_of_itself(api: httpx.AsyncClient) -> None:
    task = await create(api)
    response = await api.put(f"/task/{task['uuid']}", json={"parent_task_uuid": task["uuid"]})
    assert response.status_code == 422


async def test_unknown_task(api: httpx.AsyncClient) -> None:
    assert (await api.put(f"/task/{UNKNOWN}", json={})).status_code == 404
    assert (await api.put("/task/7", json={})).status_code == 422


async def test_filters(api: httpx.AsyncClient) -> None:
    parent = await create(api, name="Parent", priority="high", due_at="2026-01-10")
    await create(api, name="child", parent_task_uuid=parent["uuid"], assigned_to_uuids=[MEMBER_ACCOUNT_UUID])
    await create(api, name="done", task_status_uuid=DONE_STATUS_UUID, due_at="2026-01-20 12:00:00")
    await create(api, name="case", taskable_type="case", taskable_uuid=CASE_UUID)
    await create(api, name="client", taskable_type="client", taskable_uuid=ADMIN_ACCOUNT_UUID)
    expected = {
        "filter[name]=PARENT": ["Parent"],
        "filter[taskable_type]=case": ["case"],
        f"filter[taskable_uuid]={PLAN_UUID}": ["Parent", "child", "done"],
        f"filter[client_uuid]={CLIENT_UUID}": ["Parent", "child", "done", "case"],
        f"filter[client_uuid]={ADMIN_ACCOUNT_UUID}": ["client"],
        "filter[priority]=high": ["Parent"],
        f"filter[assigned_to_uuids]={ADMIN_ACCOUNT_UUID},{MEMBER_ACCOUNT_UUID}": ["child"],
        f"filter[circle_uuids]={GROUP_UUID}": ["child"],
        f"filter[status_uuid]={DONE_STATUS_UUID}": ["done"],
        "filter[due_before]=2026-01-20": ["Parent"],
        "filter[due_after]=2026-01-10": ["done"],
        "filter[has_due_date]=false": ["child", "case", "client"],
        "filter[open_tasks]=true": ["Parent", "child", "case", "client"],
        "filter[open_tasks]=false": ["Parent", "child", "done", "case", "client"],
        "filter[completed_status]=true": ["done"],
        "filter[archived_status]=true": [],
        "filter[not_started_status]=false": ["done"],
        "filter[show_child_tasks]=false": ["Parent", "done", "case", "client"],
        "filter[priority]=medium&filter[has_due_date]=true": ["done"],
    }
    assert {query: await names(api, query) for query in expected} == expected


async def test_sorts(api: httpx.AsyncClient, clock: Any) -> None:
    for name, priority, due_at in (("b", "high", "2026-01-02"), ("a", "low", None), ("c", "highest", "2026-01-01")):
        due = {"due_at": due_at} if due_at else {}
        await create(api, name=name, priority=priority, **due)
        clock.now += 1
    await update(api, {"uuid": (await api.get("/task")).json()["data"][0]["uuid"]}, task_status_uuid=DONE_STATUS_UUID)
    expected = {
        "": ["b", "a", "c"],
        "sort=-created_at": ["c", "a", "b"],
        "sort=updated_at": ["a", "c", "b"],
        "sort=name": ["a", "b", "c"],
        "sort=-name": ["c", "b", "a"],
        "sort=priority": ["a", "b", "c"],
        "sort=-priority": ["c", "b", "a"],
        "sort=due_at": ["c", "b", "a"],
        "sort=-due_at": ["b", "c", "a"],
        "sort=completed_last": ["a", "c", "b"],
    }
    assert {query: await names(api, query) for query in expected} == expected


async def test_includes(api: httpx.AsyncClient) -> None:
    parent = await create(api, name="parent")
    await create(api, name="child", parent_task_uuid=parent["uuid"], custom_fields={"favourite_pet": "Dog"})
    plain = (await api.get("/task")).json()["data"][1]
    assert not {"author", "completed_by", "parent_task", "related_tasks", "custom_fields"} & plain.keys()
    query = "include=author,parent_task,related_tasks,custom_fields"
    first, second = (await api.get(f"/task?{query}")).json()["data"]
    assert first["author"]["uuid"] == ADMIN_ACCOUNT_UUID
    assert [task["name"] for task in first["related_tasks"]] == ["child"]
    assert second["parent_task"]["uuid"] == parent["uuid"]
    assert second["custom_fields"][0]["value"] == "Dog"


async def test_what_is_seen_depends_on_role(api: httpx.AsyncClient, serve: Serve, app: Any) -> None:
    await create(api, name="nobody's")
    await create(api, name="of group", group_uuids=[GROUP_UUID])
    await create(api, name="assigned", assigned_to_uuids=[MEMBER_ACCOUNT_UUID])
    own = await create(api, name="of client", taskable_type="client", taskable_uuid=CLIENT_ACCOUNT_UUID)
    member, client = serve(MEMBER_TOKEN, MEMBER_ACCOUNT_UUID, app=app), serve(account=CLIENT_ACCOUNT_UUID, app=app)
    assert await names(member) == ["of group", "assigned"]
    assert await names(client) == ["of client"]
    assert len(await names(api)) == 4
    assert (await member.put(f"/task/{own['uuid']}", json={"name": "x"})).status_code == 404

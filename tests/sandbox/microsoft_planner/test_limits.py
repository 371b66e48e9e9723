"""The limits of the service: each code at its number, and only for what adds to it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from sandbox.planner_calls import (
    ASSIGNMENT,
    BETA,
    control,
    create_plan,
    create_task,
    error_of,
    get,
    item,
    patch,
    post,
    reference,
)

from msportal_client.sandbox.microsoft_planner import (
    DEFAULT_LIMITS,
    GROUP_ID,
    PLAN_ID,
    SECOND_USER_ID,
    TASK_ID,
    USER_ID,
    create_app,
)

TASK = f"/planner/tasks/{TASK_ID}"
FAVORITE = {"@odata.type": "#microsoft.graph.plannerFavoritePlanReference", "orderHint": " !"}
RECENT = {"@odata.type": "#microsoft.graph.plannerRecentPlanReference"}

Attempt = Callable[[httpx.AsyncClient, int], Any]


def guid(number: int) -> str:
    return str(uuid.UUID(int=number))


async def refused(api: httpx.AsyncClient, code: str, method: str, path: str, body: Any) -> None:
    headers = {} if method == "POST" else {"If-Match": (await get(api, path))["@odata.etag"]}
    response = await api.request(method, path, json=body, headers=headers)
    assert (response.status_code, error_of(response.json())[0]) == (403, code)


@pytest.mark.parametrize("code", ["MaximumProjectsOwnedByUser", "MaximumPlannerPlans"])
async def test_plans_of_group(api: httpx.AsyncClient, code: str) -> None:
    await control(api, "/limits", {code: 2})
    await create_plan(api, GROUP_ID)
    await refused(api, code, "POST", "/planner/plans", {"title": "p", "owner": GROUP_ID})


async def test_plans_shared_with_user(api: httpx.AsyncClient) -> None:
    await control(api, "/limits", {"MaximumProjectsSharedWithUser": 1})
    plan = await create_plan(api, GROUP_ID)
    path = f"/planner/plans/{plan['id']}/details"
    await refused(api, "MaximumProjectsSharedWithUser", "PATCH", path, {"sharedWith": {USER_ID: True}})
    await patch(api, path, {"sharedWith": {guid(1): True}})


async def test_users_that_plan_is_shared_with(api: httpx.AsyncClient) -> None:
    await control(api, "/limits", {"MaximumUsersSharedWithProject": 2})
    path = f"/planner/plans/{PLAN_ID}/details"
    await refused(api, "MaximumUsersSharedWithProject", "PATCH", path, {"sharedWith": {guid(1): True}})
    await patch(api, path, {"sharedWith": {guid(1): True, USER_ID: False}})
    await patch(api, path, {"sharedWith": {SECOND_USER_ID: False}})


@pytest.mark.parametrize("code", ["MaximumTasksCreatedByUser", "MaximumTasksInProject", "MaximumActiveTasksInProject"])
async def test_tasks(api: httpx.AsyncClient, code: str) -> None:
    await control(api, "/limits", {code: 2})
    await create_task(api)
    await refused(api, code, "POST", "/planner/tasks", {"planId": PLAN_ID, "title": "x"})
    await patch(api, TASK, {"title": "y"})


async def test_active_tasks(api: httpx.AsyncClient) -> None:
    await control(api, "/limits", {"MaximumActiveTasksInProject": 1})
    done = await create_task(api, percentComplete=100)
    path = f"/planner/tasks/{done['id']}"
    await refused(api, "MaximumActiveTasksInProject", "PATCH", path, {"percentComplete": 50})
    await patch(api, TASK, {"percentComplete": 100})
    await patch(api, path, {"percentComplete": 50})


async def test_move_into_full_plan(api: httpx.AsyncClient) -> None:
    plan = await create_plan(api, GROUP_ID)
    await create_task(api, planId=plan["id"])
    await control(api, "/limits", {"MaximumTasksInProject": 1})
    await refused(api, "MaximumTasksInProject", "PATCH", TASK, {"planId": plan["id"]})


async def test_assignments(api: httpx.AsyncClient) -> None:
    await control(api, "/limits", {"MaximumAssigneesInTasks": 1, "MaximumTasksAssignedToUser": 1})
    await patch(api, TASK, {"assignments": {USER_ID: ASSIGNMENT}})
    body = {"assignments": {SECOND_USER_ID: ASSIGNMENT}}
    await refused(api, "MaximumAssigneesInTasks", "PATCH", TASK, body)
    await patch(api, TASK, {"assignments": {USER_ID: ASSIGNMENT}})
    new = {"planId": PLAN_ID, "title": "x", "assignments": {USER_ID: ASSIGNMENT}}
    await refused(api, "MaximumTasksAssignedToUser", "POST", "/planner/tasks", new)
    await patch(api, TASK, {"assignments": {USER_ID: None, SECOND_USER_ID: ASSIGNMENT}})


async def test_buckets(api: httpx.AsyncClient) -> None:
    await control(api, "/limits", {"MaximumBucketsInProject": 2})
    await post(api, "/planner/buckets", {"planId": PLAN_ID, "name": "b"})
    await refused(api, "MaximumBucketsInProject", "POST", "/planner/buckets", {"planId": PLAN_ID, "name": "b"})


@pytest.mark.parametrize(
    ("code", "name", "keys", "entry"),
    [
        ("MaximumChecklistItemsOnTask", "checklist", [guid(number) for number in range(3)], item(title="a")),
        ("MaximumReferencesOnTask", "references", ["a", "b", "c"], reference()),
    ],
)
async def test_details(api: httpx.AsyncClient, code: str, name: str, keys: list[str], entry: Any) -> None:
    await control(api, "/limits", {code: 2})
    path = f"{TASK}/details"
    await patch(api, path, {name: dict.fromkeys(keys[:2], entry)})
    await refused(api, code, "PATCH", path, {name: {keys[2]: entry}})
    await patch(api, path, {name: {keys[0]: None, keys[2]: entry}})
    new = {"planId": PLAN_ID, "title": "x", "details": {name: dict.fromkeys(keys, entry)}}
    await refused(api, code, "POST", "/planner/tasks", new)


@pytest.mark.parametrize(
    ("code", "name", "entry"),
    [
        ("MaximumFavoritePlansForUser", "favoritePlanReferences", FAVORITE),
        ("MaximumRecentPlansForUser", "recentPlanReferences", RECENT),
    ],
)
async def test_plans_of_user(api: httpx.AsyncClient, code: str, name: str, entry: Any) -> None:
    await control(api, "/limits", {code: 1})
    path = f"{BETA}/me/planner"
    await patch(api, path, {name: {PLAN_ID: entry}})
    await refused(api, code, "PATCH", path, {name: {TASK_ID: entry}})
    assert (await get(api, path))[name].keys() == {PLAN_ID}


async def test_refused_change_that_is_made(api: httpx.AsyncClient) -> None:
    """The service was seen to answer 403 MaximumFavoritePlansForUser although the write is done."""
    await control(api, "/limits", {"MaximumFavoritePlansForUser": 0})
    await control(api, "/settings", {"favorites_over_limit": True})
    path = f"{BETA}/me/planner"
    body = {"favoritePlanReferences": {PLAN_ID: FAVORITE}}
    await refused(api, "MaximumFavoritePlansForUser", "PATCH", path, body)
    assert (await get(api, path))["favoritePlanReferences"].keys() == {PLAN_ID}


async def test_refused_change_changes_nothing(api: httpx.AsyncClient) -> None:
    before = await get(api, TASK)
    await control(api, "/settings", {"next_limit_codes": ["MaximumAssigneesInTasks"]})
    await refused(api, "MaximumAssigneesInTasks", "PATCH", TASK, {"title": "y"})
    assert await get(api, TASK) == before


async def test_limits_are_settable(api: httpx.AsyncClient) -> None:
    limits = await control(api, "/limits", {"MaximumTasksInProject": None, "MaximumBucketsInProject": 3})
    assert limits == {**DEFAULT_LIMITS, "MaximumTasksInProject": None, "MaximumBucketsInProject": 3}
    assert await control(api, "/limits", method="GET") == limits
    wrongs: list[Any] = [{"MaximumTasks": 1}, {"MaximumTasksInProject": -1}, {"MaximumTasksInProject": "1"}, []]
    for wrong in wrongs:
        assert (await api.patch("http://localhost/_sandbox/limits", json=wrong)).status_code == 400


def test_limits_of_constructor_are_checked() -> None:
    with pytest.raises(ValueError, match="MaximumTasks"):
        create_app(limits={"MaximumTasks": 1})

"""Lists: their pages, filters, and who may read them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from sandbox.planner_calls import ASSIGNMENT, control, create_plan, create_task, delete, error_of, get, post

from msportal_client.sandbox.microsoft_planner import (
    APPLICATION_TOKEN,
    BUCKET_ID,
    GROUP_ID,
    OTHER_GROUP_ID,
    OUTSIDER_TOKEN,
    PLAN_ID,
    SECOND_TOKEN,
    SECOND_USER_ID,
    TASK_ID,
    USER_ID,
)

Serve = Callable[..., httpx.AsyncClient]
TASKS = f"/planner/plans/{PLAN_ID}/tasks"


async def pages(api: httpx.AsyncClient, path: str) -> list[list[str]]:
    """Return the ids of each page."""
    found: list[list[str]] = []
    link: str | None = path
    while link:
        page = await get(api, link)
        found.append([each["id"] for each in page["value"]])
        link = page.get("@odata.nextLink")
        assert len(found) < 10, "the pages have no end"
    return found


async def test_pages_have_400(api: httpx.AsyncClient) -> None:
    made = [TASK_ID, *[(await create_task(api))["id"] for _ in range(400)]]
    found = await pages(api, TASKS)
    assert list(map(len, found)) == [400, 1]
    assert [key for page in found for key in page] == made


async def test_page_size_is_settable_and_top_is_ignored(api: httpx.AsyncClient) -> None:
    await control(api, "/settings", {"page_size": 2})
    made = [TASK_ID, *[(await create_task(api))["id"] for _ in range(4)]]
    found = await pages(api, f"{TASKS}?$top=1")
    assert found == [made[:2], made[2:4], made[4:]]


async def test_full_page_is_last_where_no_more_follow(api: httpx.AsyncClient) -> None:
    await control(api, "/settings", {"page_size": 1})
    assert await pages(api, TASKS) == [[TASK_ID]]


async def test_next_link_keeps_host_and_query(api: httpx.AsyncClient) -> None:
    await control(api, "/settings", {"page_size": 1})
    await create_plan(api, GROUP_ID)
    response = await api.get(f"/planner/plans?$filter=owner eq '{GROUP_ID}'", headers={"Host": "127.0.0.1:8123"})
    link = response.json()["@odata.nextLink"]
    assert link.startswith("http://127.0.0.1:8123/v1.0/planner/plans?$filter=owner")
    assert len((await get(api, link))["value"]) == 1


async def test_page_goes_on_where_resources_are_deleted(api: httpx.AsyncClient) -> None:
    await control(api, "/settings", {"page_size": 2})
    made = [TASK_ID, *[(await create_task(api))["id"] for _ in range(4)]]
    first = await get(api, TASKS)
    await delete(api, f"/planner/tasks/{made[0]}")
    second = await get(api, first["@odata.nextLink"])
    assert [each["id"] for each in second["value"]] == made[2:4]


@pytest.mark.parametrize("token", ["x", "", "YWZ0ZXI6eA", "YWZ0ZXI6LTE", "é"])
async def test_malformed_skip_token(api: httpx.AsyncClient, token: str) -> None:
    error = await get(api, f"{TASKS}?$skiptoken={token}", 400)
    assert "$skiptoken" in error_of(error)[1]


@pytest.mark.parametrize("text", [f"owner eq '{GROUP_ID}'", f" owner  eq '{GROUP_ID.upper()}' "])
async def test_plans_by_owner(api: httpx.AsyncClient, text: str) -> None:
    page = (await api.get("/planner/plans", params={"$filter": text})).json()
    assert [plan["id"] for plan in page["value"]] == [PLAN_ID]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (None, 400),
        ("", 400),
        ("title eq 'x'", 400),
        (f"owner ne '{GROUP_ID}'", 400),
        (f"owner eq {GROUP_ID}", 400),
        (f"owner eq '{OTHER_GROUP_ID}'", 403),
        (f"owner eq '{USER_ID}'", 404),
    ],
)
async def test_plans_by_wrong_filter(api: httpx.AsyncClient, text: str | None, status: int) -> None:
    params = {} if text is None else {"$filter": text}
    assert (await api.get("/planner/plans", params=params)).status_code == status


async def test_tasks_of_bucket(api: httpx.AsyncClient) -> None:
    inside = await create_task(api, bucketId=BUCKET_ID)
    await create_task(api)
    assert await pages(api, f"/planner/buckets/{BUCKET_ID}/tasks") == [[TASK_ID, inside["id"]]]


async def test_tasks_of_user(api: httpx.AsyncClient, serve: Serve, app: Any) -> None:
    mine = await create_task(api, assignments={USER_ID: ASSIGNMENT})
    theirs = await create_task(api, assignments={SECOND_USER_ID: ASSIGNMENT})
    for path in ("/me/planner/tasks", f"/users/{USER_ID}/planner/tasks", "/users/Ada@sandbox.example/planner/tasks"):
        assert await pages(api, path) == [[mine["id"]]]
    assert await pages(serve(SECOND_TOKEN, app=app), "/me/planner/tasks") == [[theirs["id"]]]


async def test_plans_of_user_are_those_shared_with_the_user(api: httpx.AsyncClient) -> None:
    await create_plan(api, GROUP_ID)
    for path in ("/me/planner/plans", f"/users/{USER_ID}/planner/plans"):
        assert await pages(api, path) == [[PLAN_ID]]


@pytest.mark.parametrize("kind", ["tasks", "plans"])
async def test_lists_of_other_user(api: httpx.AsyncClient, serve: Serve, app: Any, kind: str) -> None:
    """Another user's are a 403 for a signed-in user; an application may read them, and has none of its own."""
    await get(api, f"/users/{SECOND_USER_ID}/planner/{kind}", 403)
    await get(api, f"/users/{PLAN_ID}/planner/{kind}", 404)
    application = serve(APPLICATION_TOKEN, app=app)
    await get(application, f"/users/{SECOND_USER_ID}/planner/{kind}")
    error = await get(application, f"/me/planner/{kind}", 400)
    assert "delegated" in error_of(error)[1]


@pytest.mark.parametrize("change", [str.swapcase, str.lower, str.upper])
async def test_ids_are_case_sensitive(api: httpx.AsyncClient, change: Callable[[str], str]) -> None:
    await get(api, f"/planner/tasks/{change(TASK_ID)}", 404)
    await get(api, f"/planner/plans/{change(PLAN_ID)}/tasks", 404)


@pytest.mark.parametrize("key", [TASK_ID[:27], TASK_ID + "x", "1"])
async def test_malformed_id(api: httpx.AsyncClient, key: str) -> None:
    assert error_of(await get(api, f"/planner/tasks/{key}", 400))[1].startswith("The request is invalid: path.task-id")


async def test_malformed_group_id(api: httpx.AsyncClient) -> None:
    await get(api, "/groups/x/planner/plans", 400)


async def test_outsider_sees_nothing_but_what_is_assigned(api: httpx.AsyncClient, serve: Serve, app: Any) -> None:
    outsider = serve(OUTSIDER_TOKEN, app=app)
    for path in (f"/planner/plans/{PLAN_ID}", TASKS, f"/planner/buckets/{BUCKET_ID}", f"/planner/tasks/{TASK_ID}"):
        await get(outsider, path, 403)
    await post(outsider, "/planner/tasks", {"planId": PLAN_ID, "title": "x"}, 403)
    outsider_id = (await control(api, "/references", method="GET"))["users"][2]["id"]
    task = await create_task(api, assignments={outsider_id: ASSIGNMENT})
    await get(outsider, f"/planner/tasks/{task['id']}/details")


async def test_new_resource_is_not_found_for_a_moment(api: httpx.AsyncClient, clock: Any) -> None:
    await control(api, "/settings", {"visibility_delay": 2.5})
    plan = await create_plan(api, GROUP_ID)
    task = await create_task(api)
    paths = (f"/planner/tasks/{task['id']}", f"/planner/tasks/{task['id']}/details", f"/planner/plans/{plan['id']}")
    for path in paths:
        await get(api, path, 404)
    await post(api, "/planner/tasks", {"planId": plan["id"], "title": "x"}, 404)
    assert await pages(api, TASKS) == [[TASK_ID]]
    clock.now += 2.5
    for path in paths:
        await get(api, path)
    assert await pages(api, TASKS) == [[TASK_ID, task["id"]]]

"""Delta queries beyond what the overview says: what is gone, who comes and goes, links, and the lists."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from sandbox.planner_calls import (
    ASSIGNMENT,
    BETA,
    ITEM,
    URL_KEY,
    begin_delta,
    control,
    create_plan,
    create_task,
    delete,
    error_of,
    follow,
    get,
    item,
    patch,
    post,
    reference,
    share,
)

from msportal_client.sandbox.microsoft_planner import (
    APPLICATION_TOKEN,
    BUCKET_ID,
    GROUP_ID,
    PLAN_ID,
    SECOND_TOKEN,
    SECOND_USER_ID,
    TASK_ID,
    USER_ID,
)

Serve = Callable[..., httpx.AsyncClient]
TASK = f"/planner/tasks/{TASK_ID}"
LISTS = (
    f"/planner/plans/{PLAN_ID}/tasks/delta",
    "/me/planner/tasks/delta",
    f"/planner/plans/{PLAN_ID}/buckets/delta",
    f"/groups/{GROUP_ID}/planner/plans/delta",
)


def brief(changes: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Return the kind and the reason of each removal."""
    return [
        (change["@odata.type"].rpartition(".")[2], change["@removed"]["reason"])
        for change in changes
        if "@removed" in change
    ]


async def changes_of(api: httpx.AsyncClient, path: str, body: Any) -> list[dict[str, Any]]:
    """Return what the delta query of everything tells of one change, without annotations."""
    link = await begin_delta(api)
    await patch(api, path, body)
    changes, _ = await follow(api, link)
    return [{name: value for name, value in change.items() if name[0] != "@"} for change in changes]


async def test_entry_has_changed_properties_only(api: httpx.AsyncClient) -> None:
    assert await changes_of(api, TASK, {"title": "y", "priority": 5}) == [{"id": TASK_ID, "title": "y"}]
    assert await changes_of(api, TASK, {"title": "y"}) == []


async def test_entry_of_open_type_has_changed_keys_only(api: httpx.AsyncClient) -> None:
    await patch(api, TASK, {"assignments": {USER_ID: ASSIGNMENT}, "appliedCategories": {"category1": True}})
    changed = await changes_of(api, TASK, {"assignments": {SECOND_USER_ID: ASSIGNMENT}})
    assert changed[0]["assignments"].keys() == {SECOND_USER_ID}
    gone = await changes_of(api, TASK, {"assignments": {USER_ID: None}, "appliedCategories": {"category1": False}})
    assert gone == [{"id": TASK_ID, "assignments": {USER_ID: None}, "appliedCategories": {"category1": False}}]


async def test_gone_entries_of_details(api: httpx.AsyncClient) -> None:
    path = f"{TASK}/details"
    await patch(api, path, {"checklist": {ITEM: item(title="a")}, "references": {URL_KEY: reference()}})
    changes = await changes_of(api, path, {"checklist": {ITEM: None}, "references": {URL_KEY: None}})
    assert changes == [
        {"id": TASK_ID, "checklist": {ITEM: None}, "references": {URL_KEY: None}},
        {"id": TASK_ID, "checklistItemCount": 0, "activeChecklistItemCount": 0, "referenceCount": 0},
    ]


async def test_lost_place_on_board_makes_format_come_again(api: httpx.AsyncClient) -> None:
    """The document has no way to say that a hint of an assignee is gone: the format goes and comes back whole."""
    await patch(api, TASK, {"assignments": {USER_ID: ASSIGNMENT}})
    await patch(api, f"{TASK}/assignedToTaskBoardFormat", {"orderHintsByAssignee": {USER_ID: " !"}})
    link = await begin_delta(api)
    await patch(api, TASK, {"assignments": {USER_ID: None}})
    _, removed, whole = (await follow(api, link))[0]
    assert brief([removed]) == [("plannerAssignedToTaskBoardTaskFormat", "changed")]
    assert whole["orderHintsByAssignee"] == {}
    assert whole["unassignedOrderHint"]


async def test_deleted_objects(api: httpx.AsyncClient) -> None:
    link = await begin_delta(api)
    await delete(api, TASK)
    changes, link = await follow(api, link)
    assert [reason for _, reason in brief(changes)] == ["deleted"] * 5
    assert {change["id"] for change in changes} == {TASK_ID}
    await delete(api, f"/planner/plans/{PLAN_ID}")
    changes, _ = await follow(api, link)
    assert {kind for kind, _ in brief(changes)} == {"plannerPlan", "plannerPlanDetails", "plannerBucket"}


async def test_shared_plan_comes_whole_and_goes(api: httpx.AsyncClient, serve: Serve, app: Any) -> None:
    second = serve(SECOND_TOKEN, app=app)
    await share(api, second=False)
    link = await begin_delta(second)
    await share(api, second=True)
    changes, link = await follow(second, link)
    kinds = [change["@odata.type"].rpartition(".")[2] for change in changes]
    assert sorted(kinds)[-5:] == [
        "plannerPlan",
        "plannerPlanDetails",
        "plannerProgressTaskBoardTaskFormat",
        "plannerTask",
        "plannerTaskDetails",
    ]
    assert not [change for change in changes if "createdBy" in change]
    plan = next(change for change in changes if change["@odata.type"].endswith("plannerPlan"))
    assert plan["title"] == (await get(api, f"/planner/plans/{PLAN_ID}"))["title"]
    await share(api, second=False)
    changes, _ = await follow(second, link)
    assert {reason for _, reason in brief(changes)} == {"changed"}
    assert len(brief(changes)) == len(changes) == len(kinds)


async def test_assigned_task_comes_whole_and_goes(api: httpx.AsyncClient, serve: Serve, app: Any) -> None:
    await share(api, second=False)
    second = serve(SECOND_TOKEN, app=app)
    link = await begin_delta(second)
    await patch(api, TASK, {"title": "not seen"})
    await patch(api, TASK, {"assignments": {SECOND_USER_ID: ASSIGNMENT}})
    changes, link = await follow(second, link)
    assert [change["id"] for change in changes] == [TASK_ID] * 5
    assert changes[0]["title"] == "not seen"
    await patch(api, TASK, {"assignments": {SECOND_USER_ID: None}})
    changes, _ = await follow(second, link)
    assert brief(changes)[0] == ("plannerTask", "changed")


async def test_pages_of_changes(api: httpx.AsyncClient) -> None:
    await control(api, "/settings", {"page_size": 3})
    link = await begin_delta(api)
    for number in range(7):
        await patch(api, TASK, {"title": f"t{number}"})
    page = await get(api, link)
    assert len(page["value"]) == 3
    changes, _ = await follow(api, page["@odata.nextLink"])
    assert [change["title"] for change in (*page["value"], *changes)] == [f"t{number}" for number in range(7)]


async def test_link_can_be_followed_twice(api: httpx.AsyncClient) -> None:
    link = await begin_delta(api)
    await patch(api, TASK, {"title": "y"})
    first, _ = await follow(api, link)
    await patch(api, TASK, {"title": "z"})
    again, _ = await follow(api, link)
    assert again[: len(first)] == first
    assert len(again) == 2


async def test_response_has_preference_applied(api: httpx.AsyncClient) -> None:
    assert (await api.get(f"{BETA}/me/planner/all/delta")).headers["preference-applied"] == "odata.track-changes"


def tampered(link: str, value: str) -> str:
    return link.partition("=")[0] + "=" + value


@pytest.mark.parametrize(
    "token", ["x", "é", base64.b64encode(b"[]").decode(), base64.b64encode(b"{}").decode(), "=" * 9]
)
@pytest.mark.parametrize("path", ["/me/planner/all/delta", LISTS[0]])
async def test_malformed_link(api: httpx.AsyncClient, path: str, token: str) -> None:
    for name in ("$deltatoken", "$skiptoken"):
        error = await get(api, f"{BETA}{path}?{name}={token}", 400)
        assert "malformed" in error_of(error)[1]


async def test_link_of_other_user_or_path(api: httpx.AsyncClient, serve: Serve, app: Any) -> None:
    link = await begin_delta(api)
    await get(serve(SECOND_TOKEN, app=app), link, 400)
    await get(api, link.replace("/me/planner/all", f"/users/{USER_ID}/planner/all"), 400)


async def test_user_delta_is_that_of_signed_in_user(api: httpx.AsyncClient, serve: Serve, app: Any) -> None:
    path = f"/users/{USER_ID}/planner/all/delta"
    link = await begin_delta(api, path)
    await patch(api, TASK, {"title": "y"})
    assert len((await follow(api, link))[0]) == 1
    await get(api, f"{BETA}/users/{SECOND_USER_ID}/planner/all/delta", 403)
    await get(serve(APPLICATION_TOKEN, app=app), f"{BETA}{path}", 400)


@pytest.mark.parametrize("path", ["/me/planner/all/delta", *LISTS])
async def test_old_link_is_gone(api: httpx.AsyncClient, clock: Any, path: str) -> None:
    async def new_link() -> str:
        page = await get(api, BETA + path)
        return str(page.get("@odata.nextLink") or page["@odata.deltaLink"])

    link = await new_link()
    await control(api, "/settings", {"delta_lifetime": 60})
    clock.now += 60
    _, link = await follow(api, link)
    clock.now += 60.5
    await get(api, link, 410)
    link = await new_link()
    await control(api, "/expire-delta-links", method="POST")
    error = await get(api, link, 410)
    assert "Start over" in error_of(error)[1]
    link = await new_link()
    await follow(api, link)
    await control(api, "/reset", method="POST")
    await get(api, link, 410)


@pytest.mark.parametrize("path", LISTS)
async def test_list_begins_with_everything(api: httpx.AsyncClient, path: str) -> None:
    await patch(api, TASK, {"assignments": {USER_ID: ASSIGNMENT}})
    page = await get(api, BETA + path)
    assert [each["id"] for each in page["value"]] == [
        {"t": TASK_ID, "b": BUCKET_ID, "p": PLAN_ID}[path.rsplit("/", 2)[1][0]]
    ]
    assert (await follow(api, page["@odata.deltaLink"]))[0] == []


async def test_list_of_tasks(api: httpx.AsyncClient) -> None:
    await control(api, "/settings", {"page_size": 2})
    made = [await create_task(api) for _ in range(3)]
    path = f"{BETA}{LISTS[0]}?$expand=details"
    first = await get(api, path)
    assert [each["details"]["id"] for each in first["value"]] == [TASK_ID, made[0]["id"]]
    # A change while the first pages are read is told afterwards, or with them.
    await patch(api, f"/planner/tasks/{made[0]['id']}/details", {"description": "d"})
    rest, link = await follow(api, first["@odata.nextLink"])
    assert [each["id"] for each in rest] == [made[1]["id"], made[2]["id"]]
    changes, link = await follow(api, link)
    assert [(each["id"], each["details"]["description"]) for each in changes] == [(made[0]["id"], "d")]
    plan = await create_plan(api, GROUP_ID)
    await delete(api, TASK)
    await patch(api, f"/planner/tasks/{made[1]['id']}", {"planId": plan["id"]})
    changes, _ = await follow(api, link)
    assert changes == [
        {"id": TASK_ID, "@removed": {"reason": "deleted"}},
        {"id": made[1]["id"], "@removed": {"reason": "changed"}},
    ]


async def test_list_without_details_ignores_their_changes(api: httpx.AsyncClient) -> None:
    link = (await get(api, BETA + LISTS[0]))["@odata.deltaLink"]
    await patch(api, f"{TASK}/bucketTaskBoardFormat", {"orderHint": "V !"})
    assert (await follow(api, link))[0] == []


async def test_list_of_my_tasks(api: httpx.AsyncClient) -> None:
    link = (await get(api, f"{BETA}/me/planner/tasks/delta"))["@odata.deltaLink"]
    await patch(api, TASK, {"assignments": {USER_ID: ASSIGNMENT}})
    changes, link = await follow(api, link)
    assert [each["id"] for each in changes] == [TASK_ID]
    await patch(api, TASK, {"assignments": {USER_ID: None}})
    changes, _ = await follow(api, link)
    assert changes == [{"id": TASK_ID, "@removed": {"reason": "changed"}}]


async def test_list_of_buckets_and_plans(api: httpx.AsyncClient) -> None:
    buckets = (await get(api, BETA + LISTS[2]))["@odata.deltaLink"]
    plans = (await get(api, BETA + LISTS[3]))["@odata.deltaLink"]
    bucket = await post(api, "/planner/buckets", {"planId": PLAN_ID, "name": "b"})
    await patch(api, f"/planner/plans/{PLAN_ID}", {"title": "q"})
    assert [each["name"] for each in (await follow(api, buckets))[0]] == [bucket["name"]]
    assert [each["title"] for each in (await follow(api, plans))[0]] == ["q"]


async def test_new_object_is_told_when_it_is_found(api: httpx.AsyncClient, clock: Any) -> None:
    await control(api, "/settings", {"visibility_delay": 2})
    link = await begin_delta(api)
    listed = (await get(api, BETA + LISTS[0]))["@odata.deltaLink"]
    task = await create_task(api)
    for each in (link, listed):
        assert (await follow(api, each))[0] == []
    _, link = await follow(api, link)
    clock.now += 2
    assert {change["id"] for change in (await follow(api, link))[0]} == {task["id"]}
    assert [change["id"] for change in (await follow(api, listed))[0]] == [task["id"]]

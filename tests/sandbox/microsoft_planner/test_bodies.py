"""Bodies of requests: what is filled in, and what is wrong."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from sandbox.planner_calls import (
    ASSIGNMENT,
    ITEM,
    OTHER_ITEM,
    URL_KEY,
    create_task,
    error_of,
    get,
    item,
    patch,
    post,
    reference,
)

from msportal_client.sandbox.microsoft_planner import BUCKET_ID, GROUP_ID, PLAN_ID, TASK_ID, USER_ID

TASK = f"/planner/tasks/{TASK_ID}"
DETAILS = f"{TASK}/details"


async def test_defaults_of_new_task(api: httpx.AsyncClient) -> None:
    task = await create_task(api)
    expected: dict[str, Any] = {
        "percentComplete": 0,
        "priority": 5,
        "previewType": "automatic",
        "bucketId": None,
        "startDateTime": None,
        "completedDateTime": None,
        "hasDescription": False,
        "assignments": {},
        "appliedCategories": {},
        "createdDateTime": "2026-11-21T09:30:00.250000Z",
    }
    assert {name: task[name] for name in expected} == expected
    assert task["createdBy"]["user"]["id"] == USER_ID
    assert len(task["id"]) == 28


async def test_new_task_with_everything(api: httpx.AsyncClient) -> None:
    sent = {
        "bucketId": BUCKET_ID,
        "percentComplete": 100,
        "priority": 1,
        "previewType": "checklist",
        "startDateTime": "2026-11-01T01:00:00+01:00",
        "dueDateTime": "2026-11-02T00:00:00Z",
        "conversationThreadId": "t",
        "appliedCategories": {"category1": True, "category2": False},
        "assignments": {USER_ID: ASSIGNMENT},
        "details": {"description": "d", "checklist": {ITEM: item(title="a")}},
    }
    task = await create_task(api, **sent)
    assert (task["startDateTime"], task["dueDateTime"]) == ("2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z")
    assert (task["completedBy"]["user"]["id"], task["previewType"]) == (USER_ID, "checklist")
    assert task["appliedCategories"] == {"category1": True}
    assert (task["hasDescription"], task["checklistItemCount"]) == (True, 1)
    details = await get(api, f"/planner/tasks/{task['id']}/details")
    assert (details["description"], details["previewType"]) == ("d", "checklist")


async def test_new_entries_come_last(api: httpx.AsyncClient) -> None:
    made = await patch(api, DETAILS, {"checklist": {ITEM: item(title="a"), OTHER_ITEM: item(title="b")}})
    hints = [made["checklist"][key]["orderHint"] for key in (ITEM, OTHER_ITEM)]
    assert hints[0] < hints[1]
    assert made["checklist"][ITEM]["isChecked"] is False
    assert made["checklist"][ITEM]["lastModifiedBy"]["user"]["id"] == USER_ID


async def test_entry_keeps_what_is_not_sent(api: httpx.AsyncClient) -> None:
    await patch(api, DETAILS, {"references": {URL_KEY: reference(alias="a", type="Word")}})
    changed = await patch(api, DETAILS, {"references": {URL_KEY: reference(alias="b")}})
    assert changed["references"][URL_KEY]["type"] == "Word"
    assert changed["references"][URL_KEY]["alias"] == "b"


async def test_entry_that_stays_the_same_keeps_who_modified_it(api: httpx.AsyncClient, clock: Any) -> None:
    before = await patch(api, DETAILS, {"checklist": {ITEM: item(title="a", isChecked=True)}})
    clock.now += 1
    assert await patch(api, DETAILS, {"checklist": {ITEM: item(isChecked=True)}}) == before
    after = await patch(api, DETAILS, {"checklist": {ITEM: item(isChecked=False)}})
    times = [each["checklist"][ITEM]["lastModifiedDateTime"] for each in (before, after)]
    assert times[0] < times[1]


async def test_labels_and_shared_users_are_removed_by_false(api: httpx.AsyncClient) -> None:
    await patch(api, TASK, {"appliedCategories": {"category7": True}})
    assert (await patch(api, TASK, {"appliedCategories": {"category7": False}}))["appliedCategories"] == {}


async def test_null_clears(api: httpx.AsyncClient) -> None:
    await patch(api, TASK, {"dueDateTime": "2026-11-02T00:00:00Z", "conversationThreadId": "t"})
    nothing = {"dueDateTime": None, "conversationThreadId": None, "bucketId": None}
    cleared = await patch(api, TASK, nothing)
    assert {name: cleared[name] for name in nothing} == nothing


WRONG_CHANGES: list[tuple[str, Any, str]] = [
    (TASK, [], "must be a JSON object"),
    (TASK, {"details": {}}, "Cannot apply PATCH to navigation property 'details'."),
    (TASK, {"createdDateTime": "2026-11-02T00:00:00Z"}, "'createdDateTime' is read-only"),
    (TASK, {"id": TASK_ID}, "'id' is read-only"),
    (TASK, {"previewType": "checklist"}, "'previewType' is read-only or cannot be set by this request"),
    (TASK, {"titel": "y"}, "'titel' does not exist on type 'microsoft.graph.plannerTask'"),
    (TASK, {"title": None}, "title"),
    (TASK, {"title": 1}, "title"),
    (TASK, {"priority": 11}, "priority"),
    (TASK, {"percentComplete": 101}, "percentComplete"),
    (TASK, {"percentComplete": "50"}, "percentComplete"),
    (TASK, {"dueDateTime": "2026-11-02"}, "dueDateTime"),
    (TASK, {"bucketId": "short"}, "bucketId"),
    (TASK, {"bucketId": PLAN_ID}, "The bucket is not one of the plan"),
    (TASK, {"appliedCategories": {"category26": True}}, "must be category1 to category25"),
    (TASK, {"appliedCategories": {"category1": "yes"}}, "category1"),
    (TASK, {"appliedCategories": None}, "must be an object with properties"),
    (TASK, {"assignments": {"ada": ASSIGNMENT}}, "must be the id of a user"),
    (TASK, {"orderHint": "a"}, "The order hint must be composed"),
    (TASK, {"assigneePriority": "a b"}, "The order hint must be composed"),
    (TASK, {"assignments": {USER_ID: {**ASSIGNMENT, "orderHint": "V"}}}, "The order hint must be composed"),
    (TASK, {"assignments": {USER_ID: {**ASSIGNMENT, "orderHint": None}}}, "orderHint"),
    (DETAILS, {"checklist": {"1": item(title="a")}}, "must be a GUID"),
    (DETAILS, {"checklist": {ITEM: item(title=1)}}, "title"),
    (DETAILS, {"references": {"https://www.example.com": reference()}}, "percent-encoded"),
    (DETAILS, {"references": {"https%3A//www.example%2Ecom": reference()}}, "percent-encoded"),
    (DETAILS, {"references": {"a%2": reference()}}, "percent-encoded"),
    (DETAILS, {"references": {URL_KEY: reference(previewPriority="a")}}, "The order hint must be composed"),
    (DETAILS, {"previewType": "none"}, "previewType"),
    (f"{TASK}/bucketTaskBoardFormat", {"orderHint": "V"}, "The order hint must be composed"),
    (f"{TASK}/assignedToTaskBoardFormat", {"orderHintsByAssignee": {USER_ID: None}}, USER_ID),
    (f"/planner/plans/{PLAN_ID}", {"owner": GROUP_ID}, "'owner' is read-only or cannot be set"),
    (f"/planner/plans/{PLAN_ID}/details", {"sharedWith": {"ada": True}}, "must be the id of a user"),
    (f"/planner/buckets/{BUCKET_ID}", {"planId": PLAN_ID}, "'planId' is read-only or cannot be set"),
]


@pytest.mark.parametrize(("path", "body", "says"), WRONG_CHANGES)
async def test_wrong_change(api: httpx.AsyncClient, path: str, body: Any, says: str) -> None:
    before = await get(api, path)
    assert says in error_of(await patch(api, path, body, 400))[1]
    assert await get(api, path) == before


@pytest.mark.parametrize(
    ("path", "body", "status", "says"),
    [
        ("/planner/tasks", {"title": "x", "planId": "short"}, 400, "planId"),
        ("/planner/tasks", {"title": "x", "planId": TASK_ID}, 404, "not found"),
        ("/planner/tasks", {"title": "x", "planId": PLAN_ID, "createdBy": None}, 400, "read-only"),
        ("/planner/tasks", {"title": "x", "planId": PLAN_ID, "details": {"checklist": {}}}, 400, "open type"),
        ("/planner/buckets", {"planId": PLAN_ID}, 400, "name"),
        ("/planner/buckets", {"planId": PLAN_ID, "name": "b", "orderHint": "V"}, 400, "order hint"),
        ("/planner/plans", {"owner": GROUP_ID}, 400, "title"),
        ("/planner/plans", {"title": "p", "container": {}}, 400, "one container or owner"),
        ("/planner/plans", {"title": "p", "container": {"containerId": GROUP_ID}}, 400, "containerId and type"),
        ("/planner/plans", {"title": "p", "container": {"url": "https://example.com/x"}}, 400, "not that of a group"),
        (
            "/planner/plans",
            {"title": "p", "owner": GROUP_ID, "container": {"type": "group", "containerId": USER_ID}},
            400,
            "one",
        ),
        ("/planner/plans", {"title": "p", "owner": USER_ID}, 404, "not found"),
        (
            "/planner/plans",
            {"title": "p", "container": {"type": "unknownFutureValue", "containerId": "x"}},
            400,
            "type",
        ),
    ],
)
async def test_wrong_creation(api: httpx.AsyncClient, path: str, body: Any, status: int, says: str) -> None:
    assert says in error_of(await post(api, path, body, status))[1]


@pytest.mark.parametrize(
    "container",
    [
        {"url": f"https://graph.microsoft.com/v1.0/groups/{GROUP_ID}"},
        {"containerId": GROUP_ID, "type": "group"},
        {"containerId": GROUP_ID, "type": "group", "url": f"https://graph.microsoft.com/beta/groups/{GROUP_ID}"},
    ],
)
async def test_container_of_new_plan(api: httpx.AsyncClient, container: Any) -> None:
    plan = await post(api, "/planner/plans", {"title": "p", "container": container})
    assert plan["container"] == {
        "containerId": GROUP_ID,
        "type": "group",
        "url": f"https://graph.microsoft.com/v1.0/groups/{GROUP_ID}",
    }


async def test_roster_is_told_where_it_is_preferred(api: httpx.AsyncClient) -> None:
    body = {"title": "p", "container": {"url": "https://graph.microsoft.com/v1.0/planner/rosters/abc"}}
    plan = await post(api, "/planner/plans", body)
    assert plan["container"]["type"] == "unknownFutureValue"
    response = await api.get(f"/planner/plans/{plan['id']}", headers={"Prefer": "include-unknown-enum-members"})
    assert response.json()["container"]["type"] == "roster"


async def test_annotations_are_ignored(api: httpx.AsyncClient) -> None:
    task = await patch(api, TASK, {"@odata.type": "#microsoft.graph.plannerTask", "@odata.etag": "x", "title": "y"})
    assert task["title"] == "y"


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [(b"{", "application/json", 400), (b"{}", "text/plain", 415), (b"", "application/json", 400)],
)
async def test_unreadable_body(api: httpx.AsyncClient, content: bytes, kind: str, status: int) -> None:
    response = await api.post("/planner/tasks", content=content, headers={"Content-Type": kind})
    assert response.status_code == status

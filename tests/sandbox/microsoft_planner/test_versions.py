"""Changes to older versions: which are merged, which conflict, and which etags are refused."""

from __future__ import annotations

from typing import Any, cast

import httpx
import pytest
from sandbox.planner_calls import (
    ASSIGNMENT,
    BETA,
    ITEM,
    OTHER_ITEM,
    URL_KEY,
    control,
    create_task,
    delete,
    get,
    item,
    patch,
    post,
    reference,
)

from msportal_client.sandbox.microsoft_planner import BUCKET_ID, PLAN_ID, SECOND_USER_ID, TASK_ID, USER_ID
from msportal_client.sandbox.microsoft_planner.etags import make_etag

TASK = f"/planner/tasks/{TASK_ID}"
DETAILS = f"{TASK}/details"
BOARD = f"{TASK}/assignedToTaskBoardFormat"
PLAN_DETAILS = f"/planner/plans/{PLAN_ID}/details"


# A path, a change before, and two changes of the version after it.
Case = tuple[str, Any, Any, Any]


def assign(user: str, hint: str = " !") -> dict[str, Any]:
    return {"assignments": {user: {**ASSIGNMENT, "orderHint": hint}}}


MERGED: list[Case] = [
    (TASK, {}, {"title": "a"}, {"percentComplete": 50}),
    (TASK, {}, {"title": "a"}, {"title": "a"}),
    (TASK, {}, assign(USER_ID), assign(SECOND_USER_ID)),
    (TASK, assign(USER_ID), {"assignments": {USER_ID: None}}, assign(SECOND_USER_ID)),
    (TASK, assign(USER_ID), {"assignments": {USER_ID: None}}, {"assignments": {USER_ID: None}}),
    (TASK, {}, {"appliedCategories": {"category1": True}}, {"appliedCategories": {"category25": True}}),
    (TASK, {}, {"orderHint": "V !"}, {"assigneePriority": "V !"}),
    (DETAILS, {}, {"description": "a"}, {"checklist": {ITEM: item(title="a")}}),
    (DETAILS, {}, {"checklist": {ITEM: item(title="a")}}, {"checklist": {OTHER_ITEM: item(title="b")}}),
    (
        DETAILS,
        {"checklist": {ITEM: item(title="a")}},
        {"checklist": {ITEM: item(title="b")}},
        {"checklist": {ITEM: item(isChecked=True)}},
    ),
    (DETAILS, {}, {"references": {URL_KEY: reference(alias="a")}}, {"previewType": "reference"}),
    (BOARD, {}, {"orderHintsByAssignee": {USER_ID: " !"}}, {"orderHintsByAssignee": {SECOND_USER_ID: " !"}}),
    (PLAN_DETAILS, {}, {"categoryDescriptions": {"category1": "a"}}, {"categoryDescriptions": {"category2": "b"}}),
    (PLAN_DETAILS, {}, {"sharedWith": {SECOND_USER_ID: False}}, {"sharedWith": {SECOND_USER_ID: False}}),
]

CONFLICTING: list[Case] = [
    (TASK, {}, {"title": "a"}, {"title": "b"}),
    (TASK, {}, {"title": "a", "priority": 1}, {"title": "b", "percentComplete": 50}),
    (TASK, assign(USER_ID), {"assignments": {USER_ID: None}}, assign(USER_ID)),
    (TASK, {}, assign(USER_ID), assign(USER_ID)),
    (TASK, {}, {"orderHint": "V !"}, {"orderHint": "V !"}),
    (TASK, {}, {"appliedCategories": {"category1": True}}, {"appliedCategories": {"category1": False}}),
    (
        DETAILS,
        {"checklist": {ITEM: item(title="a")}},
        {"checklist": {ITEM: None}},
        {"checklist": {ITEM: item(title="b")}},
    ),
    (
        DETAILS,
        {"checklist": {ITEM: item(title="a")}},
        {"checklist": {ITEM: item(title="b")}},
        {"checklist": {ITEM: None}},
    ),
    (DETAILS, {}, {"checklist": {ITEM: item(title="a")}}, {"checklist": {ITEM: item(title="b")}}),
    (BOARD, {}, {"unassignedOrderHint": "V !"}, {"unassignedOrderHint": "V !"}),
    (PLAN_DETAILS, {}, {"categoryDescriptions": {"category1": "a"}}, {"categoryDescriptions": {"category1": None}}),
]


@pytest.mark.parametrize(("path", "before", "theirs", "mine"), MERGED)
async def test_merge(api: httpx.AsyncClient, path: str, before: Any, theirs: Any, mine: Any) -> None:
    etag = (await patch(api, path, before))["@odata.etag"]
    after_theirs = await patch(api, path, theirs, etag=etag)
    merged = await patch(api, path, mine, etag=etag)
    for sent in (theirs, mine):
        for name, value in sent.items():
            if isinstance(value, dict):
                for key, entry in cast("dict[str, Any]", value).items():
                    assert (key in merged[name]) == (entry not in (None, False))
            elif "Hint" not in name and name != "assigneePriority":
                assert merged[name] == value
            else:
                assert merged[name] != value
    if mine != theirs:
        assert merged["@odata.etag"] > after_theirs["@odata.etag"]


@pytest.mark.parametrize(("path", "before", "theirs", "mine"), CONFLICTING)
async def test_conflict(api: httpx.AsyncClient, path: str, before: Any, theirs: Any, mine: Any) -> None:
    etag = (await patch(api, path, before))["@odata.etag"]
    after = await patch(api, path, theirs, etag=etag)
    await patch(api, path, mine, 409, etag)
    assert await get(api, path) == after


async def test_change_that_changes_nothing_keeps_etag(api: httpx.AsyncClient) -> None:
    task = await get(api, TASK)
    assert (await patch(api, TASK, {"title": task["title"]}))["@odata.etag"] == task["@odata.etag"]


async def test_dates_that_merge_into_contradiction_conflict(api: httpx.AsyncClient) -> None:
    dates = {"startDateTime": "2026-11-01T00:00:00Z", "dueDateTime": "2026-11-05T00:00:00Z"}
    etag = (await patch(api, TASK, dates))["@odata.etag"]
    await patch(api, TASK, {"startDateTime": "2026-11-04T00:00:00Z"}, etag=etag)
    await patch(api, TASK, {"dueDateTime": "2026-11-03T00:00:00Z"}, 409, etag)


async def test_delete_of_older_version_conflicts(api: httpx.AsyncClient) -> None:
    etag = (await get(api, TASK))["@odata.etag"]
    await patch(api, TASK, {"title": "y"})
    await delete(api, TASK, 409, etag)
    await delete(api, TASK)


async def test_change_of_details_is_one_of_task_too(api: httpx.AsyncClient) -> None:
    """A task tells of its details, so that its etag changes with them."""
    before = await get(api, TASK)
    checklist = {ITEM: item(title="a"), OTHER_ITEM: item(title="b", isChecked=True)}
    await patch(
        api, DETAILS, {"checklist": checklist, "references": {URL_KEY: reference()}, "previewType": "checklist"}
    )
    after = await get(api, TASK)
    told = ("checklistItemCount", "activeChecklistItemCount", "referenceCount", "previewType", "hasDescription")
    assert [after[name] for name in told] == [2, 1, 1, "checklist", False]
    assert after["@odata.etag"] > before["@odata.etag"]
    await patch(api, TASK, {"title": "y"}, etag=before["@odata.etag"])


@pytest.mark.parametrize(
    ("etag", "status", "says"),
    [
        ("*", 400, "The given key was not present in the dictionary."),
        ("", 412, "invalid value"),
        ("x", 412, "invalid value"),
        (make_etag("TaskDetails", 1), 412, "invalid value"),
        (make_etag("Task", 1).replace('"', '\\"'), 412, "invalid value"),
        (make_etag("Task", 99), 412, "does not match a version"),
    ],
)
async def test_etag_refused(api: httpx.AsyncClient, etag: str, status: int, says: str) -> None:
    for method, path in (("PATCH", TASK), ("DELETE", TASK)):
        json = {"title": "y"} if method == "PATCH" else None
        response = await api.request(method, path, json=json, headers={"If-Match": etag})
        assert response.status_code == status
        assert says in response.json()["error"]["message"]
    assert (await get(api, TASK))["title"] != "y"


async def test_versions_that_are_kept(api: httpx.AsyncClient) -> None:
    await control(api, "/settings", {"kept_versions": 2})
    etags = [(await patch(api, TASK, {"title": f"t{number}"}))["@odata.etag"] for number in range(4)]
    await patch(api, TASK, {"priority": 1}, 412, etags[0])
    await patch(api, TASK, {"priority": 1}, 200, etags[1])


async def test_etag_from_before_creation(api: httpx.AsyncClient) -> None:
    await control(api, "/settings", {"first_version": 800})
    task = await create_task(api)
    assert task["@odata.etag"] == make_etag("Task", 800)
    await patch(api, f"/planner/tasks/{task['id']}", {"title": "y"}, 412, make_etag("Task", 799))


async def test_update_answers_204_or_representation(api: httpx.AsyncClient) -> None:
    etag = (await get(api, TASK))["@odata.etag"]
    empty = await api.patch(TASK, json={"title": "y"}, headers={"If-Match": etag})
    assert (empty.status_code, empty.content) == (204, b"")
    assert "preference-applied" not in empty.headers
    headers = [("If-Match", etag), ("Prefer", "include-unknown-enum-members"), ("Prefer", "return=representation")]
    full = await api.patch(TASK, json={"priority": 3}, headers=headers)
    assert (full.status_code, full.json()["title"], full.json()["priority"]) == (200, "y", 3)
    assert full.headers["preference-applied"] == "return=representation"


async def test_completion(api: httpx.AsyncClient) -> None:
    done = await patch(api, TASK, {"percentComplete": 100})
    assert done["completedBy"]["user"]["id"] == USER_ID
    assert done["completedDateTime"] == "2026-11-21T09:30:00.250000Z"
    again = await patch(api, TASK, {"percentComplete": 99})
    assert (again["completedBy"], again["completedDateTime"]) == (None, None)


async def test_unassigned_user_loses_place_on_board(api: httpx.AsyncClient) -> None:
    await patch(api, TASK, {"assignments": {USER_ID: ASSIGNMENT, SECOND_USER_ID: ASSIGNMENT}})
    await patch(api, BOARD, {"orderHintsByAssignee": {USER_ID: " !", SECOND_USER_ID: " !"}})
    await patch(api, TASK, {"assignments": {USER_ID: None}})
    assert (await get(api, BOARD))["orderHintsByAssignee"].keys() == {SECOND_USER_ID}


async def test_move_to_another_plan(api: httpx.AsyncClient) -> None:
    plan = await post(
        api, "/planner/plans", {"title": "p", "owner": (await get(api, f"/planner/plans/{PLAN_ID}"))["owner"]}
    )
    bucket = await post(api, "/planner/buckets", {"name": "b", "planId": plan["id"]})
    first = await create_task(api, planId=plan["id"])
    error = await patch(api, TASK, {"planId": plan["id"], "bucketId": BUCKET_ID}, 400)
    assert "bucket" in error["error"]["message"]
    moved = await patch(api, TASK, {"planId": plan["id"]})
    assert (moved["planId"], moved["bucketId"]) == (plan["id"], None)
    assert moved["orderHint"] < first["orderHint"]
    boards = [await get(api, f"/planner/tasks/{key}/bucketTaskBoardFormat") for key in (TASK_ID, first["id"])]
    assert boards[0]["orderHint"] < boards[1]["orderHint"]
    assert (await patch(api, TASK, {"bucketId": bucket["id"]}))["bucketId"] == bucket["id"]


async def test_deleted_bucket_takes_its_tasks(api: httpx.AsyncClient) -> None:
    outside = await create_task(api)
    await delete(api, f"/planner/buckets/{BUCKET_ID}")
    assert [task["id"] for task in (await get(api, f"/planner/plans/{PLAN_ID}/tasks"))["value"]] == [outside["id"]]


async def test_deleted_plan_takes_everything(api: httpx.AsyncClient) -> None:
    await delete(api, f"/planner/plans/{PLAN_ID}")
    for path in (TASK, DETAILS, BOARD, PLAN_DETAILS, f"/planner/buckets/{BUCKET_ID}"):
        await get(api, path, 404)


async def test_favorite_plans(api: httpx.AsyncClient) -> None:
    path = f"{BETA}/me/planner"
    entry = {"@odata.type": "#microsoft.graph.plannerFavoritePlanReference", "orderHint": " !", "planTitle": "p"}
    made = await patch(api, path, {"favoritePlanReferences": {PLAN_ID: entry}})
    assert made["favoritePlanReferences"][PLAN_ID]["planTitle"] == "p"
    assert made["favoritePlanReferences"][PLAN_ID]["orderHint"] != " !"
    gone = await patch(api, path, {"favoritePlanReferences": {PLAN_ID: None}})
    assert gone["favoritePlanReferences"] == {}

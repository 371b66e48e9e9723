"""Changes of Planner's resources: the smallest PATCH, merging on 409 and 412, conflicts, failures that did it."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from planner_answers import Change, Use, WaitedServer, failure, ok, reply, seen
from planner_data import BUCKET, PLAN, TASK, USER, details, etag, task

from msportal_client import ConflictError, MSPortalError, RequestValidationError, ServerError
from msportal_client.bridges.microsoft_planner import (
    MicrosoftPlanner,
    OrderHintError,
    PlannerConflictError,
    PlannerLimitError,
    Progress,
)
from msportal_client.bridges.microsoft_planner.models.planner_assigned_to_task_board_task_format import (
    PlannerAssignedToTaskBoardTaskFormat,
)
from msportal_client.bridges.microsoft_planner.models.planner_bucket import PlannerBucket
from msportal_client.bridges.microsoft_planner.models.planner_plan import PlannerPlan
from msportal_client.bridges.microsoft_planner.models.planner_plan_details import PlannerPlanDetails
from msportal_client.bridges.microsoft_planner.models.planner_task import PlannerTask
from msportal_client.bridges.microsoft_planner.models.planner_task_details import PlannerTaskDetails
from msportal_client.bridges.microsoft_planner.models.planner_user import PlannerUser


def read_task(version: int = 1, **fields: Any) -> PlannerTask:
    return PlannerTask.from_dict(task(version, **fields))


def read_details(version: int = 1, **fields: Any) -> PlannerTaskDetails:
    return PlannerTaskDetails.from_dict(details(version, **fields))


ITEMS = {
    "i": {"title": "Order parts", "isChecked": False, "orderHint": "5"},
    "j": {"title": "Fit them", "isChecked": True, "orderHint": "3"},
}


# --- one request ---


def test_update_sends_the_fields_and_the_etag(call: Use, server: WaitedServer) -> None:
    server.respond_with(ok(task(2, title="new")))
    new = call("tasks.update", read_task(), {"title": "new"})
    (request,) = server.requests
    assert (request.method, request.url.path) == ("PATCH", f"/v1.0/planner/tasks/{TASK}")
    assert request.headers["if-match"] == etag("Task", 1)
    assert request.headers["prefer"] == "return=representation"
    assert server.body == {"title": "new"}
    assert (new.title, new.odata_etag) == ("new", etag("Task", 2))


EMPTY: list[Change] = [{}, lambda task: {}, {"assignments": {}}]


@pytest.mark.parametrize("change", EMPTY)
def test_empty_change_sends_nothing(call: Use, server: WaitedServer, change: Any) -> None:
    before = read_task()
    assert call("tasks.update", before, change) is before
    assert server.requests == []


def by_id(cls: Any, kind: str, **fields: Any) -> Any:
    return cls.from_dict({"id": TASK, "@odata.etag": etag(kind, 1), **fields})


KINDS: list[tuple[Any, Change, str, Any]] = [
    (by_id(PlannerPlan, "Plan"), {"title": "x"}, f"/planner/plans/{TASK}", {"title": "x"}),
    (by_id(PlannerBucket, "Bucket"), {"name": "x"}, f"/planner/buckets/{TASK}", {"name": "x"}),
    (
        by_id(PlannerPlanDetails, "PlanDetails"),
        PlannerPlanDetails(id=PLAN).share_with(USER),
        f"/planner/plans/{TASK}/details",
        {"sharedWith": {USER: True}},
    ),
    (
        by_id(PlannerPlanDetails, "PlanDetails"),
        PlannerPlanDetails(id=PLAN).name_label(3, "Urgent"),
        f"/planner/plans/{TASK}/details",
        {"categoryDescriptions": {"category3": "Urgent"}},
    ),
    (
        by_id(PlannerAssignedToTaskBoardTaskFormat, "AssignedToTaskBoardTaskFormat"),
        lambda position: position.move(USER, " !"),
        f"/planner/tasks/{TASK}/assignedToTaskBoardFormat",
        {"orderHintsByAssignee": {USER: " !"}},
    ),
    (
        by_id(PlannerAssignedToTaskBoardTaskFormat, "AssignedToTaskBoardTaskFormat"),
        lambda position: position.move(None, " !"),
        f"/planner/tasks/{TASK}/assignedToTaskBoardFormat",
        {"unassignedOrderHint": " !"},
    ),
    (
        by_id(PlannerUser, "UserDetails"),
        lambda user: user.add_favorite(PLAN, "The plan"),
        "/me/planner",
        {
            "favoritePlanReferences": {
                PLAN: {
                    "@odata.type": "#microsoft.graph.plannerFavoritePlanReference",
                    "planTitle": "The plan",
                    "orderHint": " !",
                }
            }
        },
    ),
]


@pytest.mark.parametrize(("resource", "change", "path", "body"), KINDS)
def test_update_of_every_kind(  # noqa: PLR0917 - the parameters of the test
    call: Use, server: WaitedServer, resource: Any, change: Any, path: str, body: dict[str, Any]
) -> None:
    server.respond_with(ok({"id": TASK}))
    call("tasks.update", resource, change)
    assert server.requests[0].url.path.endswith(path)
    assert server.body == body


TASK_METHODS: list[tuple[Change, Any]] = [
    (
        lambda task: task.assign(USER),
        {"assignments": {USER: {"@odata.type": "#microsoft.graph.plannerAssignment", "orderHint": " !"}}},
    ),
    (lambda task: task.unassign(USER), {"assignments": {USER: None}}),
    (lambda task: task.label(1, "category25"), {"appliedCategories": {"category1": True, "category25": True}}),
    (lambda task: task.unlabel(1), {"appliedCategories": {"category1": False}}),
    (lambda task: task.complete(), {"percentComplete": 100}),
    (lambda task: task.start(), {"percentComplete": 50}),
    (lambda task: task.move_to_bucket(BUCKET), {"bucketId": BUCKET}),
    (
        lambda task: {"percent_complete": Progress.of(1), "due_date_time": None},
        {"percentComplete": 50, "dueDateTime": None},
    ),
]


@pytest.mark.parametrize(("change", "body"), TASK_METHODS)
def test_methods_of_a_task(call: Use, server: WaitedServer, change: Any, body: dict[str, Any]) -> None:
    server.respond_with(ok(task(2)))
    call("tasks.update", read_task(), change)
    assert server.body == body


CHECKLIST_METHODS: list[tuple[Change, Any]] = [
    (lambda details: details.check("i"), {"i": {"isChecked": True}}),
    (lambda details: details.uncheck("j"), {"j": {"isChecked": False}}),
    (lambda details: details.rename_item("i", "New"), {"i": {"title": "New"}}),
    (lambda details: details.move_item("i", 0), {"i": {"orderHint": " 3!"}}),
    (lambda details: details.remove_item("i", "j"), {"i": None, "j": None}),
]


@pytest.mark.parametrize(("change", "items"), CHECKLIST_METHODS)
def test_methods_of_a_checklist(call: Use, server: WaitedServer, change: Any, items: dict[str, Any]) -> None:
    server.respond_with(ok(details(2)))
    call("tasks.update", read_details(checklist=ITEMS), change)
    kind = {"@odata.type": "#microsoft.graph.plannerChecklistItem"}
    assert server.body == {"checklist": {key: item and {**kind, **item} for key, item in items.items()}}


def test_new_checklist_item_comes_last_with_an_id(call: Use, server: WaitedServer) -> None:
    server.respond_with(ok(details(2)))
    call("tasks.update", read_details(checklist=ITEMS), lambda details: details.add_item("Test it"))
    ((item_id, item),) = server.body["checklist"].items()
    assert len(item_id) == 36
    assert (item["title"], item["isChecked"], item["orderHint"]) == ("Test it", False, "5 !")


def test_links_by_their_urls(call: Use, server: WaitedServer) -> None:
    key = "https%3A//example%2Ecom"
    server.respond_with(ok(details(2)))
    before = read_details(references={key: {"alias": "old"}})
    assert list(before.links) == ["https://example.com"]
    call("tasks.update", before, before.remove_reference("https://example.com"))
    assert server.body == {"references": {key: None}}


def test_properties_of_models() -> None:
    read = read_task(
        percentComplete=30,
        priority=1,
        appliedCategories={"category3": True, "category1": True, "category2": False},
        assignments={"u": {"orderHint": "5"}, "v": {"orderHint": "3"}},
    )
    assert (read.progress, read.labels, read.assignees) == (Progress.IN_PROGRESS, [1, 3], ["v", "u"])
    assert read_details(checklist=ITEMS).item_ids == ["j", "i"]


REFUSED: list[tuple[Any, Change, type[Exception], str]] = [
    (read_task(), {"titel": "x"}, RequestValidationError, "titel: cannot be changed; what can: .* title"),
    (read_task(), {"details": {}}, RequestValidationError, "details: cannot be changed"),
    (read_task(), {"order_hint": "8585269235419217847P"}, RequestValidationError, "never sent back"),
    (read_task(), lambda task: None, RequestValidationError, "gave NoneType"),
    (read_task(), {"percent_complete": 101}, RequestValidationError, "percent_complete: must be at most 100"),
    (
        read_task(dueDateTime="2026-01-01T00:00:00Z"),
        {"start_date_time": "2026-01-02T00:00:00Z"},
        ValueError,
        "start",
    ),
    (PlannerTask(id=TASK), {"title": "x"}, RequestValidationError, "if_match: the etag of a task is needed"),
    ("task", {"title": "x"}, RequestValidationError, "must be a resource of Planner, is of the type str"),
    (read_details(), lambda details: details.check("k"), LookupError, "the checklist has no item 'k'"),
    (read_task(), lambda task: task.label(26), ValueError, "labels are 1 to 25"),
    (
        read_details(checklist={"i": {}, "j": {}}),
        lambda d: d.move_item("i", 1),
        OrderHintError,
        "has no order hint",
    ),
]


@pytest.mark.parametrize(("resource", "change", "error", "message"), REFUSED)
def test_changes_that_are_refused(  # noqa: PLR0917 - the parameters of the test
    call: Use, server: WaitedServer, resource: Any, change: Any, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        call("tasks.update", resource, change)
    assert server.requests == []


# --- conflicts ---


@pytest.mark.parametrize("status", [409, 412])
def test_merged_with_a_change_of_something_else(call: Use, server: WaitedServer, status: int) -> None:
    server.respond_with(failure(status), ok(task(5, title="theirs")), ok(task(6, title="theirs", priority=1)))
    new = call("tasks.update", read_task(), {"priority": 1})
    assert [method for method, _ in seen(server)] == ["PATCH", "GET", "PATCH"]
    assert [r.headers.get("if-match") for r in server.requests] == [etag("Task", 1), None, etag("Task", 5)]
    assert server.body == {"priority": 1}
    assert (new.title, new.priority) == ("theirs", 1)


def test_change_is_applied_to_the_new_version(call: Use, server: WaitedServer) -> None:
    server.respond_with(failure(412), ok(task(5, title="theirs")), ok(task(6)))
    call("tasks.update", read_task(title="old"), lambda task: {"title": f"{task.title}!"})
    assert server.body == {"title": "theirs!"}


def test_same_field_set_by_both_is_a_conflict(call: Use, server: WaitedServer) -> None:
    server.respond_with(failure(409), ok(task(5, title="theirs")))
    with pytest.raises(ConflictError, match="others have set title meanwhile") as caught:
        call("tasks.update", read_task(title="old"), {"title": "ours"})
    error = caught.value
    assert isinstance(error, PlannerConflictError)
    assert (error.base.title, error.latest.title, error.wanted) == ("old", "theirs", {"title": "ours"})
    assert error.conflicts == ("title",)
    assert (error.status_code, error.request_id) == (409, "id-of-graph")


def test_overwrite_replaces_what_others_set(call: Use, server: WaitedServer) -> None:
    server.respond_with(failure(409), ok(task(5, title="theirs")), ok(task(6, title="ours")))
    assert call("tasks.update", read_task(title="old"), {"title": "ours"}, overwrite=True).title == "ours"


def test_what_others_did_already_is_not_sent(call: Use, server: WaitedServer) -> None:
    server.respond_with(failure(412), ok(task(5, title="new", percentComplete=0)), ok(task(6)))
    call("tasks.update", read_task(title="old"), {"title": "new", "percent_complete": 50})
    assert server.body == {"percentComplete": 50}


def test_nothing_left_to_do(call: Use, server: WaitedServer) -> None:
    server.respond_with(failure(412), ok(task(5, title="new")))
    assert call("tasks.update", read_task(title="old"), {"title": "new"}).odata_etag == etag("Task", 5)


def test_conflicts_are_bounded(call: Use, server: WaitedServer) -> None:
    server.respond_with(*[answer for n in range(9) for answer in (failure(412), ok(task(5 + n)))])
    with pytest.raises(PlannerConflictError, match="cannot be applied to the newest version") as caught:
        call("tasks.update", read_task(), {"title": "new"}, attempts=3)
    assert [method for method, _ in seen(server)] == ["PATCH", "GET"] * 3
    assert caught.value.latest.odata_etag == etag("Task", 7)


def test_item_that_is_gone_is_a_conflict(call: Use, server: WaitedServer) -> None:
    gone = {"j": ITEMS["j"]}
    server.respond_with(failure(409), ok(details(5, checklist=gone)))
    with pytest.raises(PlannerConflictError) as caught:
        call("tasks.update", read_details(checklist=ITEMS), lambda details: details.check("i"))
    assert isinstance(caught.value.__cause__, LookupError)
    assert caught.value.latest.item_ids == ["j"]


def test_resource_that_is_gone_is_a_conflict(call: Use, server: WaitedServer) -> None:
    server.respond_with(failure(412), failure(404))
    with pytest.raises(PlannerConflictError, match="the resource is gone") as caught:
        call("tasks.update", read_task(), {"title": "new"})
    assert caught.value.latest is None


def test_new_item_has_the_same_id_in_each_attempt(call: Use, server: WaitedServer) -> None:
    server.respond_with(failure(409), ok(details(5)), ok(details(6)))
    call("tasks.update", read_details(), lambda details: details.add_item("Test it"))
    first, _, second = server.requests
    assert first.content == second.content


# --- failures that are no proof that nothing happened ---


@pytest.mark.parametrize("lost", [500, 503, "reset"])
def test_change_that_was_made_although_the_answer_was_lost(call: Use, server: WaitedServer, lost: int | str) -> None:
    server.respond_with(reply(lost), ok(task(2, title="new")))
    assert call("tasks.update", read_task(title="old"), {"title": "new"}).odata_etag == etag("Task", 2)


@pytest.mark.parametrize("lost", [500, 503, "reset"])
def test_change_that_was_not_made(call: Use, server: WaitedServer, lost: int | str) -> None:
    server.respond_with(reply(lost), ok(task(1, title="old")))
    with pytest.raises(MSPortalError) as caught:
        call("tasks.update", read_task(title="old"), {"title": "new"})
    assert not isinstance(caught.value, ConflictError)
    assert [method for method, _ in seen(server)] == ["PATCH", "GET"]


def test_limit_that_came_although_the_change_was_made(call: Use, server: WaitedServer) -> None:
    user: dict[str, Any] = {"id": TASK, "@odata.etag": etag("UserDetails", 1), "favoritePlanReferences": {}}
    done = {**user, "favoritePlanReferences": {PLAN: {"planTitle": "The plan", "orderHint": "85"}}}
    server.respond_with(failure(403, "MaximumFavoritePlansForUser"), ok(done))
    new = call("users.update", PlannerUser.from_dict(user), lambda user: user.add_favorite(PLAN, "The plan"))
    assert list(new.favorite_plan_references) == [PLAN]


def test_limit_raised_where_the_change_was_not_made(call: Use, server: WaitedServer) -> None:
    server.respond_with(failure(403, "MaximumAssigneesInTasks"), ok(task(1)))
    with pytest.raises(PlannerLimitError):
        call("tasks.update", read_task(), lambda task: task.assign(USER))


def test_failure_stands_where_the_resource_cannot_be_read(call: Use, server: WaitedServer) -> None:
    server.respond_with(failure(500, message="first"), failure(500, message="second"))
    with pytest.raises(ServerError, match="first"):
        call("tasks.update", read_task(), {"title": "new"})


# --- deletion ---


def test_delete_sends_the_etag(call: Use, server: WaitedServer) -> None:
    server.respond_with(httpx.Response(204))
    assert call("tasks.delete", read_task()) is None
    assert server.requests[0].headers["if-match"] == etag("Task", 1)


def test_delete_of_a_changed_resource_is_a_conflict(call: Use, server: WaitedServer) -> None:
    server.respond_with(failure(412), ok(task(5, title="theirs")))
    with pytest.raises(PlannerConflictError) as caught:
        call("tasks.delete", read_task())
    assert caught.value.latest.title == "theirs"


def test_delete_overwrites_where_asked_to(call: Use, server: WaitedServer) -> None:
    server.respond_with(failure(412), ok(task(5, title="theirs")), httpx.Response(204))
    call("tasks.delete", read_task(), overwrite=True)
    assert server.requests[-1].headers["if-match"] == etag("Task", 5)


def test_details_cannot_be_deleted(call: Use, server: WaitedServer) -> None:
    with pytest.raises(RequestValidationError, match="plannerTaskDetails cannot be deleted by itself"):
        call("tasks.delete", read_details())


def test_update_is_typed() -> None:
    """The result has the type of the resource."""

    def use(planner: MicrosoftPlanner, one: PlannerTask, other: PlannerBucket) -> tuple[PlannerTask, PlannerBucket]:
        return planner.tasks.update(one, {"title": "x"}), planner.buckets.update(other, lambda b: {"name": b.name})

    assert use is not None

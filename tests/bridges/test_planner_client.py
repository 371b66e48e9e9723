"""The clients of Microsoft Planner against scripted answers: requests, defaults, checks, errors, creation."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from planner_answers import Use, WaitedServer, failure, ok, page, reply, seen
from planner_data import BUCKET, GROUP, PLAN, TASK, USER, etag, task

from msportal_client import (
    APIConnectionError,
    NotFoundError,
    RequestOptions,
    RequestValidationError,
    RetryPolicy,
    ServerError,
)
from msportal_client.bridges.microsoft_planner import (
    MicrosoftPlanner,
    PlannerLimit,
    PlannerLimitError,
    Priority,
)


def test_reading_a_task(call: Use, server: WaitedServer) -> None:
    server.respond_with(ok(task()))
    found = call("tasks.get_task", TASK)
    (request,) = server.requests
    assert str(request.url) == f"https://graph.microsoft.com/v1.0/planner/tasks/{TASK}"
    assert request.headers["authorization"] == "Bearer a-token-of-the-tests"
    assert request.headers["client-request-id"]
    assert (found.title, found.odata_etag, found.importance) == ("Replace firewall", etag("Task", 1), Priority.MEDIUM)


def test_beta_operations_go_to_beta(call: Use, server: WaitedServer) -> None:
    server.respond_with(ok({"value": [], "@odata.deltaLink": "https://graph.microsoft.com/beta/x"}))
    call("delta.list_my_changes")
    assert str(server.requests[0].url) == "https://graph.microsoft.com/beta/me/planner/all/delta"


@pytest.mark.parametrize("base_url", ["http://127.0.0.1:8000", "http://127.0.0.1:8000/", "http://127.0.0.1:8000/v1.0"])
def test_version_added_to_base_url(server: WaitedServer, base_url: str) -> None:
    server.respond_with(ok(task()), ok({"value": []}))
    with MicrosoftPlanner("t", base_url=base_url, transport=httpx.MockTransport(server.handle)) as planner:
        planner.tasks.get_task(TASK)
        planner.delta.list_my_changes().first()
    assert seen(server) == [("GET", f"/v1.0/planner/tasks/{TASK}"), ("GET", "/beta/me/planner/all/delta")]


@pytest.mark.parametrize("asked", [None, "include-unknown-enum-members"])
def test_unknown_container_kinds_asked_for(call: Use, server: WaitedServer, asked: str | None) -> None:
    server.respond_with(ok({"id": PLAN, "title": "A", "container": {"type": "roster", "containerId": "c"}}))
    plan = call("plans.get_plan", PLAN, prefer=asked)
    assert server.requests[0].headers["prefer"] == "include-unknown-enum-members"
    assert plan.container.type == "roster"


def test_limit_is_typed_error(call: Use, server: WaitedServer) -> None:
    server.respond_with(failure(403, "MaximumTasksInProject", "Too many tasks."))
    with pytest.raises(PlannerLimitError) as caught:
        call("tasks.create_task", plan_id=PLAN, title="One more")
    error = caught.value
    assert error.limit is PlannerLimit.TASKS_IN_PROJECT
    assert (error.resource, error.properties) == ("plannerTask", ("planId",))
    assert error.request_id == "id-of-graph"
    assert str(error).startswith("403 Too many tasks. (the plan has too many tasks) [MaximumTasksInProject]")


def test_not_found_says_what_may_be_wrong(call: Use, server: WaitedServer) -> None:
    server.respond_with(failure(404))
    with pytest.raises(NotFoundError, match="ids are case-sensitive"):
        call("tasks.get_task", TASK)


def test_lists_are_paged_by_their_links(server: WaitedServer) -> None:
    link = f"https://graph.microsoft.com/v1.0/planner/plans/{PLAN}/tasks?$skiptoken=2"
    server.respond_with(page(task(title="one"), link=link), page(task(title="two")))
    with MicrosoftPlanner("t", transport=httpx.MockTransport(server.handle)) as planner:
        assert [found.title for found in planner.tasks.list_plan_tasks(PLAN)] == ["one", "two"]
    assert str(server.requests[1].url) == link


# --- refused before they are sent ---


@pytest.mark.parametrize(
    ("path", "args", "fields", "problem"),
    [
        ("tasks.update_task_details", [TASK], {"if_match": etag("Task", 1)}, "if_match: this is the etag of a task"),
        ("tasks.update_task", [TASK], {"if_match": "*", "title": "x"}, "if_match: Planner refuses `*`"),
        ("tasks.delete_task", [TASK], {"if_match": ""}, "if_match: the etag of a task is needed"),
        ("buckets.delete_bucket", [BUCKET], {"if_match": etag("Plan", 1)}, "this is the etag of a plan"),
        ("tasks.get_task", ["short"], {}, "task_id: must have at least 28 characters, has 5"),
        ("tasks.get_task", ["x" * 29], {}, "task_id: must have at most 28 characters, has 29"),
        ("tasks.create_task", [], {"plan_id": "p", "title": "x"}, "plan_id: must have at least 28"),
        (
            "tasks.create_task",
            [],
            {
                "plan_id": PLAN,
                "title": "x",
                "start_date_time": datetime(2026, 2, 1, tzinfo=UTC),
                "due_date_time": datetime(2026, 1, 1, tzinfo=UTC),
            },
            "start_date_time: a task cannot start",
        ),
        (
            "tasks.create_task",
            [],
            {"plan_id": PLAN, "title": "x", "order_hint": "8585"},
            "order_hint: '8585' is no hint",
        ),
        ("tasks.create_task", [], {"plan_id": PLAN, "title": "x", "priority": 11}, "priority: must be at most 10"),
        (
            "tasks.create_task",
            [],
            {"plan_id": PLAN, "title": "x", "assignments": {USER: {}}},
            rf"assignments\['{USER}'\].order_hint: is needed",
        ),
        (
            "tasks.update_task_details",
            [TASK],
            {"if_match": etag("TaskDetails", 1), "references": {"example.com": {"alias": "a"}}},
            "is not a URL with a scheme",
        ),
    ],
)
def test_refused_before_it_is_sent(  # noqa: PLR0917 - the parameters of the test
    call: Use, server: WaitedServer, path: str, args: list[Any], fields: dict[str, Any], problem: str
) -> None:
    with pytest.raises(RequestValidationError, match=problem):
        call(path, *args, **fields)
    assert server.requests == []


# --- filled in ---


def test_types_and_keys_filled_in(call: Use, server: WaitedServer) -> None:
    server.respond_with(ok({"id": TASK, "@odata.etag": etag("TaskDetails", 2)}))
    call(
        "tasks.update_task_details",
        TASK,
        if_match=etag("TaskDetails", 1).replace('"', '\\"'),
        references={"https://example.com/a.b": {"alias": "b", "preview_priority": " !"}},
        checklist={"i": {"title": "Order parts", "is_checked": False}, "j": None},
    )
    assert server.requests[0].headers["if-match"] == etag("TaskDetails", 1)
    assert server.requests[0].headers["prefer"] == "return=representation"
    assert server.body == {
        "references": {
            "https%3A//example%2Ecom/a%2Eb": {
                "@odata.type": "#microsoft.graph.plannerExternalReference",
                "alias": "b",
                "previewPriority": " !",
            }
        },
        "checklist": {
            "i": {"@odata.type": "#microsoft.graph.plannerChecklistItem", "title": "Order parts", "isChecked": False},
            "j": None,
        },
    }


def test_task_created_with_assignments_as_mappings(call: Use, server: WaitedServer) -> None:
    server.respond_with(ok(task(), 201))
    call(
        "tasks.create_task",
        plan_id=PLAN,
        title="Replace firewall",
        priority=Priority.URGENT,
        assignments={USER: {"order_hint": " !"}},
        applied_categories={},
    )
    assert server.body == {
        "planId": PLAN,
        "title": "Replace firewall",
        "priority": 1,
        "assignments": {USER: {"@odata.type": "#microsoft.graph.plannerAssignment", "orderHint": " !"}},
    }


def test_answer_without_resource_is_read(call: Use, server: WaitedServer) -> None:
    server.respond_with(httpx.Response(204), ok(task(version=2)))
    found = call("tasks.update_task", TASK, if_match=etag("Task", 1), title="x")
    assert found.odata_etag == etag("Task", 2)
    assert seen(server) == [("PATCH", f"/v1.0/planner/tasks/{TASK}"), ("GET", f"/v1.0/planner/tasks/{TASK}")]


# --- creation ---


def made(seconds: float = 0, **fields: Any) -> dict[str, Any]:
    moment = datetime.now(UTC) - timedelta(seconds=seconds)
    return task(createdDateTime=moment.isoformat(), title="New", **fields)


@pytest.mark.parametrize("lost", [503, "reset"])
def test_created_task_found_after_lost_answer(call: Use, server: WaitedServer, lost: int | str) -> None:
    other = task(title="Other", id="other-task-of-the-same-plan-")
    link = f"https://graph.microsoft.com/v1.0/planner/plans/{PLAN}/tasks?$skiptoken=2"
    server.respond_with(reply(lost), page(other, made(3600), link=link), page(made(priority=1)), ok(made(priority=1)))
    found = call("tasks.create_task", plan_id=PLAN, title="New", priority=1)
    assert found.id == TASK
    assert [method for method, _ in seen(server)] == ["POST", "GET", "GET", "GET"]
    assert server.requests[2].url.query == b"$skiptoken=2"
    assert server.waits == [1.0]


def test_task_created_again_where_it_was_not(call: Use, server: WaitedServer) -> None:
    """Older tasks, and such with other fields, are not the one."""
    server.respond_with(reply(503), page(made(3600), made(percentComplete=50)), ok(task(), 201))
    call("tasks.create_task", plan_id=PLAN, title="New", percent_complete=0)
    assert [method for method, _ in seen(server)] == ["POST", "GET", "POST"]


def test_task_not_created_again_after_500(call: Use, server: WaitedServer) -> None:
    server.respond_with(failure(500), page())
    with pytest.raises(ServerError):
        call("tasks.create_task", plan_id=PLAN, title="New")
    assert [method for method, _ in seen(server)] == ["POST", "GET"]


def test_creation_bounded_by_the_policy(call: Use, server: WaitedServer) -> None:
    server.respond_with(reply(503), page(), reply(503), page(), reply(503))
    with pytest.raises(ServerError):
        call("tasks.create_task", plan_id=PLAN, title="New")
    assert [method for method, _ in seen(server)] == ["POST", "GET", "POST", "GET", "POST"]
    assert server.waits == [1.0, 2.0]


def test_creation_sent_once_where_the_policy_says_so(call: Use, server: WaitedServer) -> None:
    server.respond_with(reply("reset"))
    with pytest.raises(APIConnectionError):
        call("tasks.create_task", plan_id=PLAN, title="New", options=RequestOptions(retry=RetryPolicy.never()))
    assert [method for method, _ in seen(server)] == ["POST"]


def test_bucket_of_unknown_age_not_taken_for_the_new_one(call: Use, server: WaitedServer) -> None:
    server.respond_with(reply(503), page({"id": BUCKET, "name": "To do", "planId": PLAN}))
    with pytest.raises(ServerError):
        call("buckets.create_bucket", name="To do", plan_id=PLAN)
    assert [method for method, _ in seen(server)] == ["POST", "GET"]


def test_plan_looked_for_in_its_group(call: Use, server: WaitedServer) -> None:
    plan = {"id": PLAN, "title": "A", "createdDateTime": datetime.now(UTC).isoformat()}
    server.respond_with(reply(504), page(plan), ok(plan))
    container = {"url": f"https://graph.microsoft.com/v1.0/groups/{GROUP}"}
    assert call("plans.create_plan", title="A", container=container).id == PLAN
    assert seen(server)[1] == ("GET", f"/v1.0/groups/{GROUP}/planner/plans")


def test_plan_needs_a_place(call: Use, server: WaitedServer) -> None:
    with pytest.raises(RequestValidationError, match="container: a plan must be owned"):
        call("plans.create_plan", title="A")
    server.respond_with(ok({"id": PLAN, "title": "A"}, 201))
    call("plans.create_plan", title="A", owner=GROUP)
    assert server.body == {"title": "A", "owner": GROUP}


def test_own_creations_are_not_found(server: WaitedServer) -> None:
    """Two equal tasks are wanted; the first one is not the second."""
    server.respond_with(ok(made(), 201), reply(503), page(made()), ok(made(id="second-task-of-the-same-kind"), 201))
    with MicrosoftPlanner(
        "t", transport=httpx.MockTransport(server.handle), retry=RetryPolicy(backoff=0, max_attempts=2)
    ) as planner:
        first, second = (planner.tasks.create_task(plan_id=PLAN, title="New") for _ in range(2))
    assert first.id != second.id


def test_link_to_another_host_refused(call: Use, server: WaitedServer) -> None:
    server.respond_with(reply(503), page(link="https://evil.example/v1.0/planner"))
    with pytest.raises(Exception, match=r"the link to the next page does not lead to https://graph.microsoft.com/v1.0"):
        call("tasks.create_task", plan_id=PLAN, title="New")
    assert len(server.requests) == 2


def test_token_in_no_repr_and_no_error(server: WaitedServer) -> None:
    secret = "a-token-of-the-tests"
    server.respond_with(failure(400, message=f"{secret} is wrong"))
    with MicrosoftPlanner(secret, transport=httpx.MockTransport(server.handle)) as planner:
        with pytest.raises(Exception, match="<API key> is wrong") as caught:
            planner.tasks.get_task(TASK)
        assert secret not in repr(planner) + repr(caught.value) + json.dumps(str(vars(caught.value)))

"""Every sentence on behaviour of the two overview pages, in their order. The docstrings quote them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from sandbox.planner_calls import (
    ASSIGNMENT,
    BETA,
    ITEM,
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
    share,
)

from msportal_client.sandbox.microsoft_planner import (
    BUCKET_ID,
    DEFAULT_LIMITS,
    GROUP_ID,
    OTHER_GROUP_ID,
    OUTSIDER_TOKEN,
    PLAN_ID,
    SECOND_TOKEN,
    SECOND_USER_ID,
    TASK_ID,
    USER_ID,
)
from msportal_client.sandbox.microsoft_planner.etags import read_etag

Serve = Callable[..., httpx.AsyncClient]
BOARDS = ("assignedToTaskBoardFormat", "progressTaskBoardFormat", "bucketTaskBoardFormat")
RESOURCES = (
    f"/planner/plans/{PLAN_ID}",
    f"/planner/plans/{PLAN_ID}/details",
    f"/planner/buckets/{BUCKET_ID}",
    f"/planner/tasks/{TASK_ID}",
    f"/planner/tasks/{TASK_ID}/details",
    *(f"/planner/tasks/{TASK_ID}/{board}" for board in BOARDS),
    f"{BETA}/me/planner",
)


class TestGroupsAndPlans:
    async def test_plans_of_group(self, api: httpx.AsyncClient) -> None:
        """To get the plans owned by a group: GET /groups/{id}/planner/plans."""
        made = await create_plan(api, GROUP_ID)
        listed = await get(api, f"/groups/{GROUP_ID}/planner/plans")
        assert [plan["id"] for plan in listed["value"]] == [PLAN_ID, made["id"]]

    async def test_plan_is_owned_by_group(self, api: httpx.AsyncClient) -> None:
        """A new plan: make a group its owner by setting the owner property on a plan object."""
        plan = await create_plan(api, GROUP_ID)
        assert plan["owner"] == plan["container"]["containerId"] == GROUP_ID
        assert plan["container"]["type"] == "group"

    async def test_plan_must_be_owned(self, api: httpx.AsyncClient) -> None:
        """Plans must be owned by groups."""
        error = await post(api, "/planner/plans", {"title": "p"}, 400)
        assert "one container or owner" in error_of(error)[1]

    async def test_creator_must_be_member(self, api: httpx.AsyncClient) -> None:
        """The user who is creating the plan must be a member of the group that will own the plan."""
        error = await post(api, "/planner/plans", {"title": "p", "owner": OTHER_GROUP_ID}, 403)
        assert "not a member" in error_of(error)[1]

    async def test_task_needs_plan(self, api: httpx.AsyncClient) -> None:
        """To create a task in a plan, set planId. Tasks currently cannot be created without plans."""
        assert (await create_task(api))["planId"] == PLAN_ID
        error = await post(api, "/planner/tasks", {"title": "x"}, 400)
        assert error["error"]["details"] == [{"code": "", "message": "is required", "target": "body.planId"}]

    async def test_tasks_of_plan(self, api: httpx.AsyncClient) -> None:
        """To retrieve the tasks in a plan: GET /planner/plans/{id}/tasks."""
        made = await create_task(api)
        listed = await get(api, f"/planner/plans/{PLAN_ID}/tasks")
        assert [task["id"] for task in listed["value"]] == [TASK_ID, made["id"]]


class TestTasks:
    async def test_assign_by_entry_of_assignments(self, api: httpx.AsyncClient) -> None:
        """Each task can be assigned to a user by adding an assignment; the user's id is the name of the property."""
        task = await create_task(api, assignments={SECOND_USER_ID: ASSIGNMENT})
        assignment = task["assignments"][SECOND_USER_ID]
        assert assignment["assignedBy"]["user"]["id"] == USER_ID
        assert assignment["assignedDateTime"] == task["createdDateTime"]

    async def test_assignment_needs_order_hint(self, api: httpx.AsyncClient) -> None:
        """The orderHint property on the assignment must be specified."""
        assignment = {"@odata.type": ASSIGNMENT["@odata.type"]}
        body = {"planId": PLAN_ID, "title": "x", "assignments": {USER_ID: assignment}}
        error = await post(api, "/planner/tasks", body, 400)
        assert error["error"]["details"][0]["target"].endswith("orderHint")

    async def test_basic_and_detail_objects(self, api: httpx.AsyncClient) -> None:
        """Basic objects have common properties for lists, detail objects the large ones."""
        path = f"/planner/tasks/{TASK_ID}"
        await patch(api, f"{path}/details", {"description": "long", "checklist": {ITEM: item(title="a")}})
        task, details = await get(api, path), await get(api, f"{path}/details")
        assert (task["hasDescription"], task["checklistItemCount"], "description" in task) == (True, 1, False)
        assert (details["description"], details["id"]) == ("long", TASK_ID)
        assert "categoryDescriptions" not in await get(api, f"/planner/plans/{PLAN_ID}")
        assert "categoryDescriptions" in await get(api, f"/planner/plans/{PLAN_ID}/details")


class TestVisualization:
    async def test_flat_list_of_plan(self, api: httpx.AsyncClient) -> None:
        """Flat list (tasks in a plan): orderHint property on tasks."""
        tasks = [await create_task(api, title=title) for title in "ab"]
        hints = [task["orderHint"] for task in tasks]
        between = f"{hints[1]} {hints[0]}!"
        moved = await patch(api, f"/planner/tasks/{TASK_ID}", {"orderHint": between})
        listed = (await get(api, f"/planner/plans/{PLAN_ID}/tasks"))["value"]
        ordered = sorted(listed, key=lambda task: str(task["orderHint"]))
        assert [task["title"] for task in ordered] == ["b", moved["title"], "a"]

    async def test_flat_list_of_user(self, api: httpx.AsyncClient) -> None:
        """Flat list (tasks assigned to a user): assigneePriority property on tasks."""
        tasks = [await create_task(api, title=title, assignments={USER_ID: ASSIGNMENT}) for title in "ab"]
        last = max(task["assigneePriority"] for task in tasks)
        await patch(api, f"/planner/tasks/{tasks[1]['id']}", {"assigneePriority": f"{last} !"})
        listed = (await get(api, "/me/planner/tasks"))["value"]
        ordered = sorted(listed, key=lambda task: str(task["assigneePriority"]))
        assert [task["title"] for task in ordered] == ["a", "b"]

    @pytest.mark.parametrize("board", BOARDS[1:])
    async def test_board(self, api: httpx.AsyncClient, board: str) -> None:
        """Board views by progress and by bucket: the taskBoardFormat objects."""
        first, second = [f"/planner/tasks/{(await create_task(api))['id']}/{board}" for _ in range(2)]
        before = [(await get(api, path))["orderHint"] for path in (first, second)]
        assert before[1] < before[0]
        moved = await patch(api, second, {"orderHint": f"{before[0]} !"})
        assert moved["orderHint"] > before[0]

    async def test_board_of_assignees(self, api: httpx.AsyncClient) -> None:
        """Board view with columns for assignees: assignedToTaskBoardTaskFormat, a hint for each or the unassigned one."""
        first, second = [f"/planner/tasks/{(await create_task(api))['id']}/{BOARDS[0]}" for _ in range(2)]
        one = await patch(api, first, {"orderHintsByAssignee": {USER_ID: " !"}})
        hint = one["orderHintsByAssignee"][USER_ID]
        other = await patch(api, second, {"orderHintsByAssignee": {USER_ID: f"{hint} !"}, "unassignedOrderHint": " !"})
        assert other["orderHintsByAssignee"][USER_ID] > hint
        assert other["unassignedOrderHint"] < one["unassignedOrderHint"]

    async def test_order_of_buckets(self, api: httpx.AsyncClient) -> None:
        """The custom columns are represented by bucket objects, and their order by orderHint property on the object."""
        first = await get(api, f"/planner/buckets/{BUCKET_ID}")
        body = {"planId": PLAN_ID, "name": "Done", "orderHint": f"{first['orderHint']} !"}
        made = await post(api, "/planner/buckets", body)
        assert made["orderHint"] > first["orderHint"]


class TestDelta:
    @pytest.mark.parametrize(
        ("how", "kinds"),
        [
            ("created", {"plannerTask", "plannerTaskDetails"}),
            ("assigned", {"plannerTask", "plannerTaskDetails"}),
            ("owned", {"plannerTask", "plannerTaskDetails"}),
            ("shared", {"plannerPlan", "plannerPlanDetails", "plannerBucket", "plannerTask", "plannerTaskDetails"}),
            ("member", set[str]()),
        ],
    )
    async def test_subscriptions(
        self, api: httpx.AsyncClient, serve: Serve, app: Any, how: str, kinds: set[str]
    ) -> None:
        """Subscribed: tasks created by, assigned to, in plans owned by, or shared with the user; shared plans' buckets."""
        second = serve(SECOND_TOKEN, app=app)
        owner = second if how == "owned" else api
        plan = await create_plan(owner, GROUP_ID)
        if how == "shared":
            await share(api, plan["id"], second=True)
        link = await begin_delta(second)
        author = second if how == "created" else api
        assigned = {"assignments": {SECOND_USER_ID: ASSIGNMENT}} if how == "assigned" else {}
        await post(author, "/planner/tasks", {"planId": plan["id"], "title": "x", **assigned})
        await post(api, "/planner/buckets", {"planId": plan["id"], "name": "b"})
        await patch(api, f"/planner/plans/{plan['id']}", {"title": "q"})
        await patch(api, f"/planner/plans/{plan['id']}/details", {"categoryDescriptions": {"category1": "c"}})
        changes, _ = await follow(second, link)
        seen = {change["@odata.type"].rpartition(".")[2] for change in changes}
        assert {kind for kind in seen if "TaskBoard" not in kind} == kinds

    async def test_kinds_of_entries(self, api: httpx.AsyncClient) -> None:
        """The delta payload objects will be of the following types."""
        link = await begin_delta(api)
        plan = await create_plan(api, GROUP_ID)
        await share(api, plan["id"], first=True)
        await post(api, "/planner/buckets", {"planId": plan["id"], "name": "b"})
        await post(api, "/planner/tasks", {"planId": plan["id"], "title": "x"})
        changes, _ = await follow(api, link)
        assert {change["@odata.type"] for change in changes} == {
            f"#microsoft.graph.{name}"
            for name in (
                "plannerTask",
                "plannerTaskDetails",
                "plannerPlan",
                "plannerPlanDetails",
                "plannerBucket",
                "plannerAssignedToTaskBoardTaskFormat",
                "plannerBucketTaskBoardTaskFormat",
                "plannerProgressTaskBoardTaskFormat",
            )
        }

    async def test_created_by_is_on_new_objects_only(self, api: httpx.AsyncClient) -> None:
        """The createdBy property will only appear on newly created objects."""
        link = await begin_delta(api)
        task = await create_task(api)
        await patch(api, f"/planner/tasks/{task['id']}", {"title": "y"})
        changes, _ = await follow(api, link)
        tasks = [change for change in changes if change["@odata.type"].endswith("plannerTask")]
        assert [("createdBy" in change, change["title"]) for change in tasks] == [(True, "x"), (False, "y")]

    async def test_new_task_is_followed_by_details(self, api: httpx.AsyncClient) -> None:
        """A newly created plannerTask object will be followed by its corresponding plannerTaskDetails object."""
        link = await begin_delta(api)
        task = await create_task(api)
        changes, _ = await follow(api, link)
        assert [change["@odata.type"] for change in changes[:2]] == [
            "#microsoft.graph.plannerTask",
            "#microsoft.graph.plannerTaskDetails",
        ]
        assert {change["id"] for change in changes} == {task["id"]}

    async def test_new_plan_is_followed_by_details(self, api: httpx.AsyncClient) -> None:
        """A newly created plannerPlan object will be followed by its corresponding plannerPlanDetails object."""
        path = f"{BETA}/groups/{GROUP_ID}/planner/plans/delta"
        link = (await get(api, path))["@odata.deltaLink"]
        plan = await create_plan(api, GROUP_ID)
        assert [change["id"] for change in (await follow(api, link))[0]] == [plan["id"]]
        # Nobody is subscribed to a plan that is not shared yet. Once it is, the plan and its details come in this order.
        link = await begin_delta(api)
        await share(api, plan["id"], first=True)
        changes, _ = await follow(api, link)
        assert [change["@odata.type"].rpartition(".")[2] for change in changes] == ["plannerPlan", "plannerPlanDetails"]

    async def test_call_flow(self, api: httpx.AsyncClient) -> None:
        """The six steps of Planner's delta query call flow."""
        first = await get(api, f"{BETA}/me/planner/all/delta")
        assert (first["value"], "@odata.nextLink" in first, "@odata.deltaLink" in first) == ([], True, False)
        cache = {task["id"]: task for task in (await get(api, f"/planner/plans/{PLAN_ID}/tasks"))["value"]}
        await patch(api, f"/planner/tasks/{TASK_ID}", {"priority": 1})
        changes, link = await follow(api, first["@odata.nextLink"])
        for change in changes:
            cache[change["id"]] |= change
        assert cache[TASK_ID]["priority"] == 1
        again, link = await follow(api, link)
        assert again == []
        await patch(api, f"/planner/tasks/{TASK_ID}", {"priority": 9})
        changes, _ = await follow(api, link)
        assert [(change["id"], change["priority"]) for change in changes] == [(TASK_ID, 9)]


class TestVersioning:
    @pytest.mark.parametrize("path", RESOURCES)
    async def test_etag_on_each_resource(self, api: httpx.AsyncClient, path: str) -> None:
        """Planner versions all resources using etags, returned with @odata.etag property on each resource."""
        assert read_etag((await get(api, path))["@odata.etag"])

    @pytest.mark.parametrize("path", RESOURCES)
    async def test_patch_needs_if_match(self, api: httpx.AsyncClient, path: str) -> None:
        """PATCH requests require the last etag known by the client to be specified with If-Match header."""
        response = await api.patch(path, json={})
        assert response.status_code == 412
        assert error_of(response.json())[1] == "The If-Match header must be specified for this kind of request."

    @pytest.mark.parametrize("path", [RESOURCES[0], RESOURCES[2], RESOURCES[3]])
    async def test_delete_needs_if_match(self, api: httpx.AsyncClient, path: str) -> None:
        """DELETE requests require the last etag known by the client to be specified with If-Match header."""
        assert (await api.delete(path)).status_code == 412
        await get(api, path)
        await delete(api, path)
        await get(api, path, 404)

    async def test_older_version_without_conflict_is_changed(self, api: httpx.AsyncClient) -> None:
        """Planner allows changes to older versions, if the change does not conflict with newer accepted changes."""
        path = f"/planner/tasks/{TASK_ID}"
        etag = (await get(api, path))["@odata.etag"]
        await patch(api, path, {"title": "first"}, etag=etag)
        merged = await patch(api, path, {"priority": 1}, etag=etag)
        assert (merged["title"], merged["priority"]) == ("first", 1)

    async def test_newer_etag_is_greater(self, api: httpx.AsyncClient) -> None:
        """Clients can identify which etag for the same resource is newer: it is greater in ordinal comparison."""
        path = f"/planner/tasks/{TASK_ID}"
        etags = [(await patch(api, path, {"title": f"t{number}"}))["@odata.etag"] for number in range(20)]
        assert len(set(etags)) == 20
        assert etags == sorted(etags)

    async def test_each_resource_has_separate_etag(self, api: httpx.AsyncClient) -> None:
        """Each resource has a separate etag; those of containing resources cannot be compared."""
        before = [(await get(api, path))["@odata.etag"] for path in RESOURCES]
        await patch(api, f"/planner/tasks/{TASK_ID}", {"title": "y"})
        after = [(await get(api, path))["@odata.etag"] for path in RESOURCES]
        changed = [path for path, old, new in zip(RESOURCES, before, after, strict=True) if old != new]
        assert changed == [f"/planner/tasks/{TASK_ID}"]
        error = await patch(api, f"/planner/tasks/{TASK_ID}/details", {"description": "d"}, 412, after[3])
        assert error_of(error)[1] == "The If-Match header contains an invalid value."

    async def test_conflicts_are_resolved_by_reading_again(self, api: httpx.AsyncClient) -> None:
        """Handle 409 and 412 by reading the latest version of the item, and resolving the conflicting changes."""
        path = f"/planner/tasks/{TASK_ID}"
        etag = (await get(api, path))["@odata.etag"]
        await patch(api, path, {"title": "theirs"}, etag=etag)
        await patch(api, path, {"title": "mine"}, 409, etag)
        assert (await patch(api, path, {"title": "mine"}))["title"] == "mine"
        await control(api, "/settings", {"kept_versions": 0})
        await patch(api, path, {"priority": 1}, 412, etag)
        assert (await patch(api, path, {"priority": 1}))["priority"] == 1


class TestBadRequest:
    @pytest.mark.parametrize(
        "assignments",
        [{}, {USER_ID: {"orderHint": " !"}}, {USER_ID: {}}, {USER_ID: True}, {USER_ID: [ASSIGNMENT]}, []],
        ids=["no properties", "no type", "entry without properties", "wrong type", "list entry", "list"],
    )
    async def test_open_type(self, api: httpx.AsyncClient, assignments: Any) -> None:
        """Open type properties are not of correct types, the type isn't specified, or they have no properties."""
        body = {"planId": PLAN_ID, "title": "x", "assignments": assignments}
        assert "open type" in error_of(await post(api, "/planner/tasks", body, 400))[1]
        assert (
            "open type" in error_of(await patch(api, f"/planner/tasks/{TASK_ID}", {"assignments": assignments}, 400))[1]
        )

    @pytest.mark.parametrize("name", ["#microsoft.graph.plannerAssignment", "microsoft.graph.plannerAssignment"])
    async def test_declared_type(self, api: httpx.AsyncClient, name: str) -> None:
        """Complex values need to declare @odata.type property with value microsoft.graph.plannerAssignment."""
        await create_task(api, assignments={USER_ID: {"@odata.type": name, "orderHint": " !"}})
        wrong = {"@odata.type": "microsoft.graph.plannerChecklistItem", "orderHint": " !"}
        body = {"planId": PLAN_ID, "title": "x", "assignments": {USER_ID: wrong}}
        error = await post(api, "/planner/tasks", body, 400)
        assert error_of(error)[1] == "An open type property has an invalid type."

    async def test_order_hint_sent_back(self, api: httpx.AsyncClient) -> None:
        """An order hint value is being set directly to the value returned to the client."""
        task = await get(api, f"/planner/tasks/{TASK_ID}")
        error = await patch(api, f"/planner/tasks/{TASK_ID}", {"orderHint": task["orderHint"]}, 400)
        assert "order hint" in error_of(error)[1]

    async def test_start_after_due(self, api: httpx.AsyncClient) -> None:
        """The data is logically inconsistent. For example, start date of task is later than due date of the task."""
        dates = {"startDateTime": "2026-11-02T00:00:00Z", "dueDateTime": "2026-11-01T23:59:59.5Z"}
        error = await post(api, "/planner/tasks", {"planId": PLAN_ID, "title": "x", **dates}, 400)
        assert "later than its due date" in error_of(error)[1]
        await patch(api, f"/planner/tasks/{TASK_ID}", {"dueDateTime": dates["dueDateTime"]})
        await patch(api, f"/planner/tasks/{TASK_ID}", {"startDateTime": dates["startDateTime"]}, 400)


class TestForbidden:
    async def test_code_names_limit(self, api: httpx.AsyncClient) -> None:
        """If a limit has been exceeded, the code property will indicate the type of the limit."""
        for code in DEFAULT_LIMITS:
            await control(api, "/settings", {"next_limit_codes": [code]})
            error = await post(api, "/planner/tasks", {"planId": PLAN_ID, "title": "x"}, 403)
            assert error_of(error)[0] == code
        await create_task(api)

    async def test_no_permission_has_no_code(self, serve: Serve, app: Any) -> None:
        """In addition to the general errors: no right to a plan is a 403 as well, without the code of a limit."""
        outsider = serve(OUTSIDER_TOKEN, app=app)
        error = await get(outsider, f"/planner/plans/{PLAN_ID}", 403)
        assert error_of(error) == (
            "",
            "You do not have the required permissions to access this item, or the item may not exist.",
        )


class TestPreconditionFailed:
    async def test_post_needs_no_if_match(self, api: httpx.AsyncClient) -> None:
        """The pages say that POST requires If-Match; no page of an operation does, and those are right."""
        await create_task(api)

    async def test_etag_of_no_version(self, api: httpx.AsyncClient) -> None:
        """412 can be returned if the etag no longer matches a version. Read the resource again for a new etag."""
        other = await create_task(api)
        for number in range(3):
            await patch(api, f"/planner/tasks/{other['id']}", {"title": f"t{number}"})
        etag = (await get(api, f"/planner/tasks/{other['id']}"))["@odata.etag"]
        error = await patch(api, f"/planner/tasks/{TASK_ID}", {"title": "y"}, 412, etag)
        assert "does not match a version" in error_of(error)[1]
        await patch(api, f"/planner/tasks/{TASK_ID}", {"title": "y"})

"""The public API of the bridges as type checkers see it: this file is checked, never run."""

from collections.abc import AsyncIterator, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple, assert_type

from msportal_client import Response
from msportal_client.bridges.microsoft_planner import (
    AsyncMicrosoftPlanner,
    Change,
    ChangeKind,
    MicrosoftPlanner,
    PlannerCache,
    PlannerConflictError,
    PlannerLimit,
    PlannerLimitError,
    Priority,
    Progress,
)
from msportal_client.bridges.microsoft_planner.models import (
    PlannerAssignmentInput,
    PlannerBucket,
    PlannerPreviewType,
    PlannerTask,
    PlannerTaskDetails,
)
from msportal_client.bridges.microsoft_planner.order_hints import between, moved, progress_board, sort_for_plan
from msportal_client.bridges.plannr import AsyncPlannr, Plannr
from msportal_client.bridges.plannr.models import Task, TaskPriority


class AccessToken(NamedTuple):
    """A token as azure-core has it."""

    token: str
    expires_on: int


class Credential:
    """A credential as azure-identity has it."""

    def get_token(
        self, *scopes: str, claims: str | None = None, tenant_id: str | None = None, **kwargs: Any
    ) -> AccessToken:
        return AccessToken("t", 0)


class AsyncCredential:
    """An asynchronous credential as azure-identity has it."""

    async def get_token(
        self, *scopes: str, claims: str | None = None, tenant_id: str | None = None, **kwargs: Any
    ) -> AccessToken:
        return AccessToken("t", 0)


async def give() -> str:
    return "t"


def tokens() -> None:
    for token in ("t", lambda: "t", Credential(), lambda: AccessToken("t", 0)):
        MicrosoftPlanner(token, timeout=5.0)
    AsyncMicrosoftPlanner(give, http2=True)
    AsyncMicrosoftPlanner(AsyncCredential())
    AsyncPlannr(give, account_uuid="06f3b45f-1328-4a6c-9279-d139cb04704b")


async def planner_asynchronous(planner: AsyncMicrosoftPlanner, user_id: str) -> None:
    task = await planner.tasks.create_task(
        plan_id="p",
        title="x",
        priority=Priority.URGENT,
        percent_complete=Progress.IN_PROGRESS,
        assignments={user_id: PlannerAssignmentInput(order_hint=between())},
    )
    assert_type(task, PlannerTask)
    assert_type(await planner.tasks.update(task, {"title": "y"}), PlannerTask)
    assert_type(await planner.tasks.update(task, lambda task: task.assign(user_id)), PlannerTask)
    details = await planner.tasks.get_task_details(task.id)
    assert_type(await planner.tasks.update(details, lambda details: details.add_item("x")), PlannerTaskDetails)
    assert_type(task.progress, Progress | None)
    assert_type(task.importance, Priority | None)
    assert_type(task.details, PlannerTaskDetails | None)
    assert_type(task.preview_type, PlannerPreviewType | None)
    assert_type(task.assignees, list[str])
    async for found in planner.tasks.list_plan_tasks("p"):
        assert_type(found, PlannerTask)
    assert_type(await planner.tasks.with_raw_response.get_task("t"), Response[PlannerTask])
    cache = PlannerCache()
    changes: AsyncIterator[Change] = planner.changes(cache, every=30.0)
    async for change in changes:
        assert_type(change.kind, ChangeKind)
    assert_type(cache.all(PlannerTask), dict[str, PlannerTask])
    await planner.tasks.delete(task, overwrite=True)


def planner_synchronous(planner: MicrosoftPlanner, bucket: PlannerBucket) -> None:
    assert_type(planner.buckets.update(bucket, {"order_hint": between(None, bucket.order_hint)}), PlannerBucket)
    tasks = planner.tasks.list_plan_tasks("p").collect()
    assert_type(sort_for_plan(tasks), list[PlannerTask])
    assert_type(progress_board(tasks, {}), dict[Progress, list[PlannerTask]])
    assert_type(moved(tasks, tasks[0], 1), str)
    changes: Iterator[Change] = planner.changes(PlannerCache())
    assert_type(next(changes).fields["title"], Any)
    try:
        planner.tasks.update(tasks[0], {"title": "x"})
    except PlannerConflictError as error:
        assert_type(error.conflicts, tuple[str, ...])
    except PlannerLimitError as error:
        assert_type(error.limit, PlannerLimit)
        assert_type(error.resource, str | None)


async def plannr_asynchronous(plannr: AsyncPlannr) -> None:
    task = await plannr.tasks.create_task_once(
        name="x",
        taskable_type="plan",
        taskable_uuid="u",
        task_status_uuid="u",
        due_at=date(2026, 1, 31),
        priority=TaskPriority.HIGH,
        custom_fields={"a": 1},
    )
    assert_type(task, Task)
    assert_type(task.due, date | datetime | None)


def plannr_synchronous(plannr: Plannr) -> None:
    for custom_fields in ({"a": 1}, [{"a": 1}, {"b": 2}]):
        task = plannr.tasks.create_task(
            name="x", taskable_type="plan", taskable_uuid="u", task_status_uuid="u", custom_fields=custom_fields
        )
        assert_type(task, Task)
    assert_type(plannr.account_uuid, str | None)

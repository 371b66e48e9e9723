"""The resources of the clients: the generated methods, and one that creates a task only once."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

import anyio

from ..._runtime.steps import AsyncCalls, Calls, drive, drive_async
from ...options import RequestOptions
from ...types import UNSET, Unset
from .api.tasks import AsyncTasks, Tasks
from .models.create_task_request import CreateTaskRequest
from .models.task import Task
from .models.task_priority import TaskPriority
from .models.taskable_type import TaskableType
from .once import creating_once

if TYPE_CHECKING:
    from ..._runtime.clients import APIClient, AsyncAPIClient

__all__ = ["AsyncPlannrTasks", "PlannrTasks"]


class AsyncPlannrTasks(AsyncTasks):
    """Tasks, with a creation that does not make a second one."""

    _client: AsyncAPIClient

    async def create_task_once(
        self,
        *,
        name: str,
        taskable_type: TaskableType | str,
        taskable_uuid: UUID | str,
        task_status_uuid: UUID | str,
        x_plannr_account_uuid: UUID | str | None = None,
        description: str | Unset = UNSET,
        priority: TaskPriority | str | Unset = UNSET,
        due_at: date | str | Unset = UNSET,
        parent_task_uuid: UUID | str | Unset = UNSET,
        assigned_to_uuids: Sequence[UUID | str] | Unset = UNSET,
        custom_fields: Mapping[str, Any] | Sequence[Mapping[str, Any]] | Unset = UNSET,
        group_uuids: Sequence[UUID | str] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> Task:
        """Create a task, unless an equal one is open: then return that one.

        Equal is a task of the same client, case or plan with the same name, and with the same description, priority, due
        date, assignees and custom fields, as far as they are given. Where no success comes, the service may have created
        it all the same: so it is looked for once more. Two callers at the same moment can still create two.

        Args:
            name: The name of the task.
            taskable_type: One of `client`, `case`, `plan`.
            taskable_uuid: The client, case or plan.
            task_status_uuid: The status of the new task.
            x_plannr_account_uuid: The account to act as; by default that of the client.
            description: Its description.
            priority: One of `low`, `medium`, `high`, `highest`.
            due_at: A date; a datetime without a zone; or a text such as `2026-01-31` or `2026-01-31 09:30:00`.
            parent_task_uuid: The task that it is a part of.
            assigned_to_uuids: Accounts.
            custom_fields: Values by reference of the field: one object, or a list of objects with one value each.
            group_uuids: Groups to assign.
            options: Settings for each request.

        Raises:
            RequestValidationError: An argument breaks a documented limit; no request was sent.
            MSPortalError: As `list_tasks` and `create_task` do.
        """
        body = CreateTaskRequest(
            name=name,
            taskable_type=taskable_type,
            taskable_uuid=taskable_uuid,
            task_status_uuid=task_status_uuid,
            description=description,
            priority=priority,
            due_at=due_at,
            parent_task_uuid=parent_task_uuid,
            assigned_to_uuids=assigned_to_uuids,
            custom_fields=custom_fields,
            group_uuids=group_uuids,
        )
        client = self._client
        steps = creating_once(body, x_plannr_account_uuid, options)
        return cast("Task", await drive_async(steps, AsyncCalls(client.send, client.follow, anyio.sleep)))


class PlannrTasks(Tasks):
    """Tasks, with a creation that does not make a second one."""

    _client: APIClient

    def create_task_once(
        self,
        *,
        name: str,
        taskable_type: TaskableType | str,
        taskable_uuid: UUID | str,
        task_status_uuid: UUID | str,
        x_plannr_account_uuid: UUID | str | None = None,
        description: str | Unset = UNSET,
        priority: TaskPriority | str | Unset = UNSET,
        due_at: date | str | Unset = UNSET,
        parent_task_uuid: UUID | str | Unset = UNSET,
        assigned_to_uuids: Sequence[UUID | str] | Unset = UNSET,
        custom_fields: Mapping[str, Any] | Sequence[Mapping[str, Any]] | Unset = UNSET,
        group_uuids: Sequence[UUID | str] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> Task:
        """Create a task, unless an equal one is open: then return that one.

        Equal is a task of the same client, case or plan with the same name, and with the same description, priority, due
        date, assignees and custom fields, as far as they are given. Where no success comes, the service may have created
        it all the same: so it is looked for once more. Two callers at the same moment can still create two.

        Args:
            name: The name of the task.
            taskable_type: One of `client`, `case`, `plan`.
            taskable_uuid: The client, case or plan.
            task_status_uuid: The status of the new task.
            x_plannr_account_uuid: The account to act as; by default that of the client.
            description: Its description.
            priority: One of `low`, `medium`, `high`, `highest`.
            due_at: A date; a datetime without a zone; or a text such as `2026-01-31` or `2026-01-31 09:30:00`.
            parent_task_uuid: The task that it is a part of.
            assigned_to_uuids: Accounts.
            custom_fields: Values by reference of the field: one object, or a list of objects with one value each.
            group_uuids: Groups to assign.
            options: Settings for each request.

        Raises:
            RequestValidationError: An argument breaks a documented limit; no request was sent.
            MSPortalError: As `list_tasks` and `create_task` do.
        """
        body = CreateTaskRequest(
            name=name,
            taskable_type=taskable_type,
            taskable_uuid=taskable_uuid,
            task_status_uuid=task_status_uuid,
            description=description,
            priority=priority,
            due_at=due_at,
            parent_task_uuid=parent_task_uuid,
            assigned_to_uuids=assigned_to_uuids,
            custom_fields=custom_fields,
            group_uuids=group_uuids,
        )
        client = self._client
        steps = creating_once(body, x_plannr_account_uuid, options)
        return cast("Task", drive(steps, Calls(client.send, client.follow, time.sleep)))

"""Operations of the tag Tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from ....._runtime.raw import RawResource, raw_async, raw_async_page, raw_page, raw_sync
from ....._runtime.resources import cached_resource
from .....cursor_pagination import AsyncCursorPager, CursorPager, CursorPlaces
from .....types import UNSET, Unset
from ...models.create_task_request import CreateTaskRequest
from ...models.list_tasks_filter_taskable_type import ListTasksFilterTaskableType
from ...models.list_tasks_include_item import ListTasksIncludeItem
from ...models.list_tasks_sort import ListTasksSort
from ...models.task import Task
from ...models.task_page import TaskPage
from ...models.task_priority import TaskPriority
from ...models.taskable_type import TaskableType
from ...models.update_task_request import UpdateTaskRequest
from . import create_task, list_tasks, update_task

if TYPE_CHECKING:
    from ....._runtime.clients import APIClient, AsyncAPIClient
    from .....options import RequestOptions
    from .....types import Response

__all__ = ["AsyncTasks", "Tasks"]


class AsyncTasks:
    """Operations of the tag Tasks."""

    def __init__(self, client: AsyncAPIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> AsyncTasksWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return AsyncTasksWithRawResponse(self)

    def list_tasks(
        self,
        *,
        include: Sequence[ListTasksIncludeItem | str] | None = None,
        per_page: int | None = None,
        filter_name: str | None = None,
        filter_taskable_type: ListTasksFilterTaskableType | str | None = None,
        filter_taskable_uuid: UUID | str | None = None,
        filter_client_uuid: UUID | str | None = None,
        filter_priority: TaskPriority | str | None = None,
        filter_assigned_to_uuids: Sequence[UUID | str] | None = None,
        filter_circle_uuids: Sequence[UUID | str] | None = None,
        filter_status_uuid: UUID | str | None = None,
        filter_due_before: date | None = None,
        filter_due_after: date | None = None,
        filter_has_due_date: bool | None = None,
        filter_open_tasks: bool | None = None,
        filter_completed_status: bool | None = None,
        filter_archived_status: bool | None = None,
        filter_not_started_status: bool | None = None,
        filter_show_child_tasks: bool | None = None,
        sort: ListTasksSort | str | None = None,
        x_plannr_account_uuid: UUID | str | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncCursorPager[Task]:
        """List tasks.

        Owners and admins see all tasks, members those of their groups, clients their own.

        Args:
            include: What to include.
            per_page: How many a page has. 1 to 500. The server's default is 15.
            filter_name: A string, sent as `filter[name]`.
            filter_taskable_type: One of `plan`, `case`, sent as `filter[taskable_type]`.
            filter_taskable_uuid: A UUID, sent as `filter[taskable_uuid]`.
            filter_client_uuid: A UUID, sent as `filter[client_uuid]`.
            filter_priority: One of `low`, `medium`, `high`, `highest`, sent as `filter[priority]`.
            filter_assigned_to_uuids: Assigned to any of these accounts.
            filter_circle_uuids: Assigned to the accounts of these circles.
            filter_status_uuid: A UUID, sent as `filter[status_uuid]`.
            filter_due_before: A date, sent as `filter[due_before]`.
            filter_due_after: A date, sent as `filter[due_after]`.
            filter_has_due_date: True or False, sent as `filter[has_due_date]`.
            filter_open_tasks: True leaves out completed and archived tasks.
            filter_completed_status: True or False, sent as `filter[completed_status]`.
            filter_archived_status: True or False, sent as `filter[archived_status]`.
            filter_not_started_status: True or False, sent as `filter[not_started_status]`.
            filter_show_child_tasks: Deprecated.
            sort: A leading - turns the order round. The server's default is created_at.
            x_plannr_account_uuid: The account to act as: account.uuid of a login.
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; awaiting it returns the first page.

        Raises:
            AuthenticationError: 401: No valid token.
            RateLimitError: 429: More than 500 requests a minute of one user.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /api/v1/task`.

        The spec is incomplete here. Missing: the names in links and meta, the parameter that asks for a page; which
        response fields may be null or absent; filters of subtasks (include, exclude, only) and of recurring tasks that
        the newest page has: their names.
        """

        async def fetch(following: Any) -> Response[TaskPage]:
            if following is not None:
                return await self._client.follow(
                    list_tasks.OPERATION,
                    following,
                    {
                        "include": include,
                        "per_page": per_page,
                        "filter_name": filter_name,
                        "filter_taskable_type": filter_taskable_type,
                        "filter_taskable_uuid": filter_taskable_uuid,
                        "filter_client_uuid": filter_client_uuid,
                        "filter_priority": filter_priority,
                        "filter_assigned_to_uuids": filter_assigned_to_uuids,
                        "filter_circle_uuids": filter_circle_uuids,
                        "filter_status_uuid": filter_status_uuid,
                        "filter_due_before": filter_due_before,
                        "filter_due_after": filter_due_after,
                        "filter_has_due_date": filter_has_due_date,
                        "filter_open_tasks": filter_open_tasks,
                        "filter_completed_status": filter_completed_status,
                        "filter_archived_status": filter_archived_status,
                        "filter_not_started_status": filter_not_started_status,
                        "filter_show_child_tasks": filter_show_child_tasks,
                        "sort": sort,
                        "x_plannr_account_uuid": x_plannr_account_uuid,
                    },
                    options=options,
                )
            return await list_tasks.asyncio_detailed(
                client=self._client,
                include=include,
                per_page=per_page,
                filter_name=filter_name,
                filter_taskable_type=filter_taskable_type,
                filter_taskable_uuid=filter_taskable_uuid,
                filter_client_uuid=filter_client_uuid,
                filter_priority=filter_priority,
                filter_assigned_to_uuids=filter_assigned_to_uuids,
                filter_circle_uuids=filter_circle_uuids,
                filter_status_uuid=filter_status_uuid,
                filter_due_before=filter_due_before,
                filter_due_after=filter_due_after,
                filter_has_due_date=filter_has_due_date,
                filter_open_tasks=filter_open_tasks,
                filter_completed_status=filter_completed_status,
                filter_archived_status=filter_archived_status,
                filter_not_started_status=filter_not_started_status,
                filter_show_child_tasks=filter_show_child_tasks,
                sort=sort,
                x_plannr_account_uuid=x_plannr_account_uuid,
                options=options,
            )

        return AsyncCursorPager(fetch, CursorPlaces(items=("data",), next=("links", "next")))

    async def create_task(
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
        """Create task.

        Args:
            name: The name of the task.
            taskable_type: One of `client`, `case`, `plan`.
            taskable_uuid: The client, case or plan.
            task_status_uuid: A UUID.
            x_plannr_account_uuid: The account to act as: account.uuid of a login.
            description: A string.
            priority: One of `low`, `medium`, `high`, `highest`.
            due_at: Date, or date and time, without a zone.
            parent_task_uuid: A UUID.
            assigned_to_uuids: Accounts.
            custom_fields: Values by reference of the field. Newest page: one object; older pages: a list of objects
                with one value each.
            group_uuids: Groups to assign.
            options: Settings for this call, in place of the client's.

        Returns:
            A task.

        Raises:
            AuthenticationError: 401: No valid token.
            RateLimitError: 429: More than 500 requests a minute of one user.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `POST /api/v1/task`.

        The spec is incomplete here. Missing: whether taskable_type, taskable_uuid and task_status_uuid are required:
        older pages mark them, the newest does not; the form of custom_fields: pages differ; the zone of due_at;
        lengths; which response fields may be null or absent; the errors.
        """
        return await create_task.asyncio(
            client=self._client,
            x_plannr_account_uuid=x_plannr_account_uuid,
            body=CreateTaskRequest(
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
            ),
            options=options,
        )

    async def update_task(
        self,
        uuid: UUID | str,
        *,
        x_plannr_account_uuid: UUID | str | None = None,
        name: str | Unset = UNSET,
        description: str | Unset = UNSET,
        priority: TaskPriority | str | Unset = UNSET,
        due_at: date | str | Unset = UNSET,
        taskable_type: TaskableType | str | Unset = UNSET,
        taskable_uuid: UUID | str | Unset = UNSET,
        task_status_uuid: UUID | str | Unset = UNSET,
        parent_task_uuid: UUID | str | Unset = UNSET,
        assigned_to_uuids: Sequence[UUID | str] | Unset = UNSET,
        custom_fields: Mapping[str, Any] | Sequence[Mapping[str, Any]] | Unset = UNSET,
        group_uuids: Sequence[UUID | str] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> Task:
        """Update task.

        Args:
            uuid: The task.
            x_plannr_account_uuid: The account to act as: account.uuid of a login.
            name: The name of the task.
            description: A string.
            priority: One of `low`, `medium`, `high`, `highest`.
            due_at: Date, or date and time, without a zone.
            taskable_type: One of `client`, `case`, `plan`.
            taskable_uuid: The client, case or plan.
            task_status_uuid: A UUID.
            parent_task_uuid: A UUID.
            assigned_to_uuids: Accounts.
            custom_fields: Values by reference of the field. Newest page: one object; older pages: a list of objects
                with one value each.
            group_uuids: Groups to assign.
            options: Settings for this call, in place of the client's.

        Returns:
            A task.

        Raises:
            AuthenticationError: 401: No valid token.
            RateLimitError: 429: More than 500 requests a minute of one user.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `PUT /api/v1/task/{uuid}`.

        The spec is incomplete here. Missing: an older page types the path parameter as an integer; what absent fields
        do, what null does; which response fields may be null or absent; the errors.
        """
        return await update_task.asyncio(
            uuid,
            client=self._client,
            x_plannr_account_uuid=x_plannr_account_uuid,
            body=UpdateTaskRequest(
                name=name,
                description=description,
                priority=priority,
                due_at=due_at,
                taskable_type=taskable_type,
                taskable_uuid=taskable_uuid,
                task_status_uuid=task_status_uuid,
                parent_task_uuid=parent_task_uuid,
                assigned_to_uuids=assigned_to_uuids,
                custom_fields=custom_fields,
                group_uuids=group_uuids,
            ),
            options=options,
        )


class AsyncTasksWithRawResponse(RawResource):
    """The methods of `AsyncTasks`, which return the whole response."""

    list_tasks = raw_async_page(AsyncTasks.list_tasks)
    create_task = raw_async(AsyncTasks.create_task)
    update_task = raw_async(AsyncTasks.update_task)


class Tasks:
    """Operations of the tag Tasks."""

    def __init__(self, client: APIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> TasksWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return TasksWithRawResponse(self)

    def list_tasks(
        self,
        *,
        include: Sequence[ListTasksIncludeItem | str] | None = None,
        per_page: int | None = None,
        filter_name: str | None = None,
        filter_taskable_type: ListTasksFilterTaskableType | str | None = None,
        filter_taskable_uuid: UUID | str | None = None,
        filter_client_uuid: UUID | str | None = None,
        filter_priority: TaskPriority | str | None = None,
        filter_assigned_to_uuids: Sequence[UUID | str] | None = None,
        filter_circle_uuids: Sequence[UUID | str] | None = None,
        filter_status_uuid: UUID | str | None = None,
        filter_due_before: date | None = None,
        filter_due_after: date | None = None,
        filter_has_due_date: bool | None = None,
        filter_open_tasks: bool | None = None,
        filter_completed_status: bool | None = None,
        filter_archived_status: bool | None = None,
        filter_not_started_status: bool | None = None,
        filter_show_child_tasks: bool | None = None,
        sort: ListTasksSort | str | None = None,
        x_plannr_account_uuid: UUID | str | None = None,
        options: RequestOptions | None = None,
    ) -> CursorPager[Task]:
        """List tasks.

        Owners and admins see all tasks, members those of their groups, clients their own.

        Args:
            include: What to include.
            per_page: How many a page has. 1 to 500. The server's default is 15.
            filter_name: A string, sent as `filter[name]`.
            filter_taskable_type: One of `plan`, `case`, sent as `filter[taskable_type]`.
            filter_taskable_uuid: A UUID, sent as `filter[taskable_uuid]`.
            filter_client_uuid: A UUID, sent as `filter[client_uuid]`.
            filter_priority: One of `low`, `medium`, `high`, `highest`, sent as `filter[priority]`.
            filter_assigned_to_uuids: Assigned to any of these accounts.
            filter_circle_uuids: Assigned to the accounts of these circles.
            filter_status_uuid: A UUID, sent as `filter[status_uuid]`.
            filter_due_before: A date, sent as `filter[due_before]`.
            filter_due_after: A date, sent as `filter[due_after]`.
            filter_has_due_date: True or False, sent as `filter[has_due_date]`.
            filter_open_tasks: True leaves out completed and archived tasks.
            filter_completed_status: True or False, sent as `filter[completed_status]`.
            filter_archived_status: True or False, sent as `filter[archived_status]`.
            filter_not_started_status: True or False, sent as `filter[not_started_status]`.
            filter_show_child_tasks: Deprecated.
            sort: A leading - turns the order round. The server's default is created_at.
            x_plannr_account_uuid: The account to act as: account.uuid of a login.
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; `first()` returns the first page.

        Raises:
            AuthenticationError: 401: No valid token.
            RateLimitError: 429: More than 500 requests a minute of one user.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /api/v1/task`.

        The spec is incomplete here. Missing: the names in links and meta, the parameter that asks for a page; which
        response fields may be null or absent; filters of subtasks (include, exclude, only) and of recurring tasks that
        the newest page has: their names.
        """

        def fetch(following: Any) -> Response[TaskPage]:
            if following is not None:
                return self._client.follow(
                    list_tasks.OPERATION,
                    following,
                    {
                        "include": include,
                        "per_page": per_page,
                        "filter_name": filter_name,
                        "filter_taskable_type": filter_taskable_type,
                        "filter_taskable_uuid": filter_taskable_uuid,
                        "filter_client_uuid": filter_client_uuid,
                        "filter_priority": filter_priority,
                        "filter_assigned_to_uuids": filter_assigned_to_uuids,
                        "filter_circle_uuids": filter_circle_uuids,
                        "filter_status_uuid": filter_status_uuid,
                        "filter_due_before": filter_due_before,
                        "filter_due_after": filter_due_after,
                        "filter_has_due_date": filter_has_due_date,
                        "filter_open_tasks": filter_open_tasks,
                        "filter_completed_status": filter_completed_status,
                        "filter_archived_status": filter_archived_status,
                        "filter_not_started_status": filter_not_started_status,
                        "filter_show_child_tasks": filter_show_child_tasks,
                        "sort": sort,
                        "x_plannr_account_uuid": x_plannr_account_uuid,
                    },
                    options=options,
                )
            return list_tasks.sync_detailed(
                client=self._client,
                include=include,
                per_page=per_page,
                filter_name=filter_name,
                filter_taskable_type=filter_taskable_type,
                filter_taskable_uuid=filter_taskable_uuid,
                filter_client_uuid=filter_client_uuid,
                filter_priority=filter_priority,
                filter_assigned_to_uuids=filter_assigned_to_uuids,
                filter_circle_uuids=filter_circle_uuids,
                filter_status_uuid=filter_status_uuid,
                filter_due_before=filter_due_before,
                filter_due_after=filter_due_after,
                filter_has_due_date=filter_has_due_date,
                filter_open_tasks=filter_open_tasks,
                filter_completed_status=filter_completed_status,
                filter_archived_status=filter_archived_status,
                filter_not_started_status=filter_not_started_status,
                filter_show_child_tasks=filter_show_child_tasks,
                sort=sort,
                x_plannr_account_uuid=x_plannr_account_uuid,
                options=options,
            )

        return CursorPager(fetch, CursorPlaces(items=("data",), next=("links", "next")))

    def create_task(
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
        """Create task.

        Args:
            name: The name of the task.
            taskable_type: One of `client`, `case`, `plan`.
            taskable_uuid: The client, case or plan.
            task_status_uuid: A UUID.
            x_plannr_account_uuid: The account to act as: account.uuid of a login.
            description: A string.
            priority: One of `low`, `medium`, `high`, `highest`.
            due_at: Date, or date and time, without a zone.
            parent_task_uuid: A UUID.
            assigned_to_uuids: Accounts.
            custom_fields: Values by reference of the field. Newest page: one object; older pages: a list of objects
                with one value each.
            group_uuids: Groups to assign.
            options: Settings for this call, in place of the client's.

        Returns:
            A task.

        Raises:
            AuthenticationError: 401: No valid token.
            RateLimitError: 429: More than 500 requests a minute of one user.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `POST /api/v1/task`.

        The spec is incomplete here. Missing: whether taskable_type, taskable_uuid and task_status_uuid are required:
        older pages mark them, the newest does not; the form of custom_fields: pages differ; the zone of due_at;
        lengths; which response fields may be null or absent; the errors.
        """
        return create_task.sync(
            client=self._client,
            x_plannr_account_uuid=x_plannr_account_uuid,
            body=CreateTaskRequest(
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
            ),
            options=options,
        )

    def update_task(
        self,
        uuid: UUID | str,
        *,
        x_plannr_account_uuid: UUID | str | None = None,
        name: str | Unset = UNSET,
        description: str | Unset = UNSET,
        priority: TaskPriority | str | Unset = UNSET,
        due_at: date | str | Unset = UNSET,
        taskable_type: TaskableType | str | Unset = UNSET,
        taskable_uuid: UUID | str | Unset = UNSET,
        task_status_uuid: UUID | str | Unset = UNSET,
        parent_task_uuid: UUID | str | Unset = UNSET,
        assigned_to_uuids: Sequence[UUID | str] | Unset = UNSET,
        custom_fields: Mapping[str, Any] | Sequence[Mapping[str, Any]] | Unset = UNSET,
        group_uuids: Sequence[UUID | str] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> Task:
        """Update task.

        Args:
            uuid: The task.
            x_plannr_account_uuid: The account to act as: account.uuid of a login.
            name: The name of the task.
            description: A string.
            priority: One of `low`, `medium`, `high`, `highest`.
            due_at: Date, or date and time, without a zone.
            taskable_type: One of `client`, `case`, `plan`.
            taskable_uuid: The client, case or plan.
            task_status_uuid: A UUID.
            parent_task_uuid: A UUID.
            assigned_to_uuids: Accounts.
            custom_fields: Values by reference of the field. Newest page: one object; older pages: a list of objects
                with one value each.
            group_uuids: Groups to assign.
            options: Settings for this call, in place of the client's.

        Returns:
            A task.

        Raises:
            AuthenticationError: 401: No valid token.
            RateLimitError: 429: More than 500 requests a minute of one user.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `PUT /api/v1/task/{uuid}`.

        The spec is incomplete here. Missing: an older page types the path parameter as an integer; what absent fields
        do, what null does; which response fields may be null or absent; the errors.
        """
        return update_task.sync(
            uuid,
            client=self._client,
            x_plannr_account_uuid=x_plannr_account_uuid,
            body=UpdateTaskRequest(
                name=name,
                description=description,
                priority=priority,
                due_at=due_at,
                taskable_type=taskable_type,
                taskable_uuid=taskable_uuid,
                task_status_uuid=task_status_uuid,
                parent_task_uuid=parent_task_uuid,
                assigned_to_uuids=assigned_to_uuids,
                custom_fields=custom_fields,
                group_uuids=group_uuids,
            ),
            options=options,
        )


class TasksWithRawResponse(RawResource):
    """The methods of `Tasks`, which return the whole response."""

    list_tasks = raw_page(Tasks.list_tasks)
    create_task = raw_sync(Tasks.create_task)
    update_task = raw_sync(Tasks.update_task)

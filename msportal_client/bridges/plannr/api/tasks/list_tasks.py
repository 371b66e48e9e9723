"""List tasks: `GET /api/v1/task`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from ....._runtime.deprecation import Deprecated
from ....._runtime.limits import Limits
from ....._runtime.operation import Operation, Parameter
from ....._runtime.parameter_styles import ParameterStyle
from ...models.list_tasks_filter_taskable_type import ListTasksFilterTaskableType
from ...models.list_tasks_include_item import ListTasksIncludeItem
from ...models.list_tasks_sort import ListTasksSort
from ...models.task_page import TaskPage
from ...models.task_priority import TaskPriority

if TYPE_CHECKING:
    from ....._runtime.clients import APIClient, AsyncAPIClient
    from .....options import RequestOptions
    from .....types import Response

OPERATION: Operation[TaskPage] = Operation(
    name="list_tasks",
    method="GET",
    path="/api/v1/task",
    read=TaskPage.from_dict,
    parameters=(
        Parameter(
            "include",
            "include",
            "query",
            Limits("array", items=Limits("string")),
            required=False,
            style=ParameterStyle("form"),
        ),
        Parameter("per_page", "per_page", "query", Limits("integer", minimum=1, maximum=500), required=False),
        Parameter("filter_name", "filter[name]", "query", Limits("string"), required=False),
        Parameter("filter_taskable_type", "filter[taskable_type]", "query", Limits("string"), required=False),
        Parameter("filter_taskable_uuid", "filter[taskable_uuid]", "query", Limits("uuid"), required=False),
        Parameter("filter_client_uuid", "filter[client_uuid]", "query", Limits("uuid"), required=False),
        Parameter("filter_priority", "filter[priority]", "query", Limits("string"), required=False),
        Parameter(
            "filter_assigned_to_uuids",
            "filter[assigned_to_uuids]",
            "query",
            Limits("array", items=Limits("uuid")),
            required=False,
            style=ParameterStyle("form"),
        ),
        Parameter(
            "filter_circle_uuids",
            "filter[circle_uuids]",
            "query",
            Limits("array", items=Limits("uuid")),
            required=False,
            style=ParameterStyle("form"),
        ),
        Parameter("filter_status_uuid", "filter[status_uuid]", "query", Limits("uuid"), required=False),
        Parameter("filter_due_before", "filter[due_before]", "query", Limits("date"), required=False),
        Parameter("filter_due_after", "filter[due_after]", "query", Limits("date"), required=False),
        Parameter("filter_has_due_date", "filter[has_due_date]", "query", Limits("boolean"), required=False),
        Parameter("filter_open_tasks", "filter[open_tasks]", "query", Limits("boolean"), required=False),
        Parameter("filter_completed_status", "filter[completed_status]", "query", Limits("boolean"), required=False),
        Parameter("filter_archived_status", "filter[archived_status]", "query", Limits("boolean"), required=False),
        Parameter(
            "filter_not_started_status", "filter[not_started_status]", "query", Limits("boolean"), required=False
        ),
        Parameter("filter_show_child_tasks", "filter[show_child_tasks]", "query", Limits("boolean"), required=False),
        Parameter("sort", "sort", "query", Limits("string"), required=False),
        Parameter("x_plannr_account_uuid", "X-PLANNR-ACCOUNT-UUID", "header", Limits("uuid"), required=False),
    ),
    deprecated=Deprecated(parameters=("filter_show_child_tasks",)),
)


async def asyncio_detailed(
    *,
    client: AsyncAPIClient,
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
) -> Response[TaskPage]:
    """List tasks.

    Owners and admins see all tasks, members those of their groups, clients their own.

    Args:
        client: The client that sends the request.
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
        The response with status code, headers, request id and rate limit; `parsed` is its decoded body.

    Raises:
        AuthenticationError: 401: No valid token.
        RateLimitError: 429: More than 500 requests a minute of one user.
        RequestValidationError: An argument breaks a documented limit; no request was sent.

    API: `GET /api/v1/task`.

    The spec is incomplete here. Missing: the names in links and meta, the parameter that asks for a page; which
    response fields may be null or absent; filters of subtasks (include, exclude, only) and of recurring tasks that
    the newest page has: their names.
    """
    return await client.send(
        OPERATION,
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


async def asyncio(
    *,
    client: AsyncAPIClient,
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
) -> TaskPage:
    """List tasks.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (
        await asyncio_detailed(
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
            client=client,
            options=options,
        )
    ).parsed


def sync_detailed(
    *,
    client: APIClient,
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
) -> Response[TaskPage]:
    """List tasks.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return client.send(
        OPERATION,
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


def sync(
    *,
    client: APIClient,
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
) -> TaskPage:
    """List tasks.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(
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
        client=client,
        options=options,
    ).parsed

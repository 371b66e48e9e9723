"""Update task: `PATCH /planner/tasks/{task-id}`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....._runtime.limits import Limits
from ....._runtime.operation import Operation, Parameter
from ...models.planner_task import PlannerTask
from ...models.return_preference import ReturnPreference
from ...models.update_task_request import UpdateTaskRequest

if TYPE_CHECKING:
    from ....._runtime.clients import APIClient, AsyncAPIClient
    from .....options import RequestOptions
    from .....types import Response

OPERATION: Operation[PlannerTask] = Operation(
    name="update_task",
    method="PATCH",
    path="/planner/tasks/{task_id}",
    read=PlannerTask.from_dict,
    parameters=(
        Parameter("task_id", "task-id", "path", Limits("string", min_length=28, max_length=28), required=True),
        Parameter("if_match", "If-Match", "header", Limits("string", min_length=1), required=True),
        Parameter("prefer", "Prefer", "header", Limits("string"), required=False),
    ),
    body=Limits("model"),
)


async def asyncio_detailed(
    task_id: str,
    *,
    client: AsyncAPIClient,
    if_match: str,
    body: UpdateTaskRequest,
    prefer: ReturnPreference | str | None = None,
    options: RequestOptions | None = None,
) -> Response[PlannerTask]:
    """Update task.

    Args:
        task_id: Id of the task. Exactly 28 characters.
        client: The client that sends the request.
        if_match: The last known etag of this very resource; `*` is refused. At least 1 character.
        body: The request body.
        prefer: Answers 200 with the changed resource in place of 204.
        options: Settings for this call, in place of the client's.

    Returns:
        The response with status code, headers, request id and rate limit; `parsed` is its decoded body.

    Raises:
        BadRequestError: 400: Malformed id, order hint or delta link, open type without its type, or dates that
            contradict each other.
        AuthenticationError: 401: No valid token.
        PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
        NotFoundError: 404: It is not there, not yet, or not to be seen.
        ConflictError: 409: The change conflicts with a newer one: read again, resolve, send again.
        RateLimitError: 429: Too many requests.
        RequestValidationError: An argument breaks a documented limit; no request was sent.

    API: `PATCH /planner/tasks/{task-id}`.

    The spec is incomplete here. Missing: priority and planId: on the beta page only, of those that are stored; what
    null clears: the metadata lets dates, bucketId and conversationThreadId be null, no page shows it; what
    error.code says with 409 and 412.
    """
    return await client.send(
        OPERATION,
        {
            "task_id": task_id,
            "if_match": if_match,
            "prefer": prefer,
        },
        body=body,
        options=options,
    )


async def asyncio(
    task_id: str,
    *,
    client: AsyncAPIClient,
    if_match: str,
    body: UpdateTaskRequest,
    prefer: ReturnPreference | str | None = None,
    options: RequestOptions | None = None,
) -> PlannerTask:
    """Update task.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (
        await asyncio_detailed(task_id, if_match=if_match, body=body, prefer=prefer, client=client, options=options)
    ).parsed


def sync_detailed(
    task_id: str,
    *,
    client: APIClient,
    if_match: str,
    body: UpdateTaskRequest,
    prefer: ReturnPreference | str | None = None,
    options: RequestOptions | None = None,
) -> Response[PlannerTask]:
    """Update task.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return client.send(
        OPERATION,
        {
            "task_id": task_id,
            "if_match": if_match,
            "prefer": prefer,
        },
        body=body,
        options=options,
    )


def sync(
    task_id: str,
    *,
    client: APIClient,
    if_match: str,
    body: UpdateTaskRequest,
    prefer: ReturnPreference | str | None = None,
    options: RequestOptions | None = None,
) -> PlannerTask:
    """Update task.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(task_id, if_match=if_match, body=body, prefer=prefer, client=client, options=options).parsed

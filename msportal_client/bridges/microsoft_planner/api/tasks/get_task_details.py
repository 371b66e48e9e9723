"""Get task details: `GET /planner/tasks/{task-id}/details`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....._runtime.limits import Limits
from ....._runtime.operation import Operation, Parameter
from ...models.planner_task_details import PlannerTaskDetails

if TYPE_CHECKING:
    from ....._runtime.clients import APIClient, AsyncAPIClient
    from .....options import RequestOptions
    from .....types import Response

OPERATION: Operation[PlannerTaskDetails] = Operation(
    name="get_task_details",
    method="GET",
    path="/planner/tasks/{task_id}/details",
    read=PlannerTaskDetails.from_dict,
    parameters=(
        Parameter("task_id", "task-id", "path", Limits("string", min_length=28, max_length=28), required=True),
    ),
)


async def asyncio_detailed(
    task_id: str,
    *,
    client: AsyncAPIClient,
    options: RequestOptions | None = None,
) -> Response[PlannerTaskDetails]:
    """Get task details.

    Args:
        task_id: Id of the task. Exactly 28 characters.
        client: The client that sends the request.
        options: Settings for this call, in place of the client's.

    Returns:
        The response with status code, headers, request id and rate limit; `parsed` is its decoded body.

    Raises:
        AuthenticationError: 401: No valid token.
        PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
        NotFoundError: 404: It is not there, not yet, or not to be seen.
        RateLimitError: 429: Too many requests.
        RequestValidationError: An argument breaks a documented limit; no request was sent.

    API: `GET /planner/tasks/{task-id}/details`.
    """
    return await client.send(
        OPERATION,
        {
            "task_id": task_id,
        },
        options=options,
    )


async def asyncio(
    task_id: str,
    *,
    client: AsyncAPIClient,
    options: RequestOptions | None = None,
) -> PlannerTaskDetails:
    """Get task details.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (await asyncio_detailed(task_id, client=client, options=options)).parsed


def sync_detailed(
    task_id: str,
    *,
    client: APIClient,
    options: RequestOptions | None = None,
) -> Response[PlannerTaskDetails]:
    """Get task details.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return client.send(
        OPERATION,
        {
            "task_id": task_id,
        },
        options=options,
    )


def sync(
    task_id: str,
    *,
    client: APIClient,
    options: RequestOptions | None = None,
) -> PlannerTaskDetails:
    """Get task details.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(task_id, client=client, options=options).parsed

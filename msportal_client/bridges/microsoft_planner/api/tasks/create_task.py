"""Create task: `POST /planner/tasks`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....._runtime.limits import Limits
from ....._runtime.operation import Operation
from ...models.create_task_request import CreateTaskRequest
from ...models.planner_task import PlannerTask

if TYPE_CHECKING:
    from ....._runtime.clients import APIClient, AsyncAPIClient
    from .....options import RequestOptions
    from .....types import Response

OPERATION: Operation[PlannerTask] = Operation(
    name="create_task",
    method="POST",
    path="/planner/tasks",
    read=PlannerTask.from_dict,
    body=Limits("model"),
)


async def asyncio_detailed(
    *,
    client: AsyncAPIClient,
    body: CreateTaskRequest,
    options: RequestOptions | None = None,
) -> Response[PlannerTask]:
    """Create task.

    Args:
        client: The client that sends the request.
        body: The request body.
        options: Settings for this call, in place of the client's.

    Returns:
        The response with status code, headers, request id and rate limit; `parsed` is its decoded body.

    Raises:
        BadRequestError: 400: Malformed id, order hint or delta link, open type without its type, or dates that
            contradict each other.
        AuthenticationError: 401: No valid token.
        PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
        NotFoundError: 404: It is not there, not yet, or not to be seen.
        RateLimitError: 429: Too many requests.
        RequestValidationError: An argument breaks a documented limit; no request was sent.

    API: `POST /planner/tasks`.

    The spec is incomplete here. Missing: that title is required: the page names planId only, the metadata does not
    let title be null; the greatest length of a title; details in the same request: users do so, no page says so;
    left out.
    """
    return await client.send(OPERATION, {}, body=body, options=options)


async def asyncio(
    *,
    client: AsyncAPIClient,
    body: CreateTaskRequest,
    options: RequestOptions | None = None,
) -> PlannerTask:
    """Create task.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (await asyncio_detailed(body=body, client=client, options=options)).parsed


def sync_detailed(
    *,
    client: APIClient,
    body: CreateTaskRequest,
    options: RequestOptions | None = None,
) -> Response[PlannerTask]:
    """Create task.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return client.send(OPERATION, {}, body=body, options=options)


def sync(
    *,
    client: APIClient,
    body: CreateTaskRequest,
    options: RequestOptions | None = None,
) -> PlannerTask:
    """Create task.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(body=body, client=client, options=options).parsed

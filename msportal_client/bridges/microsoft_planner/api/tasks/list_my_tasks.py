"""List my tasks: `GET /me/planner/tasks`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....._runtime.operation import Operation
from ...models.planner_task_collection import PlannerTaskCollection

if TYPE_CHECKING:
    from ....._runtime.clients import APIClient, AsyncAPIClient
    from .....options import RequestOptions
    from .....types import Response

OPERATION: Operation[PlannerTaskCollection] = Operation(
    name="list_my_tasks",
    method="GET",
    path="/me/planner/tasks",
    read=PlannerTaskCollection.from_dict,
)


async def asyncio_detailed(
    *,
    client: AsyncAPIClient,
    options: RequestOptions | None = None,
) -> Response[PlannerTaskCollection]:
    """List my tasks.

    Args:
        client: The client that sends the request.
        options: Settings for this call, in place of the client's.

    Returns:
        The response with status code, headers, request id and rate limit; `parsed` is its decoded body.

    Raises:
        AuthenticationError: 401: No valid token.
        PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
        NotFoundError: 404: It is not there, not yet, or not to be seen.
        RateLimitError: 429: Too many requests.

    API: `GET /me/planner/tasks`.

    The spec is incomplete here. Missing: whether and how pages are cut: no page mentions $top, users see about 400
    a page; $expand=details: no page has it; users say that it works here.
    """
    return await client.send(OPERATION, {}, options=options)


async def asyncio(
    *,
    client: AsyncAPIClient,
    options: RequestOptions | None = None,
) -> PlannerTaskCollection:
    """List my tasks.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (await asyncio_detailed(client=client, options=options)).parsed


def sync_detailed(
    *,
    client: APIClient,
    options: RequestOptions | None = None,
) -> Response[PlannerTaskCollection]:
    """List my tasks.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return client.send(OPERATION, {}, options=options)


def sync(
    *,
    client: APIClient,
    options: RequestOptions | None = None,
) -> PlannerTaskCollection:
    """List my tasks.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(client=client, options=options).parsed

"""List my changes: `GET /me/planner/all/delta`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....._runtime.operation import Operation
from ...models.planner_delta_collection import PlannerDeltaCollection

if TYPE_CHECKING:
    from ....._runtime.clients import APIClient, AsyncAPIClient
    from .....options import RequestOptions
    from .....types import Response

OPERATION: Operation[PlannerDeltaCollection] = Operation(
    name="list_my_changes",
    method="GET",
    path="/me/planner/all/delta",
    read=PlannerDeltaCollection.from_dict,
    server="/beta",
)


async def asyncio_detailed(
    *,
    client: AsyncAPIClient,
    options: RequestOptions | None = None,
) -> Response[PlannerDeltaCollection]:
    """List my changes.

    The first request answers nothing but a link to follow; fill the cache by reads before following it.

    Args:
        client: The client that sends the request.
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

    API: `GET /me/planner/all/delta`.

    The spec is incomplete here. Missing: how a deleted object is told; how the removal of one assignee, checklist
    item or link is told.
    """
    return await client.send(OPERATION, {}, options=options)


async def asyncio(
    *,
    client: AsyncAPIClient,
    options: RequestOptions | None = None,
) -> PlannerDeltaCollection:
    """List my changes.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (await asyncio_detailed(client=client, options=options)).parsed


def sync_detailed(
    *,
    client: APIClient,
    options: RequestOptions | None = None,
) -> Response[PlannerDeltaCollection]:
    """List my changes.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return client.send(OPERATION, {}, options=options)


def sync(
    *,
    client: APIClient,
    options: RequestOptions | None = None,
) -> PlannerDeltaCollection:
    """List my changes.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(client=client, options=options).parsed

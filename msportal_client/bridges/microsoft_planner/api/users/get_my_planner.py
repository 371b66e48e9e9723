"""Get my planner: `GET /me/planner`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....._runtime.operation import Operation
from ...models.planner_user import PlannerUser

if TYPE_CHECKING:
    from ....._runtime.clients import APIClient, AsyncAPIClient
    from .....options import RequestOptions
    from .....types import Response

OPERATION: Operation[PlannerUser] = Operation(
    name="get_my_planner",
    method="GET",
    path="/me/planner",
    read=PlannerUser.from_dict,
    server="/beta",
)


async def asyncio_detailed(
    *,
    client: AsyncAPIClient,
    options: RequestOptions | None = None,
) -> Response[PlannerUser]:
    """Get my planner.

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

    API: `GET /me/planner`.

    The spec is incomplete here. Missing: errors: the page names none.
    """
    return await client.send(OPERATION, {}, options=options)


async def asyncio(
    *,
    client: AsyncAPIClient,
    options: RequestOptions | None = None,
) -> PlannerUser:
    """Get my planner.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (await asyncio_detailed(client=client, options=options)).parsed


def sync_detailed(
    *,
    client: APIClient,
    options: RequestOptions | None = None,
) -> Response[PlannerUser]:
    """Get my planner.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return client.send(OPERATION, {}, options=options)


def sync(
    *,
    client: APIClient,
    options: RequestOptions | None = None,
) -> PlannerUser:
    """Get my planner.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(client=client, options=options).parsed

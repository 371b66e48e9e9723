"""List group plan changes: `GET /groups/{group-id}/planner/plans/delta`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from ....._runtime.limits import Limits
from ....._runtime.operation import Operation, Parameter
from ...models.planner_plan_delta_collection import PlannerPlanDeltaCollection

if TYPE_CHECKING:
    from ....._runtime.clients import APIClient, AsyncAPIClient
    from .....options import RequestOptions
    from .....types import Response

OPERATION: Operation[PlannerPlanDeltaCollection] = Operation(
    name="list_group_plan_changes",
    method="GET",
    path="/groups/{group_id}/planner/plans/delta",
    read=PlannerPlanDeltaCollection.from_dict,
    parameters=(Parameter("group_id", "group-id", "path", Limits("uuid"), required=True),),
    server="/beta",
)


async def asyncio_detailed(
    group_id: UUID | str,
    *,
    client: AsyncAPIClient,
    options: RequestOptions | None = None,
) -> Response[PlannerPlanDeltaCollection]:
    """List group plan changes.

    Args:
        group_id: Id of the Microsoft 365 group.
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

    API: `GET /groups/{group-id}/planner/plans/delta`.

    The spec is incomplete here. Missing: how a deleted object is told; errors: the page names none; the token
    parameters: only in the links of the example.
    """
    return await client.send(
        OPERATION,
        {
            "group_id": group_id,
        },
        options=options,
    )


async def asyncio(
    group_id: UUID | str,
    *,
    client: AsyncAPIClient,
    options: RequestOptions | None = None,
) -> PlannerPlanDeltaCollection:
    """List group plan changes.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (await asyncio_detailed(group_id, client=client, options=options)).parsed


def sync_detailed(
    group_id: UUID | str,
    *,
    client: APIClient,
    options: RequestOptions | None = None,
) -> Response[PlannerPlanDeltaCollection]:
    """List group plan changes.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return client.send(
        OPERATION,
        {
            "group_id": group_id,
        },
        options=options,
    )


def sync(
    group_id: UUID | str,
    *,
    client: APIClient,
    options: RequestOptions | None = None,
) -> PlannerPlanDeltaCollection:
    """List group plan changes.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(group_id, client=client, options=options).parsed

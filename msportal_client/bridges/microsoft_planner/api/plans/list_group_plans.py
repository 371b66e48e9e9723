"""List group plans: `GET /groups/{group-id}/planner/plans`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from ....._runtime.limits import Limits
from ....._runtime.operation import Operation, Parameter
from ...models.member_preference import MemberPreference
from ...models.planner_plan_collection import PlannerPlanCollection

if TYPE_CHECKING:
    from ....._runtime.clients import APIClient, AsyncAPIClient
    from .....options import RequestOptions
    from .....types import Response

OPERATION: Operation[PlannerPlanCollection] = Operation(
    name="list_group_plans",
    method="GET",
    path="/groups/{group_id}/planner/plans",
    read=PlannerPlanCollection.from_dict,
    parameters=(
        Parameter("group_id", "group-id", "path", Limits("uuid"), required=True),
        Parameter("prefer", "Prefer", "header", Limits("string"), required=False),
    ),
)


async def asyncio_detailed(
    group_id: UUID | str,
    *,
    client: AsyncAPIClient,
    prefer: MemberPreference | str | None = None,
    options: RequestOptions | None = None,
) -> Response[PlannerPlanCollection]:
    """List group plans.

    Args:
        group_id: Id of the Microsoft 365 group.
        client: The client that sends the request.
        prefer: Tells kinds of container that came later, such as `roster`.
        options: Settings for this call, in place of the client's.

    Returns:
        The response with status code, headers, request id and rate limit; `parsed` is its decoded body.

    Raises:
        AuthenticationError: 401: No valid token.
        PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
        NotFoundError: 404: It is not there, not yet, or not to be seen.
        RateLimitError: 429: Too many requests.
        RequestValidationError: An argument breaks a documented limit; no request was sent.

    API: `GET /groups/{group-id}/planner/plans`.

    The spec is incomplete here. Missing: whether and how pages are cut: no page mentions $top, users see about 400
    a page.
    """
    return await client.send(
        OPERATION,
        {
            "group_id": group_id,
            "prefer": prefer,
        },
        options=options,
    )


async def asyncio(
    group_id: UUID | str,
    *,
    client: AsyncAPIClient,
    prefer: MemberPreference | str | None = None,
    options: RequestOptions | None = None,
) -> PlannerPlanCollection:
    """List group plans.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (await asyncio_detailed(group_id, prefer=prefer, client=client, options=options)).parsed


def sync_detailed(
    group_id: UUID | str,
    *,
    client: APIClient,
    prefer: MemberPreference | str | None = None,
    options: RequestOptions | None = None,
) -> Response[PlannerPlanCollection]:
    """List group plans.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return client.send(
        OPERATION,
        {
            "group_id": group_id,
            "prefer": prefer,
        },
        options=options,
    )


def sync(
    group_id: UUID | str,
    *,
    client: APIClient,
    prefer: MemberPreference | str | None = None,
    options: RequestOptions | None = None,
) -> PlannerPlanCollection:
    """List group plans.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(group_id, prefer=prefer, client=client, options=options).parsed

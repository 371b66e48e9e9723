"""Get plan: `GET /planner/plans/{plan-id}`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....._runtime.limits import Limits
from ....._runtime.operation import Operation, Parameter
from ...models.member_preference import MemberPreference
from ...models.planner_plan import PlannerPlan

if TYPE_CHECKING:
    from ....._runtime.clients import APIClient, AsyncAPIClient
    from .....options import RequestOptions
    from .....types import Response

OPERATION: Operation[PlannerPlan] = Operation(
    name="get_plan",
    method="GET",
    path="/planner/plans/{plan_id}",
    read=PlannerPlan.from_dict,
    parameters=(
        Parameter("plan_id", "plan-id", "path", Limits("string", min_length=28, max_length=28), required=True),
        Parameter("prefer", "Prefer", "header", Limits("string"), required=False),
    ),
)


async def asyncio_detailed(
    plan_id: str,
    *,
    client: AsyncAPIClient,
    prefer: MemberPreference | str | None = None,
    options: RequestOptions | None = None,
) -> Response[PlannerPlan]:
    """Get plan.

    Args:
        plan_id: Id of the plan. Exactly 28 characters.
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

    API: `GET /planner/plans/{plan-id}`.
    """
    return await client.send(
        OPERATION,
        {
            "plan_id": plan_id,
            "prefer": prefer,
        },
        options=options,
    )


async def asyncio(
    plan_id: str,
    *,
    client: AsyncAPIClient,
    prefer: MemberPreference | str | None = None,
    options: RequestOptions | None = None,
) -> PlannerPlan:
    """Get plan.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (await asyncio_detailed(plan_id, prefer=prefer, client=client, options=options)).parsed


def sync_detailed(
    plan_id: str,
    *,
    client: APIClient,
    prefer: MemberPreference | str | None = None,
    options: RequestOptions | None = None,
) -> Response[PlannerPlan]:
    """Get plan.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return client.send(
        OPERATION,
        {
            "plan_id": plan_id,
            "prefer": prefer,
        },
        options=options,
    )


def sync(
    plan_id: str,
    *,
    client: APIClient,
    prefer: MemberPreference | str | None = None,
    options: RequestOptions | None = None,
) -> PlannerPlan:
    """Get plan.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(plan_id, prefer=prefer, client=client, options=options).parsed

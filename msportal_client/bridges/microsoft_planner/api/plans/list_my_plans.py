"""List my plans: `GET /me/planner/plans`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....._runtime.limits import Limits
from ....._runtime.operation import Operation, Parameter
from ...models.member_preference import MemberPreference
from ...models.planner_plan_collection import PlannerPlanCollection

if TYPE_CHECKING:
    from ....._runtime.clients import APIClient, AsyncAPIClient
    from .....options import RequestOptions
    from .....types import Response

OPERATION: Operation[PlannerPlanCollection] = Operation(
    name="list_my_plans",
    method="GET",
    path="/me/planner/plans",
    read=PlannerPlanCollection.from_dict,
    parameters=(Parameter("prefer", "Prefer", "header", Limits("string"), required=False),),
)


async def asyncio_detailed(
    *,
    client: AsyncAPIClient,
    prefer: MemberPreference | str | None = None,
    options: RequestOptions | None = None,
) -> Response[PlannerPlanCollection]:
    """List my plans.

    Args:
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

    API: `GET /me/planner/plans`.

    The spec is incomplete here. Missing: whether and how pages are cut: no page mentions $top, users see about 400
    a page.
    """
    return await client.send(
        OPERATION,
        {
            "prefer": prefer,
        },
        options=options,
    )


async def asyncio(
    *,
    client: AsyncAPIClient,
    prefer: MemberPreference | str | None = None,
    options: RequestOptions | None = None,
) -> PlannerPlanCollection:
    """List my plans.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (await asyncio_detailed(prefer=prefer, client=client, options=options)).parsed


def sync_detailed(
    *,
    client: APIClient,
    prefer: MemberPreference | str | None = None,
    options: RequestOptions | None = None,
) -> Response[PlannerPlanCollection]:
    """List my plans.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return client.send(
        OPERATION,
        {
            "prefer": prefer,
        },
        options=options,
    )


def sync(
    *,
    client: APIClient,
    prefer: MemberPreference | str | None = None,
    options: RequestOptions | None = None,
) -> PlannerPlanCollection:
    """List my plans.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(prefer=prefer, client=client, options=options).parsed

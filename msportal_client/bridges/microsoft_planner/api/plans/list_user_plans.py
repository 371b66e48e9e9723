"""List user plans: `GET /users/{user-id}/planner/plans`."""

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
    name="list_user_plans",
    method="GET",
    path="/users/{user_id}/planner/plans",
    read=PlannerPlanCollection.from_dict,
    parameters=(
        Parameter("user_id", "user-id", "path", Limits("string", min_length=1), required=True),
        Parameter("prefer", "Prefer", "header", Limits("string"), required=False),
    ),
)


async def asyncio_detailed(
    user_id: str,
    *,
    client: AsyncAPIClient,
    prefer: MemberPreference | str | None = None,
    options: RequestOptions | None = None,
) -> Response[PlannerPlanCollection]:
    """List user plans.

    Args:
        user_id: Id or principal name of the user. At least 1 character.
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

    API: `GET /users/{user-id}/planner/plans`.

    The spec is incomplete here. Missing: whether and how pages are cut: no page mentions $top, users see about 400
    a page; whose plans may be seen.
    """
    return await client.send(
        OPERATION,
        {
            "user_id": user_id,
            "prefer": prefer,
        },
        options=options,
    )


async def asyncio(
    user_id: str,
    *,
    client: AsyncAPIClient,
    prefer: MemberPreference | str | None = None,
    options: RequestOptions | None = None,
) -> PlannerPlanCollection:
    """List user plans.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (await asyncio_detailed(user_id, prefer=prefer, client=client, options=options)).parsed


def sync_detailed(
    user_id: str,
    *,
    client: APIClient,
    prefer: MemberPreference | str | None = None,
    options: RequestOptions | None = None,
) -> Response[PlannerPlanCollection]:
    """List user plans.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return client.send(
        OPERATION,
        {
            "user_id": user_id,
            "prefer": prefer,
        },
        options=options,
    )


def sync(
    user_id: str,
    *,
    client: APIClient,
    prefer: MemberPreference | str | None = None,
    options: RequestOptions | None = None,
) -> PlannerPlanCollection:
    """List user plans.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(user_id, prefer=prefer, client=client, options=options).parsed

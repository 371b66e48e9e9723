"""List plans: `GET /planner/plans`."""

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
    name="list_plans",
    method="GET",
    path="/planner/plans",
    read=PlannerPlanCollection.from_dict,
    parameters=(
        Parameter("filter", "$filter", "query", Limits("string", min_length=1), required=True),
        Parameter("prefer", "Prefer", "header", Limits("string"), required=False),
    ),
)


async def asyncio_detailed(
    *,
    client: AsyncAPIClient,
    filter: str,
    prefer: MemberPreference | str | None = None,
    options: RequestOptions | None = None,
) -> Response[PlannerPlanCollection]:
    """List plans.

    The plans of one owner: there is no list without the filter.

    Args:
        client: The client that sends the request.
        filter: The owning group: `owner eq '{group-id}'`. At least 1 character.
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

    API: `GET /planner/plans`.

    The spec is incomplete here. Missing: whether and how pages are cut: no page mentions $top, users see about 400
    a page; the form of the filter: the page only says that owner must be filtered by.
    """
    return await client.send(
        OPERATION,
        {
            "filter": filter,
            "prefer": prefer,
        },
        options=options,
    )


async def asyncio(
    *,
    client: AsyncAPIClient,
    filter: str,
    prefer: MemberPreference | str | None = None,
    options: RequestOptions | None = None,
) -> PlannerPlanCollection:
    """List plans.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (await asyncio_detailed(filter=filter, prefer=prefer, client=client, options=options)).parsed


def sync_detailed(
    *,
    client: APIClient,
    filter: str,
    prefer: MemberPreference | str | None = None,
    options: RequestOptions | None = None,
) -> Response[PlannerPlanCollection]:
    """List plans.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return client.send(
        OPERATION,
        {
            "filter": filter,
            "prefer": prefer,
        },
        options=options,
    )


def sync(
    *,
    client: APIClient,
    filter: str,
    prefer: MemberPreference | str | None = None,
    options: RequestOptions | None = None,
) -> PlannerPlanCollection:
    """List plans.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(filter=filter, prefer=prefer, client=client, options=options).parsed

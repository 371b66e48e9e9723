"""Update plan details: `PATCH /planner/plans/{plan-id}/details`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....._runtime.limits import Limits
from ....._runtime.operation import Operation, Parameter
from ...models.planner_plan_details import PlannerPlanDetails
from ...models.return_preference import ReturnPreference
from ...models.update_plan_details_request import UpdatePlanDetailsRequest

if TYPE_CHECKING:
    from ....._runtime.clients import APIClient, AsyncAPIClient
    from .....options import RequestOptions
    from .....types import Response

OPERATION: Operation[PlannerPlanDetails] = Operation(
    name="update_plan_details",
    method="PATCH",
    path="/planner/plans/{plan_id}/details",
    read=PlannerPlanDetails.from_dict,
    parameters=(
        Parameter("plan_id", "plan-id", "path", Limits("string", min_length=28, max_length=28), required=True),
        Parameter("if_match", "If-Match", "header", Limits("string", min_length=1), required=True),
        Parameter("prefer", "Prefer", "header", Limits("string"), required=False),
    ),
    body=Limits("model"),
)


async def asyncio_detailed(
    plan_id: str,
    *,
    client: AsyncAPIClient,
    if_match: str,
    body: UpdatePlanDetailsRequest,
    prefer: ReturnPreference | str | None = None,
    options: RequestOptions | None = None,
) -> Response[PlannerPlanDetails]:
    """Update plan details.

    Args:
        plan_id: Id of the plan. Exactly 28 characters.
        client: The client that sends the request.
        if_match: The last known etag of this very resource; `*` is refused. At least 1 character.
        body: The request body.
        prefer: Answers 200 with the changed resource in place of 204.
        options: Settings for this call, in place of the client's.

    Returns:
        The response with status code, headers, request id and rate limit; `parsed` is its decoded body.

    Raises:
        BadRequestError: 400: Malformed id, order hint or delta link, open type without its type, or dates that
            contradict each other.
        AuthenticationError: 401: No valid token.
        PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
        NotFoundError: 404: It is not there, not yet, or not to be seen.
        ConflictError: 409: The change conflicts with a newer one: read again, resolve, send again.
        RateLimitError: 429: Too many requests.
        RequestValidationError: An argument breaks a documented limit; no request was sent.

    API: `PATCH /planner/plans/{plan-id}/details`.

    The spec is incomplete here. Missing: categories 7 to 25: pages of 2021 name six, the metadata has 25; what
    error.code says with 409 and 412.
    """
    return await client.send(
        OPERATION,
        {
            "plan_id": plan_id,
            "if_match": if_match,
            "prefer": prefer,
        },
        body=body,
        options=options,
    )


async def asyncio(
    plan_id: str,
    *,
    client: AsyncAPIClient,
    if_match: str,
    body: UpdatePlanDetailsRequest,
    prefer: ReturnPreference | str | None = None,
    options: RequestOptions | None = None,
) -> PlannerPlanDetails:
    """Update plan details.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (
        await asyncio_detailed(plan_id, if_match=if_match, body=body, prefer=prefer, client=client, options=options)
    ).parsed


def sync_detailed(
    plan_id: str,
    *,
    client: APIClient,
    if_match: str,
    body: UpdatePlanDetailsRequest,
    prefer: ReturnPreference | str | None = None,
    options: RequestOptions | None = None,
) -> Response[PlannerPlanDetails]:
    """Update plan details.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return client.send(
        OPERATION,
        {
            "plan_id": plan_id,
            "if_match": if_match,
            "prefer": prefer,
        },
        body=body,
        options=options,
    )


def sync(
    plan_id: str,
    *,
    client: APIClient,
    if_match: str,
    body: UpdatePlanDetailsRequest,
    prefer: ReturnPreference | str | None = None,
    options: RequestOptions | None = None,
) -> PlannerPlanDetails:
    """Update plan details.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(plan_id, if_match=if_match, body=body, prefer=prefer, client=client, options=options).parsed

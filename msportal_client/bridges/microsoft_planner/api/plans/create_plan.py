"""Create plan: `POST /planner/plans`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....._runtime.limits import Limits
from ....._runtime.operation import Operation
from ...models.create_plan_request import CreatePlanRequest
from ...models.planner_plan import PlannerPlan

if TYPE_CHECKING:
    from ....._runtime.clients import APIClient, AsyncAPIClient
    from .....options import RequestOptions
    from .....types import Response

OPERATION: Operation[PlannerPlan] = Operation(
    name="create_plan",
    method="POST",
    path="/planner/plans",
    read=PlannerPlan.from_dict,
    body=Limits("model"),
)


async def asyncio_detailed(
    *,
    client: AsyncAPIClient,
    body: CreatePlanRequest,
    options: RequestOptions | None = None,
) -> Response[PlannerPlan]:
    """Create plan.

    Args:
        client: The client that sends the request.
        body: The request body.
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
        RequestValidationError: An argument breaks a documented limit; no request was sent.

    API: `POST /planner/plans`.

    The spec is incomplete here. Missing: whether owner is still taken: the 2021 page has only owner, the newer only
    container; the example answers 200 although the text says 201.
    """
    return await client.send(OPERATION, {}, body=body, options=options)


async def asyncio(
    *,
    client: AsyncAPIClient,
    body: CreatePlanRequest,
    options: RequestOptions | None = None,
) -> PlannerPlan:
    """Create plan.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (await asyncio_detailed(body=body, client=client, options=options)).parsed


def sync_detailed(
    *,
    client: APIClient,
    body: CreatePlanRequest,
    options: RequestOptions | None = None,
) -> Response[PlannerPlan]:
    """Create plan.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return client.send(OPERATION, {}, body=body, options=options)


def sync(
    *,
    client: APIClient,
    body: CreatePlanRequest,
    options: RequestOptions | None = None,
) -> PlannerPlan:
    """Create plan.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(body=body, client=client, options=options).parsed

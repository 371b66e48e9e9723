"""List plan buckets: `GET /planner/plans/{plan-id}/buckets`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....._runtime.limits import Limits
from ....._runtime.operation import Operation, Parameter
from ...models.planner_bucket_collection import PlannerBucketCollection

if TYPE_CHECKING:
    from ....._runtime.clients import APIClient, AsyncAPIClient
    from .....options import RequestOptions
    from .....types import Response

OPERATION: Operation[PlannerBucketCollection] = Operation(
    name="list_plan_buckets",
    method="GET",
    path="/planner/plans/{plan_id}/buckets",
    read=PlannerBucketCollection.from_dict,
    parameters=(
        Parameter("plan_id", "plan-id", "path", Limits("string", min_length=28, max_length=28), required=True),
    ),
)


async def asyncio_detailed(
    plan_id: str,
    *,
    client: AsyncAPIClient,
    options: RequestOptions | None = None,
) -> Response[PlannerBucketCollection]:
    """List plan buckets.

    Args:
        plan_id: Id of the plan. Exactly 28 characters.
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

    API: `GET /planner/plans/{plan-id}/buckets`.

    The spec is incomplete here. Missing: whether and how pages are cut: no page mentions $top, users see about 400
    a page.
    """
    return await client.send(
        OPERATION,
        {
            "plan_id": plan_id,
        },
        options=options,
    )


async def asyncio(
    plan_id: str,
    *,
    client: AsyncAPIClient,
    options: RequestOptions | None = None,
) -> PlannerBucketCollection:
    """List plan buckets.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (await asyncio_detailed(plan_id, client=client, options=options)).parsed


def sync_detailed(
    plan_id: str,
    *,
    client: APIClient,
    options: RequestOptions | None = None,
) -> Response[PlannerBucketCollection]:
    """List plan buckets.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return client.send(
        OPERATION,
        {
            "plan_id": plan_id,
        },
        options=options,
    )


def sync(
    plan_id: str,
    *,
    client: APIClient,
    options: RequestOptions | None = None,
) -> PlannerBucketCollection:
    """List plan buckets.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(plan_id, client=client, options=options).parsed

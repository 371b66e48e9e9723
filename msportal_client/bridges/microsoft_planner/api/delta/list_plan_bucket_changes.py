"""List plan bucket changes: `GET /planner/plans/{plan-id}/buckets/delta`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....._runtime.limits import Limits
from ....._runtime.operation import Operation, Parameter
from ...models.planner_bucket_delta_collection import PlannerBucketDeltaCollection

if TYPE_CHECKING:
    from ....._runtime.clients import APIClient, AsyncAPIClient
    from .....options import RequestOptions
    from .....types import Response

OPERATION: Operation[PlannerBucketDeltaCollection] = Operation(
    name="list_plan_bucket_changes",
    method="GET",
    path="/planner/plans/{plan_id}/buckets/delta",
    read=PlannerBucketDeltaCollection.from_dict,
    parameters=(
        Parameter("plan_id", "plan-id", "path", Limits("string", min_length=28, max_length=28), required=True),
        Parameter("deltatoken", "$deltatoken", "query", Limits("string"), required=False),
        Parameter("skiptoken", "$skiptoken", "query", Limits("string"), required=False),
    ),
    server="/beta",
)


async def asyncio_detailed(
    plan_id: str,
    *,
    client: AsyncAPIClient,
    deltatoken: str | None = None,
    skiptoken: str | None = None,
    options: RequestOptions | None = None,
) -> Response[PlannerBucketDeltaCollection]:
    """List plan bucket changes.

    Args:
        plan_id: Id of the plan. Exactly 28 characters.
        client: The client that sends the request.
        deltatoken: From a delta link, which is better followed whole.
        skiptoken: From a next link, which is better followed whole.
        options: Settings for this call, in place of the client's.

    Returns:
        The response with status code, headers, request id and rate limit; `parsed` is its decoded body.

    Raises:
        AuthenticationError: 401: No valid token.
        PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
        NotFoundError: 404: It is not there, not yet, or not to be seen.
        RateLimitError: 429: Too many requests.
        RequestValidationError: An argument breaks a documented limit; no request was sent.

    API: `GET /planner/plans/{plan-id}/buckets/delta`.

    The spec is incomplete here. Missing: how a deleted object is told; errors: the page names none.
    """
    return await client.send(
        OPERATION,
        {
            "plan_id": plan_id,
            "deltatoken": deltatoken,
            "skiptoken": skiptoken,
        },
        options=options,
    )


async def asyncio(
    plan_id: str,
    *,
    client: AsyncAPIClient,
    deltatoken: str | None = None,
    skiptoken: str | None = None,
    options: RequestOptions | None = None,
) -> PlannerBucketDeltaCollection:
    """List plan bucket changes.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (
        await asyncio_detailed(plan_id, deltatoken=deltatoken, skiptoken=skiptoken, client=client, options=options)
    ).parsed


def sync_detailed(
    plan_id: str,
    *,
    client: APIClient,
    deltatoken: str | None = None,
    skiptoken: str | None = None,
    options: RequestOptions | None = None,
) -> Response[PlannerBucketDeltaCollection]:
    """List plan bucket changes.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return client.send(
        OPERATION,
        {
            "plan_id": plan_id,
            "deltatoken": deltatoken,
            "skiptoken": skiptoken,
        },
        options=options,
    )


def sync(
    plan_id: str,
    *,
    client: APIClient,
    deltatoken: str | None = None,
    skiptoken: str | None = None,
    options: RequestOptions | None = None,
) -> PlannerBucketDeltaCollection:
    """List plan bucket changes.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(plan_id, deltatoken=deltatoken, skiptoken=skiptoken, client=client, options=options).parsed

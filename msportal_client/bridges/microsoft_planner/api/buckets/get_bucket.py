"""Get bucket: `GET /planner/buckets/{bucket-id}`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....._runtime.limits import Limits
from ....._runtime.operation import Operation, Parameter
from ...models.planner_bucket import PlannerBucket

if TYPE_CHECKING:
    from ....._runtime.clients import APIClient, AsyncAPIClient
    from .....options import RequestOptions
    from .....types import Response

OPERATION: Operation[PlannerBucket] = Operation(
    name="get_bucket",
    method="GET",
    path="/planner/buckets/{bucket_id}",
    read=PlannerBucket.from_dict,
    parameters=(
        Parameter("bucket_id", "bucket-id", "path", Limits("string", min_length=28, max_length=28), required=True),
    ),
)


async def asyncio_detailed(
    bucket_id: str,
    *,
    client: AsyncAPIClient,
    options: RequestOptions | None = None,
) -> Response[PlannerBucket]:
    """Get bucket.

    Args:
        bucket_id: Id of the bucket. Exactly 28 characters.
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

    API: `GET /planner/buckets/{bucket-id}`.
    """
    return await client.send(
        OPERATION,
        {
            "bucket_id": bucket_id,
        },
        options=options,
    )


async def asyncio(
    bucket_id: str,
    *,
    client: AsyncAPIClient,
    options: RequestOptions | None = None,
) -> PlannerBucket:
    """Get bucket.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (await asyncio_detailed(bucket_id, client=client, options=options)).parsed


def sync_detailed(
    bucket_id: str,
    *,
    client: APIClient,
    options: RequestOptions | None = None,
) -> Response[PlannerBucket]:
    """Get bucket.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return client.send(
        OPERATION,
        {
            "bucket_id": bucket_id,
        },
        options=options,
    )


def sync(
    bucket_id: str,
    *,
    client: APIClient,
    options: RequestOptions | None = None,
) -> PlannerBucket:
    """Get bucket.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(bucket_id, client=client, options=options).parsed

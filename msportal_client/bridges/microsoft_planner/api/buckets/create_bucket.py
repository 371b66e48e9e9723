"""Create bucket: `POST /planner/buckets`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....._runtime.limits import Limits
from ....._runtime.operation import Operation
from ...models.create_bucket_request import CreateBucketRequest
from ...models.planner_bucket import PlannerBucket

if TYPE_CHECKING:
    from ....._runtime.clients import APIClient, AsyncAPIClient
    from .....options import RequestOptions
    from .....types import Response

OPERATION: Operation[PlannerBucket] = Operation(
    name="create_bucket",
    method="POST",
    path="/planner/buckets",
    read=PlannerBucket.from_dict,
    body=Limits("model"),
)


async def asyncio_detailed(
    *,
    client: AsyncAPIClient,
    body: CreateBucketRequest,
    options: RequestOptions | None = None,
) -> Response[PlannerBucket]:
    """Create bucket.

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

    API: `POST /planner/buckets`.

    The spec is incomplete here. Missing: which properties are required: name is not nullable in the metadata, the
    example gives planId.
    """
    return await client.send(OPERATION, {}, body=body, options=options)


async def asyncio(
    *,
    client: AsyncAPIClient,
    body: CreateBucketRequest,
    options: RequestOptions | None = None,
) -> PlannerBucket:
    """Create bucket.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (await asyncio_detailed(body=body, client=client, options=options)).parsed


def sync_detailed(
    *,
    client: APIClient,
    body: CreateBucketRequest,
    options: RequestOptions | None = None,
) -> Response[PlannerBucket]:
    """Create bucket.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return client.send(OPERATION, {}, body=body, options=options)


def sync(
    *,
    client: APIClient,
    body: CreateBucketRequest,
    options: RequestOptions | None = None,
) -> PlannerBucket:
    """Create bucket.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(body=body, client=client, options=options).parsed

"""Bulk enroll users: `POST /api/public/v1/training/enrollments/bulk`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._runtime.limits import Limits
from ..._runtime.operation import Operation
from ...models.bulk_enroll_request import BulkEnrollRequest
from ...models.bulk_enrollment_result_single_response import BulkEnrollmentResultSingleResponse

if TYPE_CHECKING:
    from ..._runtime.clients import APIClient, AsyncAPIClient
    from ...options import RequestOptions
    from ...types import Response

OPERATION: Operation[BulkEnrollmentResultSingleResponse] = Operation(
    name="bulk_enroll_users",
    method="POST",
    path="/api/public/v1/training/enrollments/bulk",
    read=BulkEnrollmentResultSingleResponse.from_dict,
    body=Limits("model"),
)


async def asyncio_detailed(
    *,
    client: AsyncAPIClient,
    body: BulkEnrollRequest,
    options: RequestOptions | None = None,
) -> Response[BulkEnrollmentResultSingleResponse]:
    """Bulk enroll users.

    Args:
        client: The client that sends the request.
        body: The request body.
        options: Settings for this call, in place of the client's.

    Returns:
        The response with status code, headers, request id and rate limit; `parsed` is its decoded body.

    Raises:
        BadRequestError: 400: Validation error.
        AuthenticationError: 401: Unauthorized.
        PermissionDeniedError: 403: Forbidden - missing required scope.
        RequestValidationError: An argument breaks a documented limit; no request was sent.

    API: `POST /api/public/v1/training/enrollments/bulk`.

    The spec is incomplete here. Missing: which response fields may be null or absent; the scope; the success status
    code.
    """
    return await client.send(OPERATION, {}, body=body, options=options)


async def asyncio(
    *,
    client: AsyncAPIClient,
    body: BulkEnrollRequest,
    options: RequestOptions | None = None,
) -> BulkEnrollmentResultSingleResponse:
    """Bulk enroll users.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (await asyncio_detailed(body=body, client=client, options=options)).parsed


def sync_detailed(
    *,
    client: APIClient,
    body: BulkEnrollRequest,
    options: RequestOptions | None = None,
) -> Response[BulkEnrollmentResultSingleResponse]:
    """Bulk enroll users.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return client.send(OPERATION, {}, body=body, options=options)


def sync(
    *,
    client: APIClient,
    body: BulkEnrollRequest,
    options: RequestOptions | None = None,
) -> BulkEnrollmentResultSingleResponse:
    """Bulk enroll users.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(body=body, client=client, options=options).parsed

"""Update enrollment: `PATCH /api/public/v1/training/enrollments/{id}`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from ..._runtime.limits import Limits
from ..._runtime.operation import Operation, Parameter
from ...models.enrollment_single_response import EnrollmentSingleResponse
from ...models.update_enrollment_request import UpdateEnrollmentRequest

if TYPE_CHECKING:
    from ...client import AsyncMSPortal, MSPortal
    from ...options import RequestOptions
    from ...types import Response

OPERATION: Operation[EnrollmentSingleResponse] = Operation(
    name="update_enrollment",
    method="PATCH",
    path="/api/public/v1/training/enrollments/{id}",
    read=EnrollmentSingleResponse.from_dict,
    parameters=(Parameter("id", "id", "path", Limits("uuid"), required=True),),
    body=Limits("model"),
)


async def asyncio_detailed(
    id: UUID | str,
    *,
    client: AsyncMSPortal,
    body: UpdateEnrollmentRequest,
    options: RequestOptions | None = None,
) -> Response[EnrollmentSingleResponse]:
    """Update enrollment.

    Args:
        id: `id` of the API.
        client: Sends it.
        body: What is sent.
        options: What this call does differently from its client.

    Returns:
        The answer, with status, headers, request id and rate limit: what it says is `parsed`.

    Raises:
        BadRequestError: 400: Validation error.
        AuthenticationError: 401: Unauthorized.
        PermissionDeniedError: 403: Forbidden - missing required scope.
        NotFoundError: 404: Not found.
        RequestValidationError: An argument breaks a documented limit; nothing was sent.

    API: `PATCH /api/public/v1/training/enrollments/{id}`.

    The spec is partial here; not shown: which response fields may be null or absent; the scope; the success status
    code.
    """
    return await client.send(
        OPERATION,
        {
            "id": id,
        },
        body=body,
        options=options,
    )


async def asyncio(
    id: UUID | str,
    *,
    client: AsyncMSPortal,
    body: UpdateEnrollmentRequest,
    options: RequestOptions | None = None,
) -> EnrollmentSingleResponse:
    """Update enrollment: what the answer says, without its status and headers.

    Arguments, limits and errors are those of `asyncio_detailed`.
    """
    return (await asyncio_detailed(id, body=body, client=client, options=options)).parsed


def sync_detailed(
    id: UUID | str,
    *,
    client: MSPortal,
    body: UpdateEnrollmentRequest,
    options: RequestOptions | None = None,
) -> Response[EnrollmentSingleResponse]:
    """Update enrollment, synchronously.

    Arguments, limits and errors are those of `asyncio_detailed`.
    """
    return client.send(
        OPERATION,
        {
            "id": id,
        },
        body=body,
        options=options,
    )


def sync(
    id: UUID | str,
    *,
    client: MSPortal,
    body: UpdateEnrollmentRequest,
    options: RequestOptions | None = None,
) -> EnrollmentSingleResponse:
    """Update enrollment, synchronously: what the answer says, without its status and headers.

    Arguments, limits and errors are those of `asyncio_detailed`.
    """
    return sync_detailed(id, body=body, client=client, options=options).parsed

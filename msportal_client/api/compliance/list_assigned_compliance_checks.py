"""List assigned compliance checks: `GET /api/public/v1/compliance/checks`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._runtime.limits import Limits
from ..._runtime.operation import Operation, Parameter
from ...models.assigned_compliance_check_list_response import AssignedComplianceCheckListResponse
from ...models.list_assigned_compliance_checks_order_by import ListAssignedComplianceChecksOrderBy
from ...models.list_assigned_compliance_checks_order_direction import ListAssignedComplianceChecksOrderDirection

if TYPE_CHECKING:
    from ..._runtime.clients import APIClient, AsyncAPIClient
    from ...options import RequestOptions
    from ...types import Response

OPERATION: Operation[AssignedComplianceCheckListResponse] = Operation(
    name="list_assigned_compliance_checks",
    method="GET",
    path="/api/public/v1/compliance/checks",
    read=AssignedComplianceCheckListResponse.from_dict,
    parameters=(
        Parameter("page", "page", "query", Limits("integer", minimum=1), required=False),
        Parameter("limit", "limit", "query", Limits("integer", minimum=1, maximum=100), required=False),
        Parameter("order_by", "orderBy", "query", Limits("string"), required=False),
        Parameter("order_direction", "orderDirection", "query", Limits("string"), required=False),
    ),
)


async def asyncio_detailed(
    *,
    client: AsyncAPIClient,
    page: int | None = None,
    limit: int | None = None,
    order_by: ListAssignedComplianceChecksOrderBy | str | None = None,
    order_direction: ListAssignedComplianceChecksOrderDirection | str | None = None,
    options: RequestOptions | None = None,
) -> Response[AssignedComplianceCheckListResponse]:
    """List assigned compliance checks.

    Args:
        client: The client that sends the request.
        page: At least 1. The server's default is 1.
        limit: 1 to 100. The server's default is 20.
        order_by: The server's default is updated_at.
        order_direction: The server's default is desc.
        options: Settings for this call, in place of the client's.

    Returns:
        The response with status code, headers, request id and rate limit; `parsed` is its decoded body.

    Raises:
        BadRequestError: 400: Validation error.
        AuthenticationError: 401: Unauthorized.
        PermissionDeniedError: 403: Forbidden - missing required scope.
        RequestValidationError: An argument breaks a documented limit; no request was sent.

    API: `GET /api/public/v1/compliance/checks`.

    The spec is incomplete here. Missing: parameters or body fields after those listed; which response fields may be
    null or absent; the scope; the success status code.
    """
    return await client.send(
        OPERATION,
        {
            "page": page,
            "limit": limit,
            "order_by": order_by,
            "order_direction": order_direction,
        },
        options=options,
    )


async def asyncio(
    *,
    client: AsyncAPIClient,
    page: int | None = None,
    limit: int | None = None,
    order_by: ListAssignedComplianceChecksOrderBy | str | None = None,
    order_direction: ListAssignedComplianceChecksOrderDirection | str | None = None,
    options: RequestOptions | None = None,
) -> AssignedComplianceCheckListResponse:
    """List assigned compliance checks.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (
        await asyncio_detailed(
            page=page, limit=limit, order_by=order_by, order_direction=order_direction, client=client, options=options
        )
    ).parsed


def sync_detailed(
    *,
    client: APIClient,
    page: int | None = None,
    limit: int | None = None,
    order_by: ListAssignedComplianceChecksOrderBy | str | None = None,
    order_direction: ListAssignedComplianceChecksOrderDirection | str | None = None,
    options: RequestOptions | None = None,
) -> Response[AssignedComplianceCheckListResponse]:
    """List assigned compliance checks.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return client.send(
        OPERATION,
        {
            "page": page,
            "limit": limit,
            "order_by": order_by,
            "order_direction": order_direction,
        },
        options=options,
    )


def sync(
    *,
    client: APIClient,
    page: int | None = None,
    limit: int | None = None,
    order_by: ListAssignedComplianceChecksOrderBy | str | None = None,
    order_direction: ListAssignedComplianceChecksOrderDirection | str | None = None,
    options: RequestOptions | None = None,
) -> AssignedComplianceCheckListResponse:
    """List assigned compliance checks.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(
        page=page, limit=limit, order_by=order_by, order_direction=order_direction, client=client, options=options
    ).parsed

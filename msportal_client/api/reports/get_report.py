"""Get report: `GET /api/public/v1/reports/{id}`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from ..._runtime.limits import Limits
from ..._runtime.operation import Operation, Parameter
from ...models.report_single_response import ReportSingleResponse

if TYPE_CHECKING:
    from ..._runtime.clients import APIClient, AsyncAPIClient
    from ...options import RequestOptions
    from ...types import Response

OPERATION: Operation[ReportSingleResponse] = Operation(
    name="get_report",
    method="GET",
    path="/api/public/v1/reports/{id}",
    read=ReportSingleResponse.from_dict,
    parameters=(
        Parameter("id", "id", "path", Limits("uuid"), required=True),
        Parameter("include_structure", "includeStructure", "query", Limits("boolean"), required=False),
    ),
)


async def asyncio_detailed(
    id: UUID | str,
    *,
    client: AsyncAPIClient,
    include_structure: bool | None = None,
    options: RequestOptions | None = None,
) -> Response[ReportSingleResponse]:
    """Get report.

    Args:
        id: A UUID.
        client: The client that sends the request.
        include_structure: True or False, sent as `includeStructure`.
        options: Settings for this call, in place of the client's.

    Returns:
        The response with status code, headers, request id and rate limit; `parsed` is its decoded body.

    Raises:
        BadRequestError: 400: Validation error.
        AuthenticationError: 401: Unauthorized.
        PermissionDeniedError: 403: Forbidden - missing required scope.
        NotFoundError: 404: Not found.
        RequestValidationError: An argument breaks a documented limit; no request was sent.

    API: `GET /api/public/v1/reports/{id}`.

    The spec is incomplete here. Missing: which response fields may be null or absent; the scope; the success status
    code.
    """
    return await client.send(
        OPERATION,
        {
            "id": id,
            "include_structure": include_structure,
        },
        options=options,
    )


async def asyncio(
    id: UUID | str,
    *,
    client: AsyncAPIClient,
    include_structure: bool | None = None,
    options: RequestOptions | None = None,
) -> ReportSingleResponse:
    """Get report.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (await asyncio_detailed(id, include_structure=include_structure, client=client, options=options)).parsed


def sync_detailed(
    id: UUID | str,
    *,
    client: APIClient,
    include_structure: bool | None = None,
    options: RequestOptions | None = None,
) -> Response[ReportSingleResponse]:
    """Get report.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return client.send(
        OPERATION,
        {
            "id": id,
            "include_structure": include_structure,
        },
        options=options,
    )


def sync(
    id: UUID | str,
    *,
    client: APIClient,
    include_structure: bool | None = None,
    options: RequestOptions | None = None,
) -> ReportSingleResponse:
    """Get report.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(id, include_structure=include_structure, client=client, options=options).parsed

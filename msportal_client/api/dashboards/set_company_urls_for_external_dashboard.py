"""Set company URLs for external dashboard: `PUT /api/public/v1/dashboards/external/{id}/company-urls`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from ..._runtime.limits import Limits
from ..._runtime.operation import Operation, Parameter
from ...models.external_dashboard_single_response import ExternalDashboardSingleResponse
from ...models.set_external_dashboard_company_urls_request import SetExternalDashboardCompanyUrlsRequest

if TYPE_CHECKING:
    from ..._runtime.clients import APIClient, AsyncAPIClient
    from ...options import RequestOptions
    from ...types import Response

OPERATION: Operation[ExternalDashboardSingleResponse] = Operation(
    name="set_company_urls_for_external_dashboard",
    method="PUT",
    path="/api/public/v1/dashboards/external/{id}/company-urls",
    read=ExternalDashboardSingleResponse.from_dict,
    parameters=(Parameter("id", "id", "path", Limits("uuid"), required=True),),
    body=Limits("model"),
)


async def asyncio_detailed(
    id: UUID | str,
    *,
    client: AsyncAPIClient,
    body: SetExternalDashboardCompanyUrlsRequest,
    options: RequestOptions | None = None,
) -> Response[ExternalDashboardSingleResponse]:
    """Set company URLs for external dashboard.

    Args:
        id: A UUID.
        client: The client that sends the request.
        body: The request body.
        options: Settings for this call, in place of the client's.

    Returns:
        The response with status code, headers, request id and rate limit; `parsed` is its decoded body.

    Raises:
        BadRequestError: 400: Validation error.
        AuthenticationError: 401: Unauthorized.
        PermissionDeniedError: 403: Forbidden - missing required scope.
        NotFoundError: 404: Not found.
        RequestValidationError: An argument breaks a documented limit; no request was sent.

    API: `PUT /api/public/v1/dashboards/external/{id}/company-urls`.

    The spec is incomplete here. Missing: which response fields may be null or absent; the scope; the success status
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
    client: AsyncAPIClient,
    body: SetExternalDashboardCompanyUrlsRequest,
    options: RequestOptions | None = None,
) -> ExternalDashboardSingleResponse:
    """Set company URLs for external dashboard.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (await asyncio_detailed(id, body=body, client=client, options=options)).parsed


def sync_detailed(
    id: UUID | str,
    *,
    client: APIClient,
    body: SetExternalDashboardCompanyUrlsRequest,
    options: RequestOptions | None = None,
) -> Response[ExternalDashboardSingleResponse]:
    """Set company URLs for external dashboard.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
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
    client: APIClient,
    body: SetExternalDashboardCompanyUrlsRequest,
    options: RequestOptions | None = None,
) -> ExternalDashboardSingleResponse:
    """Set company URLs for external dashboard.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(id, body=body, client=client, options=options).parsed

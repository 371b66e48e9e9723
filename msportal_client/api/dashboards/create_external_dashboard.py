"""Create external dashboard: `POST /api/public/v1/dashboards/external`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._runtime.limits import Limits
from ..._runtime.operation import Operation
from ...models.create_external_dashboard_request import CreateExternalDashboardRequest
from ...models.external_dashboard_single_response import ExternalDashboardSingleResponse

if TYPE_CHECKING:
    from ..._runtime.clients import APIClient, AsyncAPIClient
    from ...options import RequestOptions
    from ...types import Response

OPERATION: Operation[ExternalDashboardSingleResponse] = Operation(
    name="create_external_dashboard",
    method="POST",
    path="/api/public/v1/dashboards/external",
    read=ExternalDashboardSingleResponse.from_dict,
    body=Limits("model"),
)


async def asyncio_detailed(
    *,
    client: AsyncAPIClient,
    body: CreateExternalDashboardRequest,
    options: RequestOptions | None = None,
) -> Response[ExternalDashboardSingleResponse]:
    """Create external dashboard.

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

    API: `POST /api/public/v1/dashboards/external`.

    The spec is incomplete here. Missing: which response fields may be null or absent; the scope; the success status
    code.
    """
    return await client.send(OPERATION, {}, body=body, options=options)


async def asyncio(
    *,
    client: AsyncAPIClient,
    body: CreateExternalDashboardRequest,
    options: RequestOptions | None = None,
) -> ExternalDashboardSingleResponse:
    """Create external dashboard.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (await asyncio_detailed(body=body, client=client, options=options)).parsed


def sync_detailed(
    *,
    client: APIClient,
    body: CreateExternalDashboardRequest,
    options: RequestOptions | None = None,
) -> Response[ExternalDashboardSingleResponse]:
    """Create external dashboard.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return client.send(OPERATION, {}, body=body, options=options)


def sync(
    *,
    client: APIClient,
    body: CreateExternalDashboardRequest,
    options: RequestOptions | None = None,
) -> ExternalDashboardSingleResponse:
    """Create external dashboard.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(body=body, client=client, options=options).parsed

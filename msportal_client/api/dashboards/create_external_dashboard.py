"""Create external dashboard: `POST /api/public/v1/dashboards/external`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._runtime.limits import Limits
from ..._runtime.operation import Operation
from ...models.create_external_dashboard_request import CreateExternalDashboardRequest
from ...models.external_dashboard_single_response import ExternalDashboardSingleResponse

if TYPE_CHECKING:
    from ...client import AsyncMSPortal, MSPortal
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
    client: AsyncMSPortal,
    body: CreateExternalDashboardRequest,
    options: RequestOptions | None = None,
) -> Response[ExternalDashboardSingleResponse]:
    """Create external dashboard.

    Args:
        client: Sends it.
        body: What is sent.
        options: What this call does differently from its client.

    Returns:
        The answer, with status, headers, request id and rate limit: what it says is `parsed`.

    Raises:
        BadRequestError: 400: Validation error.
        AuthenticationError: 401: Unauthorized.
        PermissionDeniedError: 403: Forbidden - missing required scope.
        RequestValidationError: An argument breaks a documented limit; nothing was sent.

    API: `POST /api/public/v1/dashboards/external`.

    The spec is partial here; not shown: which response fields may be null or absent; the scope; the success status
    code.
    """
    return await client.send(OPERATION, {}, body=body, options=options)


async def asyncio(
    *,
    client: AsyncMSPortal,
    body: CreateExternalDashboardRequest,
    options: RequestOptions | None = None,
) -> ExternalDashboardSingleResponse:
    """Create external dashboard: what the answer says, without its status and headers.

    Arguments, limits and errors are those of `asyncio_detailed`.
    """
    return (await asyncio_detailed(body=body, client=client, options=options)).parsed


def sync_detailed(
    *,
    client: MSPortal,
    body: CreateExternalDashboardRequest,
    options: RequestOptions | None = None,
) -> Response[ExternalDashboardSingleResponse]:
    """Create external dashboard, synchronously.

    Arguments, limits and errors are those of `asyncio_detailed`.
    """
    return client.send(OPERATION, {}, body=body, options=options)


def sync(
    *,
    client: MSPortal,
    body: CreateExternalDashboardRequest,
    options: RequestOptions | None = None,
) -> ExternalDashboardSingleResponse:
    """Create external dashboard, synchronously: what the answer says, without its status and headers.

    Arguments, limits and errors are those of `asyncio_detailed`.
    """
    return sync_detailed(body=body, client=client, options=options).parsed

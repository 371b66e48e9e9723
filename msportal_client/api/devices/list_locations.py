"""List locations: `GET /api/public/v1/devices/locations`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from ..._runtime.limits import Limits
from ..._runtime.operation import Operation, Parameter
from ...models.device_location_list_response import DeviceLocationListResponse

if TYPE_CHECKING:
    from ..._runtime.clients import APIClient, AsyncAPIClient
    from ...options import RequestOptions
    from ...types import Response

OPERATION: Operation[DeviceLocationListResponse] = Operation(
    name="list_locations",
    method="GET",
    path="/api/public/v1/devices/locations",
    read=DeviceLocationListResponse.from_dict,
    parameters=(
        Parameter("page", "page", "query", Limits("integer", minimum=1), required=False),
        Parameter("limit", "limit", "query", Limits("integer", minimum=1, maximum=100), required=False),
        Parameter("company_id", "companyId", "query", Limits("uuid"), required=False),
        Parameter("include_device_count", "includeDeviceCount", "query", Limits("boolean"), required=False),
    ),
)


async def asyncio_detailed(
    *,
    client: AsyncAPIClient,
    page: int | None = None,
    limit: int | None = None,
    company_id: UUID | str | None = None,
    include_device_count: bool | None = None,
    options: RequestOptions | None = None,
) -> Response[DeviceLocationListResponse]:
    """List locations.

    Args:
        client: The client that sends the request.
        page: At least 1. The server's default is 1.
        limit: 1 to 100. The server's default is 100.
        company_id: A UUID, sent as `companyId`.
        include_device_count: The server's default is false.
        options: Settings for this call, in place of the client's.

    Returns:
        The response with status code, headers, request id and rate limit; `parsed` is its decoded body.

    Raises:
        BadRequestError: 400: Validation error.
        AuthenticationError: 401: Unauthorized.
        PermissionDeniedError: 403: Forbidden - missing required scope.
        RequestValidationError: An argument breaks a documented limit; no request was sent.

    API: `GET /api/public/v1/devices/locations`.

    The spec is incomplete here. Missing: which response fields may be null or absent; the scope; the success status
    code.
    """
    return await client.send(
        OPERATION,
        {
            "page": page,
            "limit": limit,
            "company_id": company_id,
            "include_device_count": include_device_count,
        },
        options=options,
    )


async def asyncio(
    *,
    client: AsyncAPIClient,
    page: int | None = None,
    limit: int | None = None,
    company_id: UUID | str | None = None,
    include_device_count: bool | None = None,
    options: RequestOptions | None = None,
) -> DeviceLocationListResponse:
    """List locations.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (
        await asyncio_detailed(
            page=page,
            limit=limit,
            company_id=company_id,
            include_device_count=include_device_count,
            client=client,
            options=options,
        )
    ).parsed


def sync_detailed(
    *,
    client: APIClient,
    page: int | None = None,
    limit: int | None = None,
    company_id: UUID | str | None = None,
    include_device_count: bool | None = None,
    options: RequestOptions | None = None,
) -> Response[DeviceLocationListResponse]:
    """List locations.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return client.send(
        OPERATION,
        {
            "page": page,
            "limit": limit,
            "company_id": company_id,
            "include_device_count": include_device_count,
        },
        options=options,
    )


def sync(
    *,
    client: APIClient,
    page: int | None = None,
    limit: int | None = None,
    company_id: UUID | str | None = None,
    include_device_count: bool | None = None,
    options: RequestOptions | None = None,
) -> DeviceLocationListResponse:
    """List locations.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(
        page=page,
        limit=limit,
        company_id=company_id,
        include_device_count=include_device_count,
        client=client,
        options=options,
    ).parsed

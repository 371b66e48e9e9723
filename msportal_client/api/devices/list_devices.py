"""List devices: `GET /api/public/v1/devices`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from ..._runtime.limits import Limits
from ..._runtime.operation import Operation, Parameter
from ...models.device_list_response import DeviceListResponse
from ...models.list_devices_sort_by import ListDevicesSortBy

if TYPE_CHECKING:
    from ..._runtime.clients import APIClient, AsyncAPIClient
    from ...options import RequestOptions
    from ...types import Response

OPERATION: Operation[DeviceListResponse] = Operation(
    name="list_devices",
    method="GET",
    path="/api/public/v1/devices",
    read=DeviceListResponse.from_dict,
    parameters=(
        Parameter("page", "page", "query", Limits("integer", minimum=1), required=False),
        Parameter("limit", "limit", "query", Limits("integer", minimum=1, maximum=100), required=False),
        Parameter("sort_by", "sortBy", "query", Limits("string"), required=False),
        Parameter("sort_desc", "sortDesc", "query", Limits("boolean"), required=False),
        Parameter("company_id", "companyId", "query", Limits("uuid"), required=False),
        Parameter("device_type_id", "deviceTypeId", "query", Limits("uuid"), required=False),
        Parameter("location_id", "locationId", "query", Limits("uuid"), required=False),
        Parameter("status", "status", "query", Limits("string", max_length=100), required=False),
        Parameter("manufacturer", "manufacturer", "query", Limits("string"), required=False),
    ),
)


async def asyncio_detailed(
    *,
    client: AsyncAPIClient,
    page: int | None = None,
    limit: int | None = None,
    sort_by: ListDevicesSortBy | str | None = None,
    sort_desc: bool | None = None,
    company_id: UUID | str | None = None,
    device_type_id: UUID | str | None = None,
    location_id: UUID | str | None = None,
    status: str | None = None,
    manufacturer: str | None = None,
    options: RequestOptions | None = None,
) -> Response[DeviceListResponse]:
    """List devices.

    Args:
        client: The client that sends the request.
        page: At least 1. The server's default is 1.
        limit: 1 to 100. The server's default is 25.
        sort_by: The server's default is created_at.
        sort_desc: The server's default is true.
        company_id: A UUID, sent as `companyId`.
        device_type_id: A UUID, sent as `deviceTypeId`.
        location_id: A UUID, sent as `locationId`.
        status: At most 100 characters.
        manufacturer: A string.
        options: Settings for this call, in place of the client's.

    Returns:
        The response with status code, headers, request id and rate limit; `parsed` is its decoded body.

    Raises:
        BadRequestError: 400: Validation error.
        AuthenticationError: 401: Unauthorized.
        PermissionDeniedError: 403: Forbidden - missing required scope.
        RequestValidationError: An argument breaks a documented limit; no request was sent.

    API: `GET /api/public/v1/devices`.

    The spec is incomplete here. Missing: a query parameter whose name the page does not show: search by name,
    serial number, mac, or ip; parameters or body fields after those listed; which response fields may be null or
    absent; the scope; the success status code.
    """
    return await client.send(
        OPERATION,
        {
            "page": page,
            "limit": limit,
            "sort_by": sort_by,
            "sort_desc": sort_desc,
            "company_id": company_id,
            "device_type_id": device_type_id,
            "location_id": location_id,
            "status": status,
            "manufacturer": manufacturer,
        },
        options=options,
    )


async def asyncio(
    *,
    client: AsyncAPIClient,
    page: int | None = None,
    limit: int | None = None,
    sort_by: ListDevicesSortBy | str | None = None,
    sort_desc: bool | None = None,
    company_id: UUID | str | None = None,
    device_type_id: UUID | str | None = None,
    location_id: UUID | str | None = None,
    status: str | None = None,
    manufacturer: str | None = None,
    options: RequestOptions | None = None,
) -> DeviceListResponse:
    """List devices.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (
        await asyncio_detailed(
            page=page,
            limit=limit,
            sort_by=sort_by,
            sort_desc=sort_desc,
            company_id=company_id,
            device_type_id=device_type_id,
            location_id=location_id,
            status=status,
            manufacturer=manufacturer,
            client=client,
            options=options,
        )
    ).parsed


def sync_detailed(
    *,
    client: APIClient,
    page: int | None = None,
    limit: int | None = None,
    sort_by: ListDevicesSortBy | str | None = None,
    sort_desc: bool | None = None,
    company_id: UUID | str | None = None,
    device_type_id: UUID | str | None = None,
    location_id: UUID | str | None = None,
    status: str | None = None,
    manufacturer: str | None = None,
    options: RequestOptions | None = None,
) -> Response[DeviceListResponse]:
    """List devices.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return client.send(
        OPERATION,
        {
            "page": page,
            "limit": limit,
            "sort_by": sort_by,
            "sort_desc": sort_desc,
            "company_id": company_id,
            "device_type_id": device_type_id,
            "location_id": location_id,
            "status": status,
            "manufacturer": manufacturer,
        },
        options=options,
    )


def sync(
    *,
    client: APIClient,
    page: int | None = None,
    limit: int | None = None,
    sort_by: ListDevicesSortBy | str | None = None,
    sort_desc: bool | None = None,
    company_id: UUID | str | None = None,
    device_type_id: UUID | str | None = None,
    location_id: UUID | str | None = None,
    status: str | None = None,
    manufacturer: str | None = None,
    options: RequestOptions | None = None,
) -> DeviceListResponse:
    """List devices.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(
        page=page,
        limit=limit,
        sort_by=sort_by,
        sort_desc=sort_desc,
        company_id=company_id,
        device_type_id=device_type_id,
        location_id=location_id,
        status=status,
        manufacturer=manufacturer,
        client=client,
        options=options,
    ).parsed

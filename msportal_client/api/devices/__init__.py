"""Device management - inventory, types, and locations."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from ..._runtime.raw import RawResource, raw_async_page, raw_page
from ..._runtime.resources import cached_resource
from ...models.device import Device
from ...models.device_list_response import DeviceListResponse
from ...models.device_location import DeviceLocation
from ...models.device_location_list_response import DeviceLocationListResponse
from ...models.list_devices_sort_by import ListDevicesSortBy
from ...pagination import AsyncPager, Pager
from . import list_devices, list_locations

if TYPE_CHECKING:
    from ..._runtime.clients import APIClient, AsyncAPIClient
    from ...options import RequestOptions
    from ...types import Response

__all__ = ["AsyncDevices", "Devices"]


class AsyncDevices:
    """Device management - inventory, types, and locations."""

    def __init__(self, client: AsyncAPIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> AsyncDevicesWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return AsyncDevicesWithRawResponse(self)

    def list_devices(
        self,
        *,
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
    ) -> AsyncPager[Device]:
        """List devices.

        Args:
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
            A pager over the items; awaiting it returns the first page.

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

        async def fetch(page: int | None) -> Response[DeviceListResponse]:
            return await list_devices.asyncio_detailed(
                client=self._client,
                page=page,
                limit=limit,
                sort_by=sort_by,
                sort_desc=sort_desc,
                company_id=company_id,
                device_type_id=device_type_id,
                location_id=location_id,
                status=status,
                manufacturer=manufacturer,
                options=options,
            )

        return AsyncPager(fetch, page)

    def list_locations(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        company_id: UUID | str | None = None,
        include_device_count: bool | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncPager[DeviceLocation]:
        """List locations.

        Args:
            page: At least 1. The server's default is 1.
            limit: 1 to 100. The server's default is 100.
            company_id: A UUID, sent as `companyId`.
            include_device_count: The server's default is false.
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; awaiting it returns the first page.

        Raises:
            BadRequestError: 400: Validation error.
            AuthenticationError: 401: Unauthorized.
            PermissionDeniedError: 403: Forbidden - missing required scope.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /api/public/v1/devices/locations`.

        The spec is incomplete here. Missing: which response fields may be null or absent; the scope; the success status
        code.
        """

        async def fetch(page: int | None) -> Response[DeviceLocationListResponse]:
            return await list_locations.asyncio_detailed(
                client=self._client,
                page=page,
                limit=limit,
                company_id=company_id,
                include_device_count=include_device_count,
                options=options,
            )

        return AsyncPager(fetch, page)


class AsyncDevicesWithRawResponse(RawResource):
    """The methods of `AsyncDevices`, which return the whole response."""

    list_devices = raw_async_page(AsyncDevices.list_devices)
    list_locations = raw_async_page(AsyncDevices.list_locations)


class Devices:
    """Device management - inventory, types, and locations."""

    def __init__(self, client: APIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> DevicesWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return DevicesWithRawResponse(self)

    def list_devices(
        self,
        *,
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
    ) -> Pager[Device]:
        """List devices.

        Args:
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
            A pager over the items; `first()` returns the first page.

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

        def fetch(page: int | None) -> Response[DeviceListResponse]:
            return list_devices.sync_detailed(
                client=self._client,
                page=page,
                limit=limit,
                sort_by=sort_by,
                sort_desc=sort_desc,
                company_id=company_id,
                device_type_id=device_type_id,
                location_id=location_id,
                status=status,
                manufacturer=manufacturer,
                options=options,
            )

        return Pager(fetch, page)

    def list_locations(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        company_id: UUID | str | None = None,
        include_device_count: bool | None = None,
        options: RequestOptions | None = None,
    ) -> Pager[DeviceLocation]:
        """List locations.

        Args:
            page: At least 1. The server's default is 1.
            limit: 1 to 100. The server's default is 100.
            company_id: A UUID, sent as `companyId`.
            include_device_count: The server's default is false.
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; `first()` returns the first page.

        Raises:
            BadRequestError: 400: Validation error.
            AuthenticationError: 401: Unauthorized.
            PermissionDeniedError: 403: Forbidden - missing required scope.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /api/public/v1/devices/locations`.

        The spec is incomplete here. Missing: which response fields may be null or absent; the scope; the success status
        code.
        """

        def fetch(page: int | None) -> Response[DeviceLocationListResponse]:
            return list_locations.sync_detailed(
                client=self._client,
                page=page,
                limit=limit,
                company_id=company_id,
                include_device_count=include_device_count,
                options=options,
            )

        return Pager(fetch, page)


class DevicesWithRawResponse(RawResource):
    """The methods of `Devices`, which return the whole response."""

    list_devices = raw_page(Devices.list_devices)
    list_locations = raw_page(Devices.list_locations)

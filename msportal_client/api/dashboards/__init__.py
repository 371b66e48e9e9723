"""Dashboard management - external iframe resources and internal dashboards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from ..._runtime.raw import RawResource, raw_async, raw_sync
from ..._runtime.resources import cached_resource
from ...models.company_url_assignment import CompanyUrlAssignment
from ...models.create_external_dashboard_request import CreateExternalDashboardRequest
from ...models.external_dashboard import ExternalDashboard
from ...models.set_external_dashboard_company_urls_request import SetExternalDashboardCompanyUrlsRequest
from ...types import UNSET, Unset
from . import create_external_dashboard, set_company_urls_for_external_dashboard

if TYPE_CHECKING:
    from ..._runtime.clients import APIClient, AsyncAPIClient
    from ...options import RequestOptions

__all__ = ["AsyncDashboards", "Dashboards"]


class AsyncDashboards:
    """Dashboard management - external iframe resources and internal dashboards."""

    def __init__(self, client: AsyncAPIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> AsyncDashboardsWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return AsyncDashboardsWithRawResponse(self)

    async def create_external_dashboard(
        self,
        *,
        name: str,
        url: str,
        description: str | Unset = UNSET,
        icon_url: str | Unset = UNSET,
        display_order: int | Unset = UNSET,
        is_active: bool | Unset = UNSET,
        role_ids: Sequence[UUID | str] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> ExternalDashboard:
        """Create external dashboard.

        Args:
            name: 1 to 255 characters.
            url: A string.
            description: At most 1000 characters.
            icon_url: A string, sent as `iconUrl`.
            display_order: 0 to 1000.
            is_active: True or False, sent as `isActive`.
            role_ids: A list, sent as `roleIds`.
            options: Settings for this call, in place of the client's.

        Returns:
            The external dashboard.

        Raises:
            BadRequestError: 400: Validation error.
            AuthenticationError: 401: Unauthorized.
            PermissionDeniedError: 403: Forbidden - missing required scope.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `POST /api/public/v1/dashboards/external`.

        The spec is incomplete here. Missing: which response fields may be null or absent; the scope; the success status
        code.
        """
        answer = await create_external_dashboard.asyncio(
            client=self._client,
            body=CreateExternalDashboardRequest(
                name=name,
                url=url,
                description=description,
                icon_url=icon_url,
                display_order=display_order,
                is_active=is_active,
                role_ids=role_ids,
            ),
            options=options,
        )
        return answer.data

    async def set_company_urls_for_external_dashboard(
        self,
        id: UUID | str,
        *,
        company_urls: Sequence[CompanyUrlAssignment],
        options: RequestOptions | None = None,
    ) -> ExternalDashboard:
        """Set company URLs for external dashboard.

        Args:
            id: A UUID.
            company_urls: A list, sent as `companyUrls`.
            options: Settings for this call, in place of the client's.

        Returns:
            The external dashboard.

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
        answer = await set_company_urls_for_external_dashboard.asyncio(
            id,
            client=self._client,
            body=SetExternalDashboardCompanyUrlsRequest(
                company_urls=company_urls,
            ),
            options=options,
        )
        return answer.data


class AsyncDashboardsWithRawResponse(RawResource):
    """The methods of `AsyncDashboards`, which return the whole response."""

    create_external_dashboard = raw_async(AsyncDashboards.create_external_dashboard)
    set_company_urls_for_external_dashboard = raw_async(AsyncDashboards.set_company_urls_for_external_dashboard)


class Dashboards:
    """Dashboard management - external iframe resources and internal dashboards."""

    def __init__(self, client: APIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> DashboardsWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return DashboardsWithRawResponse(self)

    def create_external_dashboard(
        self,
        *,
        name: str,
        url: str,
        description: str | Unset = UNSET,
        icon_url: str | Unset = UNSET,
        display_order: int | Unset = UNSET,
        is_active: bool | Unset = UNSET,
        role_ids: Sequence[UUID | str] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> ExternalDashboard:
        """Create external dashboard.

        Args:
            name: 1 to 255 characters.
            url: A string.
            description: At most 1000 characters.
            icon_url: A string, sent as `iconUrl`.
            display_order: 0 to 1000.
            is_active: True or False, sent as `isActive`.
            role_ids: A list, sent as `roleIds`.
            options: Settings for this call, in place of the client's.

        Returns:
            The external dashboard.

        Raises:
            BadRequestError: 400: Validation error.
            AuthenticationError: 401: Unauthorized.
            PermissionDeniedError: 403: Forbidden - missing required scope.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `POST /api/public/v1/dashboards/external`.

        The spec is incomplete here. Missing: which response fields may be null or absent; the scope; the success status
        code.
        """
        answer = create_external_dashboard.sync(
            client=self._client,
            body=CreateExternalDashboardRequest(
                name=name,
                url=url,
                description=description,
                icon_url=icon_url,
                display_order=display_order,
                is_active=is_active,
                role_ids=role_ids,
            ),
            options=options,
        )
        return answer.data

    def set_company_urls_for_external_dashboard(
        self,
        id: UUID | str,
        *,
        company_urls: Sequence[CompanyUrlAssignment],
        options: RequestOptions | None = None,
    ) -> ExternalDashboard:
        """Set company URLs for external dashboard.

        Args:
            id: A UUID.
            company_urls: A list, sent as `companyUrls`.
            options: Settings for this call, in place of the client's.

        Returns:
            The external dashboard.

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
        answer = set_company_urls_for_external_dashboard.sync(
            id,
            client=self._client,
            body=SetExternalDashboardCompanyUrlsRequest(
                company_urls=company_urls,
            ),
            options=options,
        )
        return answer.data


class DashboardsWithRawResponse(RawResource):
    """The methods of `Dashboards`, which return the whole response."""

    create_external_dashboard = raw_sync(Dashboards.create_external_dashboard)
    set_company_urls_for_external_dashboard = raw_sync(Dashboards.set_company_urls_for_external_dashboard)

"""Analytics and reporting - company audit data, training analytics, user activity, and portfolio metrics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._paging import page_options
from ..._runtime.raw import RawResource, raw_async_page, raw_page
from ..._runtime.resources import cached_resource
from ...models.company_audit import CompanyAudit
from ...models.company_audit_list_response import CompanyAuditListResponse
from ...pagination import AsyncPager, Pager
from . import list_company_audit_data

if TYPE_CHECKING:
    from ..._runtime.clients import APIClient, AsyncAPIClient
    from ...options import RequestOptions
    from ...types import Response

__all__ = ["Analytics", "AsyncAnalytics"]


class AsyncAnalytics:
    """Analytics and reporting - company audit data, training analytics, user activity, and portfolio metrics."""

    def __init__(self, client: AsyncAPIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> AsyncAnalyticsWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return AsyncAnalyticsWithRawResponse(self)

    def list_company_audit_data(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> AsyncPager[CompanyAudit]:
        """List company audit data.

        Args:
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; awaiting it returns the first page.

        Raises:
            BadRequestError: 400: Validation error.
            AuthenticationError: 401: Unauthorized.
            PermissionDeniedError: 403: Forbidden - missing required scope.

        API: `GET /api/public/v1/analytics/company-audit`.

        The spec is incomplete here. Missing: parameters or body fields after those listed; which response fields may be
        null or absent; the scope; the success status code.
        """

        async def fetch(page: int | None) -> Response[CompanyAuditListResponse]:
            return await list_company_audit_data.asyncio_detailed(
                client=self._client, options=page_options(options, page, self._client.page_parameter)
            )

        return AsyncPager(fetch, None)


class AsyncAnalyticsWithRawResponse(RawResource):
    """The methods of `AsyncAnalytics`, which return the whole response."""

    list_company_audit_data = raw_async_page(AsyncAnalytics.list_company_audit_data)


class Analytics:
    """Analytics and reporting - company audit data, training analytics, user activity, and portfolio metrics."""

    def __init__(self, client: APIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> AnalyticsWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return AnalyticsWithRawResponse(self)

    def list_company_audit_data(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> Pager[CompanyAudit]:
        """List company audit data.

        Args:
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; `first()` returns the first page.

        Raises:
            BadRequestError: 400: Validation error.
            AuthenticationError: 401: Unauthorized.
            PermissionDeniedError: 403: Forbidden - missing required scope.

        API: `GET /api/public/v1/analytics/company-audit`.

        The spec is incomplete here. Missing: parameters or body fields after those listed; which response fields may be
        null or absent; the scope; the success status code.
        """

        def fetch(page: int | None) -> Response[CompanyAuditListResponse]:
            return list_company_audit_data.sync_detailed(
                client=self._client, options=page_options(options, page, self._client.page_parameter)
            )

        return Pager(fetch, None)


class AnalyticsWithRawResponse(RawResource):
    """The methods of `Analytics`, which return the whole response."""

    list_company_audit_data = raw_page(Analytics.list_company_audit_data)

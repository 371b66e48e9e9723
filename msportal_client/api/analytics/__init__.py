"""Analytics and reporting - company audit data, training analytics, user activity, and portfolio metrics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...models.company_audit import CompanyAudit
from ...models.company_audit_list_response import CompanyAuditListResponse
from ...pagination import AsyncPager, Pager, page_options
from . import list_company_audit_data

if TYPE_CHECKING:
    from ..._runtime.clients import APIClient, AsyncAPIClient
    from ...options import RequestOptions
    from ...types import Response

__all__ = ["Analytics", "AsyncAnalytics"]


class AsyncAnalytics:
    """Analytics and reporting - company audit data, training analytics, user activity, and portfolio metrics."""

    __slots__ = ("_client",)

    def __init__(self, client: AsyncAPIClient) -> None:
        self._client = client

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


class Analytics:
    """Analytics and reporting - company audit data, training analytics, user activity, and portfolio metrics."""

    __slots__ = ("_client",)

    def __init__(self, client: APIClient) -> None:
        self._client = client

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

"""Compliance check management - runs, assigned checks, and status updates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._runtime.raw import RawResource, raw_async_page, raw_page
from ..._runtime.resources import cached_resource
from ...models.assigned_compliance_check import AssignedComplianceCheck
from ...models.assigned_compliance_check_list_response import AssignedComplianceCheckListResponse
from ...models.list_assigned_compliance_checks_order_by import ListAssignedComplianceChecksOrderBy
from ...models.list_assigned_compliance_checks_order_direction import ListAssignedComplianceChecksOrderDirection
from ...pagination import AsyncPager, Pager
from . import list_assigned_compliance_checks

if TYPE_CHECKING:
    from ..._runtime.clients import APIClient, AsyncAPIClient
    from ...options import RequestOptions
    from ...types import Response

__all__ = ["AsyncCompliance", "Compliance"]


class AsyncCompliance:
    """Compliance check management - runs, assigned checks, and status updates."""

    def __init__(self, client: AsyncAPIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> AsyncComplianceWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return AsyncComplianceWithRawResponse(self)

    def list_assigned_compliance_checks(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        order_by: ListAssignedComplianceChecksOrderBy | str | None = None,
        order_direction: ListAssignedComplianceChecksOrderDirection | str | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncPager[AssignedComplianceCheck]:
        """List assigned compliance checks.

        Args:
            page: At least 1. The server's default is 1.
            limit: 1 to 100. The server's default is 20.
            order_by: The server's default is updated_at.
            order_direction: The server's default is desc.
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; awaiting it returns the first page.

        Raises:
            BadRequestError: 400: Validation error.
            AuthenticationError: 401: Unauthorized.
            PermissionDeniedError: 403: Forbidden - missing required scope.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /api/public/v1/compliance/checks`.

        The spec is incomplete here. Missing: parameters or body fields after those listed; which response fields may be
        null or absent; the scope; the success status code.
        """

        async def fetch(page: int | None) -> Response[AssignedComplianceCheckListResponse]:
            return await list_assigned_compliance_checks.asyncio_detailed(
                client=self._client,
                page=page,
                limit=limit,
                order_by=order_by,
                order_direction=order_direction,
                options=options,
            )

        return AsyncPager(fetch, page)


class AsyncComplianceWithRawResponse(RawResource):
    """The methods of `AsyncCompliance`, which return the whole response."""

    list_assigned_compliance_checks = raw_async_page(AsyncCompliance.list_assigned_compliance_checks)


class Compliance:
    """Compliance check management - runs, assigned checks, and status updates."""

    def __init__(self, client: APIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> ComplianceWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return ComplianceWithRawResponse(self)

    def list_assigned_compliance_checks(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        order_by: ListAssignedComplianceChecksOrderBy | str | None = None,
        order_direction: ListAssignedComplianceChecksOrderDirection | str | None = None,
        options: RequestOptions | None = None,
    ) -> Pager[AssignedComplianceCheck]:
        """List assigned compliance checks.

        Args:
            page: At least 1. The server's default is 1.
            limit: 1 to 100. The server's default is 20.
            order_by: The server's default is updated_at.
            order_direction: The server's default is desc.
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; `first()` returns the first page.

        Raises:
            BadRequestError: 400: Validation error.
            AuthenticationError: 401: Unauthorized.
            PermissionDeniedError: 403: Forbidden - missing required scope.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /api/public/v1/compliance/checks`.

        The spec is incomplete here. Missing: parameters or body fields after those listed; which response fields may be
        null or absent; the scope; the success status code.
        """

        def fetch(page: int | None) -> Response[AssignedComplianceCheckListResponse]:
            return list_assigned_compliance_checks.sync_detailed(
                client=self._client,
                page=page,
                limit=limit,
                order_by=order_by,
                order_direction=order_direction,
                options=options,
            )

        return Pager(fetch, page)


class ComplianceWithRawResponse(RawResource):
    """The methods of `Compliance`, which return the whole response."""

    list_assigned_compliance_checks = raw_page(Compliance.list_assigned_compliance_checks)

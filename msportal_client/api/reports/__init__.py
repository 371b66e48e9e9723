"""Report management - create, manage, and schedule reports with templates and types."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from ..._runtime.raw import RawResource, raw_async, raw_sync
from ..._runtime.resources import cached_resource
from ...models.report import Report
from ...models.report_structure import ReportStructure
from ...models.report_structure_input import ReportStructureInput
from ...models.update_report_request import UpdateReportRequest
from ...types import UNSET, Unset
from . import get_report, update_report

if TYPE_CHECKING:
    from ..._runtime.clients import APIClient, AsyncAPIClient
    from ...options import RequestOptions

__all__ = ["AsyncReports", "Reports"]


class AsyncReports:
    """Report management - create, manage, and schedule reports with templates and types."""

    def __init__(self, client: AsyncAPIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> AsyncReportsWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return AsyncReportsWithRawResponse(self)

    async def get_report(
        self,
        id: UUID | str,
        *,
        include_structure: bool | None = None,
        options: RequestOptions | None = None,
    ) -> Report:
        """Get report.

        Args:
            id: A UUID.
            include_structure: True or False, sent as `includeStructure`.
            options: Settings for this call, in place of the client's.

        Returns:
            The report.

        Raises:
            BadRequestError: 400: Validation error.
            AuthenticationError: 401: Unauthorized.
            PermissionDeniedError: 403: Forbidden - missing required scope.
            NotFoundError: 404: Not found.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /api/public/v1/reports/{id}`.

        The spec is incomplete here. Missing: which response fields may be null or absent; the scope; the success status
        code.
        """
        answer = await get_report.asyncio(id, client=self._client, include_structure=include_structure, options=options)
        return answer.data

    async def update_report(
        self,
        id: UUID | str,
        *,
        title: str | Unset = UNSET,
        description: str | Unset = UNSET,
        company_id: UUID | str | Unset = UNSET,
        report_type_id: UUID | str | Unset = UNSET,
        date_start: str | Unset = UNSET,
        date_end: str | Unset = UNSET,
        report_structure: ReportStructureInput | ReportStructure | Unset = UNSET,
        status: str | Unset = UNSET,
        is_shared: bool | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> Report:
        """Update report.

        Args:
            id: A UUID.
            title: A string.
            description: A string.
            company_id: A UUID, sent as `companyId`.
            report_type_id: A UUID, sent as `reportTypeId`.
            date_start: A string, sent as `dateStart`.
            date_end: A string, sent as `dateEnd`.
            report_structure: A `ReportStructureInput`, sent as `reportStructure`.
            status: A string.
            is_shared: True or False, sent as `isShared`.
            options: Settings for this call, in place of the client's.

        Returns:
            The report.

        Raises:
            BadRequestError: 400: Validation error.
            AuthenticationError: 401: Unauthorized.
            PermissionDeniedError: 403: Forbidden - missing required scope.
            NotFoundError: 404: Not found.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `PATCH /api/public/v1/reports/{id}`.

        The spec is incomplete here. Missing: which response fields may be null or absent; the scope; the success status
        code.
        """
        answer = await update_report.asyncio(
            id,
            client=self._client,
            body=UpdateReportRequest(
                title=title,
                description=description,
                company_id=company_id,
                report_type_id=report_type_id,
                date_start=date_start,
                date_end=date_end,
                report_structure=report_structure,
                status=status,
                is_shared=is_shared,
            ),
            options=options,
        )
        return answer.data


class AsyncReportsWithRawResponse(RawResource):
    """The methods of `AsyncReports`, which return the whole response."""

    get_report = raw_async(AsyncReports.get_report)
    update_report = raw_async(AsyncReports.update_report)


class Reports:
    """Report management - create, manage, and schedule reports with templates and types."""

    def __init__(self, client: APIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> ReportsWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return ReportsWithRawResponse(self)

    def get_report(
        self,
        id: UUID | str,
        *,
        include_structure: bool | None = None,
        options: RequestOptions | None = None,
    ) -> Report:
        """Get report.

        Args:
            id: A UUID.
            include_structure: True or False, sent as `includeStructure`.
            options: Settings for this call, in place of the client's.

        Returns:
            The report.

        Raises:
            BadRequestError: 400: Validation error.
            AuthenticationError: 401: Unauthorized.
            PermissionDeniedError: 403: Forbidden - missing required scope.
            NotFoundError: 404: Not found.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /api/public/v1/reports/{id}`.

        The spec is incomplete here. Missing: which response fields may be null or absent; the scope; the success status
        code.
        """
        answer = get_report.sync(id, client=self._client, include_structure=include_structure, options=options)
        return answer.data

    def update_report(
        self,
        id: UUID | str,
        *,
        title: str | Unset = UNSET,
        description: str | Unset = UNSET,
        company_id: UUID | str | Unset = UNSET,
        report_type_id: UUID | str | Unset = UNSET,
        date_start: str | Unset = UNSET,
        date_end: str | Unset = UNSET,
        report_structure: ReportStructureInput | ReportStructure | Unset = UNSET,
        status: str | Unset = UNSET,
        is_shared: bool | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> Report:
        """Update report.

        Args:
            id: A UUID.
            title: A string.
            description: A string.
            company_id: A UUID, sent as `companyId`.
            report_type_id: A UUID, sent as `reportTypeId`.
            date_start: A string, sent as `dateStart`.
            date_end: A string, sent as `dateEnd`.
            report_structure: A `ReportStructureInput`, sent as `reportStructure`.
            status: A string.
            is_shared: True or False, sent as `isShared`.
            options: Settings for this call, in place of the client's.

        Returns:
            The report.

        Raises:
            BadRequestError: 400: Validation error.
            AuthenticationError: 401: Unauthorized.
            PermissionDeniedError: 403: Forbidden - missing required scope.
            NotFoundError: 404: Not found.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `PATCH /api/public/v1/reports/{id}`.

        The spec is incomplete here. Missing: which response fields may be null or absent; the scope; the success status
        code.
        """
        answer = update_report.sync(
            id,
            client=self._client,
            body=UpdateReportRequest(
                title=title,
                description=description,
                company_id=company_id,
                report_type_id=report_type_id,
                date_start=date_start,
                date_end=date_end,
                report_structure=report_structure,
                status=status,
                is_shared=is_shared,
            ),
            options=options,
        )
        return answer.data


class ReportsWithRawResponse(RawResource):
    """The methods of `Reports`, which return the whole response."""

    get_report = raw_sync(Reports.get_report)
    update_report = raw_sync(Reports.update_report)

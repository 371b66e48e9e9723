"""Budget management - create, track, and forecast budgets with line items, categories, and products."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from ..._runtime.raw import RawResource, raw_async, raw_async_page, raw_page, raw_sync
from ..._runtime.resources import cached_resource
from ...models.budget import Budget
from ...models.budget_detail import BudgetDetail
from ...models.budget_forecast import BudgetForecast
from ...models.budget_list_response import BudgetListResponse
from ...models.budget_period_type import BudgetPeriodType
from ...models.budget_status import BudgetStatus
from ...models.create_budget_request import CreateBudgetRequest
from ...models.list_budgets_sort_column import ListBudgetsSortColumn
from ...models.list_budgets_status import ListBudgetsStatus
from ...models.update_budget_request import UpdateBudgetRequest
from ...pagination import AsyncPager, Pager
from ...types import UNSET, Unset
from . import create_budget, get_budget, get_budget_forecast, list_budgets, update_budget

if TYPE_CHECKING:
    from ..._runtime.clients import APIClient, AsyncAPIClient
    from ...options import RequestOptions
    from ...types import Response

__all__ = ["AsyncBudgets", "Budgets"]


class AsyncBudgets:
    """Budget management - create, track, and forecast budgets with line items, categories, and products."""

    def __init__(self, client: AsyncAPIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> AsyncBudgetsWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return AsyncBudgetsWithRawResponse(self)

    def list_budgets(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        sort_column: ListBudgetsSortColumn | str | None = None,
        sort_desc: bool | None = None,
        company_id: UUID | str | None = None,
        fiscal_year: int | None = None,
        status: ListBudgetsStatus | str | None = None,
        period_type: BudgetPeriodType | str | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncPager[Budget]:
        """List budgets.

        Args:
            page: At least 1. The server's default is 1.
            limit: 1 to 100. The server's default is 25.
            sort_column: The server's default is created_at.
            sort_desc: The server's default is true.
            company_id: A UUID, sent as `companyId`.
            fiscal_year: 1900 to 2100.
            status: One of `Draft`, `PendingApproval`, `Approved`, `Obsolete`.
            period_type: One of `Annual`, `Quarterly`, `Monthly`, sent as `periodType`.
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; awaiting it returns the first page.

        Raises:
            BadRequestError: 400: Validation error.
            AuthenticationError: 401: Unauthorized.
            PermissionDeniedError: 403: Forbidden - missing required scope.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /api/public/v1/budgets`.

        The spec is incomplete here. Missing: a query parameter whose name the page does not show: search in budget
        title; parameters or body fields after those listed; which response fields may be null or absent; the scope; the
        success status code.
        """

        async def fetch(page: int | None) -> Response[BudgetListResponse]:
            return await list_budgets.asyncio_detailed(
                client=self._client,
                page=page,
                limit=limit,
                sort_column=sort_column,
                sort_desc=sort_desc,
                company_id=company_id,
                fiscal_year=fiscal_year,
                status=status,
                period_type=period_type,
                options=options,
            )

        return AsyncPager(fetch, page)

    async def create_budget(
        self,
        *,
        title: str | Unset = UNSET,
        company_id: UUID | str | Unset = UNSET,
        fiscal_year: int | Unset = UNSET,
        period_type: BudgetPeriodType | str | Unset = UNSET,
        status: BudgetStatus | str | Unset = UNSET,
        currency: str | Unset = UNSET,
        notes: str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> BudgetDetail:
        """Create budget.

        Args:
            title: A string.
            company_id: A UUID, sent as `companyId`.
            fiscal_year: A whole number, sent as `fiscalYear`.
            period_type: One of `Annual`, `Quarterly`, `Monthly`, sent as `periodType`.
            status: One of `Draft`, `PendingApproval`, `Approved`, `Obsolete`.
            currency: A string.
            notes: A string.
            options: Settings for this call, in place of the client's.

        Returns:
            The budget detail.

        Raises:
            BadRequestError: 400: Validation error.
            AuthenticationError: 401: Unauthorized.
            PermissionDeniedError: 403: Forbidden - missing required scope.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `POST /api/public/v1/budgets`.

        The spec is incomplete here. Missing: which body fields are required; parameters or body fields after those
        listed; which response fields may be null or absent; the scope; the success status code.
        """
        answer = await create_budget.asyncio(
            client=self._client,
            body=CreateBudgetRequest(
                title=title,
                company_id=company_id,
                fiscal_year=fiscal_year,
                period_type=period_type,
                status=status,
                currency=currency,
                notes=notes,
            ),
            options=options,
        )
        return answer.data

    async def get_budget(
        self,
        id: UUID | str,
        *,
        options: RequestOptions | None = None,
    ) -> BudgetDetail:
        """Get budget.

        Args:
            id: A UUID.
            options: Settings for this call, in place of the client's.

        Returns:
            The budget detail.

        Raises:
            BadRequestError: 400: Validation error.
            AuthenticationError: 401: Unauthorized.
            PermissionDeniedError: 403: Forbidden - missing required scope.
            NotFoundError: 404: Not found.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /api/public/v1/budgets/{id}`.

        The spec is incomplete here. Missing: which response fields may be null or absent; the scope; the success status
        code.
        """
        answer = await get_budget.asyncio(id, client=self._client, options=options)
        return answer.data

    async def update_budget(
        self,
        id: UUID | str,
        *,
        title: str | Unset = UNSET,
        fiscal_year: int | Unset = UNSET,
        period_type: BudgetPeriodType | str | Unset = UNSET,
        status: BudgetStatus | str | Unset = UNSET,
        currency: str | Unset = UNSET,
        notes: str | Unset | None = UNSET,
        options: RequestOptions | None = None,
    ) -> BudgetDetail:
        """Update budget.

        Args:
            id: A UUID.
            title: 1 to 255 characters.
            fiscal_year: 1900 to 2100.
            period_type: One of `Annual`, `Quarterly`, `Monthly`, sent as `periodType`.
            status: One of `Draft`, `PendingApproval`, `Approved`, `Obsolete`.
            currency: Exactly 3 characters.
            notes: At most 10000 characters.
            options: Settings for this call, in place of the client's.

        Returns:
            The budget detail.

        Raises:
            BadRequestError: 400: Validation error.
            AuthenticationError: 401: Unauthorized.
            PermissionDeniedError: 403: Forbidden - missing required scope.
            NotFoundError: 404: Not found.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `PATCH /api/public/v1/budgets/{id}`.

        The spec is incomplete here. Missing: which response fields may be null or absent; the scope; the success status
        code.
        """
        answer = await update_budget.asyncio(
            id,
            client=self._client,
            body=UpdateBudgetRequest(
                title=title,
                fiscal_year=fiscal_year,
                period_type=period_type,
                status=status,
                currency=currency,
                notes=notes,
            ),
            options=options,
        )
        return answer.data

    async def get_budget_forecast(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> BudgetForecast:
        """Get budget forecast.

        Args:
            options: Settings for this call, in place of the client's.

        Returns:
            The budget forecast.

        Raises:
            BadRequestError: 400: Validation error.
            AuthenticationError: 401: Unauthorized.
            PermissionDeniedError: 403: Forbidden - missing required scope.

        API: `GET /api/public/v1/budgets/forecast`.

        The spec is incomplete here. Missing: parameters or body fields after those listed; which response fields may be
        null or absent; the scope; the success status code.
        """
        answer = await get_budget_forecast.asyncio(client=self._client, options=options)
        return answer.data


class AsyncBudgetsWithRawResponse(RawResource):
    """The methods of `AsyncBudgets`, which return the whole response."""

    list_budgets = raw_async_page(AsyncBudgets.list_budgets)
    create_budget = raw_async(AsyncBudgets.create_budget)
    get_budget = raw_async(AsyncBudgets.get_budget)
    update_budget = raw_async(AsyncBudgets.update_budget)
    get_budget_forecast = raw_async(AsyncBudgets.get_budget_forecast)


class Budgets:
    """Budget management - create, track, and forecast budgets with line items, categories, and products."""

    def __init__(self, client: APIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> BudgetsWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return BudgetsWithRawResponse(self)

    def list_budgets(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        sort_column: ListBudgetsSortColumn | str | None = None,
        sort_desc: bool | None = None,
        company_id: UUID | str | None = None,
        fiscal_year: int | None = None,
        status: ListBudgetsStatus | str | None = None,
        period_type: BudgetPeriodType | str | None = None,
        options: RequestOptions | None = None,
    ) -> Pager[Budget]:
        """List budgets.

        Args:
            page: At least 1. The server's default is 1.
            limit: 1 to 100. The server's default is 25.
            sort_column: The server's default is created_at.
            sort_desc: The server's default is true.
            company_id: A UUID, sent as `companyId`.
            fiscal_year: 1900 to 2100.
            status: One of `Draft`, `PendingApproval`, `Approved`, `Obsolete`.
            period_type: One of `Annual`, `Quarterly`, `Monthly`, sent as `periodType`.
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; `first()` returns the first page.

        Raises:
            BadRequestError: 400: Validation error.
            AuthenticationError: 401: Unauthorized.
            PermissionDeniedError: 403: Forbidden - missing required scope.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /api/public/v1/budgets`.

        The spec is incomplete here. Missing: a query parameter whose name the page does not show: search in budget
        title; parameters or body fields after those listed; which response fields may be null or absent; the scope; the
        success status code.
        """

        def fetch(page: int | None) -> Response[BudgetListResponse]:
            return list_budgets.sync_detailed(
                client=self._client,
                page=page,
                limit=limit,
                sort_column=sort_column,
                sort_desc=sort_desc,
                company_id=company_id,
                fiscal_year=fiscal_year,
                status=status,
                period_type=period_type,
                options=options,
            )

        return Pager(fetch, page)

    def create_budget(
        self,
        *,
        title: str | Unset = UNSET,
        company_id: UUID | str | Unset = UNSET,
        fiscal_year: int | Unset = UNSET,
        period_type: BudgetPeriodType | str | Unset = UNSET,
        status: BudgetStatus | str | Unset = UNSET,
        currency: str | Unset = UNSET,
        notes: str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> BudgetDetail:
        """Create budget.

        Args:
            title: A string.
            company_id: A UUID, sent as `companyId`.
            fiscal_year: A whole number, sent as `fiscalYear`.
            period_type: One of `Annual`, `Quarterly`, `Monthly`, sent as `periodType`.
            status: One of `Draft`, `PendingApproval`, `Approved`, `Obsolete`.
            currency: A string.
            notes: A string.
            options: Settings for this call, in place of the client's.

        Returns:
            The budget detail.

        Raises:
            BadRequestError: 400: Validation error.
            AuthenticationError: 401: Unauthorized.
            PermissionDeniedError: 403: Forbidden - missing required scope.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `POST /api/public/v1/budgets`.

        The spec is incomplete here. Missing: which body fields are required; parameters or body fields after those
        listed; which response fields may be null or absent; the scope; the success status code.
        """
        answer = create_budget.sync(
            client=self._client,
            body=CreateBudgetRequest(
                title=title,
                company_id=company_id,
                fiscal_year=fiscal_year,
                period_type=period_type,
                status=status,
                currency=currency,
                notes=notes,
            ),
            options=options,
        )
        return answer.data

    def get_budget(
        self,
        id: UUID | str,
        *,
        options: RequestOptions | None = None,
    ) -> BudgetDetail:
        """Get budget.

        Args:
            id: A UUID.
            options: Settings for this call, in place of the client's.

        Returns:
            The budget detail.

        Raises:
            BadRequestError: 400: Validation error.
            AuthenticationError: 401: Unauthorized.
            PermissionDeniedError: 403: Forbidden - missing required scope.
            NotFoundError: 404: Not found.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /api/public/v1/budgets/{id}`.

        The spec is incomplete here. Missing: which response fields may be null or absent; the scope; the success status
        code.
        """
        answer = get_budget.sync(id, client=self._client, options=options)
        return answer.data

    def update_budget(
        self,
        id: UUID | str,
        *,
        title: str | Unset = UNSET,
        fiscal_year: int | Unset = UNSET,
        period_type: BudgetPeriodType | str | Unset = UNSET,
        status: BudgetStatus | str | Unset = UNSET,
        currency: str | Unset = UNSET,
        notes: str | Unset | None = UNSET,
        options: RequestOptions | None = None,
    ) -> BudgetDetail:
        """Update budget.

        Args:
            id: A UUID.
            title: 1 to 255 characters.
            fiscal_year: 1900 to 2100.
            period_type: One of `Annual`, `Quarterly`, `Monthly`, sent as `periodType`.
            status: One of `Draft`, `PendingApproval`, `Approved`, `Obsolete`.
            currency: Exactly 3 characters.
            notes: At most 10000 characters.
            options: Settings for this call, in place of the client's.

        Returns:
            The budget detail.

        Raises:
            BadRequestError: 400: Validation error.
            AuthenticationError: 401: Unauthorized.
            PermissionDeniedError: 403: Forbidden - missing required scope.
            NotFoundError: 404: Not found.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `PATCH /api/public/v1/budgets/{id}`.

        The spec is incomplete here. Missing: which response fields may be null or absent; the scope; the success status
        code.
        """
        answer = update_budget.sync(
            id,
            client=self._client,
            body=UpdateBudgetRequest(
                title=title,
                fiscal_year=fiscal_year,
                period_type=period_type,
                status=status,
                currency=currency,
                notes=notes,
            ),
            options=options,
        )
        return answer.data

    def get_budget_forecast(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> BudgetForecast:
        """Get budget forecast.

        Args:
            options: Settings for this call, in place of the client's.

        Returns:
            The budget forecast.

        Raises:
            BadRequestError: 400: Validation error.
            AuthenticationError: 401: Unauthorized.
            PermissionDeniedError: 403: Forbidden - missing required scope.

        API: `GET /api/public/v1/budgets/forecast`.

        The spec is incomplete here. Missing: parameters or body fields after those listed; which response fields may be
        null or absent; the scope; the success status code.
        """
        answer = get_budget_forecast.sync(client=self._client, options=options)
        return answer.data


class BudgetsWithRawResponse(RawResource):
    """The methods of `Budgets`, which return the whole response."""

    list_budgets = raw_page(Budgets.list_budgets)
    create_budget = raw_sync(Budgets.create_budget)
    get_budget = raw_sync(Budgets.get_budget)
    update_budget = raw_sync(Budgets.update_budget)
    get_budget_forecast = raw_sync(Budgets.get_budget_forecast)

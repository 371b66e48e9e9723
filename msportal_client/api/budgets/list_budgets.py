"""List budgets: `GET /api/public/v1/budgets`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from ..._runtime.limits import Limits
from ..._runtime.operation import Operation, Parameter
from ...models.budget_list_response import BudgetListResponse
from ...models.budget_period_type import BudgetPeriodType
from ...models.list_budgets_sort_column import ListBudgetsSortColumn
from ...models.list_budgets_status import ListBudgetsStatus

if TYPE_CHECKING:
    from ..._runtime.clients import APIClient, AsyncAPIClient
    from ...options import RequestOptions
    from ...types import Response

OPERATION: Operation[BudgetListResponse] = Operation(
    name="list_budgets",
    method="GET",
    path="/api/public/v1/budgets",
    read=BudgetListResponse.from_dict,
    parameters=(
        Parameter("page", "page", "query", Limits("integer", minimum=1), required=False),
        Parameter("limit", "limit", "query", Limits("integer", minimum=1, maximum=100), required=False),
        Parameter("sort_column", "sortColumn", "query", Limits("string"), required=False),
        Parameter("sort_desc", "sortDesc", "query", Limits("boolean"), required=False),
        Parameter("company_id", "companyId", "query", Limits("uuid"), required=False),
        Parameter("fiscal_year", "fiscalYear", "query", Limits("integer", minimum=1900, maximum=2100), required=False),
        Parameter("status", "status", "query", Limits("string"), required=False),
        Parameter("period_type", "periodType", "query", Limits("string"), required=False),
    ),
)


async def asyncio_detailed(
    *,
    client: AsyncAPIClient,
    page: int | None = None,
    limit: int | None = None,
    sort_column: ListBudgetsSortColumn | str | None = None,
    sort_desc: bool | None = None,
    company_id: UUID | str | None = None,
    fiscal_year: int | None = None,
    status: ListBudgetsStatus | str | None = None,
    period_type: BudgetPeriodType | str | None = None,
    options: RequestOptions | None = None,
) -> Response[BudgetListResponse]:
    """List budgets.

    Args:
        client: The client that sends the request.
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
        The response with status code, headers, request id and rate limit; `parsed` is its decoded body.

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
    return await client.send(
        OPERATION,
        {
            "page": page,
            "limit": limit,
            "sort_column": sort_column,
            "sort_desc": sort_desc,
            "company_id": company_id,
            "fiscal_year": fiscal_year,
            "status": status,
            "period_type": period_type,
        },
        options=options,
    )


async def asyncio(
    *,
    client: AsyncAPIClient,
    page: int | None = None,
    limit: int | None = None,
    sort_column: ListBudgetsSortColumn | str | None = None,
    sort_desc: bool | None = None,
    company_id: UUID | str | None = None,
    fiscal_year: int | None = None,
    status: ListBudgetsStatus | str | None = None,
    period_type: BudgetPeriodType | str | None = None,
    options: RequestOptions | None = None,
) -> BudgetListResponse:
    """List budgets.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (
        await asyncio_detailed(
            page=page,
            limit=limit,
            sort_column=sort_column,
            sort_desc=sort_desc,
            company_id=company_id,
            fiscal_year=fiscal_year,
            status=status,
            period_type=period_type,
            client=client,
            options=options,
        )
    ).parsed


def sync_detailed(
    *,
    client: APIClient,
    page: int | None = None,
    limit: int | None = None,
    sort_column: ListBudgetsSortColumn | str | None = None,
    sort_desc: bool | None = None,
    company_id: UUID | str | None = None,
    fiscal_year: int | None = None,
    status: ListBudgetsStatus | str | None = None,
    period_type: BudgetPeriodType | str | None = None,
    options: RequestOptions | None = None,
) -> Response[BudgetListResponse]:
    """List budgets.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return client.send(
        OPERATION,
        {
            "page": page,
            "limit": limit,
            "sort_column": sort_column,
            "sort_desc": sort_desc,
            "company_id": company_id,
            "fiscal_year": fiscal_year,
            "status": status,
            "period_type": period_type,
        },
        options=options,
    )


def sync(
    *,
    client: APIClient,
    page: int | None = None,
    limit: int | None = None,
    sort_column: ListBudgetsSortColumn | str | None = None,
    sort_desc: bool | None = None,
    company_id: UUID | str | None = None,
    fiscal_year: int | None = None,
    status: ListBudgetsStatus | str | None = None,
    period_type: BudgetPeriodType | str | None = None,
    options: RequestOptions | None = None,
) -> BudgetListResponse:
    """List budgets.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(
        page=page,
        limit=limit,
        sort_column=sort_column,
        sort_desc=sort_desc,
        company_id=company_id,
        fiscal_year=fiscal_year,
        status=status,
        period_type=period_type,
        client=client,
        options=options,
    ).parsed

"""Get budget forecast: `GET /api/public/v1/budgets/forecast`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._runtime.operation import Operation
from ...models.budget_forecast_single_response import BudgetForecastSingleResponse

if TYPE_CHECKING:
    from ...client import AsyncMSPortal, MSPortal
    from ...options import RequestOptions
    from ...types import Response

OPERATION: Operation[BudgetForecastSingleResponse] = Operation(
    name="get_budget_forecast",
    method="GET",
    path="/api/public/v1/budgets/forecast",
    read=BudgetForecastSingleResponse.from_dict,
)


async def asyncio_detailed(
    *,
    client: AsyncMSPortal,
    options: RequestOptions | None = None,
) -> Response[BudgetForecastSingleResponse]:
    """Get budget forecast.

    Args:
        client: Sends it.
        options: What this call does differently from its client.

    Returns:
        The answer, with status, headers, request id and rate limit: what it says is `parsed`.

    Raises:
        BadRequestError: 400: Validation error.
        AuthenticationError: 401: Unauthorized.
        PermissionDeniedError: 403: Forbidden - missing required scope.

    API: `GET /api/public/v1/budgets/forecast`.

    The spec is partial here; not shown: parameters or body fields after those listed; which response fields may be
    null or absent; the scope; the success status code.
    """
    return await client.send(OPERATION, {}, options=options)


async def asyncio(
    *,
    client: AsyncMSPortal,
    options: RequestOptions | None = None,
) -> BudgetForecastSingleResponse:
    """Get budget forecast: what the answer says, without its status and headers.

    Arguments, limits and errors are those of `asyncio_detailed`.
    """
    return (await asyncio_detailed(client=client, options=options)).parsed


def sync_detailed(
    *,
    client: MSPortal,
    options: RequestOptions | None = None,
) -> Response[BudgetForecastSingleResponse]:
    """Get budget forecast, synchronously.

    Arguments, limits and errors are those of `asyncio_detailed`.
    """
    return client.send(OPERATION, {}, options=options)


def sync(
    *,
    client: MSPortal,
    options: RequestOptions | None = None,
) -> BudgetForecastSingleResponse:
    """Get budget forecast, synchronously: what the answer says, without its status and headers.

    Arguments, limits and errors are those of `asyncio_detailed`.
    """
    return sync_detailed(client=client, options=options).parsed

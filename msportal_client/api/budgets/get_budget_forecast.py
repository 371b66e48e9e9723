"""Get budget forecast: `GET /api/public/v1/budgets/forecast`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._runtime.operation import Operation
from ...models.budget_forecast_single_response import BudgetForecastSingleResponse

if TYPE_CHECKING:
    from ..._runtime.clients import APIClient, AsyncAPIClient
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
    client: AsyncAPIClient,
    options: RequestOptions | None = None,
) -> Response[BudgetForecastSingleResponse]:
    """Get budget forecast.

    Args:
        client: The client that sends the request.
        options: Settings for this call, in place of the client's.

    Returns:
        The response with status code, headers, request id and rate limit; `parsed` is its decoded body.

    Raises:
        BadRequestError: 400: Validation error.
        AuthenticationError: 401: Unauthorized.
        PermissionDeniedError: 403: Forbidden - missing required scope.

    API: `GET /api/public/v1/budgets/forecast`.

    The spec is incomplete here. Missing: parameters or body fields after those listed; which response fields may be
    null or absent; the scope; the success status code.
    """
    return await client.send(OPERATION, {}, options=options)


async def asyncio(
    *,
    client: AsyncAPIClient,
    options: RequestOptions | None = None,
) -> BudgetForecastSingleResponse:
    """Get budget forecast.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (await asyncio_detailed(client=client, options=options)).parsed


def sync_detailed(
    *,
    client: APIClient,
    options: RequestOptions | None = None,
) -> Response[BudgetForecastSingleResponse]:
    """Get budget forecast.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return client.send(OPERATION, {}, options=options)


def sync(
    *,
    client: APIClient,
    options: RequestOptions | None = None,
) -> BudgetForecastSingleResponse:
    """Get budget forecast.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(client=client, options=options).parsed

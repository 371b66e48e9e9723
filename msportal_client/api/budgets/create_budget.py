"""Create budget: `POST /api/public/v1/budgets`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._runtime.limits import Limits
from ..._runtime.operation import Operation
from ...models.budget_single_response import BudgetSingleResponse
from ...models.create_budget_request import CreateBudgetRequest

if TYPE_CHECKING:
    from ..._runtime.clients import APIClient, AsyncAPIClient
    from ...options import RequestOptions
    from ...types import Response

OPERATION: Operation[BudgetSingleResponse] = Operation(
    name="create_budget",
    method="POST",
    path="/api/public/v1/budgets",
    read=BudgetSingleResponse.from_dict,
    body=Limits("model"),
)


async def asyncio_detailed(
    *,
    client: AsyncAPIClient,
    body: CreateBudgetRequest,
    options: RequestOptions | None = None,
) -> Response[BudgetSingleResponse]:
    """Create budget.

    Args:
        client: The client that sends the request.
        body: The request body.
        options: Settings for this call, in place of the client's.

    Returns:
        The response with status code, headers, request id and rate limit; `parsed` is its decoded body.

    Raises:
        BadRequestError: 400: Validation error.
        AuthenticationError: 401: Unauthorized.
        PermissionDeniedError: 403: Forbidden - missing required scope.
        RequestValidationError: An argument breaks a documented limit; no request was sent.

    API: `POST /api/public/v1/budgets`.

    The spec is incomplete here. Missing: which body fields are required; parameters or body fields after those
    listed; which response fields may be null or absent; the scope; the success status code.
    """
    return await client.send(OPERATION, {}, body=body, options=options)


async def asyncio(
    *,
    client: AsyncAPIClient,
    body: CreateBudgetRequest,
    options: RequestOptions | None = None,
) -> BudgetSingleResponse:
    """Create budget.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (await asyncio_detailed(body=body, client=client, options=options)).parsed


def sync_detailed(
    *,
    client: APIClient,
    body: CreateBudgetRequest,
    options: RequestOptions | None = None,
) -> Response[BudgetSingleResponse]:
    """Create budget.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return client.send(OPERATION, {}, body=body, options=options)


def sync(
    *,
    client: APIClient,
    body: CreateBudgetRequest,
    options: RequestOptions | None = None,
) -> BudgetSingleResponse:
    """Create budget.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(body=body, client=client, options=options).parsed

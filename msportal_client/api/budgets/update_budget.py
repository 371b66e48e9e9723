"""Update budget: `PATCH /api/public/v1/budgets/{id}`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from ..._runtime.limits import Limits
from ..._runtime.operation import Operation, Parameter
from ...models.budget_single_response import BudgetSingleResponse
from ...models.update_budget_request import UpdateBudgetRequest

if TYPE_CHECKING:
    from ..._runtime.clients import APIClient, AsyncAPIClient
    from ...options import RequestOptions
    from ...types import Response

OPERATION: Operation[BudgetSingleResponse] = Operation(
    name="update_budget",
    method="PATCH",
    path="/api/public/v1/budgets/{id}",
    read=BudgetSingleResponse.from_dict,
    parameters=(Parameter("id", "id", "path", Limits("uuid"), required=True),),
    body=Limits("model"),
)


async def asyncio_detailed(
    id: UUID | str,
    *,
    client: AsyncAPIClient,
    body: UpdateBudgetRequest,
    options: RequestOptions | None = None,
) -> Response[BudgetSingleResponse]:
    """Update budget.

    Args:
        id: A UUID.
        client: The client that sends the request.
        body: The request body.
        options: Settings for this call, in place of the client's.

    Returns:
        The response with status code, headers, request id and rate limit; `parsed` is its decoded body.

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
    return await client.send(
        OPERATION,
        {
            "id": id,
        },
        body=body,
        options=options,
    )


async def asyncio(
    id: UUID | str,
    *,
    client: AsyncAPIClient,
    body: UpdateBudgetRequest,
    options: RequestOptions | None = None,
) -> BudgetSingleResponse:
    """Update budget.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (await asyncio_detailed(id, body=body, client=client, options=options)).parsed


def sync_detailed(
    id: UUID | str,
    *,
    client: APIClient,
    body: UpdateBudgetRequest,
    options: RequestOptions | None = None,
) -> Response[BudgetSingleResponse]:
    """Update budget.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return client.send(
        OPERATION,
        {
            "id": id,
        },
        body=body,
        options=options,
    )


def sync(
    id: UUID | str,
    *,
    client: APIClient,
    body: UpdateBudgetRequest,
    options: RequestOptions | None = None,
) -> BudgetSingleResponse:
    """Update budget.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(id, body=body, client=client, options=options).parsed

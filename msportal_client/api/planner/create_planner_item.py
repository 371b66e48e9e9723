"""Create planner item: `POST /api/public/v1/planner/items`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._runtime.limits import Limits
from ..._runtime.operation import Operation
from ...models.create_planner_item_request import CreatePlannerItemRequest
from ...models.planner_item_single_response import PlannerItemSingleResponse

if TYPE_CHECKING:
    from ..._runtime.clients import APIClient, AsyncAPIClient
    from ...options import RequestOptions
    from ...types import Response

OPERATION: Operation[PlannerItemSingleResponse] = Operation(
    name="create_planner_item",
    method="POST",
    path="/api/public/v1/planner/items",
    read=PlannerItemSingleResponse.from_dict,
    body=Limits("model"),
    required_scope="planner.write",
)


async def asyncio_detailed(
    *,
    client: AsyncAPIClient,
    body: CreatePlannerItemRequest,
    options: RequestOptions | None = None,
) -> Response[PlannerItemSingleResponse]:
    """Create planner item.

    Create a new planner item. Can optionally be associated with a company and type.

    Args:
        client: The client that sends the request.
        body: The request body.
        options: Settings for this call, in place of the client's.

    Returns:
        The response with status code, headers, request id and rate limit; `parsed` is its decoded body.

    Raises:
        BadRequestError: 400: Validation error or invalid reference ID.
        AuthenticationError: 401: Unauthorized.
        PermissionDeniedError: 403: Forbidden - Missing required scope (planner.write).
        RequestValidationError: An argument breaks a documented limit; no request was sent.

    API: `POST /api/public/v1/planner/items`, scope `planner.write`.
    """
    return await client.send(OPERATION, {}, body=body, options=options)


async def asyncio(
    *,
    client: AsyncAPIClient,
    body: CreatePlannerItemRequest,
    options: RequestOptions | None = None,
) -> PlannerItemSingleResponse:
    """Create planner item.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (await asyncio_detailed(body=body, client=client, options=options)).parsed


def sync_detailed(
    *,
    client: APIClient,
    body: CreatePlannerItemRequest,
    options: RequestOptions | None = None,
) -> Response[PlannerItemSingleResponse]:
    """Create planner item.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return client.send(OPERATION, {}, body=body, options=options)


def sync(
    *,
    client: APIClient,
    body: CreatePlannerItemRequest,
    options: RequestOptions | None = None,
) -> PlannerItemSingleResponse:
    """Create planner item.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(body=body, client=client, options=options).parsed

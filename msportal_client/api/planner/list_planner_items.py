"""List planner items: `GET /api/public/v1/planner/items`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._runtime.limits import Limits
from ..._runtime.operation import Operation, Parameter
from ...models.list_planner_items_sort_column import ListPlannerItemsSortColumn
from ...models.planner_item_list_response import PlannerItemListResponse

if TYPE_CHECKING:
    from ..._runtime.clients import APIClient, AsyncAPIClient
    from ...options import RequestOptions
    from ...types import Response

OPERATION: Operation[PlannerItemListResponse] = Operation(
    name="list_planner_items",
    method="GET",
    path="/api/public/v1/planner/items",
    read=PlannerItemListResponse.from_dict,
    parameters=(
        Parameter("page", "page", "query", Limits("integer", minimum=1), required=False),
        Parameter("limit", "limit", "query", Limits("integer", minimum=1, maximum=100), required=False),
        Parameter("sort_column", "sortColumn", "query", Limits("string"), required=False),
        Parameter("sort_desc", "sortDesc", "query", Limits("boolean"), required=False),
    ),
)


async def asyncio_detailed(
    *,
    client: AsyncAPIClient,
    page: int | None = None,
    limit: int | None = None,
    sort_column: ListPlannerItemsSortColumn | str | None = None,
    sort_desc: bool | None = None,
    options: RequestOptions | None = None,
) -> Response[PlannerItemListResponse]:
    """List planner items.

    Args:
        client: The client that sends the request.
        page: At least 1. The server's default is 1.
        limit: 1 to 100. The server's default is 25.
        sort_column: The server's default is due_date.
        sort_desc: True or False, sent as `sortDesc`.
        options: Settings for this call, in place of the client's.

    Returns:
        The response with status code, headers, request id and rate limit; `parsed` is its decoded body.

    Raises:
        BadRequestError: 400: Validation error.
        AuthenticationError: 401: Unauthorized.
        PermissionDeniedError: 403: Forbidden - missing required scope.
        RequestValidationError: An argument breaks a documented limit; no request was sent.

    API: `GET /api/public/v1/planner/items`.

    The spec is incomplete here. Missing: parameters or body fields after those listed; which response fields may be
    null or absent; the scope; the success status code.
    """
    return await client.send(
        OPERATION,
        {
            "page": page,
            "limit": limit,
            "sort_column": sort_column,
            "sort_desc": sort_desc,
        },
        options=options,
    )


async def asyncio(
    *,
    client: AsyncAPIClient,
    page: int | None = None,
    limit: int | None = None,
    sort_column: ListPlannerItemsSortColumn | str | None = None,
    sort_desc: bool | None = None,
    options: RequestOptions | None = None,
) -> PlannerItemListResponse:
    """List planner items.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (
        await asyncio_detailed(
            page=page, limit=limit, sort_column=sort_column, sort_desc=sort_desc, client=client, options=options
        )
    ).parsed


def sync_detailed(
    *,
    client: APIClient,
    page: int | None = None,
    limit: int | None = None,
    sort_column: ListPlannerItemsSortColumn | str | None = None,
    sort_desc: bool | None = None,
    options: RequestOptions | None = None,
) -> Response[PlannerItemListResponse]:
    """List planner items.

    Synchronous. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return client.send(
        OPERATION,
        {
            "page": page,
            "limit": limit,
            "sort_column": sort_column,
            "sort_desc": sort_desc,
        },
        options=options,
    )


def sync(
    *,
    client: APIClient,
    page: int | None = None,
    limit: int | None = None,
    sort_column: ListPlannerItemsSortColumn | str | None = None,
    sort_desc: bool | None = None,
    options: RequestOptions | None = None,
) -> PlannerItemListResponse:
    """List planner items.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(
        page=page, limit=limit, sort_column=sort_column, sort_desc=sort_desc, client=client, options=options
    ).parsed

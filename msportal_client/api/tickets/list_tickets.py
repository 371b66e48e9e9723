"""List tickets: `GET /api/public/v1/tickets`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from ..._runtime.limits import Limits
from ..._runtime.operation import Operation, Parameter
from ...models.list_tickets_sort_column import ListTicketsSortColumn
from ...models.ticket_list_response import TicketListResponse

if TYPE_CHECKING:
    from ..._runtime.clients import APIClient, AsyncAPIClient
    from ...options import RequestOptions
    from ...types import Response

OPERATION: Operation[TicketListResponse] = Operation(
    name="list_tickets",
    method="GET",
    path="/api/public/v1/tickets",
    read=TicketListResponse.from_dict,
    parameters=(
        Parameter("page", "page", "query", Limits("integer", minimum=1), required=False),
        Parameter("limit", "limit", "query", Limits("integer", minimum=1, maximum=100), required=False),
        Parameter("sort_column", "sortColumn", "query", Limits("string"), required=False),
        Parameter("sort_desc", "sortDesc", "query", Limits("boolean"), required=False),
        Parameter("company_id", "companyId", "query", Limits("uuid"), required=False),
        Parameter("status", "status", "query", Limits("string", max_length=100), required=False),
        Parameter("priority", "priority", "query", Limits("string", max_length=100), required=False),
        Parameter("assigned_to", "assignedTo", "query", Limits("string", max_length=255), required=False),
    ),
)


async def asyncio_detailed(
    *,
    client: AsyncAPIClient,
    page: int | None = None,
    limit: int | None = None,
    sort_column: ListTicketsSortColumn | str | None = None,
    sort_desc: bool | None = None,
    company_id: UUID | str | None = None,
    status: str | None = None,
    priority: str | None = None,
    assigned_to: str | None = None,
    options: RequestOptions | None = None,
) -> Response[TicketListResponse]:
    """List tickets.

    Args:
        client: The client that sends the request.
        page: At least 1. The server's default is 1.
        limit: 1 to 100. The server's default is 25.
        sort_column: The server's default is created_date.
        sort_desc: The server's default is true.
        company_id: A UUID, sent as `companyId`.
        status: At most 100 characters.
        priority: At most 100 characters.
        assigned_to: At most 255 characters.
        options: Settings for this call, in place of the client's.

    Returns:
        The response with status code, headers, request id and rate limit; `parsed` is its decoded body.

    Raises:
        BadRequestError: 400: Validation error.
        AuthenticationError: 401: Unauthorized.
        PermissionDeniedError: 403: Forbidden - missing required scope.
        RequestValidationError: An argument breaks a documented limit; no request was sent.

    API: `GET /api/public/v1/tickets`.

    The spec is incomplete here. Missing: a query parameter whose name the page does not show: search in the ticket
    title (the name and type lines are absent from the excerpt); parameters or body fields after those listed; which
    response fields may be null or absent; the scope; the success status code.
    """
    return await client.send(
        OPERATION,
        {
            "page": page,
            "limit": limit,
            "sort_column": sort_column,
            "sort_desc": sort_desc,
            "company_id": company_id,
            "status": status,
            "priority": priority,
            "assigned_to": assigned_to,
        },
        options=options,
    )


async def asyncio(
    *,
    client: AsyncAPIClient,
    page: int | None = None,
    limit: int | None = None,
    sort_column: ListTicketsSortColumn | str | None = None,
    sort_desc: bool | None = None,
    company_id: UUID | str | None = None,
    status: str | None = None,
    priority: str | None = None,
    assigned_to: str | None = None,
    options: RequestOptions | None = None,
) -> TicketListResponse:
    """List tickets.

    Returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return (
        await asyncio_detailed(
            page=page,
            limit=limit,
            sort_column=sort_column,
            sort_desc=sort_desc,
            company_id=company_id,
            status=status,
            priority=priority,
            assigned_to=assigned_to,
            client=client,
            options=options,
        )
    ).parsed


def sync_detailed(
    *,
    client: APIClient,
    page: int | None = None,
    limit: int | None = None,
    sort_column: ListTicketsSortColumn | str | None = None,
    sort_desc: bool | None = None,
    company_id: UUID | str | None = None,
    status: str | None = None,
    priority: str | None = None,
    assigned_to: str | None = None,
    options: RequestOptions | None = None,
) -> Response[TicketListResponse]:
    """List tickets.

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
            "status": status,
            "priority": priority,
            "assigned_to": assigned_to,
        },
        options=options,
    )


def sync(
    *,
    client: APIClient,
    page: int | None = None,
    limit: int | None = None,
    sort_column: ListTicketsSortColumn | str | None = None,
    sort_desc: bool | None = None,
    company_id: UUID | str | None = None,
    status: str | None = None,
    priority: str | None = None,
    assigned_to: str | None = None,
    options: RequestOptions | None = None,
) -> TicketListResponse:
    """List tickets.

    Synchronous; returns only the decoded body. See `asyncio_detailed` for arguments, limits and exceptions.
    """
    return sync_detailed(
        page=page,
        limit=limit,
        sort_column=sort_column,
        sort_desc=sort_desc,
        company_id=company_id,
        status=status,
        priority=priority,
        assigned_to=assigned_to,
        client=client,
        options=options,
    ).parsed

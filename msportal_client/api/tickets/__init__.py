"""Ticket management - view and filter tickets from PSA integrations."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from ..._runtime.raw import RawResource, raw_async_page, raw_page
from ..._runtime.resources import cached_resource
from ...models.list_tickets_sort_column import ListTicketsSortColumn
from ...models.ticket import Ticket
from ...models.ticket_list_response import TicketListResponse
from ...pagination import AsyncPager, Pager
from . import list_tickets

if TYPE_CHECKING:
    from ..._runtime.clients import APIClient, AsyncAPIClient
    from ...options import RequestOptions
    from ...types import Response

__all__ = ["AsyncTickets", "Tickets"]


class AsyncTickets:
    """Ticket management - view and filter tickets from PSA integrations."""

    def __init__(self, client: AsyncAPIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> AsyncTicketsWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return AsyncTicketsWithRawResponse(self)

    def list_tickets(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        sort_column: ListTicketsSortColumn | str | None = None,
        sort_desc: bool | None = None,
        company_id: UUID | str | None = None,
        status: str | None = None,
        priority: str | None = None,
        assigned_to: str | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncPager[Ticket]:
        """List tickets.

        Args:
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
            A pager over the items; awaiting it returns the first page.

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

        async def fetch(page: int | None) -> Response[TicketListResponse]:
            return await list_tickets.asyncio_detailed(
                client=self._client,
                page=page,
                limit=limit,
                sort_column=sort_column,
                sort_desc=sort_desc,
                company_id=company_id,
                status=status,
                priority=priority,
                assigned_to=assigned_to,
                options=options,
            )

        return AsyncPager(fetch, page)


class AsyncTicketsWithRawResponse(RawResource):
    """The methods of `AsyncTickets`, which return the whole response."""

    list_tickets = raw_async_page(AsyncTickets.list_tickets)


class Tickets:
    """Ticket management - view and filter tickets from PSA integrations."""

    def __init__(self, client: APIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> TicketsWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return TicketsWithRawResponse(self)

    def list_tickets(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        sort_column: ListTicketsSortColumn | str | None = None,
        sort_desc: bool | None = None,
        company_id: UUID | str | None = None,
        status: str | None = None,
        priority: str | None = None,
        assigned_to: str | None = None,
        options: RequestOptions | None = None,
    ) -> Pager[Ticket]:
        """List tickets.

        Args:
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
            A pager over the items; `first()` returns the first page.

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

        def fetch(page: int | None) -> Response[TicketListResponse]:
            return list_tickets.sync_detailed(
                client=self._client,
                page=page,
                limit=limit,
                sort_column=sort_column,
                sort_desc=sort_desc,
                company_id=company_id,
                status=status,
                priority=priority,
                assigned_to=assigned_to,
                options=options,
            )

        return Pager(fetch, page)


class TicketsWithRawResponse(RawResource):
    """The methods of `Tickets`, which return the whole response."""

    list_tickets = raw_page(Tickets.list_tickets)

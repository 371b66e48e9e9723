"""Planner item management - tasks, roadmap items, and project planning with linked goals, compliance, and
projects.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from ..._runtime.raw import RawResource, raw_async, raw_async_page, raw_page, raw_sync
from ..._runtime.resources import cached_resource
from ...models.business_value import BusinessValue
from ...models.create_planner_item_request import CreatePlannerItemRequest
from ...models.list_planner_items_sort_column import ListPlannerItemsSortColumn
from ...models.planner_item import PlannerItem
from ...models.planner_item_detail import PlannerItemDetail
from ...models.planner_item_list_response import PlannerItemListResponse
from ...models.planner_status import PlannerStatus
from ...pagination import AsyncPager, Pager
from ...types import UNSET, Unset
from . import create_planner_item, list_planner_items

if TYPE_CHECKING:
    from ..._runtime.clients import APIClient, AsyncAPIClient
    from ...options import RequestOptions
    from ...types import Response

__all__ = ["AsyncPlanner", "Planner"]


class AsyncPlanner:
    """Planner item management - tasks, roadmap items, and project planning with linked goals, compliance, and
    projects.
    """

    def __init__(self, client: AsyncAPIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> AsyncPlannerWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return AsyncPlannerWithRawResponse(self)

    def list_planner_items(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        sort_column: ListPlannerItemsSortColumn | str | None = None,
        sort_desc: bool | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncPager[PlannerItem]:
        """List planner items.

        Args:
            page: At least 1. The server's default is 1.
            limit: 1 to 100. The server's default is 25.
            sort_column: The server's default is due_date.
            sort_desc: True or False, sent as `sortDesc`.
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; awaiting it returns the first page.

        Raises:
            BadRequestError: 400: Validation error.
            AuthenticationError: 401: Unauthorized.
            PermissionDeniedError: 403: Forbidden - missing required scope.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /api/public/v1/planner/items`.

        The spec is incomplete here. Missing: parameters or body fields after those listed; which response fields may be
        null or absent; the scope; the success status code.
        """

        async def fetch(page: int | None) -> Response[PlannerItemListResponse]:
            return await list_planner_items.asyncio_detailed(
                client=self._client,
                page=page,
                limit=limit,
                sort_column=sort_column,
                sort_desc=sort_desc,
                options=options,
            )

        return AsyncPager(fetch, page)

    async def create_planner_item(
        self,
        *,
        title: str,
        description: str | Unset = UNSET,
        company_id: UUID | str | Unset = UNSET,
        type_id: UUID | str | Unset = UNSET,
        status: PlannerStatus | str | Unset = UNSET,
        business_value: BusinessValue | str | Unset = UNSET,
        hours: float | Unset = UNSET,
        cost_estimate: float | Unset = UNSET,
        probability: float | Unset = UNSET,
        start_date: datetime | Unset = UNSET,
        due_date: datetime | Unset = UNSET,
        end_date: datetime | Unset = UNSET,
        public_notes: str | Unset = UNSET,
        private_notes: str | Unset = UNSET,
        is_archived: bool | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> PlannerItemDetail:
        """Create planner item.

        Create a new planner item. Can optionally be associated with a company and type.

        Args:
            title: Item title (required). 1 to 255 characters.
            description: Item description. At most 10000 characters.
            company_id: Company ID.
            type_id: Planner item type ID.
            status: Status (default: Not Started).
            business_value: Business value (default: Medium).
            hours: Estimated hours (default: 0). At least 0.
            cost_estimate: Cost estimate (default: 0). At least 0.
            probability: Completion probability (default: 50). 0 to 100.
            start_date: Start date (ISO 8601).
            due_date: Due date (ISO 8601).
            end_date: End date (ISO 8601).
            public_notes: Public notes. At most 10000 characters.
            private_notes: Private notes (internal only). At most 10000 characters.
            is_archived: Whether the item is archived (default: false).
            options: Settings for this call, in place of the client's.

        Returns:
            The planner item detail.

        Raises:
            BadRequestError: 400: Validation error or invalid reference ID.
            AuthenticationError: 401: Unauthorized.
            PermissionDeniedError: 403: Forbidden - Missing required scope (planner.write).
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `POST /api/public/v1/planner/items`, scope `planner.write`.
        """
        answer = await create_planner_item.asyncio(
            client=self._client,
            body=CreatePlannerItemRequest(
                title=title,
                description=description,
                company_id=company_id,
                type_id=type_id,
                status=status,
                business_value=business_value,
                hours=hours,
                cost_estimate=cost_estimate,
                probability=probability,
                start_date=start_date,
                due_date=due_date,
                end_date=end_date,
                public_notes=public_notes,
                private_notes=private_notes,
                is_archived=is_archived,
            ),
            options=options,
        )
        return answer.data


class AsyncPlannerWithRawResponse(RawResource):
    """The methods of `AsyncPlanner`, which return the whole response."""

    list_planner_items = raw_async_page(AsyncPlanner.list_planner_items)
    create_planner_item = raw_async(AsyncPlanner.create_planner_item)


class Planner:
    """Planner item management - tasks, roadmap items, and project planning with linked goals, compliance, and
    projects.
    """

    def __init__(self, client: APIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> PlannerWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return PlannerWithRawResponse(self)

    def list_planner_items(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        sort_column: ListPlannerItemsSortColumn | str | None = None,
        sort_desc: bool | None = None,
        options: RequestOptions | None = None,
    ) -> Pager[PlannerItem]:
        """List planner items.

        Args:
            page: At least 1. The server's default is 1.
            limit: 1 to 100. The server's default is 25.
            sort_column: The server's default is due_date.
            sort_desc: True or False, sent as `sortDesc`.
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; `first()` returns the first page.

        Raises:
            BadRequestError: 400: Validation error.
            AuthenticationError: 401: Unauthorized.
            PermissionDeniedError: 403: Forbidden - missing required scope.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /api/public/v1/planner/items`.

        The spec is incomplete here. Missing: parameters or body fields after those listed; which response fields may be
        null or absent; the scope; the success status code.
        """

        def fetch(page: int | None) -> Response[PlannerItemListResponse]:
            return list_planner_items.sync_detailed(
                client=self._client,
                page=page,
                limit=limit,
                sort_column=sort_column,
                sort_desc=sort_desc,
                options=options,
            )

        return Pager(fetch, page)

    def create_planner_item(
        self,
        *,
        title: str,
        description: str | Unset = UNSET,
        company_id: UUID | str | Unset = UNSET,
        type_id: UUID | str | Unset = UNSET,
        status: PlannerStatus | str | Unset = UNSET,
        business_value: BusinessValue | str | Unset = UNSET,
        hours: float | Unset = UNSET,
        cost_estimate: float | Unset = UNSET,
        probability: float | Unset = UNSET,
        start_date: datetime | Unset = UNSET,
        due_date: datetime | Unset = UNSET,
        end_date: datetime | Unset = UNSET,
        public_notes: str | Unset = UNSET,
        private_notes: str | Unset = UNSET,
        is_archived: bool | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> PlannerItemDetail:
        """Create planner item.

        Create a new planner item. Can optionally be associated with a company and type.

        Args:
            title: Item title (required). 1 to 255 characters.
            description: Item description. At most 10000 characters.
            company_id: Company ID.
            type_id: Planner item type ID.
            status: Status (default: Not Started).
            business_value: Business value (default: Medium).
            hours: Estimated hours (default: 0). At least 0.
            cost_estimate: Cost estimate (default: 0). At least 0.
            probability: Completion probability (default: 50). 0 to 100.
            start_date: Start date (ISO 8601).
            due_date: Due date (ISO 8601).
            end_date: End date (ISO 8601).
            public_notes: Public notes. At most 10000 characters.
            private_notes: Private notes (internal only). At most 10000 characters.
            is_archived: Whether the item is archived (default: false).
            options: Settings for this call, in place of the client's.

        Returns:
            The planner item detail.

        Raises:
            BadRequestError: 400: Validation error or invalid reference ID.
            AuthenticationError: 401: Unauthorized.
            PermissionDeniedError: 403: Forbidden - Missing required scope (planner.write).
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `POST /api/public/v1/planner/items`, scope `planner.write`.
        """
        answer = create_planner_item.sync(
            client=self._client,
            body=CreatePlannerItemRequest(
                title=title,
                description=description,
                company_id=company_id,
                type_id=type_id,
                status=status,
                business_value=business_value,
                hours=hours,
                cost_estimate=cost_estimate,
                probability=probability,
                start_date=start_date,
                due_date=due_date,
                end_date=end_date,
                public_notes=public_notes,
                private_notes=private_notes,
                is_archived=is_archived,
            ),
            options=options,
        )
        return answer.data


class PlannerWithRawResponse(RawResource):
    """The methods of `Planner`, which return the whole response."""

    list_planner_items = raw_page(Planner.list_planner_items)
    create_planner_item = raw_sync(Planner.create_planner_item)

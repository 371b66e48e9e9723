"""Goal management - create, track, and manage goals with tasks and updates."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from ..._runtime.raw import RawResource, raw_async, raw_sync
from ..._runtime.resources import cached_resource
from ...models.create_goal_request import CreateGoalRequest
from ...models.goal_detail import GoalDetail
from ...types import UNSET, Unset
from . import create_goal

if TYPE_CHECKING:
    from ..._runtime.clients import APIClient, AsyncAPIClient
    from ...options import RequestOptions

__all__ = ["AsyncGoals", "Goals"]


class AsyncGoals:
    """Goal management - create, track, and manage goals with tasks and updates."""

    def __init__(self, client: AsyncAPIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> AsyncGoalsWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return AsyncGoalsWithRawResponse(self)

    async def create_goal(
        self,
        *,
        title: str,
        company_id: UUID | str,
        description: str | Unset = UNSET,
        status_id: UUID | str | Unset = UNSET,
        priority_id: UUID | str | Unset = UNSET,
        category_id: UUID | str | Unset = UNSET,
        due_date: datetime | Unset = UNSET,
        progress_percentage: float | Unset = UNSET,
        quarter: str | Unset = UNSET,
        year: int | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> GoalDetail:
        """Create goal.

        Create a new goal. The goal will be associated with the specified company.

        Args:
            title: Goal title (required). 1 to 200 characters.
            company_id: Company ID (required).
            description: Goal description. At most 5000 characters.
            status_id: Status ID.
            priority_id: Priority ID.
            category_id: Category ID.
            due_date: Due date (ISO 8601).
            progress_percentage: Initial progress (0-100). 0 to 100.
            quarter: Quarter (e.g., Q1). At most 2 characters.
            year: Year. 2000 to 2100.
            options: Settings for this call, in place of the client's.

        Returns:
            The goal detail.

        Raises:
            BadRequestError: 400: Validation error or invalid reference ID.
            AuthenticationError: 401: Unauthorized.
            PermissionDeniedError: 403: Forbidden - Missing required scope (goals.write).
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `POST /api/public/v1/goals`, scope `goals.write`.
        """
        answer = await create_goal.asyncio(
            client=self._client,
            body=CreateGoalRequest(
                title=title,
                company_id=company_id,
                description=description,
                status_id=status_id,
                priority_id=priority_id,
                category_id=category_id,
                due_date=due_date,
                progress_percentage=progress_percentage,
                quarter=quarter,
                year=year,
            ),
            options=options,
        )
        return answer.data


class AsyncGoalsWithRawResponse(RawResource):
    """The methods of `AsyncGoals`, which return the whole response."""

    create_goal = raw_async(AsyncGoals.create_goal)


class Goals:
    """Goal management - create, track, and manage goals with tasks and updates."""

    def __init__(self, client: APIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> GoalsWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return GoalsWithRawResponse(self)

    def create_goal(
        self,
        *,
        title: str,
        company_id: UUID | str,
        description: str | Unset = UNSET,
        status_id: UUID | str | Unset = UNSET,
        priority_id: UUID | str | Unset = UNSET,
        category_id: UUID | str | Unset = UNSET,
        due_date: datetime | Unset = UNSET,
        progress_percentage: float | Unset = UNSET,
        quarter: str | Unset = UNSET,
        year: int | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> GoalDetail:
        """Create goal.

        Create a new goal. The goal will be associated with the specified company.

        Args:
            title: Goal title (required). 1 to 200 characters.
            company_id: Company ID (required).
            description: Goal description. At most 5000 characters.
            status_id: Status ID.
            priority_id: Priority ID.
            category_id: Category ID.
            due_date: Due date (ISO 8601).
            progress_percentage: Initial progress (0-100). 0 to 100.
            quarter: Quarter (e.g., Q1). At most 2 characters.
            year: Year. 2000 to 2100.
            options: Settings for this call, in place of the client's.

        Returns:
            The goal detail.

        Raises:
            BadRequestError: 400: Validation error or invalid reference ID.
            AuthenticationError: 401: Unauthorized.
            PermissionDeniedError: 403: Forbidden - Missing required scope (goals.write).
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `POST /api/public/v1/goals`, scope `goals.write`.
        """
        answer = create_goal.sync(
            client=self._client,
            body=CreateGoalRequest(
                title=title,
                company_id=company_id,
                description=description,
                status_id=status_id,
                priority_id=priority_id,
                category_id=category_id,
                due_date=due_date,
                progress_percentage=progress_percentage,
                quarter=quarter,
                year=year,
            ),
            options=options,
        )
        return answer.data


class GoalsWithRawResponse(RawResource):
    """The methods of `Goals`, which return the whole response."""

    create_goal = raw_sync(Goals.create_goal)

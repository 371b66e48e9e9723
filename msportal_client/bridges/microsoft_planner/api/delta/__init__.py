"""What changed since the last time (beta)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from ....._runtime.raw import RawResource, raw_async_page, raw_page
from ....._runtime.resources import cached_resource
from .....cursor_pagination import AsyncCursorPager, CursorPager, CursorPlaces
from ...models.planner_assigned_to_task_board_task_format_change import PlannerAssignedToTaskBoardTaskFormatChange
from ...models.planner_bucket_change import PlannerBucketChange
from ...models.planner_bucket_delta_collection import PlannerBucketDeltaCollection
from ...models.planner_bucket_delta_item import PlannerBucketDeltaItem
from ...models.planner_bucket_task_board_task_format_change import PlannerBucketTaskBoardTaskFormatChange
from ...models.planner_delta_collection import PlannerDeltaCollection
from ...models.planner_plan_change import PlannerPlanChange
from ...models.planner_plan_delta_collection import PlannerPlanDeltaCollection
from ...models.planner_plan_delta_item import PlannerPlanDeltaItem
from ...models.planner_plan_details_change import PlannerPlanDetailsChange
from ...models.planner_progress_task_board_task_format_change import PlannerProgressTaskBoardTaskFormatChange
from ...models.planner_task_change import PlannerTaskChange
from ...models.planner_task_delta_collection import PlannerTaskDeltaCollection
from ...models.planner_task_delta_item import PlannerTaskDeltaItem
from ...models.planner_task_details_change import PlannerTaskDetailsChange
from ...models.task_expansion import TaskExpansion
from . import (
    list_group_plan_changes,
    list_my_changes,
    list_my_task_changes,
    list_plan_bucket_changes,
    list_plan_task_changes,
    list_user_changes,
)

if TYPE_CHECKING:
    from ....._runtime.clients import APIClient, AsyncAPIClient
    from .....options import RequestOptions
    from .....types import Response

__all__ = ["AsyncDelta", "Delta"]


class AsyncDelta:
    """What changed since the last time (beta)."""

    def __init__(self, client: AsyncAPIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> AsyncDeltaWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return AsyncDeltaWithRawResponse(self)

    def list_my_changes(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> AsyncCursorPager[
        PlannerTaskChange
        | PlannerTaskDetailsChange
        | PlannerPlanChange
        | PlannerPlanDetailsChange
        | PlannerBucketChange
        | PlannerAssignedToTaskBoardTaskFormatChange
        | PlannerBucketTaskBoardTaskFormatChange
        | PlannerProgressTaskBoardTaskFormatChange
    ]:
        """List my changes.

        The first request answers nothing but a link to follow; fill the cache by reads before following it.

        Args:
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; awaiting it returns the first page.

        Raises:
            BadRequestError: 400: Malformed id, order hint or delta link, open type without its type, or dates that
                contradict each other.
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.

        API: `GET /me/planner/all/delta`.

        The spec is incomplete here. Missing: how a deleted object is told; how the removal of one assignee, checklist
        item or link is told.
        """

        async def fetch(following: Any) -> Response[PlannerDeltaCollection]:
            if following is not None:
                return await self._client.follow(list_my_changes.OPERATION, following, {}, options=options)
            return await list_my_changes.asyncio_detailed(client=self._client, options=options)

        return AsyncCursorPager(fetch, CursorPlaces(items=("value",), next=("odata_next_link",)))

    def list_user_changes(
        self,
        user_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> AsyncCursorPager[
        PlannerTaskChange
        | PlannerTaskDetailsChange
        | PlannerPlanChange
        | PlannerPlanDetailsChange
        | PlannerBucketChange
        | PlannerAssignedToTaskBoardTaskFormatChange
        | PlannerBucketTaskBoardTaskFormatChange
        | PlannerProgressTaskBoardTaskFormatChange
    ]:
        """List user changes.

        As listMyChanges, for another user.

        Args:
            user_id: Id or principal name of the user. At least 1 character.
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; awaiting it returns the first page.

        Raises:
            BadRequestError: 400: Malformed id, order hint or delta link, open type without its type, or dates that
                contradict each other.
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /users/{user-id}/planner/all/delta`.

        The spec is incomplete here. Missing: how a deleted object is told; how the removal of one assignee, checklist
        item or link is told; whose changes may be seen.
        """

        async def fetch(following: Any) -> Response[PlannerDeltaCollection]:
            if following is not None:
                return await self._client.follow(
                    list_user_changes.OPERATION,
                    following,
                    {
                        "user_id": user_id,
                    },
                    options=options,
                )
            return await list_user_changes.asyncio_detailed(user_id, client=self._client, options=options)

        return AsyncCursorPager(fetch, CursorPlaces(items=("value",), next=("odata_next_link",)))

    def list_plan_task_changes(
        self,
        plan_id: str,
        *,
        expand: Sequence[TaskExpansion | str] | None = None,
        deltatoken: str | None = None,
        skiptoken: str | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncCursorPager[PlannerTaskDeltaItem]:
        """List plan task changes.

        Args:
            plan_id: Id of the plan. Exactly 28 characters.
            expand: Comes with the details of each task; on the first request only.
            deltatoken: From a delta link, which is better followed whole.
            skiptoken: From a next link, which is better followed whole.
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; awaiting it returns the first page.

        Raises:
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /planner/plans/{plan-id}/tasks/delta`.

        The spec is incomplete here. Missing: the path: the page prints /planner/tasks/delta, which users say always
        fails, and shows a delta link of the plan; the path is in the beta metadata; the shape of createdBy, completedBy
        and assignments: the example shows plain ids; how a deleted object is told; errors: the page names none.
        """

        async def fetch(following: Any) -> Response[PlannerTaskDeltaCollection]:
            if following is not None:
                return await self._client.follow(
                    list_plan_task_changes.OPERATION,
                    following,
                    {
                        "plan_id": plan_id,
                        "expand": expand,
                        "deltatoken": deltatoken,
                        "skiptoken": skiptoken,
                    },
                    options=options,
                )
            return await list_plan_task_changes.asyncio_detailed(
                plan_id, client=self._client, expand=expand, deltatoken=deltatoken, skiptoken=skiptoken, options=options
            )

        return AsyncCursorPager(fetch, CursorPlaces(items=("value",), next=("odata_next_link",)))

    def list_my_task_changes(
        self,
        *,
        expand: Sequence[TaskExpansion | str] | None = None,
        deltatoken: str | None = None,
        skiptoken: str | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncCursorPager[PlannerTaskDeltaItem]:
        """List my task changes.

        Args:
            expand: Comes with the details of each task; on the first request only.
            deltatoken: From a delta link, which is better followed whole.
            skiptoken: From a next link, which is better followed whole.
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; awaiting it returns the first page.

        Raises:
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /me/planner/tasks/delta`.

        The spec is incomplete here. Missing: the shape of createdBy, completedBy and assignments: the example shows
        plain ids; how a deleted object is told; errors: the page names none.
        """

        async def fetch(following: Any) -> Response[PlannerTaskDeltaCollection]:
            if following is not None:
                return await self._client.follow(
                    list_my_task_changes.OPERATION,
                    following,
                    {
                        "expand": expand,
                        "deltatoken": deltatoken,
                        "skiptoken": skiptoken,
                    },
                    options=options,
                )
            return await list_my_task_changes.asyncio_detailed(
                client=self._client, expand=expand, deltatoken=deltatoken, skiptoken=skiptoken, options=options
            )

        return AsyncCursorPager(fetch, CursorPlaces(items=("value",), next=("odata_next_link",)))

    def list_plan_bucket_changes(
        self,
        plan_id: str,
        *,
        deltatoken: str | None = None,
        skiptoken: str | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncCursorPager[PlannerBucketDeltaItem]:
        """List plan bucket changes.

        Args:
            plan_id: Id of the plan. Exactly 28 characters.
            deltatoken: From a delta link, which is better followed whole.
            skiptoken: From a next link, which is better followed whole.
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; awaiting it returns the first page.

        Raises:
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /planner/plans/{plan-id}/buckets/delta`.

        The spec is incomplete here. Missing: how a deleted object is told; errors: the page names none.
        """

        async def fetch(following: Any) -> Response[PlannerBucketDeltaCollection]:
            if following is not None:
                return await self._client.follow(
                    list_plan_bucket_changes.OPERATION,
                    following,
                    {
                        "plan_id": plan_id,
                        "deltatoken": deltatoken,
                        "skiptoken": skiptoken,
                    },
                    options=options,
                )
            return await list_plan_bucket_changes.asyncio_detailed(
                plan_id, client=self._client, deltatoken=deltatoken, skiptoken=skiptoken, options=options
            )

        return AsyncCursorPager(fetch, CursorPlaces(items=("value",), next=("odata_next_link",)))

    def list_group_plan_changes(
        self,
        group_id: UUID | str,
        *,
        options: RequestOptions | None = None,
    ) -> AsyncCursorPager[PlannerPlanDeltaItem]:
        """List group plan changes.

        Args:
            group_id: Id of the Microsoft 365 group.
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; awaiting it returns the first page.

        Raises:
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /groups/{group-id}/planner/plans/delta`.

        The spec is incomplete here. Missing: how a deleted object is told; errors: the page names none; the token
        parameters: only in the links of the example.
        """

        async def fetch(following: Any) -> Response[PlannerPlanDeltaCollection]:
            if following is not None:
                return await self._client.follow(
                    list_group_plan_changes.OPERATION,
                    following,
                    {
                        "group_id": group_id,
                    },
                    options=options,
                )
            return await list_group_plan_changes.asyncio_detailed(group_id, client=self._client, options=options)

        return AsyncCursorPager(fetch, CursorPlaces(items=("value",), next=("odata_next_link",)))


class AsyncDeltaWithRawResponse(RawResource):
    """The methods of `AsyncDelta`, which return the whole response."""

    list_my_changes = raw_async_page(AsyncDelta.list_my_changes)
    list_user_changes = raw_async_page(AsyncDelta.list_user_changes)
    list_plan_task_changes = raw_async_page(AsyncDelta.list_plan_task_changes)
    list_my_task_changes = raw_async_page(AsyncDelta.list_my_task_changes)
    list_plan_bucket_changes = raw_async_page(AsyncDelta.list_plan_bucket_changes)
    list_group_plan_changes = raw_async_page(AsyncDelta.list_group_plan_changes)


class Delta:
    """What changed since the last time (beta)."""

    def __init__(self, client: APIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> DeltaWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return DeltaWithRawResponse(self)

    def list_my_changes(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> CursorPager[
        PlannerTaskChange
        | PlannerTaskDetailsChange
        | PlannerPlanChange
        | PlannerPlanDetailsChange
        | PlannerBucketChange
        | PlannerAssignedToTaskBoardTaskFormatChange
        | PlannerBucketTaskBoardTaskFormatChange
        | PlannerProgressTaskBoardTaskFormatChange
    ]:
        """List my changes.

        The first request answers nothing but a link to follow; fill the cache by reads before following it.

        Args:
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; `first()` returns the first page.

        Raises:
            BadRequestError: 400: Malformed id, order hint or delta link, open type without its type, or dates that
                contradict each other.
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.

        API: `GET /me/planner/all/delta`.

        The spec is incomplete here. Missing: how a deleted object is told; how the removal of one assignee, checklist
        item or link is told.
        """

        def fetch(following: Any) -> Response[PlannerDeltaCollection]:
            if following is not None:
                return self._client.follow(list_my_changes.OPERATION, following, {}, options=options)
            return list_my_changes.sync_detailed(client=self._client, options=options)

        return CursorPager(fetch, CursorPlaces(items=("value",), next=("odata_next_link",)))

    def list_user_changes(
        self,
        user_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> CursorPager[
        PlannerTaskChange
        | PlannerTaskDetailsChange
        | PlannerPlanChange
        | PlannerPlanDetailsChange
        | PlannerBucketChange
        | PlannerAssignedToTaskBoardTaskFormatChange
        | PlannerBucketTaskBoardTaskFormatChange
        | PlannerProgressTaskBoardTaskFormatChange
    ]:
        """List user changes.

        As listMyChanges, for another user.

        Args:
            user_id: Id or principal name of the user. At least 1 character.
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; `first()` returns the first page.

        Raises:
            BadRequestError: 400: Malformed id, order hint or delta link, open type without its type, or dates that
                contradict each other.
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /users/{user-id}/planner/all/delta`.

        The spec is incomplete here. Missing: how a deleted object is told; how the removal of one assignee, checklist
        item or link is told; whose changes may be seen.
        """

        def fetch(following: Any) -> Response[PlannerDeltaCollection]:
            if following is not None:
                return self._client.follow(
                    list_user_changes.OPERATION,
                    following,
                    {
                        "user_id": user_id,
                    },
                    options=options,
                )
            return list_user_changes.sync_detailed(user_id, client=self._client, options=options)

        return CursorPager(fetch, CursorPlaces(items=("value",), next=("odata_next_link",)))

    def list_plan_task_changes(
        self,
        plan_id: str,
        *,
        expand: Sequence[TaskExpansion | str] | None = None,
        deltatoken: str | None = None,
        skiptoken: str | None = None,
        options: RequestOptions | None = None,
    ) -> CursorPager[PlannerTaskDeltaItem]:
        """List plan task changes.

        Args:
            plan_id: Id of the plan. Exactly 28 characters.
            expand: Comes with the details of each task; on the first request only.
            deltatoken: From a delta link, which is better followed whole.
            skiptoken: From a next link, which is better followed whole.
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; `first()` returns the first page.

        Raises:
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /planner/plans/{plan-id}/tasks/delta`.

        The spec is incomplete here. Missing: the path: the page prints /planner/tasks/delta, which users say always
        fails, and shows a delta link of the plan; the path is in the beta metadata; the shape of createdBy, completedBy
        and assignments: the example shows plain ids; how a deleted object is told; errors: the page names none.
        """

        def fetch(following: Any) -> Response[PlannerTaskDeltaCollection]:
            if following is not None:
                return self._client.follow(
                    list_plan_task_changes.OPERATION,
                    following,
                    {
                        "plan_id": plan_id,
                        "expand": expand,
                        "deltatoken": deltatoken,
                        "skiptoken": skiptoken,
                    },
                    options=options,
                )
            return list_plan_task_changes.sync_detailed(
                plan_id, client=self._client, expand=expand, deltatoken=deltatoken, skiptoken=skiptoken, options=options
            )

        return CursorPager(fetch, CursorPlaces(items=("value",), next=("odata_next_link",)))

    def list_my_task_changes(
        self,
        *,
        expand: Sequence[TaskExpansion | str] | None = None,
        deltatoken: str | None = None,
        skiptoken: str | None = None,
        options: RequestOptions | None = None,
    ) -> CursorPager[PlannerTaskDeltaItem]:
        """List my task changes.

        Args:
            expand: Comes with the details of each task; on the first request only.
            deltatoken: From a delta link, which is better followed whole.
            skiptoken: From a next link, which is better followed whole.
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; `first()` returns the first page.

        Raises:
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /me/planner/tasks/delta`.

        The spec is incomplete here. Missing: the shape of createdBy, completedBy and assignments: the example shows
        plain ids; how a deleted object is told; errors: the page names none.
        """

        def fetch(following: Any) -> Response[PlannerTaskDeltaCollection]:
            if following is not None:
                return self._client.follow(
                    list_my_task_changes.OPERATION,
                    following,
                    {
                        "expand": expand,
                        "deltatoken": deltatoken,
                        "skiptoken": skiptoken,
                    },
                    options=options,
                )
            return list_my_task_changes.sync_detailed(
                client=self._client, expand=expand, deltatoken=deltatoken, skiptoken=skiptoken, options=options
            )

        return CursorPager(fetch, CursorPlaces(items=("value",), next=("odata_next_link",)))

    def list_plan_bucket_changes(
        self,
        plan_id: str,
        *,
        deltatoken: str | None = None,
        skiptoken: str | None = None,
        options: RequestOptions | None = None,
    ) -> CursorPager[PlannerBucketDeltaItem]:
        """List plan bucket changes.

        Args:
            plan_id: Id of the plan. Exactly 28 characters.
            deltatoken: From a delta link, which is better followed whole.
            skiptoken: From a next link, which is better followed whole.
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; `first()` returns the first page.

        Raises:
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /planner/plans/{plan-id}/buckets/delta`.

        The spec is incomplete here. Missing: how a deleted object is told; errors: the page names none.
        """

        def fetch(following: Any) -> Response[PlannerBucketDeltaCollection]:
            if following is not None:
                return self._client.follow(
                    list_plan_bucket_changes.OPERATION,
                    following,
                    {
                        "plan_id": plan_id,
                        "deltatoken": deltatoken,
                        "skiptoken": skiptoken,
                    },
                    options=options,
                )
            return list_plan_bucket_changes.sync_detailed(
                plan_id, client=self._client, deltatoken=deltatoken, skiptoken=skiptoken, options=options
            )

        return CursorPager(fetch, CursorPlaces(items=("value",), next=("odata_next_link",)))

    def list_group_plan_changes(
        self,
        group_id: UUID | str,
        *,
        options: RequestOptions | None = None,
    ) -> CursorPager[PlannerPlanDeltaItem]:
        """List group plan changes.

        Args:
            group_id: Id of the Microsoft 365 group.
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; `first()` returns the first page.

        Raises:
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /groups/{group-id}/planner/plans/delta`.

        The spec is incomplete here. Missing: how a deleted object is told; errors: the page names none; the token
        parameters: only in the links of the example.
        """

        def fetch(following: Any) -> Response[PlannerPlanDeltaCollection]:
            if following is not None:
                return self._client.follow(
                    list_group_plan_changes.OPERATION,
                    following,
                    {
                        "group_id": group_id,
                    },
                    options=options,
                )
            return list_group_plan_changes.sync_detailed(group_id, client=self._client, options=options)

        return CursorPager(fetch, CursorPlaces(items=("value",), next=("odata_next_link",)))


class DeltaWithRawResponse(RawResource):
    """The methods of `Delta`, which return the whole response."""

    list_my_changes = raw_page(Delta.list_my_changes)
    list_user_changes = raw_page(Delta.list_user_changes)
    list_plan_task_changes = raw_page(Delta.list_plan_task_changes)
    list_my_task_changes = raw_page(Delta.list_my_task_changes)
    list_plan_bucket_changes = raw_page(Delta.list_plan_bucket_changes)
    list_group_plan_changes = raw_page(Delta.list_group_plan_changes)

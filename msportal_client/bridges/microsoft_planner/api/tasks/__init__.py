"""Tasks and their details."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ....._runtime.raw import RawResource, raw_async, raw_async_page, raw_page, raw_sync
from ....._runtime.resources import cached_resource
from .....cursor_pagination import AsyncCursorPager, CursorPager, CursorPlaces
from .....types import UNSET, Unset
from ...models.create_task_request import CreateTaskRequest
from ...models.planner_assignment_input import PlannerAssignmentInput
from ...models.planner_checklist_item_input import PlannerChecklistItemInput
from ...models.planner_external_reference_input import PlannerExternalReferenceInput
from ...models.planner_preview_type import PlannerPreviewType
from ...models.planner_task import PlannerTask
from ...models.planner_task_collection import PlannerTaskCollection
from ...models.planner_task_details import PlannerTaskDetails
from ...models.return_preference import ReturnPreference
from ...models.update_task_details_request import UpdateTaskDetailsRequest
from ...models.update_task_request import UpdateTaskRequest
from . import (
    create_task,
    delete_task,
    get_task,
    get_task_details,
    list_bucket_tasks,
    list_my_tasks,
    list_plan_tasks,
    list_user_tasks,
    update_task,
    update_task_details,
)

if TYPE_CHECKING:
    from ....._runtime.clients import APIClient, AsyncAPIClient
    from .....options import RequestOptions
    from .....types import Response

__all__ = ["AsyncTasks", "Tasks"]


class AsyncTasks:
    """Tasks and their details."""

    def __init__(self, client: AsyncAPIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> AsyncTasksWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return AsyncTasksWithRawResponse(self)

    def list_plan_tasks(
        self,
        plan_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> AsyncCursorPager[PlannerTask]:
        """List plan tasks.

        Args:
            plan_id: Id of the plan. Exactly 28 characters.
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; awaiting it returns the first page.

        Raises:
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /planner/plans/{plan-id}/tasks`.

        The spec is incomplete here. Missing: whether and how pages are cut: no page mentions $top, users see about 400
        a page; $expand=details: no page of this operation has it; users say that it works on the signed-in user's tasks
        and not here.
        """

        async def fetch(following: Any) -> Response[PlannerTaskCollection]:
            if following is not None:
                return await self._client.follow(
                    list_plan_tasks.OPERATION,
                    following,
                    {
                        "plan_id": plan_id,
                    },
                    options=options,
                )
            return await list_plan_tasks.asyncio_detailed(plan_id, client=self._client, options=options)

        return AsyncCursorPager(fetch, CursorPlaces(items=("value",), next=("odata_next_link",)))

    def list_bucket_tasks(
        self,
        bucket_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> AsyncCursorPager[PlannerTask]:
        """List bucket tasks.

        Args:
            bucket_id: Id of the bucket. Exactly 28 characters.
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; awaiting it returns the first page.

        Raises:
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /planner/buckets/{bucket-id}/tasks`.

        The spec is incomplete here. Missing: whether and how pages are cut: no page mentions $top, users see about 400
        a page.
        """

        async def fetch(following: Any) -> Response[PlannerTaskCollection]:
            if following is not None:
                return await self._client.follow(
                    list_bucket_tasks.OPERATION,
                    following,
                    {
                        "bucket_id": bucket_id,
                    },
                    options=options,
                )
            return await list_bucket_tasks.asyncio_detailed(bucket_id, client=self._client, options=options)

        return AsyncCursorPager(fetch, CursorPlaces(items=("value",), next=("odata_next_link",)))

    def list_my_tasks(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> AsyncCursorPager[PlannerTask]:
        """List my tasks.

        Args:
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; awaiting it returns the first page.

        Raises:
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.

        API: `GET /me/planner/tasks`.

        The spec is incomplete here. Missing: whether and how pages are cut: no page mentions $top, users see about 400
        a page; $expand=details: no page has it; users say that it works here.
        """

        async def fetch(following: Any) -> Response[PlannerTaskCollection]:
            if following is not None:
                return await self._client.follow(list_my_tasks.OPERATION, following, {}, options=options)
            return await list_my_tasks.asyncio_detailed(client=self._client, options=options)

        return AsyncCursorPager(fetch, CursorPlaces(items=("value",), next=("odata_next_link",)))

    def list_user_tasks(
        self,
        user_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> AsyncCursorPager[PlannerTask]:
        """List user tasks.

        Args:
            user_id: Id or principal name of the user. At least 1 character.
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; awaiting it returns the first page.

        Raises:
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /users/{user-id}/planner/tasks`.

        The spec is incomplete here. Missing: whether and how pages are cut: no page mentions $top, users see about 400
        a page; whose tasks may be seen: with delegated rights another user's answer 403 in most reports.
        """

        async def fetch(following: Any) -> Response[PlannerTaskCollection]:
            if following is not None:
                return await self._client.follow(
                    list_user_tasks.OPERATION,
                    following,
                    {
                        "user_id": user_id,
                    },
                    options=options,
                )
            return await list_user_tasks.asyncio_detailed(user_id, client=self._client, options=options)

        return AsyncCursorPager(fetch, CursorPlaces(items=("value",), next=("odata_next_link",)))

    async def create_task(
        self,
        *,
        plan_id: str,
        title: str,
        applied_categories: Mapping[str, bool] | Unset = UNSET,
        assignee_priority: str | Unset = UNSET,
        assignments: Mapping[str, PlannerAssignmentInput | None] | Unset = UNSET,
        bucket_id: str | Unset = UNSET,
        conversation_thread_id: str | Unset = UNSET,
        due_date_time: datetime | Unset = UNSET,
        order_hint: str | Unset = UNSET,
        percent_complete: int | Unset = UNSET,
        preview_type: PlannerPreviewType | str | Unset = UNSET,
        priority: int | Unset = UNSET,
        start_date_time: datetime | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> PlannerTask:
        """Create task.

        Args:
            plan_id: the plan. Exactly 28 characters.
            title: A string.
            applied_categories: By category1 to category25; true puts a label on, false takes it off.
            assignee_priority: order hint in the flat list of one user.
            assignments: By user id; null takes an entry out.
            bucket_id: the bucket, of the same plan. Exactly 28 characters.
            conversation_thread_id: id of the group conversation on the task.
            due_date_time: when it is due; UTC.
            order_hint: order in the flat list of the plan.
            percent_complete: 100 is completed; the apps show 0 as not started, anything between as in progress. 0 to
                100.
            preview_type: which preview the card shows.
            priority: 0..10, 0 highest. Read: 0-1 urgent, 2-4 important, 5-7 medium, 8-10 low. Written by the apps: 1,
                3, 5, 9. Default 5 seen. 0 to 10.
            start_date_time: when it starts, not after it is due; UTC.
            options: Settings for this call, in place of the client's.

        Returns:
            A task.

        Raises:
            BadRequestError: 400: Malformed id, order hint or delta link, open type without its type, or dates that
                contradict each other.
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `POST /planner/tasks`.

        The spec is incomplete here. Missing: that title is required: the page names planId only, the metadata does not
        let title be null; the greatest length of a title; details in the same request: users do so, no page says so;
        left out.
        """
        return await create_task.asyncio(
            client=self._client,
            body=CreateTaskRequest(
                plan_id=plan_id,
                title=title,
                applied_categories=applied_categories,
                assignee_priority=assignee_priority,
                assignments=assignments,
                bucket_id=bucket_id,
                conversation_thread_id=conversation_thread_id,
                due_date_time=due_date_time,
                order_hint=order_hint,
                percent_complete=percent_complete,
                preview_type=preview_type,
                priority=priority,
                start_date_time=start_date_time,
            ),
            options=options,
        )

    async def get_task(
        self,
        task_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> PlannerTask:
        """Get task.

        Args:
            task_id: Id of the task. Exactly 28 characters.
            options: Settings for this call, in place of the client's.

        Returns:
            A task.

        Raises:
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /planner/tasks/{task-id}`.

        The spec is incomplete here. Missing: how long after it was made a task may still answer 404.
        """
        return await get_task.asyncio(task_id, client=self._client, options=options)

    async def delete_task(
        self,
        task_id: str,
        *,
        if_match: str,
        options: RequestOptions | None = None,
    ) -> None:
        """Delete task.

        Args:
            task_id: Id of the task. Exactly 28 characters.
            if_match: The last known etag of this very resource; `*` is refused. At least 1 character.
            options: Settings for this call, in place of the client's.

        Raises:
            BadRequestError: 400: Malformed id, order hint or delta link, open type without its type, or dates that
                contradict each other.
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            ConflictError: 409: The change conflicts with a newer one: read again, resolve, send again.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `DELETE /planner/tasks/{task-id}`.

        The spec is incomplete here. Missing: what error.code says with 409 and 412.
        """
        return await delete_task.asyncio(task_id, client=self._client, if_match=if_match, options=options)

    async def update_task(
        self,
        task_id: str,
        *,
        if_match: str,
        prefer: ReturnPreference | str | None = None,
        applied_categories: Mapping[str, bool] | Unset = UNSET,
        assignee_priority: str | Unset = UNSET,
        assignments: Mapping[str, PlannerAssignmentInput | None] | Unset = UNSET,
        bucket_id: str | Unset | None = UNSET,
        conversation_thread_id: str | Unset | None = UNSET,
        due_date_time: datetime | Unset | None = UNSET,
        order_hint: str | Unset = UNSET,
        percent_complete: int | Unset = UNSET,
        plan_id: str | Unset = UNSET,
        priority: int | Unset = UNSET,
        start_date_time: datetime | Unset | None = UNSET,
        title: str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> PlannerTask:
        """Update task.

        Args:
            task_id: Id of the task. Exactly 28 characters.
            if_match: The last known etag of this very resource; `*` is refused. At least 1 character.
            prefer: Answers 200 with the changed resource in place of 204.
            applied_categories: By category1 to category25; true puts a label on, false takes it off.
            assignee_priority: order hint in the flat list of one user.
            assignments: By user id; null takes an entry out.
            bucket_id: the bucket, of the same plan. Exactly 28 characters.
            conversation_thread_id: id of the group conversation on the task.
            due_date_time: when it is due; UTC.
            order_hint: order in the flat list of the plan.
            percent_complete: 100 is completed; the apps show 0 as not started, anything between as in progress. 0 to
                100.
            plan_id: moves the task to another plan; listed on the beta page only. Exactly 28 characters.
            priority: 0..10, 0 highest. Read: 0-1 urgent, 2-4 important, 5-7 medium, 8-10 low. Written by the apps: 1,
                3, 5, 9. Default 5 seen. 0 to 10.
            start_date_time: when it starts, not after it is due; UTC.
            title: A string.
            options: Settings for this call, in place of the client's.

        Returns:
            A task.

        Raises:
            BadRequestError: 400: Malformed id, order hint or delta link, open type without its type, or dates that
                contradict each other.
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            ConflictError: 409: The change conflicts with a newer one: read again, resolve, send again.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `PATCH /planner/tasks/{task-id}`.

        The spec is incomplete here. Missing: priority and planId: on the beta page only, of those that are stored; what
        null clears: the metadata lets dates, bucketId and conversationThreadId be null, no page shows it; what
        error.code says with 409 and 412.
        """
        return await update_task.asyncio(
            task_id,
            client=self._client,
            if_match=if_match,
            prefer=prefer,
            body=UpdateTaskRequest(
                applied_categories=applied_categories,
                assignee_priority=assignee_priority,
                assignments=assignments,
                bucket_id=bucket_id,
                conversation_thread_id=conversation_thread_id,
                due_date_time=due_date_time,
                order_hint=order_hint,
                percent_complete=percent_complete,
                plan_id=plan_id,
                priority=priority,
                start_date_time=start_date_time,
                title=title,
            ),
            options=options,
        )

    async def get_task_details(
        self,
        task_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> PlannerTaskDetails:
        """Get task details.

        Args:
            task_id: Id of the task. Exactly 28 characters.
            options: Settings for this call, in place of the client's.

        Returns:
            The larger properties of a task; its own etag.

        Raises:
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /planner/tasks/{task-id}/details`.
        """
        return await get_task_details.asyncio(task_id, client=self._client, options=options)

    async def update_task_details(
        self,
        task_id: str,
        *,
        if_match: str,
        prefer: ReturnPreference | str | None = None,
        checklist: Mapping[str, PlannerChecklistItemInput | None] | Unset = UNSET,
        description: str | Unset | None = UNSET,
        preview_type: PlannerPreviewType | str | Unset = UNSET,
        references: Mapping[str, PlannerExternalReferenceInput | None] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> PlannerTaskDetails:
        """Update task details.

        The etag is that of the details, not that of the task.

        Args:
            task_id: Id of the task. Exactly 28 characters.
            if_match: The last known etag of this very resource; `*` is refused. At least 1 character.
            prefer: Answers 200 with the changed resource in place of 204.
            checklist: By GUID made by the client; null takes an entry out.
            description: plain text.
            preview_type: which preview the card shows.
            references: By URL with % . : @ # replaced by %25 %2E %3A %40 %23; null takes an entry out.
            options: Settings for this call, in place of the client's.

        Returns:
            The larger properties of a task; its own etag.

        Raises:
            BadRequestError: 400: Malformed id, order hint or delta link, open type without its type, or dates that
                contradict each other.
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            ConflictError: 409: The change conflicts with a newer one: read again, resolve, send again.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `PATCH /planner/tasks/{task-id}/details`.

        The spec is incomplete here. Missing: whether null clears description: the metadata lets it be null, no page
        shows it; what error.code says with 409 and 412.
        """
        return await update_task_details.asyncio(
            task_id,
            client=self._client,
            if_match=if_match,
            prefer=prefer,
            body=UpdateTaskDetailsRequest(
                checklist=checklist,
                description=description,
                preview_type=preview_type,
                references=references,
            ),
            options=options,
        )


class AsyncTasksWithRawResponse(RawResource):
    """The methods of `AsyncTasks`, which return the whole response."""

    list_plan_tasks = raw_async_page(AsyncTasks.list_plan_tasks)
    list_bucket_tasks = raw_async_page(AsyncTasks.list_bucket_tasks)
    list_my_tasks = raw_async_page(AsyncTasks.list_my_tasks)
    list_user_tasks = raw_async_page(AsyncTasks.list_user_tasks)
    create_task = raw_async(AsyncTasks.create_task)
    get_task = raw_async(AsyncTasks.get_task)
    delete_task = raw_async(AsyncTasks.delete_task)
    update_task = raw_async(AsyncTasks.update_task)
    get_task_details = raw_async(AsyncTasks.get_task_details)
    update_task_details = raw_async(AsyncTasks.update_task_details)


class Tasks:
    """Tasks and their details."""

    def __init__(self, client: APIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> TasksWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return TasksWithRawResponse(self)

    def list_plan_tasks(
        self,
        plan_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> CursorPager[PlannerTask]:
        """List plan tasks.

        Args:
            plan_id: Id of the plan. Exactly 28 characters.
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; `first()` returns the first page.

        Raises:
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /planner/plans/{plan-id}/tasks`.

        The spec is incomplete here. Missing: whether and how pages are cut: no page mentions $top, users see about 400
        a page; $expand=details: no page of this operation has it; users say that it works on the signed-in user's tasks
        and not here.
        """

        def fetch(following: Any) -> Response[PlannerTaskCollection]:
            if following is not None:
                return self._client.follow(
                    list_plan_tasks.OPERATION,
                    following,
                    {
                        "plan_id": plan_id,
                    },
                    options=options,
                )
            return list_plan_tasks.sync_detailed(plan_id, client=self._client, options=options)

        return CursorPager(fetch, CursorPlaces(items=("value",), next=("odata_next_link",)))

    def list_bucket_tasks(
        self,
        bucket_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> CursorPager[PlannerTask]:
        """List bucket tasks.

        Args:
            bucket_id: Id of the bucket. Exactly 28 characters.
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; `first()` returns the first page.

        Raises:
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /planner/buckets/{bucket-id}/tasks`.

        The spec is incomplete here. Missing: whether and how pages are cut: no page mentions $top, users see about 400
        a page.
        """

        def fetch(following: Any) -> Response[PlannerTaskCollection]:
            if following is not None:
                return self._client.follow(
                    list_bucket_tasks.OPERATION,
                    following,
                    {
                        "bucket_id": bucket_id,
                    },
                    options=options,
                )
            return list_bucket_tasks.sync_detailed(bucket_id, client=self._client, options=options)

        return CursorPager(fetch, CursorPlaces(items=("value",), next=("odata_next_link",)))

    def list_my_tasks(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> CursorPager[PlannerTask]:
        """List my tasks.

        Args:
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; `first()` returns the first page.

        Raises:
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.

        API: `GET /me/planner/tasks`.

        The spec is incomplete here. Missing: whether and how pages are cut: no page mentions $top, users see about 400
        a page; $expand=details: no page has it; users say that it works here.
        """

        def fetch(following: Any) -> Response[PlannerTaskCollection]:
            if following is not None:
                return self._client.follow(list_my_tasks.OPERATION, following, {}, options=options)
            return list_my_tasks.sync_detailed(client=self._client, options=options)

        return CursorPager(fetch, CursorPlaces(items=("value",), next=("odata_next_link",)))

    def list_user_tasks(
        self,
        user_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> CursorPager[PlannerTask]:
        """List user tasks.

        Args:
            user_id: Id or principal name of the user. At least 1 character.
            options: Settings for this call, in place of the client's.

        Returns:
            A pager over the items; `first()` returns the first page.

        Raises:
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /users/{user-id}/planner/tasks`.

        The spec is incomplete here. Missing: whether and how pages are cut: no page mentions $top, users see about 400
        a page; whose tasks may be seen: with delegated rights another user's answer 403 in most reports.
        """

        def fetch(following: Any) -> Response[PlannerTaskCollection]:
            if following is not None:
                return self._client.follow(
                    list_user_tasks.OPERATION,
                    following,
                    {
                        "user_id": user_id,
                    },
                    options=options,
                )
            return list_user_tasks.sync_detailed(user_id, client=self._client, options=options)

        return CursorPager(fetch, CursorPlaces(items=("value",), next=("odata_next_link",)))

    def create_task(
        self,
        *,
        plan_id: str,
        title: str,
        applied_categories: Mapping[str, bool] | Unset = UNSET,
        assignee_priority: str | Unset = UNSET,
        assignments: Mapping[str, PlannerAssignmentInput | None] | Unset = UNSET,
        bucket_id: str | Unset = UNSET,
        conversation_thread_id: str | Unset = UNSET,
        due_date_time: datetime | Unset = UNSET,
        order_hint: str | Unset = UNSET,
        percent_complete: int | Unset = UNSET,
        preview_type: PlannerPreviewType | str | Unset = UNSET,
        priority: int | Unset = UNSET,
        start_date_time: datetime | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> PlannerTask:
        """Create task.

        Args:
            plan_id: the plan. Exactly 28 characters.
            title: A string.
            applied_categories: By category1 to category25; true puts a label on, false takes it off.
            assignee_priority: order hint in the flat list of one user.
            assignments: By user id; null takes an entry out.
            bucket_id: the bucket, of the same plan. Exactly 28 characters.
            conversation_thread_id: id of the group conversation on the task.
            due_date_time: when it is due; UTC.
            order_hint: order in the flat list of the plan.
            percent_complete: 100 is completed; the apps show 0 as not started, anything between as in progress. 0 to
                100.
            preview_type: which preview the card shows.
            priority: 0..10, 0 highest. Read: 0-1 urgent, 2-4 important, 5-7 medium, 8-10 low. Written by the apps: 1,
                3, 5, 9. Default 5 seen. 0 to 10.
            start_date_time: when it starts, not after it is due; UTC.
            options: Settings for this call, in place of the client's.

        Returns:
            A task.

        Raises:
            BadRequestError: 400: Malformed id, order hint or delta link, open type without its type, or dates that
                contradict each other.
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `POST /planner/tasks`.

        The spec is incomplete here. Missing: that title is required: the page names planId only, the metadata does not
        let title be null; the greatest length of a title; details in the same request: users do so, no page says so;
        left out.
        """
        return create_task.sync(
            client=self._client,
            body=CreateTaskRequest(
                plan_id=plan_id,
                title=title,
                applied_categories=applied_categories,
                assignee_priority=assignee_priority,
                assignments=assignments,
                bucket_id=bucket_id,
                conversation_thread_id=conversation_thread_id,
                due_date_time=due_date_time,
                order_hint=order_hint,
                percent_complete=percent_complete,
                preview_type=preview_type,
                priority=priority,
                start_date_time=start_date_time,
            ),
            options=options,
        )

    def get_task(
        self,
        task_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> PlannerTask:
        """Get task.

        Args:
            task_id: Id of the task. Exactly 28 characters.
            options: Settings for this call, in place of the client's.

        Returns:
            A task.

        Raises:
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /planner/tasks/{task-id}`.

        The spec is incomplete here. Missing: how long after it was made a task may still answer 404.
        """
        return get_task.sync(task_id, client=self._client, options=options)

    def delete_task(
        self,
        task_id: str,
        *,
        if_match: str,
        options: RequestOptions | None = None,
    ) -> None:
        """Delete task.

        Args:
            task_id: Id of the task. Exactly 28 characters.
            if_match: The last known etag of this very resource; `*` is refused. At least 1 character.
            options: Settings for this call, in place of the client's.

        Raises:
            BadRequestError: 400: Malformed id, order hint or delta link, open type without its type, or dates that
                contradict each other.
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            ConflictError: 409: The change conflicts with a newer one: read again, resolve, send again.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `DELETE /planner/tasks/{task-id}`.

        The spec is incomplete here. Missing: what error.code says with 409 and 412.
        """
        return delete_task.sync(task_id, client=self._client, if_match=if_match, options=options)

    def update_task(
        self,
        task_id: str,
        *,
        if_match: str,
        prefer: ReturnPreference | str | None = None,
        applied_categories: Mapping[str, bool] | Unset = UNSET,
        assignee_priority: str | Unset = UNSET,
        assignments: Mapping[str, PlannerAssignmentInput | None] | Unset = UNSET,
        bucket_id: str | Unset | None = UNSET,
        conversation_thread_id: str | Unset | None = UNSET,
        due_date_time: datetime | Unset | None = UNSET,
        order_hint: str | Unset = UNSET,
        percent_complete: int | Unset = UNSET,
        plan_id: str | Unset = UNSET,
        priority: int | Unset = UNSET,
        start_date_time: datetime | Unset | None = UNSET,
        title: str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> PlannerTask:
        """Update task.

        Args:
            task_id: Id of the task. Exactly 28 characters.
            if_match: The last known etag of this very resource; `*` is refused. At least 1 character.
            prefer: Answers 200 with the changed resource in place of 204.
            applied_categories: By category1 to category25; true puts a label on, false takes it off.
            assignee_priority: order hint in the flat list of one user.
            assignments: By user id; null takes an entry out.
            bucket_id: the bucket, of the same plan. Exactly 28 characters.
            conversation_thread_id: id of the group conversation on the task.
            due_date_time: when it is due; UTC.
            order_hint: order in the flat list of the plan.
            percent_complete: 100 is completed; the apps show 0 as not started, anything between as in progress. 0 to
                100.
            plan_id: moves the task to another plan; listed on the beta page only. Exactly 28 characters.
            priority: 0..10, 0 highest. Read: 0-1 urgent, 2-4 important, 5-7 medium, 8-10 low. Written by the apps: 1,
                3, 5, 9. Default 5 seen. 0 to 10.
            start_date_time: when it starts, not after it is due; UTC.
            title: A string.
            options: Settings for this call, in place of the client's.

        Returns:
            A task.

        Raises:
            BadRequestError: 400: Malformed id, order hint or delta link, open type without its type, or dates that
                contradict each other.
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            ConflictError: 409: The change conflicts with a newer one: read again, resolve, send again.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `PATCH /planner/tasks/{task-id}`.

        The spec is incomplete here. Missing: priority and planId: on the beta page only, of those that are stored; what
        null clears: the metadata lets dates, bucketId and conversationThreadId be null, no page shows it; what
        error.code says with 409 and 412.
        """
        return update_task.sync(
            task_id,
            client=self._client,
            if_match=if_match,
            prefer=prefer,
            body=UpdateTaskRequest(
                applied_categories=applied_categories,
                assignee_priority=assignee_priority,
                assignments=assignments,
                bucket_id=bucket_id,
                conversation_thread_id=conversation_thread_id,
                due_date_time=due_date_time,
                order_hint=order_hint,
                percent_complete=percent_complete,
                plan_id=plan_id,
                priority=priority,
                start_date_time=start_date_time,
                title=title,
            ),
            options=options,
        )

    def get_task_details(
        self,
        task_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> PlannerTaskDetails:
        """Get task details.

        Args:
            task_id: Id of the task. Exactly 28 characters.
            options: Settings for this call, in place of the client's.

        Returns:
            The larger properties of a task; its own etag.

        Raises:
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /planner/tasks/{task-id}/details`.
        """
        return get_task_details.sync(task_id, client=self._client, options=options)

    def update_task_details(
        self,
        task_id: str,
        *,
        if_match: str,
        prefer: ReturnPreference | str | None = None,
        checklist: Mapping[str, PlannerChecklistItemInput | None] | Unset = UNSET,
        description: str | Unset | None = UNSET,
        preview_type: PlannerPreviewType | str | Unset = UNSET,
        references: Mapping[str, PlannerExternalReferenceInput | None] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> PlannerTaskDetails:
        """Update task details.

        The etag is that of the details, not that of the task.

        Args:
            task_id: Id of the task. Exactly 28 characters.
            if_match: The last known etag of this very resource; `*` is refused. At least 1 character.
            prefer: Answers 200 with the changed resource in place of 204.
            checklist: By GUID made by the client; null takes an entry out.
            description: plain text.
            preview_type: which preview the card shows.
            references: By URL with % . : @ # replaced by %25 %2E %3A %40 %23; null takes an entry out.
            options: Settings for this call, in place of the client's.

        Returns:
            The larger properties of a task; its own etag.

        Raises:
            BadRequestError: 400: Malformed id, order hint or delta link, open type without its type, or dates that
                contradict each other.
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            ConflictError: 409: The change conflicts with a newer one: read again, resolve, send again.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `PATCH /planner/tasks/{task-id}/details`.

        The spec is incomplete here. Missing: whether null clears description: the metadata lets it be null, no page
        shows it; what error.code says with 409 and 412.
        """
        return update_task_details.sync(
            task_id,
            client=self._client,
            if_match=if_match,
            prefer=prefer,
            body=UpdateTaskDetailsRequest(
                checklist=checklist,
                description=description,
                preview_type=preview_type,
                references=references,
            ),
            options=options,
        )


class TasksWithRawResponse(RawResource):
    """The methods of `Tasks`, which return the whole response."""

    list_plan_tasks = raw_page(Tasks.list_plan_tasks)
    list_bucket_tasks = raw_page(Tasks.list_bucket_tasks)
    list_my_tasks = raw_page(Tasks.list_my_tasks)
    list_user_tasks = raw_page(Tasks.list_user_tasks)
    create_task = raw_sync(Tasks.create_task)
    get_task = raw_sync(Tasks.get_task)
    delete_task = raw_sync(Tasks.delete_task)
    update_task = raw_sync(Tasks.update_task)
    get_task_details = raw_sync(Tasks.get_task_details)
    update_task_details = raw_sync(Tasks.update_task_details)

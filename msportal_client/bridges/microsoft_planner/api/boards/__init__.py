"""Where tasks stand on the three boards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ....._runtime.raw import RawResource, raw_async, raw_sync
from ....._runtime.resources import cached_resource
from .....types import UNSET, Unset
from ...models.planner_assigned_to_task_board_task_format import PlannerAssignedToTaskBoardTaskFormat
from ...models.planner_bucket_task_board_task_format import PlannerBucketTaskBoardTaskFormat
from ...models.planner_progress_task_board_task_format import PlannerProgressTaskBoardTaskFormat
from ...models.return_preference import ReturnPreference
from ...models.update_assigned_to_board_format_request import UpdateAssignedToBoardFormatRequest
from ...models.update_bucket_board_format_request import UpdateBucketBoardFormatRequest
from ...models.update_progress_board_format_request import UpdateProgressBoardFormatRequest
from . import (
    get_assigned_to_board_format,
    get_bucket_board_format,
    get_progress_board_format,
    update_assigned_to_board_format,
    update_bucket_board_format,
    update_progress_board_format,
)

if TYPE_CHECKING:
    from ....._runtime.clients import APIClient, AsyncAPIClient
    from .....options import RequestOptions

__all__ = ["AsyncBoards", "Boards"]


class AsyncBoards:
    """Where tasks stand on the three boards."""

    def __init__(self, client: AsyncAPIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> AsyncBoardsWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return AsyncBoardsWithRawResponse(self)

    async def get_assigned_to_board_format(
        self,
        task_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> PlannerAssignedToTaskBoardTaskFormat:
        """Get assigned to board format.

        Args:
            task_id: Id of the task. Exactly 28 characters.
            options: Settings for this call, in place of the client's.

        Returns:
            Where a task stands on the board by assignee.

        Raises:
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /planner/tasks/{task-id}/assignedToTaskBoardFormat`.
        """
        return await get_assigned_to_board_format.asyncio(task_id, client=self._client, options=options)

    async def update_assigned_to_board_format(
        self,
        task_id: str,
        *,
        if_match: str,
        prefer: ReturnPreference | str | None = None,
        order_hints_by_assignee: Mapping[str, str] | Unset = UNSET,
        unassigned_order_hint: str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> PlannerAssignedToTaskBoardTaskFormat:
        """Update assigned to board format.

        Args:
            task_id: Id of the task. Exactly 28 characters.
            if_match: The last known etag of this very resource; `*` is refused. At least 1 character.
            prefer: Answers 200 with the changed resource in place of 204.
            order_hints_by_assignee: By user id; entries cannot be taken out; the service does so when assignees change.
            unassigned_order_hint: order where nobody is assigned, or the assignee has no hint.
            options: Settings for this call, in place of the client's.

        Returns:
            Where a task stands on the board by assignee.

        Raises:
            BadRequestError: 400: Malformed id, order hint or delta link, open type without its type, or dates that
                contradict each other.
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            ConflictError: 409: The change conflicts with a newer one: read again, resolve, send again.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `PATCH /planner/tasks/{task-id}/assignedToTaskBoardFormat`.

        The spec is incomplete here. Missing: what error.code says with 409 and 412.
        """
        return await update_assigned_to_board_format.asyncio(
            task_id,
            client=self._client,
            if_match=if_match,
            prefer=prefer,
            body=UpdateAssignedToBoardFormatRequest(
                order_hints_by_assignee=order_hints_by_assignee,
                unassigned_order_hint=unassigned_order_hint,
            ),
            options=options,
        )

    async def get_bucket_board_format(
        self,
        task_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> PlannerBucketTaskBoardTaskFormat:
        """Get bucket board format.

        Args:
            task_id: Id of the task. Exactly 28 characters.
            options: Settings for this call, in place of the client's.

        Returns:
            Where a task stands on the board by bucket.

        Raises:
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /planner/tasks/{task-id}/bucketTaskBoardFormat`.
        """
        return await get_bucket_board_format.asyncio(task_id, client=self._client, options=options)

    async def update_bucket_board_format(
        self,
        task_id: str,
        *,
        if_match: str,
        prefer: ReturnPreference | str | None = None,
        order_hint: str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> PlannerBucketTaskBoardTaskFormat:
        """Update bucket board format.

        Args:
            task_id: Id of the task. Exactly 28 characters.
            if_match: The last known etag of this very resource; `*` is refused. At least 1 character.
            prefer: Answers 200 with the changed resource in place of 204.
            order_hint: order in its bucket column.
            options: Settings for this call, in place of the client's.

        Returns:
            Where a task stands on the board by bucket.

        Raises:
            BadRequestError: 400: Malformed id, order hint or delta link, open type without its type, or dates that
                contradict each other.
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            ConflictError: 409: The change conflicts with a newer one: read again, resolve, send again.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `PATCH /planner/tasks/{task-id}/bucketTaskBoardFormat`.

        The spec is incomplete here. Missing: what error.code says with 409 and 412.
        """
        return await update_bucket_board_format.asyncio(
            task_id,
            client=self._client,
            if_match=if_match,
            prefer=prefer,
            body=UpdateBucketBoardFormatRequest(
                order_hint=order_hint,
            ),
            options=options,
        )

    async def get_progress_board_format(
        self,
        task_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> PlannerProgressTaskBoardTaskFormat:
        """Get progress board format.

        Args:
            task_id: Id of the task. Exactly 28 characters.
            options: Settings for this call, in place of the client's.

        Returns:
            Where a task stands on the board by progress.

        Raises:
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /planner/tasks/{task-id}/progressTaskBoardFormat`.
        """
        return await get_progress_board_format.asyncio(task_id, client=self._client, options=options)

    async def update_progress_board_format(
        self,
        task_id: str,
        *,
        if_match: str,
        prefer: ReturnPreference | str | None = None,
        order_hint: str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> PlannerProgressTaskBoardTaskFormat:
        """Update progress board format.

        Args:
            task_id: Id of the task. Exactly 28 characters.
            if_match: The last known etag of this very resource; `*` is refused. At least 1 character.
            prefer: Answers 200 with the changed resource in place of 204.
            order_hint: order in its progress column.
            options: Settings for this call, in place of the client's.

        Returns:
            Where a task stands on the board by progress.

        Raises:
            BadRequestError: 400: Malformed id, order hint or delta link, open type without its type, or dates that
                contradict each other.
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            ConflictError: 409: The change conflicts with a newer one: read again, resolve, send again.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `PATCH /planner/tasks/{task-id}/progressTaskBoardFormat`.

        The spec is incomplete here. Missing: what error.code says with 409 and 412.
        """
        return await update_progress_board_format.asyncio(
            task_id,
            client=self._client,
            if_match=if_match,
            prefer=prefer,
            body=UpdateProgressBoardFormatRequest(
                order_hint=order_hint,
            ),
            options=options,
        )


class AsyncBoardsWithRawResponse(RawResource):
    """The methods of `AsyncBoards`, which return the whole response."""

    get_assigned_to_board_format = raw_async(AsyncBoards.get_assigned_to_board_format)
    update_assigned_to_board_format = raw_async(AsyncBoards.update_assigned_to_board_format)
    get_bucket_board_format = raw_async(AsyncBoards.get_bucket_board_format)
    update_bucket_board_format = raw_async(AsyncBoards.update_bucket_board_format)
    get_progress_board_format = raw_async(AsyncBoards.get_progress_board_format)
    update_progress_board_format = raw_async(AsyncBoards.update_progress_board_format)


class Boards:
    """Where tasks stand on the three boards."""

    def __init__(self, client: APIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> BoardsWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return BoardsWithRawResponse(self)

    def get_assigned_to_board_format(
        self,
        task_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> PlannerAssignedToTaskBoardTaskFormat:
        """Get assigned to board format.

        Args:
            task_id: Id of the task. Exactly 28 characters.
            options: Settings for this call, in place of the client's.

        Returns:
            Where a task stands on the board by assignee.

        Raises:
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /planner/tasks/{task-id}/assignedToTaskBoardFormat`.
        """
        return get_assigned_to_board_format.sync(task_id, client=self._client, options=options)

    def update_assigned_to_board_format(
        self,
        task_id: str,
        *,
        if_match: str,
        prefer: ReturnPreference | str | None = None,
        order_hints_by_assignee: Mapping[str, str] | Unset = UNSET,
        unassigned_order_hint: str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> PlannerAssignedToTaskBoardTaskFormat:
        """Update assigned to board format.

        Args:
            task_id: Id of the task. Exactly 28 characters.
            if_match: The last known etag of this very resource; `*` is refused. At least 1 character.
            prefer: Answers 200 with the changed resource in place of 204.
            order_hints_by_assignee: By user id; entries cannot be taken out; the service does so when assignees change.
            unassigned_order_hint: order where nobody is assigned, or the assignee has no hint.
            options: Settings for this call, in place of the client's.

        Returns:
            Where a task stands on the board by assignee.

        Raises:
            BadRequestError: 400: Malformed id, order hint or delta link, open type without its type, or dates that
                contradict each other.
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            ConflictError: 409: The change conflicts with a newer one: read again, resolve, send again.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `PATCH /planner/tasks/{task-id}/assignedToTaskBoardFormat`.

        The spec is incomplete here. Missing: what error.code says with 409 and 412.
        """
        return update_assigned_to_board_format.sync(
            task_id,
            client=self._client,
            if_match=if_match,
            prefer=prefer,
            body=UpdateAssignedToBoardFormatRequest(
                order_hints_by_assignee=order_hints_by_assignee,
                unassigned_order_hint=unassigned_order_hint,
            ),
            options=options,
        )

    def get_bucket_board_format(
        self,
        task_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> PlannerBucketTaskBoardTaskFormat:
        """Get bucket board format.

        Args:
            task_id: Id of the task. Exactly 28 characters.
            options: Settings for this call, in place of the client's.

        Returns:
            Where a task stands on the board by bucket.

        Raises:
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /planner/tasks/{task-id}/bucketTaskBoardFormat`.
        """
        return get_bucket_board_format.sync(task_id, client=self._client, options=options)

    def update_bucket_board_format(
        self,
        task_id: str,
        *,
        if_match: str,
        prefer: ReturnPreference | str | None = None,
        order_hint: str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> PlannerBucketTaskBoardTaskFormat:
        """Update bucket board format.

        Args:
            task_id: Id of the task. Exactly 28 characters.
            if_match: The last known etag of this very resource; `*` is refused. At least 1 character.
            prefer: Answers 200 with the changed resource in place of 204.
            order_hint: order in its bucket column.
            options: Settings for this call, in place of the client's.

        Returns:
            Where a task stands on the board by bucket.

        Raises:
            BadRequestError: 400: Malformed id, order hint or delta link, open type without its type, or dates that
                contradict each other.
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            ConflictError: 409: The change conflicts with a newer one: read again, resolve, send again.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `PATCH /planner/tasks/{task-id}/bucketTaskBoardFormat`.

        The spec is incomplete here. Missing: what error.code says with 409 and 412.
        """
        return update_bucket_board_format.sync(
            task_id,
            client=self._client,
            if_match=if_match,
            prefer=prefer,
            body=UpdateBucketBoardFormatRequest(
                order_hint=order_hint,
            ),
            options=options,
        )

    def get_progress_board_format(
        self,
        task_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> PlannerProgressTaskBoardTaskFormat:
        """Get progress board format.

        Args:
            task_id: Id of the task. Exactly 28 characters.
            options: Settings for this call, in place of the client's.

        Returns:
            Where a task stands on the board by progress.

        Raises:
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `GET /planner/tasks/{task-id}/progressTaskBoardFormat`.
        """
        return get_progress_board_format.sync(task_id, client=self._client, options=options)

    def update_progress_board_format(
        self,
        task_id: str,
        *,
        if_match: str,
        prefer: ReturnPreference | str | None = None,
        order_hint: str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> PlannerProgressTaskBoardTaskFormat:
        """Update progress board format.

        Args:
            task_id: Id of the task. Exactly 28 characters.
            if_match: The last known etag of this very resource; `*` is refused. At least 1 character.
            prefer: Answers 200 with the changed resource in place of 204.
            order_hint: order in its progress column.
            options: Settings for this call, in place of the client's.

        Returns:
            Where a task stands on the board by progress.

        Raises:
            BadRequestError: 400: Malformed id, order hint or delta link, open type without its type, or dates that
                contradict each other.
            AuthenticationError: 401: No valid token.
            PermissionDeniedError: 403: No right to it, or a limit of the service is reached, which `code` then names.
            NotFoundError: 404: It is not there, not yet, or not to be seen.
            ConflictError: 409: The change conflicts with a newer one: read again, resolve, send again.
            RateLimitError: 429: Too many requests.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `PATCH /planner/tasks/{task-id}/progressTaskBoardFormat`.

        The spec is incomplete here. Missing: what error.code says with 409 and 412.
        """
        return update_progress_board_format.sync(
            task_id,
            client=self._client,
            if_match=if_match,
            prefer=prefer,
            body=UpdateProgressBoardFormatRequest(
                order_hint=order_hint,
            ),
            options=options,
        )


class BoardsWithRawResponse(RawResource):
    """The methods of `Boards`, which return the whole response."""

    get_assigned_to_board_format = raw_sync(Boards.get_assigned_to_board_format)
    update_assigned_to_board_format = raw_sync(Boards.update_assigned_to_board_format)
    get_bucket_board_format = raw_sync(Boards.get_bucket_board_format)
    update_bucket_board_format = raw_sync(Boards.update_bucket_board_format)
    get_progress_board_format = raw_sync(Boards.get_progress_board_format)
    update_progress_board_format = raw_sync(Boards.update_progress_board_format)

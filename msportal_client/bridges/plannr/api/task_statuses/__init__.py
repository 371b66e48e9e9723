"""Operations of the tag Task statuses."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from ....._runtime.raw import RawResource, raw_async, raw_sync
from ....._runtime.resources import cached_resource
from .....types import UNSET, Unset
from ...models.create_task_status_request import CreateTaskStatusRequest
from ...models.task_status import TaskStatus
from . import create_task_status

if TYPE_CHECKING:
    from ....._runtime.clients import APIClient, AsyncAPIClient
    from .....options import RequestOptions

__all__ = ["AsyncTaskStatuses", "TaskStatuses"]


class AsyncTaskStatuses:
    """Operations of the tag Task statuses."""

    def __init__(self, client: AsyncAPIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> AsyncTaskStatusesWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return AsyncTaskStatusesWithRawResponse(self)

    async def create_task_status(
        self,
        *,
        name: str,
        x_plannr_account_uuid: UUID | str | None = None,
        colour: str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> TaskStatus:
        """Create task status.

        Args:
            name: A string.
            x_plannr_account_uuid: The account to act as: account.uuid of a login.
            colour: Such as #ff0000.
            options: Settings for this call, in place of the client's.

        Returns:
            A status that tasks can have in this firm.

        Raises:
            AuthenticationError: 401: No valid token.
            RateLimitError: 429: More than 500 requests a minute of one user.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `POST /api/v1/task-status`.

        The spec is incomplete here. Missing: which response fields may be null or absent; the errors.
        """
        return await create_task_status.asyncio(
            client=self._client,
            x_plannr_account_uuid=x_plannr_account_uuid,
            body=CreateTaskStatusRequest(
                name=name,
                colour=colour,
            ),
            options=options,
        )


class AsyncTaskStatusesWithRawResponse(RawResource):
    """The methods of `AsyncTaskStatuses`, which return the whole response."""

    create_task_status = raw_async(AsyncTaskStatuses.create_task_status)


class TaskStatuses:
    """Operations of the tag Task statuses."""

    def __init__(self, client: APIClient) -> None:
        self._client = client

    @cached_resource
    def with_raw_response(self) -> TaskStatusesWithRawResponse:
        """The same methods, which return the whole response: its `parsed` is what the method returns, and the first
        page where that is a pager.
        """
        return TaskStatusesWithRawResponse(self)

    def create_task_status(
        self,
        *,
        name: str,
        x_plannr_account_uuid: UUID | str | None = None,
        colour: str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> TaskStatus:
        """Create task status.

        Args:
            name: A string.
            x_plannr_account_uuid: The account to act as: account.uuid of a login.
            colour: Such as #ff0000.
            options: Settings for this call, in place of the client's.

        Returns:
            A status that tasks can have in this firm.

        Raises:
            AuthenticationError: 401: No valid token.
            RateLimitError: 429: More than 500 requests a minute of one user.
            RequestValidationError: An argument breaks a documented limit; no request was sent.

        API: `POST /api/v1/task-status`.

        The spec is incomplete here. Missing: which response fields may be null or absent; the errors.
        """
        return create_task_status.sync(
            client=self._client,
            x_plannr_account_uuid=x_plannr_account_uuid,
            body=CreateTaskStatusRequest(
                name=name,
                colour=colour,
            ),
            options=options,
        )


class TaskStatusesWithRawResponse(RawResource):
    """The methods of `TaskStatuses`, which return the whole response."""

    create_task_status = raw_sync(TaskStatuses.create_task_status)

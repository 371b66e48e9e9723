"""The resources of the clients: the generated methods, and those that change and delete with care."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar

import anyio

from ..._runtime.steps import AsyncCalls, Calls, drive, drive_async
from ...options import RequestOptions
from .api.boards import AsyncBoards, Boards
from .api.buckets import AsyncBuckets, Buckets
from .api.plans import AsyncPlans, Plans
from .api.tasks import AsyncTasks, Tasks
from .api.users import AsyncUsers, Users
from .editing import Change, deleting, updating

if TYPE_CHECKING:
    from ..._runtime.clients import APIClient, AsyncAPIClient

__all__ = [
    "AsyncPlannerBoards",
    "AsyncPlannerBuckets",
    "AsyncPlannerPlans",
    "AsyncPlannerTasks",
    "AsyncPlannerUsers",
    "PlannerBoards",
    "PlannerBuckets",
    "PlannerPlans",
    "PlannerTasks",
    "PlannerUsers",
]

R = TypeVar("R")

# Requests of one change that may conflict with those of others.
_ATTEMPTS = 5


class _AsyncUpdates:
    """A method that changes any resource."""

    _client: AsyncAPIClient

    async def update(
        self,
        resource: R,
        change: Change[R],
        *,
        overwrite: bool = False,
        attempts: int = _ATTEMPTS,
        options: RequestOptions | None = None,
    ) -> R:
        """Change a resource, merged with what others change meanwhile, and return its new version.

            task = await planner.tasks.update(task, {"title": "Replace firewall"})
            task = await planner.tasks.update(task, lambda task: task.label(3))

        The smallest PATCH is sent, with the etag of the resource. On 409 and 412 the resource is read again, and the
        change applied to the new version. Places that others have set to other values meanwhile are a conflict, unless
        the change computes its value from the resource. After a failure that is no proof that nothing happened (no
        response, 5xx, a limit), the resource is read, and returned if it has the change.

        Args:
            resource: The resource as it was read: a task, a plan, a bucket, details, a position on a board, a user.
            change: The fields to set, by their names in Python or in the API, or a function that gives them for a version
                of the resource. In maps, None takes an entry out. An empty one sends nothing.
            overwrite: Whether the change replaces what others have set meanwhile.
            attempts: The number of requests that may conflict.
            options: Settings for each request.

        Raises:
            PlannerConflictError: The change cannot be merged; `base`, `latest`, `wanted` and `conflicts` say with what. It
                is a ConflictError.
            PlannerLimitError: A limit of the service is reached.
            RequestValidationError: The change is known to be refused, or the resource has no etag; nothing was sent.
            MSPortalError: As the operation does.
        """
        client = self._client
        calls = AsyncCalls(client.send, client.follow, anyio.sleep)
        return await drive_async(updating(resource, change, overwrite, attempts, options), calls)


class _AsyncDeletes(_AsyncUpdates):
    """A method that deletes a resource."""

    async def delete(self, resource: object, *, overwrite: bool = False, options: RequestOptions | None = None) -> None:
        """Delete a resource.

        Args:
            resource: The resource as it was read: a task, a plan, a bucket.
            overwrite: Whether it is deleted although others have changed it meanwhile.
            options: Settings for each request.

        Raises:
            PlannerConflictError: Others have changed it; `latest` is the version that it has now.
            RequestValidationError: It has no etag, or cannot be deleted by itself; nothing was sent.
            MSPortalError: As the operation does.
        """
        client = self._client
        calls = AsyncCalls(client.send, client.follow, anyio.sleep)
        await drive_async(deleting(resource, overwrite, _ATTEMPTS, options), calls)


class _Updates:
    """A method that changes any resource."""

    _client: APIClient

    def update(
        self,
        resource: R,
        change: Change[R],
        *,
        overwrite: bool = False,
        attempts: int = _ATTEMPTS,
        options: RequestOptions | None = None,
    ) -> R:
        """Change a resource, merged with what others change meanwhile, and return its new version.

            task = planner.tasks.update(task, {"title": "Replace firewall"})
            task = planner.tasks.update(task, lambda task: task.label(3))

        The smallest PATCH is sent, with the etag of the resource. On 409 and 412 the resource is read again, and the
        change applied to the new version. Places that others have set to other values meanwhile are a conflict, unless
        the change computes its value from the resource. After a failure that is no proof that nothing happened (no
        response, 5xx, a limit), the resource is read, and returned if it has the change.

        Args:
            resource: The resource as it was read: a task, a plan, a bucket, details, a position on a board, a user.
            change: The fields to set, by their names in Python or in the API, or a function that gives them for a version
                of the resource. In maps, None takes an entry out. An empty one sends nothing.
            overwrite: Whether the change replaces what others have set meanwhile.
            attempts: The number of requests that may conflict.
            options: Settings for each request.

        Raises:
            PlannerConflictError: The change cannot be merged; `base`, `latest`, `wanted` and `conflicts` say with what. It
                is a ConflictError.
            PlannerLimitError: A limit of the service is reached.
            RequestValidationError: The change is known to be refused, or the resource has no etag; nothing was sent.
            MSPortalError: As the operation does.
        """
        calls = Calls(self._client.send, self._client.follow, time.sleep)
        return drive(updating(resource, change, overwrite, attempts, options), calls)


class _Deletes(_Updates):
    """A method that deletes a resource."""

    def delete(self, resource: object, *, overwrite: bool = False, options: RequestOptions | None = None) -> None:
        """Delete a resource.

        Args:
            resource: The resource as it was read: a task, a plan, a bucket.
            overwrite: Whether it is deleted although others have changed it meanwhile.
            options: Settings for each request.

        Raises:
            PlannerConflictError: Others have changed it; `latest` is the version that it has now.
            RequestValidationError: It has no etag, or cannot be deleted by itself; nothing was sent.
            MSPortalError: As the operation does.
        """
        calls = Calls(self._client.send, self._client.follow, time.sleep)
        drive(deleting(resource, overwrite, _ATTEMPTS, options), calls)


class AsyncPlannerTasks(AsyncTasks, _AsyncDeletes):
    """Tasks and their details."""


class PlannerTasks(Tasks, _Deletes):
    """Tasks and their details."""


class AsyncPlannerPlans(AsyncPlans, _AsyncDeletes):
    """Plans and their details."""


class PlannerPlans(Plans, _Deletes):
    """Plans and their details."""


class AsyncPlannerBuckets(AsyncBuckets, _AsyncDeletes):
    """The columns of a plan."""


class PlannerBuckets(Buckets, _Deletes):
    """The columns of a plan."""


class AsyncPlannerBoards(AsyncBoards, _AsyncUpdates):
    """The positions of tasks on the three boards."""


class PlannerBoards(Boards, _Updates):
    """The positions of tasks on the three boards."""


class AsyncPlannerUsers(AsyncUsers, _AsyncUpdates):
    """Favourite and recent plans of the signed-in user (beta)."""


class PlannerUsers(Users, _Updates):
    """Favourite and recent plans of the signed-in user (beta)."""

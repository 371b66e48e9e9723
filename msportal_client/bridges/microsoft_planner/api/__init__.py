"""The operations of the API, one package for each tag. A package is imported on first use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...._runtime.clients import APIClient, AsyncAPIClient
from ...._runtime.resources import cached_resource

if TYPE_CHECKING:
    from .boards import AsyncBoards, Boards
    from .buckets import AsyncBuckets, Buckets
    from .delta import AsyncDelta, Delta
    from .plans import AsyncPlans, Plans
    from .tasks import AsyncTasks, Tasks
    from .users import AsyncUsers, Users

__all__ = ["BASE_URL", "AsyncResources", "Resources"]

# The server that the document names, with the path that all operations share.
BASE_URL = "https://graph.microsoft.com/v1.0"


class AsyncResources(AsyncAPIClient):
    """Asynchronous operations, one attribute for each tag."""

    @cached_resource
    def boards(self) -> AsyncBoards:
        """Where tasks stand on the three boards."""
        from .boards import AsyncBoards

        return AsyncBoards(self)

    @cached_resource
    def buckets(self) -> AsyncBuckets:
        """The columns of a plan."""
        from .buckets import AsyncBuckets

        return AsyncBuckets(self)

    @cached_resource
    def delta(self) -> AsyncDelta:
        """What changed since the last time (beta)."""
        from .delta import AsyncDelta

        return AsyncDelta(self)

    @cached_resource
    def plans(self) -> AsyncPlans:
        """Plans and their details."""
        from .plans import AsyncPlans

        return AsyncPlans(self)

    @cached_resource
    def tasks(self) -> AsyncTasks:
        """Tasks and their details."""
        from .tasks import AsyncTasks

        return AsyncTasks(self)

    @cached_resource
    def users(self) -> AsyncUsers:
        """Favourite and recent plans of the signed-in user (beta)."""
        from .users import AsyncUsers

        return AsyncUsers(self)


class Resources(APIClient):
    """Synchronous operations, one attribute for each tag."""

    @cached_resource
    def boards(self) -> Boards:
        """Where tasks stand on the three boards."""
        from .boards import Boards

        return Boards(self)

    @cached_resource
    def buckets(self) -> Buckets:
        """The columns of a plan."""
        from .buckets import Buckets

        return Buckets(self)

    @cached_resource
    def delta(self) -> Delta:
        """What changed since the last time (beta)."""
        from .delta import Delta

        return Delta(self)

    @cached_resource
    def plans(self) -> Plans:
        """Plans and their details."""
        from .plans import Plans

        return Plans(self)

    @cached_resource
    def tasks(self) -> Tasks:
        """Tasks and their details."""
        from .tasks import Tasks

        return Tasks(self)

    @cached_resource
    def users(self) -> Users:
        """Favourite and recent plans of the signed-in user (beta)."""
        from .users import Users

        return Users(self)

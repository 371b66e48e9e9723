"""The operations of the API, one package for each tag. A package is imported on first use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...._runtime.clients import APIClient, AsyncAPIClient
from ...._runtime.resources import cached_resource

if TYPE_CHECKING:
    from .accounts import Accounts, AsyncAccounts
    from .client_statuses import AsyncClientStatuses, ClientStatuses
    from .logins import AsyncLogins, Logins
    from .task_statuses import AsyncTaskStatuses, TaskStatuses
    from .tasks import AsyncTasks, Tasks

__all__ = ["BASE_URL", "AsyncResources", "Resources"]

# The server that the document names, with the path that all operations share.
BASE_URL = "https://api.plannrcrm.com"


class AsyncResources(AsyncAPIClient):
    """Asynchronous operations, one attribute for each tag."""

    @cached_resource
    def accounts(self) -> AsyncAccounts:
        """Operations of the tag Accounts."""
        from .accounts import AsyncAccounts

        return AsyncAccounts(self)

    @cached_resource
    def client_statuses(self) -> AsyncClientStatuses:
        """Operations of the tag Client statuses."""
        from .client_statuses import AsyncClientStatuses

        return AsyncClientStatuses(self)

    @cached_resource
    def logins(self) -> AsyncLogins:
        """Operations of the tag Logins."""
        from .logins import AsyncLogins

        return AsyncLogins(self)

    @cached_resource
    def task_statuses(self) -> AsyncTaskStatuses:
        """Operations of the tag Task statuses."""
        from .task_statuses import AsyncTaskStatuses

        return AsyncTaskStatuses(self)

    @cached_resource
    def tasks(self) -> AsyncTasks:
        """Operations of the tag Tasks."""
        from .tasks import AsyncTasks

        return AsyncTasks(self)


class Resources(APIClient):
    """Synchronous operations, one attribute for each tag."""

    @cached_resource
    def accounts(self) -> Accounts:
        """Operations of the tag Accounts."""
        from .accounts import Accounts

        return Accounts(self)

    @cached_resource
    def client_statuses(self) -> ClientStatuses:
        """Operations of the tag Client statuses."""
        from .client_statuses import ClientStatuses

        return ClientStatuses(self)

    @cached_resource
    def logins(self) -> Logins:
        """Operations of the tag Logins."""
        from .logins import Logins

        return Logins(self)

    @cached_resource
    def task_statuses(self) -> TaskStatuses:
        """Operations of the tag Task statuses."""
        from .task_statuses import TaskStatuses

        return TaskStatuses(self)

    @cached_resource
    def tasks(self) -> Tasks:
        """Operations of the tag Tasks."""
        from .tasks import Tasks

        return Tasks(self)

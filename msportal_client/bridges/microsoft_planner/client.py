"""The clients of Microsoft Planner: Microsoft Graph described as data, and one attribute for each tag of the document."""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, Unpack, cast
from urllib.parse import urlsplit

import anyio

from ..._runtime.api import API
from ..._runtime.resources import cached_resource
from ..._runtime.steps import AsyncCalls, Calls, drive, drive_async
from ...types import UNSET, Response
from .api import BASE_URL, AsyncResources, Resources
from .errors import read_graph_error, refine_error
from .sending import created_ids, sending

if TYPE_CHECKING:
    from ..._runtime.client_arguments import AsyncClientArguments, ClientArguments
    from ..._runtime.operation import Operation
    from ..._runtime.tokens import TokenSource
    from ...options import RequestOptions
    from .cache import PlannerCache
    from .changes import AsyncChanges, Changes
    from .resources import (
        AsyncPlannerBoards,
        AsyncPlannerBuckets,
        AsyncPlannerPlans,
        AsyncPlannerTasks,
        AsyncPlannerUsers,
        PlannerBoards,
        PlannerBuckets,
        PlannerPlans,
        PlannerTasks,
        PlannerUsers,
    )

__all__ = ["DEFAULT_BASE_URL", "AsyncMicrosoftPlanner", "MicrosoftPlanner"]

T = TypeVar("T")

DEFAULT_BASE_URL = BASE_URL

_GRAPH = API(
    name="Microsoft Planner",
    base_url=DEFAULT_BASE_URL,
    key_variable="MICROSOFT_PLANNER_TOKEN",
    base_url_variable="MICROSOFT_PLANNER_BASE_URL",
    request_id_header="client-request-id",
    response_id_header="request-id",
    read_error=read_graph_error,
    refine_error=refine_error,
    token_scopes=("https://graph.microsoft.com/.default",),
    key_argument="token",
)


class AsyncMicrosoftPlanner(AsyncResources):
    """A client of Microsoft Planner for asyncio and trio, with one attribute for each tag of its document.

    Use it as a context manager, or `aclose()` it. One client belongs to one event loop; its tasks share connections.

    Args:
        token: An access token of Microsoft Graph; a function that gives one or an awaitable of one, as a text or as an object with `token` and
            `expires_on`; or a credential of azure-identity, of either kind. A function or credential is asked again before the token
            expires, and after a 401. By default the environment variable `MICROSOFT_PLANNER_TOKEN`.
        base_url: The URL of the service with its version; by default the environment variable
            `MICROSOFT_PLANNER_BASE_URL`, else `https://graph.microsoft.com/v1.0`. Operations of the beta version go to `beta`
            beside it.
        arguments: The other arguments of `AsyncMSPortal`: timeout, retry, limiter, headers, transport, on_event, strict, and
            those of the network.

    Raises:
        ValueError: There is no token, or one that cannot be one; another argument cannot be used.
        TypeError: The transport belongs to neither httpx nor httpx2.
    """

    _api: ClassVar[API] = _GRAPH

    def __init__(
        self,
        token: str | TokenSource | None = None,
        *,
        base_url: str | None = None,
        **arguments: Unpack[AsyncClientArguments],
    ) -> None:
        super().__init__(token, base_url=_with_version(base_url), **arguments)
        self._created = created_ids()

    async def send(
        self,
        operation: Operation[T],
        arguments: Mapping[str, Any],
        *,
        body: Any = UNSET,
        content_type: str | None = None,
        options: RequestOptions | None = None,
    ) -> Response[T]:
        """Call an operation, with the checks and defaults of Planner. The generated functions do this.

        See `AsyncAPIClient.send`. Operations that create look before they send again: see docs/microsoft-planner.md.
        """
        settings = self._settings
        steps = sending(operation, arguments, body, options, settings.retry, self._created)
        calls = AsyncCalls(partial(super().send, content_type=content_type), self.follow, anyio.sleep)
        return cast("Response[T]", await drive_async(steps, calls))

    def changes(self, cache: PlannerCache, *, every: float | None = None, user_id: str | None = None) -> AsyncChanges:
        """Return an iterator over the changes of what the user sees, which are applied to a cache (beta).

            cache = PlannerCache()
            async for change in planner.changes(cache):
                print(change.kind, change.type, change.id, change.fields)
            Path("planner.json").write_text(cache.to_json())

        An empty cache is filled first, which is no change. A link that is too old is replaced by reading everything anew;
        what differs is a change.

        Args:
            cache: The objects as they are known. A change is applied when it is handed out.
            every: Seconds to wait for later changes; by default the iterator ends with the last one.
            user_id: The user whose changes they are; by default the signed-in one.

        Raises:
            MSPortalError: As the operations do. The iterator can be used again afterwards.
        """
        from .changes import AsyncChanges  # noqa: PLC0415 - most programs have no need of it

        return AsyncChanges(self, cache, every, user_id)

    @cached_resource
    def tasks(self) -> AsyncPlannerTasks:
        """Tasks and their details."""
        from .resources import AsyncPlannerTasks  # noqa: PLC0415 - resources load when first used

        return AsyncPlannerTasks(self)

    @cached_resource
    def plans(self) -> AsyncPlannerPlans:
        """Plans and their details."""
        from .resources import AsyncPlannerPlans  # noqa: PLC0415 - resources load when first used

        return AsyncPlannerPlans(self)

    @cached_resource
    def buckets(self) -> AsyncPlannerBuckets:
        """The columns of a plan."""
        from .resources import AsyncPlannerBuckets  # noqa: PLC0415 - resources load when first used

        return AsyncPlannerBuckets(self)

    @cached_resource
    def boards(self) -> AsyncPlannerBoards:
        """The positions of tasks on the three boards."""
        from .resources import AsyncPlannerBoards  # noqa: PLC0415 - resources load when first used

        return AsyncPlannerBoards(self)

    @cached_resource
    def users(self) -> AsyncPlannerUsers:
        """Favourite and recent plans of the signed-in user (beta)."""
        from .resources import AsyncPlannerUsers  # noqa: PLC0415 - resources load when first used

        return AsyncPlannerUsers(self)


class MicrosoftPlanner(Resources):
    """A client of Microsoft Planner, with one attribute for each tag of its document.

    Use it as a context manager, or `close()` it. Threads may share it, and with it connections.

    Args:
        token: An access token of Microsoft Graph; a function that gives one, as a text or as an object with `token` and
            `expires_on`; or a credential of azure-identity. A function or credential is asked again before the token
            expires, and after a 401. By default the environment variable `MICROSOFT_PLANNER_TOKEN`.
        base_url: The URL of the service with its version; by default the environment variable
            `MICROSOFT_PLANNER_BASE_URL`, else `https://graph.microsoft.com/v1.0`. Operations of the beta version go to `beta`
            beside it.
        arguments: The other arguments of `MSPortal`: timeout, retry, limiter, headers, transport, on_event, strict, and
            those of the network.

    Raises:
        ValueError: There is no token, or one that cannot be one; another argument cannot be used.
        TypeError: The transport belongs to neither httpx nor httpx2; the token function is a coroutine function.
    """

    _api: ClassVar[API] = _GRAPH

    def __init__(
        self,
        token: str | TokenSource | None = None,
        *,
        base_url: str | None = None,
        **arguments: Unpack[ClientArguments],
    ) -> None:
        super().__init__(token, base_url=_with_version(base_url), **arguments)
        self._created = created_ids()

    def send(
        self,
        operation: Operation[T],
        arguments: Mapping[str, Any],
        *,
        body: Any = UNSET,
        content_type: str | None = None,
        options: RequestOptions | None = None,
    ) -> Response[T]:
        """Call an operation, with the checks and defaults of Planner. The generated functions do this.

        See `APIClient.send`. Operations that create look before they send again: see docs/microsoft-planner.md.
        """
        settings = self._settings
        steps = sending(operation, arguments, body, options, settings.retry, self._created)
        calls = Calls(partial(super().send, content_type=content_type), self.follow, time.sleep)
        return cast("Response[T]", drive(steps, calls))

    def changes(self, cache: PlannerCache, *, every: float | None = None, user_id: str | None = None) -> Changes:
        """Return an iterator over the changes of what the user sees, which are applied to a cache (beta).

            cache = PlannerCache()
            for change in planner.changes(cache):
                print(change.kind, change.type, change.id, change.fields)
            Path("planner.json").write_text(cache.to_json())

        An empty cache is filled first, which is no change. A link that is too old is replaced by reading everything anew;
        what differs is a change.

        Args:
            cache: The objects as they are known. A change is applied when it is handed out.
            every: Seconds to wait for later changes; by default the iterator ends with the last one.
            user_id: The user whose changes they are; by default the signed-in one.

        Raises:
            MSPortalError: As the operations do. The iterator can be used again afterwards.
        """
        from .changes import Changes  # noqa: PLC0415 - most programs have no need of it

        return Changes(self, cache, every, user_id)

    @cached_resource
    def tasks(self) -> PlannerTasks:
        """Tasks and their details."""
        from .resources import PlannerTasks  # noqa: PLC0415 - resources load when first used

        return PlannerTasks(self)

    @cached_resource
    def plans(self) -> PlannerPlans:
        """Plans and their details."""
        from .resources import PlannerPlans  # noqa: PLC0415 - resources load when first used

        return PlannerPlans(self)

    @cached_resource
    def buckets(self) -> PlannerBuckets:
        """The columns of a plan."""
        from .resources import PlannerBuckets  # noqa: PLC0415 - resources load when first used

        return PlannerBuckets(self)

    @cached_resource
    def boards(self) -> PlannerBoards:
        """The positions of tasks on the three boards."""
        from .resources import PlannerBoards  # noqa: PLC0415 - resources load when first used

        return PlannerBoards(self)

    @cached_resource
    def users(self) -> PlannerUsers:
        """Favourite and recent plans of the signed-in user (beta)."""
        from .resources import PlannerUsers  # noqa: PLC0415 - resources load when first used

        return PlannerUsers(self)


def _with_version(base_url: str | None) -> str | None:
    """Return a base URL with the version that the operations are of, where it has no path."""
    if isinstance(cast("object", base_url), str) and base_url and urlsplit(base_url).path in {"", "/"}:
        return base_url.rstrip("/") + urlsplit(DEFAULT_BASE_URL).path
    return base_url

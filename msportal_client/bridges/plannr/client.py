"""The clients of Plannr: the API described as data, and one attribute for each tag of the document."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, Unpack, cast
from uuid import UUID

import anyio

from ..._runtime.api import API
from ..._runtime.resources import cached_resource
from ..._runtime.steps import AsyncCalls, Calls, drive, drive_async
from ...errors import FieldProblem, RequestValidationError
from ...types import UNSET, Response
from .api import BASE_URL, AsyncResources, Resources
from .sending import Account, read_plannr_error, sending

if TYPE_CHECKING:
    from ..._runtime.client_arguments import AsyncClientArguments, ClientArguments
    from ..._runtime.operation import Operation
    from ..._runtime.tokens import TokenSource
    from ...options import RequestOptions
    from .resources import AsyncPlannrTasks, PlannrTasks

__all__ = ["DEFAULT_BASE_URL", "AsyncPlannr", "Plannr"]

T = TypeVar("T")

DEFAULT_BASE_URL = BASE_URL

_PLANNR = API(
    name="Plannr",
    base_url=DEFAULT_BASE_URL,
    key_variable="PLANNR_TOKEN",
    base_url_variable="PLANNR_BASE_URL",
    read_error=read_plannr_error,
    key_argument="token",
)
_ACCOUNT_VARIABLE = "PLANNR_ACCOUNT_UUID"


class AsyncPlannr(AsyncResources):
    """A client of Plannr for asyncio and trio, with one attribute for each tag of its document.

    Use it as a context manager, or `aclose()` it. One client belongs to one event loop; its tasks share connections and the
    quota of the user.

    Args:
        token: A personal access token, or an OAuth 2 access token; or a function that gives one or an awaitable of one, as a
            text or as an object with `token` and `expires_on`, which is asked again before it expires and after a 401. By
            default the environment variable `PLANNR_TOKEN`.
        account_uuid: The account to act as: `account.uuid` of a login, not `uuid`. By default the environment variable
            `PLANNR_ACCOUNT_UUID`; else the one that `listLogins` says is preferred, or the only one, found when the first
            operation needs it.
        base_url: The URL of the service; by default the environment variable `PLANNR_BASE_URL`, else
            `https://api.plannrcrm.com`.
        arguments: The other arguments of `AsyncMSPortal`: timeout, retry, limiter, headers, transport, on_event, strict, and
            those of the network.

    Raises:
        ValueError: There is no token, or one that cannot be one; another argument cannot be used.
        TypeError: The transport belongs to neither httpx nor httpx2.
    """

    _api: ClassVar[API] = _PLANNR

    def __init__(
        self,
        token: str | TokenSource | None = None,
        *,
        account_uuid: UUID | str | None = None,
        base_url: str | None = None,
        **arguments: Unpack[AsyncClientArguments],
    ) -> None:
        self._account = Account(_checked(account_uuid))
        super().__init__(token, base_url=base_url, **arguments)

    async def send(
        self,
        operation: Operation[T],
        arguments: Mapping[str, Any],
        *,
        body: Any = UNSET,
        content_type: str | None = None,
        options: RequestOptions | None = None,
    ) -> Response[T]:
        """Call an operation as the account of the client. The generated functions do this. See `AsyncAPIClient.send`."""
        steps = sending(operation, arguments, body, options, self._account)
        calls = AsyncCalls(partial(super().send, content_type=content_type), self.follow, anyio.sleep)
        return cast("Response[T]", await drive_async(steps, calls))

    @property
    def account_uuid(self) -> str | None:
        """The account that the client acts as; None while it is not known."""
        return self._account.uuid

    @cached_resource
    def tasks(self) -> AsyncPlannrTasks:
        """Tasks."""
        from .resources import AsyncPlannrTasks  # noqa: PLC0415 - resources load when first used

        return AsyncPlannrTasks(self)


class Plannr(Resources):
    """A client of Plannr, with one attribute for each tag of its document.

    Use it as a context manager, or `close()` it. Threads may share it, and with it connections and the quota of the user.

    Args:
        token: A personal access token, or an OAuth 2 access token; or a function that gives one, as a
            text or as an object with `token` and `expires_on`, which is asked again before it expires and after a 401. By
            default the environment variable `PLANNR_TOKEN`.
        account_uuid: The account to act as: `account.uuid` of a login, not `uuid`. By default the environment variable
            `PLANNR_ACCOUNT_UUID`; else the one that `listLogins` says is preferred, or the only one, found when the first
            operation needs it.
        base_url: The URL of the service; by default the environment variable `PLANNR_BASE_URL`, else
            `https://api.plannrcrm.com`.
        arguments: The other arguments of `MSPortal`: timeout, retry, limiter, headers, transport, on_event, strict, and
            those of the network.

    Raises:
        ValueError: There is no token, or one that cannot be one; another argument cannot be used.
        TypeError: The transport belongs to neither httpx nor httpx2; the token function is a coroutine function.
    """

    _api: ClassVar[API] = _PLANNR

    def __init__(
        self,
        token: str | TokenSource | None = None,
        *,
        account_uuid: UUID | str | None = None,
        base_url: str | None = None,
        **arguments: Unpack[ClientArguments],
    ) -> None:
        self._account = Account(_checked(account_uuid))
        super().__init__(token, base_url=base_url, **arguments)

    def send(
        self,
        operation: Operation[T],
        arguments: Mapping[str, Any],
        *,
        body: Any = UNSET,
        content_type: str | None = None,
        options: RequestOptions | None = None,
    ) -> Response[T]:
        """Call an operation as the account of the client. The generated functions do this. See `APIClient.send`."""
        steps = sending(operation, arguments, body, options, self._account)
        calls = Calls(partial(super().send, content_type=content_type), self.follow, time.sleep)
        return cast("Response[T]", drive(steps, calls))

    @property
    def account_uuid(self) -> str | None:
        """The account that the client acts as; None while it is not known."""
        return self._account.uuid

    @cached_resource
    def tasks(self) -> PlannrTasks:
        """Tasks."""
        from .resources import PlannrTasks  # noqa: PLC0415 - resources load when first used

        return PlannrTasks(self)


def _checked(account_uuid: UUID | str | None) -> str | None:
    """Return the account of a client, from its argument or the environment.

    Raises:
        RequestValidationError: It is no UUID.
    """
    given: object = account_uuid or os.environ.get(_ACCOUNT_VARIABLE) or None
    try:
        return None if given is None else str(UUID(str(given)))
    except ValueError:
        problem = FieldProblem("account_uuid", f"must be a UUID, is {given!r}")
    raise RequestValidationError("Plannr", [problem])

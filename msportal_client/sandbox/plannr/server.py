"""The Plannr server in a thread of its own."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..guard import read_hosts
from ..local_server import LocalServer
from ..request_log import SeenRequest
from ..trouble import Trouble
from .app import create_app
from .service import Plannr
from .settings import Settings
from .state import ADMIN_ACCOUNT_UUID, DEFAULT_TOKENS

__all__ = ["PlannrSandbox"]


class PlannrSandbox(LocalServer):
    """A Plannr server that runs in a thread of its own while its `with` block lasts.

        with PlannrSandbox() as sandbox:
            client = Plannr(sandbox.token, base_url=sandbox.url, account_uuid=sandbox.account_uuid)

    Asynchronous code can use it too: its thread has an event loop of its own.
    """

    def __init__(
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        settings: Settings = Settings(),  # noqa: B008 - it is frozen
        tokens: Mapping[str, str] = DEFAULT_TOKENS,
        trouble: Trouble = Trouble(),  # noqa: B008 - it is frozen
        seed: int = 0,
        allowed_hosts: Iterable[str] = (),
    ) -> None:
        """Create a server. It starts when the `with` block is entered.

        Args:
            host: The address to listen on. Others can connect unless it is loopback, and the tokens are public.
            port: The port to listen on; 0 picks a free one.
            settings: The behaviour.
            tokens: The names of the users by their tokens. The first is `token`.
            trouble: The faults to inject from the start.
            seed: The seed of the random numbers that decide about faults.
            allowed_hosts: More names and addresses, without ports, that requests may call the server by.

        Raises:
            ValueError: An argument is out of range.
        """
        super().__init__(host, port)
        app = create_app(
            settings=settings,
            tokens=tokens,
            trouble=trouble,
            seed=seed,
            sleep=self._sleep,
            allowed_hosts=read_hosts(allowed_hosts) | self._bound_hosts,
        )
        self._app = app
        self._service: Plannr = app.state.service

    @property
    def url(self) -> str:
        """The base URL for a client, without a trailing slash.

        Raises:
            RuntimeError: The server is not running.
        """
        return self.origin + self._service.spec.base_path

    @property
    def token(self) -> str:
        """The first token; by default one of an admin."""
        return next(iter(self._service.initial[1]))

    @property
    def account_uuid(self) -> str:
        """The uuid of an account that the user of the first token may act as, with the role of an admin."""
        return ADMIN_ACCOUNT_UUID

    @property
    def requests(self) -> Sequence[SeenRequest]:
        """The last 10,000 requests, oldest first."""
        return list(self._service.log.requests.copy())

    @property
    def operations(self) -> Sequence[str]:
        """The operations that are served: `GET /api/v1/task`, ..."""
        return [operation.key for operation in self._service.spec.operations]

    def state(self) -> dict[str, Any]:
        """Return the counts `total`, `requests`, `statuses` and `rate_limited`, and the settings."""
        return self._service.state()

    def references(self) -> dict[str, Any]:
        """Return the uuid and name of what tasks refer to."""
        return self._service.references()

    def trouble(self, **changes: Any) -> None:
        """Change the faults to inject. Without arguments, inject none.

        Args:
            **changes: Fields of `Trouble`. The other fields keep their values.

        Raises:
            TypeError: `Trouble` has no such field.
            ValueError: A value is out of range.
        """
        self._service.trouble = dataclasses.replace(self._service.trouble, **changes) if changes else Trouble()

    def settings(self, **changes: Any) -> None:
        """Change the behaviour.

        Args:
            **changes: Fields of `Settings`. The other fields keep their values.

        Raises:
            TypeError: `Settings` has no such field.
            ValueError: A value is out of range.
        """
        self._service.change_settings(dataclasses.replace(self._service.settings, **changes))

    def revoke_token(self, name: str) -> None:
        """Remove a token, known or not."""
        self._service.tokens.pop(name, None)

    def advance(self, seconds: float) -> None:
        """Put the server's clock forward.

        Raises:
            ValueError: `seconds` is negative or too large.
        """
        self._service.advance(seconds)

    def reset(self) -> None:
        """Remove everything that was made or set since the start."""
        self._service.reset()

"""The Plannr server in a thread of its own."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

from ..guard import read_hosts
from ..local_api_server import LocalApiServer
from ..trouble import Trouble
from .app import create_app
from .service import Plannr
from .settings import Settings
from .state import ADMIN_ACCOUNT_UUID, DEFAULT_TOKENS

__all__ = ["PlannrSandbox"]


class PlannrSandbox(LocalApiServer[Plannr]):
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
        self._serve(
            create_app(
                settings=settings,
                tokens=tokens,
                trouble=trouble,
                seed=seed,
                sleep=self._sleep,
                allowed_hosts=read_hosts(allowed_hosts) | self._bound_hosts,
            )
        )

    @property
    def token(self) -> str:
        """The first token; by default one of an admin."""
        return next(iter(self._service.initial[1]))

    @property
    def account_uuid(self) -> str:
        """The uuid of an account that the user of the first token may act as, with the role of an admin."""
        return ADMIN_ACCOUNT_UUID

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

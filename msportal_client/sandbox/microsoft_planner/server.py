"""The Planner server in a thread of its own."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..guard import read_hosts
from ..local_api_server import LocalApiServer
from ..trouble import Trouble
from .app import create_app
from .people import DEFAULT_TOKENS, Token
from .service import Planner
from .settings import DEFAULT_LIMITS, Settings

__all__ = ["PlannerSandbox"]


class PlannerSandbox(LocalApiServer[Planner]):
    """A Planner server that runs in a thread of its own while its `with` block lasts.

        with PlannerSandbox(settings=Settings(page_size=10)) as sandbox:
            client = MicrosoftPlanner(sandbox.token, base_url=sandbox.url)

    Asynchronous code can use it too: its thread has an event loop of its own.
    """

    def __init__(
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        settings: Settings = Settings(),  # noqa: B008 - it is frozen
        limits: Mapping[str, int | None] = DEFAULT_LIMITS,
        tokens: Mapping[str, Token] = DEFAULT_TOKENS,
        seeded: bool = True,
        trouble: Trouble = Trouble(),  # noqa: B008 - it is frozen
        seed: int = 0,
        allowed_hosts: Iterable[str] = (),
    ) -> None:
        """Create a server. It starts when the `with` block is entered.

        Args:
            host: The address to listen on. Others can connect unless it is loopback, and the tokens are public.
            port: The port to listen on; 0 picks a free one.
            settings: The behaviour.
            limits: The limits of the service by code; None is no limit, and what is absent has its default.
            tokens: The valid tokens. The first is `token`.
            seeded: Whether a plan with a bucket and a task is there from the start.
            trouble: The faults to inject from the start.
            seed: The seed of ids, and of the random numbers that decide about faults.
            allowed_hosts: More names and addresses, without ports, that requests may call the server by.

        Raises:
            ValueError: An argument is out of range.
        """
        super().__init__(host, port)
        self._serve(
            create_app(
                settings=settings,
                limits=limits,
                tokens=tokens,
                seeded=seeded,
                trouble=trouble,
                seed=seed,
                sleep=self._sleep,
                allowed_hosts=read_hosts(allowed_hosts) | self._bound_hosts,
            )
        )

    @property
    def beta_url(self) -> str:
        """The base URL of beta, without a trailing slash.

        Raises:
            RuntimeError: The server is not running.
        """
        return f"{self.origin}/beta"

    @property
    def token(self) -> str:
        """The first token; by default one of a user who may change everything."""
        return next(iter(self._service.initial[2]))

    def settings(self, **changes: Any) -> None:
        """Change the behaviour.

        Args:
            **changes: Fields of `Settings`. The other fields keep their values.

        Raises:
            TypeError: `Settings` has no such field.
            ValueError: A value is out of range.
        """
        self._service.change_settings(dataclasses.replace(self._service.world.settings, **changes))

    def limits(self, **limits: int | None) -> None:
        """Change limits of the service: `limits(MaximumTasksInProject=3)`; None is no limit.

        Raises:
            ValueError: There is no such limit, or its value is wrong.
        """
        self._service.change_limits(limits)

    def set_token(
        self, name: str, user: str | None, scopes: Sequence[str] = ("Tasks.ReadWrite",), lifetime: float | None = None
    ) -> None:
        """Add or replace a token.

        Args:
            name: The token.
            user: The id of the signed-in user; None for an application by itself.
            scopes: The granted permissions.
            lifetime: Seconds until it expires, up to a year; None for no end.

        Raises:
            ValueError: There is no such user, or a value is wrong.
        """
        self._service.set_token(name, {"user": user, "scopes": list(scopes), "lifetime": lifetime})

    def revoke_token(self, name: str) -> None:
        """Remove a token, known or not."""
        self._service.revoke_token(name)

    def expire_delta_links(self) -> None:
        """Make all links of delta queries too old that were given so far: they answer 410."""
        self._service.expire_delta_links()

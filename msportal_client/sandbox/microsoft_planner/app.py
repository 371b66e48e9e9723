"""The Planner server as an ASGI application: the API and its control endpoints."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, cast

import anyio
from starlette.applications import Starlette
from starlette.routing import Route

from ..clock import wall_clock
from ..local_control import application, control_route, settings_route
from ..trouble import Trouble
from .people import DEFAULT_TOKENS, Token
from .service import Planner
from .settings import DEFAULT_LIMITS, Settings

__all__ = ["create_app"]

_TOKENS = 'tokens must be {"<token>": {"user": "..."}}, with null in place of a token to revoke'


def create_app(
    *,
    settings: Settings = Settings(),  # noqa: B008 - it is frozen
    limits: Mapping[str, int | None] = DEFAULT_LIMITS,
    tokens: Mapping[str, Token] = DEFAULT_TOKENS,
    seeded: bool = True,
    trouble: Trouble = Trouble(),  # noqa: B008 - it is frozen
    seed: int = 0,
    allowed_hosts: Iterable[str] = (),
    clock: Callable[[], float] | None = None,
    sleep: Callable[[float], Awaitable[None]] = anyio.sleep,
) -> Starlette:
    """Create the Planner server as an ASGI application.

    Args:
        settings: The behaviour.
        limits: The limits of the service by code; None is no limit, and what is absent has its default.
        tokens: The valid tokens.
        seeded: Whether a plan with a bucket and a task is there from the start.
        trouble: The faults to inject from the start.
        seed: The seed of ids, and of the random numbers that decide about faults.
        allowed_hosts: Names and addresses, without ports, that requests may call the server by. Loopback names and
            addresses, and the address of the server, are always allowed.
        clock: Returns the time in epoch seconds; by default the time now, going on even where a test stops time.
        sleep: Waits for the latency.

    Raises:
        ValueError: An argument is out of range.
    """
    planner = Planner(
        settings=settings,
        limits=limits,
        tokens=tokens,
        seeded=seeded,
        trouble=trouble,
        seed=seed,
        clock=clock or wall_clock(),
        sleep=sleep,
    )
    return application(planner, _routes(planner), allowed_hosts)


def _routes(planner: Planner) -> list[Route]:
    def change_limits(raw: Any) -> Any:
        planner.change_limits(raw)
        return dict(planner.world.limits)

    def set_tokens(raw: Any) -> None:
        if not isinstance(raw, dict):
            raise ValueError(_TOKENS)  # noqa: TRY004 - the sent value is wrong, not an argument
        for name, token in cast("dict[str, Any]", raw).items():
            if token is None:
                planner.revoke_token(name)
            elif isinstance(token, dict):
                planner.set_token(name, cast("dict[str, Any]", token))
            else:
                raise ValueError(_TOKENS)

    return [
        settings_route(
            "/settings", "setting", planner.initial[0], lambda: planner.world.settings, planner.change_settings
        ),
        control_route("/limits", {"GET": lambda _: dict(planner.world.limits), "PATCH": change_limits}),
        control_route("/tokens", {"PATCH": set_tokens}),
        control_route("/expire-delta-links", {"POST": lambda _: planner.expire_delta_links()}),
    ]

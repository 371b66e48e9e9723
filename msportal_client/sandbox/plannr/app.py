"""The Plannr server as an ASGI application: the API and its control endpoints."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping

import anyio
from starlette.applications import Starlette

from ..clock import wall_clock
from ..local_control import application, settings_route
from ..trouble import Trouble
from .service import Plannr
from .settings import Settings
from .state import DEFAULT_TOKENS

__all__ = ["create_app"]


def create_app(
    *,
    settings: Settings = Settings(),  # noqa: B008 - it is frozen
    tokens: Mapping[str, str] = DEFAULT_TOKENS,
    trouble: Trouble = Trouble(),  # noqa: B008 - it is frozen
    seed: int = 0,
    allowed_hosts: Iterable[str] = (),
    clock: Callable[[], float] | None = None,
    sleep: Callable[[float], Awaitable[None]] = anyio.sleep,
) -> Starlette:
    """Create the Plannr server as an ASGI application.

    Args:
        settings: The behaviour.
        tokens: The names of the users by their tokens: `ada` has two accounts, `ben` one.
        trouble: The faults to inject from the start.
        seed: The seed of the random numbers that decide about faults.
        allowed_hosts: Names and addresses, without ports, that requests may call the server by. Loopback names and
            addresses, and the address of the server, are always allowed.
        clock: Returns the time in epoch seconds; by default the time now, going on even where a test stops time.
        sleep: Waits for the latency.

    Raises:
        ValueError: An argument is out of range.
    """
    plannr = Plannr(
        settings=settings, tokens=tokens, trouble=trouble, seed=seed, clock=clock or wall_clock(), sleep=sleep
    )
    routes = [
        settings_route("/settings", "setting", settings, lambda: plannr.settings, plannr.change_settings),
    ]
    return application(plannr, routes, allowed_hosts)

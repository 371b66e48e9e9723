"""The sandbox as an ASGI application: the API, the control endpoints and the pages."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

import anyio
from starlette.applications import Starlette
from starlette.routing import Mount

from .auth import DEFAULT_KEYS, Key
from .control import control_routes, front_routes
from .quota import Algorithm
from .service import Service
from .trouble import Trouble

__all__ = ["create_app"]


def create_app(
    *,
    spec: Path | str | Mapping[str, Any] | None = None,
    keys: Mapping[str, Key] = DEFAULT_KEYS,
    quota: int = 60,
    window: float = 60.0,
    algorithm: Algorithm = "fixed",
    trouble: Trouble = Trouble(),  # noqa: B008 - it is frozen
    check_references: bool = True,
    seed: int = 0,
    clock: Callable[[], float] = time.time,
    sleep: Callable[[float], Awaitable[None]] = anyio.sleep,
) -> Starlette:
    """Make the sandbox as an ASGI application; its `state.service` is the `Service`.

    Args:
        spec: The OpenAPI document, or where it is; None means the one of this package.
        keys: The API keys that are let in.
        quota: Requests that a key may make in a window, at least 1.
        window: The length of a window in seconds.
        algorithm: How requests are counted: `fixed` windows, a `sliding` one, or a token `bucket`.
        trouble: What goes wrong from the start.
        check_references: Whether ids in request bodies must exist. Off, any well-formed id will do.
        seed: Of the dice that trouble is decided with.
        clock: The time in epoch seconds.
        sleep: How latency is waited out.

    Raises:
        SpecError: The document cannot be read.
        ValueError: A quota or window that lets nobody through, or no keys.
    """
    service = Service(
        spec=spec,
        keys=keys,
        quota=quota,
        window=window,
        algorithm=algorithm,
        trouble=trouble,
        check_references=check_references,
        seed=seed,
        clock=clock,
        sleep=sleep,
    )
    app = Starlette(routes=[Mount("/_sandbox", routes=control_routes(service)), *front_routes(service)])
    # Not a route: no pattern of a route takes every path, one with a line break for instance.
    app.router.default = service
    app.router.redirect_slashes = False
    app.state.service = service
    return app

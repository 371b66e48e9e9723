"""The sandbox as an ASGI application: the API, the control endpoints and the pages."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import anyio
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount

from .auth import DEFAULT_KEYS, Key
from .clock import wall_clock
from .control import control_routes, front_routes
from .guard import HostGuard, OriginGuard, read_hosts
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
    allowed_hosts: Iterable[str] = (),
    rows: Mapping[str, int] = MappingProxyType({}),
    clock: Callable[[], float] | None = None,
    sleep: Callable[[float], Awaitable[None]] = anyio.sleep,
) -> Starlette:
    """Create the sandbox as an ASGI application.

    Args:
        spec: The OpenAPI document or its path; None means the document in the package.
        keys: The accepted API keys.
        quota: Requests per key and window, at least 1.
        window: The length of a window in seconds.
        algorithm: How requests are counted: `fixed` windows, a `sliding` window, or a token `bucket`.
        trouble: The faults to inject from the start.
        check_references: Whether ids in request bodies must exist. Otherwise any well-formed id is accepted.
        seed: The seed of the random numbers that decide about faults.
        allowed_hosts: Names and addresses, without ports, that requests may call the sandbox by. Loopback names and
            addresses, and the address of the server, are always allowed.
        rows: The number of records of each resource in a new sandbox: `{"tickets": 500}`. By default there are three of
            each resource that requests refer to or that no operation creates, and none of the others.
        clock: Returns the time in epoch seconds; by default the time now, going on even where a test stops time.
        sleep: Waits for the latency.

    Raises:
        SpecError: The document cannot be served.
        ValueError: An argument is out of range.
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
        rows=rows,
        clock=clock or wall_clock(),
        sleep=sleep,
    )
    control = Mount("/_sandbox", routes=control_routes(service), middleware=[Middleware(OriginGuard)])
    app = Starlette(
        routes=[control, *front_routes(service)],
        middleware=[Middleware(HostGuard, allowed_hosts=read_hosts(allowed_hosts))],
    )
    # The default and not a route: no route's pattern matches every path, for instance one with a line break.
    app.router.default = service
    app.router.redirect_slashes = False
    app.state.service = service
    return app

"""The control endpoints at `/_sandbox/...` of the servers of the bridges. They need no token."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeVar, cast

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route

from .guard import HostGuard, OriginGuard, read_hosts
from .local_api import LocalApi
from .options import replace_fields
from .requests import BodyTooLargeError, read_control
from .trouble import Trouble

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

__all__ = ["application", "control_route", "settings_route"]

T = TypeVar("T", bound="DataclassInstance")

# Gets the decoded body, or None if there is none, and returns what is answered as JSON, or None for 204. A ValueError
# that it raises is a 400.
Handler = Callable[[Any], Any]


def application(api: LocalApi[Any], routes: Iterable[Route], allowed_hosts: Iterable[str]) -> Starlette:
    """Return the API with its control endpoints as one application.

    Args:
        api: The API.
        routes: The control endpoints that only this API has.
        allowed_hosts: Names and addresses that requests may call the server by, beside loopback.

    Raises:
        ValueError: One of `allowed_hosts` is not a name or an address.
    """
    control = Mount("/_sandbox", routes=[*_common_routes(api), *routes], middleware=[Middleware(OriginGuard)])
    app = Starlette(routes=[control], middleware=[Middleware(HostGuard, allowed_hosts=read_hosts(allowed_hosts))])
    # The default and not a route: no route's pattern matches every path, for instance one with a line break.
    app.router.default = api
    app.router.redirect_slashes = False
    app.state.service = api
    return app


def control_route(path: str, handlers: Mapping[str, Handler]) -> Route:
    """Return a control endpoint.

    Args:
        path: Its path below `/_sandbox`.
        handlers: What it does, by method.
    """

    async def endpoint(request: Request) -> Response:
        method = "GET" if request.method == "HEAD" else request.method
        try:
            has_body = request.headers.get("content-length", "0") != "0" or "transfer-encoding" in request.headers
            answered = handlers[method](await read_control(request) if has_body else None)
        except BodyTooLargeError as error:
            return JSONResponse({"error": str(error), "code": "PAYLOAD_TOO_LARGE"}, 413)
        except ValueError as error:
            return JSONResponse({"error": str(error), "code": "VALIDATION_ERROR"}, 400)
        except ClientDisconnect:
            return Response(status_code=400)
        return Response(status_code=204) if answered is None else JSONResponse(answered)

    return Route(path, endpoint, methods=list(handlers))


def settings_route(path: str, noun: str, default: T, get: Callable[[], T], put: Callable[[T], None]) -> Route:
    """Return the endpoint that shows (GET), replaces (PUT), changes (PATCH) or resets (DELETE) a set of options.

    Args:
        path: Its path below `/_sandbox`.
        noun: The kind of option, for messages.
        default: The options of a new server, a frozen dataclass.
        get: Returns the options.
        put: Sets them.
    """

    def set_to(options: T) -> dict[str, Any]:
        put(options)
        return asdict(options)

    return control_route(
        path,
        {
            "GET": lambda _: asdict(get()),
            "PUT": lambda raw: set_to(replace_fields(default, raw, noun)),
            "PATCH": lambda raw: set_to(replace_fields(get(), raw, noun)),
            "DELETE": lambda _: set_to(default),
        },
    )


def _common_routes(api: LocalApi[Any]) -> list[Route]:
    def set_trouble(trouble: Trouble) -> None:
        api.trouble = trouble

    def advance(raw: Any) -> dict[str, float]:
        sent = cast("dict[str, Any]", raw) if isinstance(raw, dict) else {}
        if sent.keys() != {"seconds"}:
            raise ValueError('the clock is put forward by {"seconds": 60}')
        api.advance(sent["seconds"])
        return {"now": api.now()}

    return [
        control_route("/state", {"GET": lambda _: api.state()}),
        control_route("/references", {"GET": lambda _: api.references()}),
        control_route("/openapi.json", {"GET": lambda _: api.spec.document}),
        control_route("/reset", {"POST": lambda _: api.reset()}),
        control_route("/clock", {"GET": lambda _: {"now": api.now()}, "POST": advance}),
        settings_route("/trouble", "trouble", Trouble(), lambda: api.trouble, set_trouble),
    ]

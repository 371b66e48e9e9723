"""The sandbox's own endpoints, outside the API's paths: `/_sandbox/...`. No key is asked for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from .browser import browser_routes
from .page import page_response
from .requests import UnreadableBodyError, read_body
from .service import Service
from .trouble import Trouble, trouble_from

__all__ = ["control_routes", "front_routes"]


def control_routes(service: Service) -> list[Route]:
    """The endpoints that show and change how `service` behaves, and the pages for people."""

    async def state(_: Request) -> Response:
        return JSONResponse(service.state())

    async def references(_: Request) -> Response:
        return JSONResponse(service.references())

    async def document(_: Request) -> Response:
        return JSONResponse(service.spec.document)

    async def reset(_: Request) -> Response:
        service.reset()
        service.trouble = Trouble()
        return Response(status_code=204)

    async def trouble(request: Request) -> Response:
        if request.method == "DELETE":
            service.trouble = Trouble()
        elif request.method in {"PUT", "PATCH"}:
            before = service.trouble if request.method == "PATCH" else Trouble()
            try:
                service.trouble = trouble_from(await _json_of(request), before)
            except ValueError as error:
                return JSONResponse({"error": str(error), "code": "VALIDATION_ERROR"}, 400)
        return JSONResponse(asdict(service.trouble))

    return [
        Route("/", _page(service)),
        *browser_routes(service.spec, next(iter(service.keys))),
        Route("/state", state),
        Route("/references", references),
        Route("/openapi.json", document),
        Route("/reset", reset, methods=["POST"]),
        Route("/trouble", trouble, methods=["GET", "PUT", "PATCH", "DELETE"]),
    ]


def front_routes(service: Service) -> list[Route]:
    """The page at `/`, where the API has nothing of its own there."""
    taken = any(service.spec.base_path + operation.path == "/" for operation in service.spec.operations)
    return [] if taken else [Route("/", _page(service), methods=["GET"])]


def _page(service: Service) -> Callable[[Request], Awaitable[Response]]:
    async def page(request: Request) -> Response:
        quota = f"{service.quota} requests in {service.window:g} s for each key ({service.algorithm})"
        return page_response(service.spec, service.keys, quota, str(request.base_url).rstrip("/"))

    return page


async def _json_of(request: Request) -> Any:
    # Asked for so that no page in a browser can send it unasked: this type needs the consent of the server.
    if not request.headers.get("content-type", "").startswith("application/json"):
        raise UnreadableBodyError("The content type must be application/json")
    return read_body(await request.body())

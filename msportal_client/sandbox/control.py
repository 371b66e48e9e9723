"""The control endpoints at `/_sandbox/...` and the pages. They need no key."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import asdict

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from .browser import browser_routes
from .options import replace_fields
from .page import page_response
from .requests import BodyTooLargeError, read_control
from .service import Service
from .trouble import Trouble

__all__ = ["control_routes", "front_routes"]


def control_routes(service: Service) -> list[Route]:
    """Return the routes below `/_sandbox` that show and change the state of `service`."""

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
        return await _show_or_change_trouble(service, request)

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
    """Return the route of the page at `/`, unless the API has an operation there."""
    taken = any(service.spec.base_path + operation.path == "/" for operation in service.spec.operations)
    return [] if taken else [Route("/", _page(service), methods=["GET"])]


def _page(service: Service) -> Callable[[Request], Awaitable[Response]]:
    async def page(request: Request) -> Response:
        quota = f"{service.quota} requests in {service.window:g} s for each key ({service.algorithm})"
        return page_response(service.spec, service.keys, quota, str(request.base_url).rstrip("/"))

    return page


async def _show_or_change_trouble(service: Service, request: Request) -> Response:
    try:
        match request.method:
            case "PUT":
                service.trouble = replace_fields(Trouble(), await read_control(request), "trouble")
            case "PATCH":
                service.trouble = replace_fields(service.trouble, await read_control(request), "trouble")
            case "DELETE":
                service.trouble = Trouble()
            case _:
                pass
    except BodyTooLargeError as error:
        return JSONResponse({"error": str(error), "code": "PAYLOAD_TOO_LARGE"}, 413)
    except ValueError as error:
        return JSONResponse({"error": str(error), "code": "VALIDATION_ERROR"}, 400)
    except ClientDisconnect:
        return Response(status_code=400)
    return JSONResponse(asdict(service.trouble))

"""The control endpoints at `/_sandbox/...` and the pages. They need no key."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from .browser import browser_routes
from .json_text import UnreadableBodyError, decode_body
from .page import page_response
from .requests import BodyTooLargeError, is_json, read_bounded
from .service import Service
from .trouble import Trouble, trouble_from

__all__ = ["control_routes", "front_routes"]

_MAX_BODY_SIZE = 64 * 1024


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
                service.trouble = trouble_from(await _read_json(request), Trouble())
            case "PATCH":
                service.trouble = trouble_from(await _read_json(request), service.trouble)
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


async def _read_json(request: Request) -> Any:
    if not is_json(request.headers.get("content-type", "")):
        raise UnreadableBodyError("The content type must be application/json")
    return decode_body(await read_bounded(request, _MAX_BODY_SIZE))

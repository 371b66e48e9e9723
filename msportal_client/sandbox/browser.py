"""The API browser: Swagger UI, served from this package without a request to another host."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from .spec import METHODS, Spec

__all__ = ["browser_routes"]

_ASSETS = Path(__file__).parent / "swagger_ui"
_MEDIA_TYPES = {"swagger-ui-bundle.js": "text/javascript", "swagger-ui.css": "text/css"}
# Swagger UI has its icons in data: URLs; everything else is a file of this package.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_START_SCRIPT = """\
const { schemes, key } = document.body.dataset;
const wantsDark = matchMedia("(prefers-color-scheme: dark)");
const follow = () => document.documentElement.classList.toggle("dark-mode", wantsDark.matches);
wantsDark.addEventListener("change", follow);
follow();
const ui = SwaggerUIBundle({
  url: "/_sandbox/browser/openapi.json",
  dom_id: "#browser",
  deepLinking: true,
  tryItOutEnabled: true,
  validatorUrl: null,
  onComplete: () => JSON.parse(schemes).forEach((scheme) => ui.preauthorizeApiKey(scheme, key)),
});
"""


def browser_routes(spec: Spec, key: str) -> list[Route]:
    """Return the routes of the browser's page, its assets and its document.

    Args:
        spec: The document to show.
        key: The API key to fill in.
    """

    async def page(_: Request) -> Response:
        return HTMLResponse(_page(spec, key), headers={"Content-Security-Policy": _POLICY})

    async def start(_: Request) -> Response:
        return Response(_START_SCRIPT, media_type="text/javascript")

    async def asset(request: Request) -> Response:
        name: str = request.path_params["name"]
        if name not in _MEDIA_TYPES:
            return Response(status_code=404)
        # Stored compressed and sent as it is: every browser accepts gzip.
        compressed = (_ASSETS / f"{name}.gz").read_bytes()
        return Response(compressed, media_type=_MEDIA_TYPES[name], headers={"Content-Encoding": "gzip"})

    async def document(_: Request) -> Response:
        return JSONResponse(_with_sandbox_as_server(spec.document, spec.base_path or "/"))

    return [
        Route("/browser", page),
        Route("/browser/start.js", start),
        Route("/browser/openapi.json", document),
        Route("/browser/{name}", asset),
    ]


def _page(spec: Spec, key: str) -> str:
    title = escape(spec.title)
    schemes = escape(json.dumps(_bearer_schemes(spec.document)))
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}: API browser</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/_sandbox/browser/swagger-ui.css">
</head>
<body data-schemes="{schemes}" data-key="{escape(key)}">
<div id="browser"></div>
<noscript>The API browser needs JavaScript. <a href="/_sandbox/">The list of operations</a> does not.</noscript>
<script src="/_sandbox/browser/swagger-ui-bundle.js"></script>
<script src="/_sandbox/browser/start.js"></script>
</body>
</html>
"""


def _bearer_schemes(document: Mapping[str, Any]) -> list[str]:
    """Return the names of the security schemes that take a bearer key."""
    components: dict[str, Any] = document.get("components") or {}
    schemes: dict[str, dict[str, Any]] = components.get("securitySchemes") or {}
    return [name for name, scheme in schemes.items() if str(scheme.get("scheme", "")).lower() == "bearer"]


def _with_sandbox_as_server(document: Mapping[str, Any], base_path: str) -> dict[str, Any]:
    """Return `document` with the sandbox as its only server, so that no request reaches the real one."""
    items: dict[str, dict[str, Any]] = document["paths"]
    paths = {
        path: {
            name: _without_servers(value) if name in METHODS else value
            for name, value in _without_servers(item).items()
        }
        for path, item in items.items()
    }
    return {**document, "paths": paths, "servers": [{"url": base_path, "description": "This sandbox"}]}


def _without_servers(item: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name != "servers"}

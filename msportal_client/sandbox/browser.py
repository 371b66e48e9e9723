"""The API browser: Swagger UI from this package, which reads from nowhere else."""

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
_TYPES = {"swagger-ui-bundle.js": "text/javascript", "swagger-ui.css": "text/css"}
# Swagger UI draws its icons from data: URLs; all else are the files of this package.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_START = """\
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
    """Return the routes of the browser's page, its assets and the document it shows; `key` is filled in."""

    async def page(_: Request) -> Response:
        return HTMLResponse(_page(spec, key), headers={"Content-Security-Policy": _POLICY})

    async def start(_: Request) -> Response:
        return Response(_START, media_type="text/javascript")

    async def asset(request: Request) -> Response:
        name: str = request.path_params["name"]
        if name not in _TYPES:
            return Response(status_code=404)
        # Kept packed, as every browser takes it: a quarter of the size in the package and on the wire.
        packed = (_ASSETS / f"{name}.gz").read_bytes()
        return Response(packed, media_type=_TYPES[name], headers={"Content-Encoding": "gzip"})

    async def document(_: Request) -> Response:
        return JSONResponse(_served_here(spec.document, spec.base_path or "/"))

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
<noscript>The browser needs JavaScript; <a href="/_sandbox/">the list of operations</a> does not.</noscript>
<script src="/_sandbox/browser/swagger-ui-bundle.js"></script>
<script src="/_sandbox/browser/start.js"></script>
</body>
</html>
"""


def _bearer_schemes(document: Mapping[str, Any]) -> list[str]:
    """What the document calls its bearer keys, so that the sandbox's own is filled in."""
    components: dict[str, Any] = document.get("components") or {}
    schemes: dict[str, dict[str, Any]] = components.get("securitySchemes") or {}
    return [name for name, scheme in schemes.items() if str(scheme.get("scheme", "")).lower() == "bearer"]


def _served_here(document: Mapping[str, Any], base_path: str) -> dict[str, Any]:
    """`document` with the sandbox as its only server: what is tried must not reach the real one."""
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

"""`servers` and `security`: where the requests of a generated client go, and which carry the API key."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from documents import Json, document, operation
from generation.apis import Api
from generation.document import operations
from generation.normalise import normalise
from generation.servers import base_url, foreign_server
from regeneration import Run

Package = Callable[[Json], Any]
ACME = Api("acme", "", "acme", "Acme", "https://api.acme.example/v1", ("https://files.acme.example",))


def urls(made: Any, **settings: Any) -> dict[str, tuple[str, bool]]:
    """Call every operation of the tag `Things`; return its URL, and whether the API key was sent."""
    seen: list[tuple[str, bool]] = []

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append((str(request.url), "authorization" in request.headers))
        return httpx.Response(200)

    found: dict[str, tuple[str, bool]] = {}
    with made.MSPortal("key", transport=httpx.MockTransport(handle), **settings) as client:
        for name in dir(client.things):
            if not name.startswith("_") and name != "with_raw_response":
                getattr(client.things, name)()
                found[name] = seen[-1]
    return found


def server(url: str, **variables: str) -> Json:
    return {"servers": [{"url": url, "variables": {name: {"default": text} for name, text in variables.items()}}]}


@pytest.mark.parametrize(
    ("servers", "url"),
    [
        ([], "https://app.msportal.ai/x"),
        (server("https://app.msportal.ai/api/v2/")["servers"], "https://app.msportal.ai/api/v2/x"),
        (server("HTTPS://APP.msportal.ai:443/api//v2")["servers"], "https://app.msportal.ai/api/v2/x"),
        (server("/api/v2")["servers"], "https://app.msportal.ai/api/v2/x"),
        (server("api/v2")["servers"], "https://app.msportal.ai/api/v2/x"),
        (server("/")["servers"], "https://app.msportal.ai/x"),
        (server("https://{host}/{version}", host="app.msportal.ai", version="v3")["servers"], "https://app.msportal.ai/v3/x"),
        (server("https://{host}/v2")["servers"], "https://app.msportal.ai/x"),
        ([{"url": "https://{nowhere}"}, {"url": "/second"}], "https://app.msportal.ai/second/x"),
    ],
)  # fmt: skip
def test_document_server_path(servers: list[Json], url: str, package: Package) -> None:
    made = package(document({"/x": {"get": operation("Get")}}, servers=servers))
    assert urls(made) == {"get": (url, True)}
    assert urls(made, base_url="http://localhost:1/other") == {"get": ("http://localhost:1/other/x", True)}


@pytest.mark.parametrize(
    "url", ["https://evil.example/v2", "http://app.msportal.ai/v2", "https://app.msportal.ai:8443/v2"]
)
def test_document_server_of_other_host_gets_no_key(url: str, regenerate: Callable[..., Run], tmp_path: Path) -> None:
    run = regenerate(document({"/x": {"get": operation("Get")}}, **server(url)))
    assert run.exit_code == 0
    assert run.err == f"note: the document names the server {url}; calls go to https://app.msportal.ai/v2: see scripts/apis.json\n"  # fmt: skip
    assert 'BASE_URL = "https://app.msportal.ai/v2"' in (tmp_path / "out" / "api" / "__init__.py").read_text()


def test_path_and_operation_servers(package: Package) -> None:
    made = package(
        document(
            {
                "/a": {"get": operation("A")},
                "/b": {"get": operation("B", **server("https://app.msportal.ai/beta"))},
                "/c": {**server("/path"), "get": operation("C"), "put": operation("D", **server("/own/"))},
                "/e": {"get": operation("E", servers=[{"url": "https://other.example"}, {"url": "https://app.msportal.ai/v1"}])},
                "/f": {**server("/path"), "get": operation("F", servers=[])},
            },
            **server("https://app.msportal.ai/v1"),
        )
    )  # fmt: skip
    own = "https://app.msportal.ai"
    assert urls(made) == {
        "a": (f"{own}/v1/a", True),
        "b": (f"{own}/beta/b", True),
        "c": (f"{own}/path/c", True),
        "d": (f"{own}/own/c", True),
        "e": (f"{own}/v1/e", True),
        "f": (f"{own}/path/f", True),
    }
    proxied = urls(made, base_url="https://proxy.example/portal/v1")
    assert proxied["a"][0] == "https://proxy.example/portal/v1/a"
    assert proxied["b"][0] == "https://proxy.example/portal/beta/b"
    local = urls(made, base_url="http://localhost:4010")
    assert (local["a"][0], local["b"][0]) == ("http://localhost:4010/a", "http://localhost:4010/beta/b")


@pytest.mark.parametrize("url", ["https://evil.example", "http://app.msportal.ai", "https://{unknown}.msportal.ai", "https://user@app.msportal.ai", "not a url", "//evil.example"])  # fmt: skip
def test_operation_server_of_other_host_is_refused(url: str, regenerate: Callable[..., Run]) -> None:
    made = document({"/a": {"get": operation("A", **server(url))}, "/b": {"get": operation("B")}})
    run = regenerate(made)
    assert run.exit_code == 2
    assert "#/paths/~1a/get: no server of it may get the API key" in run.err
    assert regenerate(made, "--skip-unsupported").exit_code == 0


def test_operation_server_of_listed_host(package: Package, tmp_path: Path) -> None:
    paths: Json = {"/a": {"get": operation("A", **server("https://files.acme.example/up"))}}
    normalised, problems = normalise(document(paths), ACME)
    assert problems == []
    ((_, _, found),) = operations(normalised)
    assert found["x-server"] == "https://files.acme.example/up"


def test_base_url_of_a_document() -> None:
    assert base_url({}, "https://api.acme.example/v1") == "https://api.acme.example/v1"
    assert base_url(server("/v2"), "https://api.acme.example/v1") == "https://api.acme.example/v2"
    assert base_url(server("https://api.acme.example"), "https://api.acme.example/v1") == "https://api.acme.example"
    assert foreign_server(server("/v2"), "https://api.acme.example/v1") is None
    assert foreign_server(server("https://b.example"), "https://api.acme.example/v1") == "https://b.example"


def test_operations_without_security_send_no_key(package: Package) -> None:
    paths: Json = {
        "/a": {"get": operation("A", security=[])},
        "/b": {"get": operation("B", security=[{}, {"key": []}])},
        "/c": {"get": operation("C")},
    }
    found = urls(package(document(paths)))
    assert {name: key for name, (_, key) in found.items()} == {"a": False, "b": True, "c": True}
    found = urls(package(document(paths, security=[])))
    assert {name: key for name, (_, key) in found.items()} == {"a": False, "b": True, "c": False}


def test_malformed_servers_are_reported(regenerate: Callable[..., Run]) -> None:
    made = document({"/a": {"servers": 7, "get": operation("A", servers=[{}], security={})}}, servers={})
    assert regenerate(json.loads(json.dumps(made))).err.splitlines()[1:] == [
        "#/paths/~1a/get/security: must be an array",
        "#/paths/~1a/get/servers/0: needs a member 'url'",
        "#/paths/~1a/servers: must be an array",
        "#/servers: must be an array",
    ]

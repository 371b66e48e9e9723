"""Requests that web pages of other origins send are refused."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from msportal_client.sandbox import FULL_KEY, Sandbox, create_app
from msportal_client.sandbox.guard import normalize_host

Serve = Callable[..., httpx.AsyncClient]

ROUTES = [
    ("GET", "/"),
    ("GET", "/_sandbox/"),
    ("GET", "/_sandbox/browser"),
    ("GET", "/_sandbox/browser/start.js"),
    ("GET", "/_sandbox/browser/openapi.json"),
    ("GET", "/_sandbox/browser/swagger-ui.css"),
    ("GET", "/_sandbox/state"),
    ("GET", "/_sandbox/references"),
    ("GET", "/_sandbox/openapi.json"),
    ("GET", "/_sandbox/trouble"),
    ("PUT", "/_sandbox/trouble"),
    ("PATCH", "/_sandbox/trouble"),
    ("DELETE", "/_sandbox/trouble"),
    ("POST", "/_sandbox/reset"),
    ("OPTIONS", "/_sandbox/reset"),
    ("GET", "/_sandbox/nowhere"),
    ("GET", "/api/public/v1/users"),
    ("HEAD", "/api/public/v1/users"),
    ("POST", "/api/public/v1/goals"),
    ("GET", "/nowhere"),
]
FOREIGN_HOSTS = [
    "evil.example",
    "EVIL.example:8080",
    "evil.example.",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "evil-localhost",
    "notlocalhost:80",
    "sandbox",
    "0.0.0.0",
    "10.0.0.1",
    "192.168.1.5:8080",
    "169.254.169.254",
    "[2001:db8::1]",
    "[::]:8080",
    "[::ffff:10.0.0.1]",
    "2130706433",
    "0x7f.1",
    "127.1",
]
MALFORMED_HOSTS = [
    "",
    " ",
    "localhost:x",
    "localhost:99999",
    "localhost:123456",
    "localhost:80:80",
    "localhost/",
    "localhost, evil.example",
    "localhost evil.example",
    "user@localhost",
    "http://localhost",
    "::1",
    "[::1",
    "[::1]x",
    "[::1%25lo]",
    "[localhost]",
    ".localhost",
    ".",
    "localhost..",
    "*",
    "a" * 300,
    'a"><script>alert(1)</script>',
]
LOCAL_HOSTS = [
    "localhost",
    "LOCALHOST:8080",
    "localhost.",
    "LocalHost.:80",
    "localhost:",
    "app.localhost",
    "App.LocalHost.:3000",
    "127.0.0.1",
    "127.0.0.1.",
    "127.8.9.10:9999",
    "[::1]",
    "[::1]:8080",
    "[0:0:0:0:0:0:0:1]",
    "[::FFFF:127.0.0.1]:80",
]


@pytest.fixture(scope="module")
def sandbox() -> Any:
    with Sandbox(quota=10_000) as running:
        yield running


def origin_of(sandbox: Sandbox) -> str:
    return "/".join(sandbox.url.split("/")[:3])


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_foreign_host_is_403_on_every_route(sandbox: Sandbox, method: str, path: str) -> None:
    before = sandbox.state()
    headers = {"Host": "evil.example", "Authorization": f"Bearer {FULL_KEY}"}
    answer = httpx.request(method, origin_of(sandbox) + path, headers=headers)
    assert answer.status_code == 403
    assert method == "HEAD" or answer.json()["code"] == "UNKNOWN_HOST"
    assert sandbox.state() == before


@pytest.mark.parametrize("host", FOREIGN_HOSTS)
def test_foreign_host_is_403(sandbox: Sandbox, host: str) -> None:
    answer = httpx.get(f"{origin_of(sandbox)}/_sandbox/state", headers={"Host": host})
    assert (answer.status_code, answer.json()["code"]) == (403, "UNKNOWN_HOST")
    assert "--allowed-host" in answer.json()["error"]


@pytest.mark.parametrize("host", MALFORMED_HOSTS)
async def test_malformed_host_is_400(api: httpx.AsyncClient, host: str) -> None:
    answer = await api.get("http://localhost/_sandbox/state", headers={"Host": host})
    assert (answer.status_code, answer.json()["code"]) == (400, "INVALID_HOST")
    assert "script" not in answer.text


@pytest.mark.parametrize("host", LOCAL_HOSTS)
def test_loopback_host_is_served(sandbox: Sandbox, host: str) -> None:
    answer = httpx.get(f"{origin_of(sandbox)}/_sandbox/state", headers={"Host": host})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "head", ["GET / HTTP/1.0\r\n\r\n", "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n"]
)
def test_missing_or_repeated_host_is_400(sandbox: Sandbox, head: str) -> None:
    port = int(origin_of(sandbox).rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(head.encode())
        assert connection.recv(1000).split(b" ")[1] == b"400"


async def test_repeated_host_is_400() -> None:
    """Also by a server that lets it through."""
    transport = httpx.ASGITransport(app=create_app())
    async with httpx.AsyncClient(transport=transport) as client:
        headers = [("Host", "localhost"), ("Host", "evil.example")]
        assert (await client.get("http://localhost/_sandbox/state", headers=headers)).status_code == 400


async def test_host_of_the_server_is_served(serve: Serve) -> None:
    """Tests without sockets may use any name."""
    for url in ("http://testserver", "http://api.example:8080", "http://10.0.0.1", "http://[2001:db8::1]"):
        assert (await serve().get(f"{url}/_sandbox/state")).status_code == 200
        answer = await serve().get(f"{url}/_sandbox/state", headers={"Host": "evil.example"})
        assert answer.status_code == 403


async def test_any_address_is_served_at_other_interfaces(serve: Serve) -> None:
    """Port forwarding changes the address. DNS rebinding needs a name."""
    for host, status in {"192.168.1.5:8080": 200, "[2001:db8::1]": 200, "sandbox": 403, "evil.example": 403}.items():
        answer = await serve().get("http://172.17.0.2:8080/_sandbox/state", headers={"Host": host})
        assert answer.status_code == status


async def test_allowed_hosts_are_served(serve: Serve) -> None:
    allowed = ["sandbox", "Build.Example.", "my_service", "10.0.0.1", "2001:DB8::1", "[2001:db8::2]"]
    api = serve(allowed_hosts=allowed)
    known = [
        "sandbox:8080",
        "SANDBOX.",
        "build.example",
        "my_service",
        "10.0.0.1:1",
        "[2001:db8:0::1]",
        "[2001:db8::2]:80",
    ]
    for host in known:
        assert (await api.get("http://localhost/_sandbox/state", headers={"Host": host})).status_code == 200, host
    for host in ("sandbox.evil.example", "example", "x.build.example", "10.0.0.2"):
        assert (await api.get("http://localhost/_sandbox/state", headers={"Host": host})).status_code == 403, host


@pytest.mark.parametrize("host", ["sandbox:8080", "http://sandbox", "*", "*.example", "", ".example", "a b", "a/b"])
def test_invalid_allowed_host_is_rejected(host: str) -> None:
    for create in (create_app, Sandbox):
        with pytest.raises(ValueError, match="allowed host"):
            create(allowed_hosts=[host])


def test_allowed_hosts_must_be_a_list() -> None:
    for create in (create_app, Sandbox):
        with pytest.raises(ValueError, match="must be a list"):
            create(allowed_hosts="sandbox")


def test_bound_host_is_served() -> None:
    with Sandbox(host="0.0.0.0", allowed_hosts=["sandbox"]) as sandbox:
        url = f"http://127.0.0.1:{sandbox.url.split(':')[2]}/_sandbox/state"
        statuses = {host: httpx.get(url, headers={"Host": host}).status_code for host in ("0.0.0.0", "sandbox", "evil")}
    assert statuses == {"0.0.0.0": 200, "sandbox": 200, "evil": 403}


@pytest.mark.parametrize(
    ("host", "normalized"),
    [
        ("LocalHost.", "localhost"),
        ("::1", "::1"),
        ("[0:0::1]", "::1"),
        ("::ffff:127.0.0.1", "127.0.0.1"),
        ("a_b-c.D", "a_b-c.d"),
        ("a:80", None),
        ("a..", None),
        ("..", None),
    ],
)
def test_normalize_host(host: str, normalized: str | None) -> None:
    assert normalize_host(host) == normalized


CHANGES = [
    ("POST", "/_sandbox/reset"),
    ("PUT", "/_sandbox/trouble"),
    ("PATCH", "/_sandbox/trouble"),
    ("DELETE", "/_sandbox/trouble"),
]
CROSS_ORIGIN = [
    {"Origin": "https://evil.example"},
    {"Origin": "http://sandbox.evil.example"},
    {"Origin": "https://sandbox"},
    {"Origin": "http://sandbox:8080"},
    {"Origin": "http://sandbox@evil.example"},
    {"Origin": "http://localhost"},
    {"Origin": "null"},
    {"Origin": ""},
    {"Origin": "file://"},
    {"Origin": "chrome-extension://abc"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "Cross-Site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "unknown"},
    {"Sec-Fetch-Site": ""},
    {"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://sandbox"},
]
SAME_ORIGIN = [
    {},
    {"Origin": "http://sandbox"},
    {"Origin": "HTTP://Sandbox:80"},
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": "same-origin", "Origin": "http://sandbox"},
]


async def send(api: httpx.AsyncClient, method: str, path: str, headers: dict[str, str]) -> httpx.Response:
    body = {"cookies": True} if method in {"PUT", "PATCH"} else None
    return await api.request(method, f"http://sandbox{path}", headers=headers, json=body)


@pytest.mark.parametrize(("method", "path"), CHANGES)
@pytest.mark.parametrize("headers", CROSS_ORIGIN)
async def test_cross_origin_change_is_403(
    api: httpx.AsyncClient, method: str, path: str, headers: dict[str, str]
) -> None:
    await api.put("http://sandbox/_sandbox/trouble", json={"latency": 1})
    await api.get("/users")
    before = (await api.get("http://sandbox/_sandbox/state")).json()
    answer = await send(api, method, path, headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "CROSS_ORIGIN")
    assert (await api.get("http://sandbox/_sandbox/state")).json() == before


@pytest.mark.parametrize(("method", "path"), CHANGES)
@pytest.mark.parametrize("headers", SAME_ORIGIN)
async def test_same_origin_change_is_processed(
    api: httpx.AsyncClient, method: str, path: str, headers: dict[str, str]
) -> None:
    assert (await send(api, method, path, headers)).status_code in {200, 204}


async def test_repeated_origin_is_403(api: httpx.AsyncClient) -> None:
    headers = [("Origin", "http://sandbox"), ("Origin", "https://evil.example")]
    assert (await api.post("http://sandbox/_sandbox/reset", headers=headers)).status_code == 403


@pytest.mark.parametrize("host", ["localhost:8080", "[::1]:8080", "127.0.0.1:8080"])
async def test_same_origin_with_port(api: httpx.AsyncClient, host: str) -> None:
    for origin, status in {f"http://{host}": 204, f"http://{host}1": 403, f"https://{host}": 403}.items():
        answer = await api.post(f"http://{host}/_sandbox/reset", headers={"Origin": origin})
        assert answer.status_code == status


async def test_cross_origin_read_is_served(api: httpx.AsyncClient) -> None:
    """The browser does not show the response to the page. A link on the page must work."""
    for path in ("/", "/_sandbox/browser", "/_sandbox/state"):
        answer = await api.get(f"http://sandbox{path}", headers={"Sec-Fetch-Site": "cross-site"})
        assert answer.status_code == 200
        assert not [name for name in answer.headers if name.startswith("access-control-")]


async def test_preflight_request_is_refused(api: httpx.AsyncClient) -> None:
    headers = {"Origin": "https://evil.example", "Access-Control-Request-Method": "PUT"}
    for path in ("/_sandbox/trouble", "/_sandbox/reset", "/api/public/v1/goals"):
        answer = await api.options(f"http://sandbox{path}", headers=headers)
        assert answer.status_code == 405
        assert not [name for name in answer.headers if name.startswith("access-control-")]


@pytest.mark.parametrize("kind", ["text/plain", "TEXT/PLAIN;a=b", "multipart/form-data; boundary=x"])
@pytest.mark.parametrize(("method", "path"), CHANGES)
async def test_form_content_type_is_400(api: httpx.AsyncClient, method: str, path: str, kind: str) -> None:
    """A page can send these to another origin without a preflight request."""
    answer = await api.request(method, f"http://sandbox{path}", content=b"{}", headers={"Content-Type": kind})
    assert answer.status_code == 400
    assert "application/json" in answer.json()["error"]


async def test_cross_origin_change_by_public_operation(serve: Serve) -> None:
    content = {"application/json": {"schema": {"type": "object", "properties": {"id": {"type": "string"}}}}}
    operation = {"responses": {"201": {"description": "", "content": content}}}
    read = {"responses": {"200": {"description": "", "content": content}}}
    spec = {"openapi": "3.0.3", "paths": {"/": {"post": operation, "get": read}, "/things": {"post": operation}}}
    api = serve(None, spec=spec)
    for path in ("/", "/things"):
        for headers in CROSS_ORIGIN:
            answer = await api.post(f"http://sandbox{path}", headers=headers)
            assert (answer.status_code, answer.json()["code"]) == (403, "CROSS_ORIGIN")
        for headers in (*SAME_ORIGIN, {"Authorization": f"Bearer {FULL_KEY}", "Origin": "http://localhost:5173"}):
            assert (await api.post(f"http://sandbox{path}", headers=headers)).status_code == 201
    assert (await api.get("http://sandbox/", headers={"Sec-Fetch-Site": "cross-site"})).status_code == 200


async def test_proxied_request_with_key_is_processed(api: httpx.AsyncClient) -> None:
    """A page cannot send a key to another origin, but a proxy of its own server passes `Origin` on."""
    answer = await api.post("/planner/items", json={"title": "x"}, headers={"Origin": "http://localhost:5173"})
    assert answer.status_code == 201


def test_headers_are_bounded(sandbox: Sandbox) -> None:
    port = int(origin_of(sandbox).rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(b"GET /_sandbox/state HTTP/1.1\r\nHost: localhost\r\nX-Large: " + b"x" * 200_000)
        assert connection.recv(1000).split(b" ")[1] == b"400"

"""The HTML of the pages. `test_browser.py` tests them in a real browser."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx
import pytest

from msportal_client import sandbox
from msportal_client.sandbox import FULL_KEY, READ_KEY, Key

Serve = Callable[..., httpx.AsyncClient]
OTHER = Path(__file__).parent / "other_product.json"
ASSETS = Path(sandbox.__file__).parent / "swagger_ui"


class Page(HTMLParser):
    """The tags, links, table cells and text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.cells: list[list[str]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]
        if tag == "tr":
            self.cells.append([])
        elif tag in {"td", "th"}:
            self.cells[-1].append("")

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1] != "style":
            self.text += data
        if self.cells and self.cells[-1]:
            self.cells[-1][-1] += data.strip()


async def page_of(client: httpx.AsyncClient, path: str = "/") -> Page:
    answer = await client.get(f"http://sandbox{path}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return Page(answer.text)


async def test_page_lists_operations_by_tag(api: httpx.AsyncClient) -> None:
    page = await page_of(api)
    document: Any = (await api.get("http://sandbox/_sandbox/openapi.json")).json()
    rows = [row for row in page.cells if len(row) == 4][1:]
    documented = [(method.upper(), path) for path, item in document["paths"].items() for method in item]
    assert sorted((method, path) for method, path, *_ in rows) == sorted(documented)
    assert ["POST", "/api/public/v1/goals", "Create goal", "goals.write"] in rows
    tags = {row[0] for row in page.cells if len(row) == 1}
    assert {"Planner", "Company Users"} <= tags
    place = page.cells.index(["Goals"])
    assert page.cells[place + 1][1] == "/api/public/v1/goals"


async def test_page_shows_keys_quota_and_example(serve: Serve) -> None:
    page = await page_of(serve(quota=7, window=1.5, algorithm="sliding"))
    assert "http://sandbox" in page.text
    assert FULL_KEY in page.text
    assert READ_KEY in page.text
    assert "7 requests in 1.5 s for each key (sliding)" in page.text
    assert f"curl -H 'Authorization: Bearer {FULL_KEY}' http://sandbox/api/public/v1/" in page.text


async def test_page_links_work(api: httpx.AsyncClient) -> None:
    page = await page_of(api)
    assert "/_sandbox/browser" in page.links
    for link in page.links:
        assert link.startswith("/")
        assert (await api.get(f"http://sandbox{link}")).status_code == 200


async def test_page_needs_no_key_and_no_quota(serve: Serve) -> None:
    client = serve(key=None, quota=1)
    for _ in range(3):
        await page_of(client)
    assert (await client.get("http://sandbox/_sandbox/state")).json()["total"] == 0


async def test_page_shows_base_path_and_public_operations(serve: Serve) -> None:
    page = await page_of(serve(spec=OTHER))
    assert ["GET", "/health", "Health", "no key"] in page.cells
    assert "http://sandbox/v2" in page.text


@pytest.mark.parametrize("path", ["/", "/_sandbox/browser"])
async def test_content_policy_allows_no_other_host(api: httpx.AsyncClient, path: str) -> None:
    policy = (await api.get(f"http://sandbox{path}")).headers["content-security-policy"]
    directives = dict(directive.split(" ", 1) for directive in policy.split("; "))
    assert directives["default-src"] == "'none'"
    assert "unsafe" not in policy
    sources = {source for value in directives.values() for source in value.split()}
    assert {source for source in sources if not re.fullmatch(r"'(none|self|sha256-.+)'|data:", source)} == set()


HOSTILE = """</td></table><script src="https://evil.example/x.js"></script><img src=x onerror='alert(1)'>&lt;b&gt;"""


async def test_document_text_is_escaped(serve: Serve) -> None:
    hostile: Any = {
        "openapi": "3.0.3",
        "info": {"title": HOSTILE, "version": HOSTILE},
        "components": {"securitySchemes": {HOSTILE: {"type": "http", "scheme": "bearer"}}},
        "paths": {
            f"/{HOSTILE}": {
                "get": {
                    "tags": [HOSTILE],
                    "summary": HOSTILE,
                    "security": [{HOSTILE: ["x"]}],
                    "responses": {"403": {"description": "x"}, "200": {"description": HOSTILE}},
                }
            }
        },
    }
    plain: Any = {"openapi": "3.0.3", "paths": {"/x": {"get": {"security": [{"k": ["x"]}], "responses": {}}}}}
    keys = {HOSTILE: Key(tenant=HOSTILE, scopes=(HOSTILE,))}
    for path in ("/", "/_sandbox/browser"):
        page = await page_of(serve(spec=hostile, keys=keys), path)
        assert page.tags == (await page_of(serve(spec=plain, keys={"k": Key()}), path)).tags
    page = await page_of(serve(spec=hostile, keys=keys))
    assert page.cells[-1][2] == HOSTILE
    assert page.text.count(HOSTILE) >= 6


async def test_host_header_is_escaped(api: httpx.AsyncClient) -> None:
    answer = await api.get("http://sandbox/", headers={"Host": 'a"><script>alert(1)</script>'})
    assert "<script" not in answer.text


async def test_root_operation_replaces_page(serve: Serve) -> None:
    document: Any = {"openapi": "3.0.3", "paths": {"/": {"get": {"responses": {"200": {"description": "x"}}}}}}
    client = serve(spec=document)
    assert (await client.get("http://sandbox/")).content == b""
    assert ["GET", "/", "GET /", "no key"] in (await page_of(client, "/_sandbox/")).cells


async def test_api_browser_has_only_sandbox_as_server(serve: Serve) -> None:
    document: Any = {
        "openapi": "3.0.3",
        "servers": [{"url": "https://real.example/v9"}],
        "paths": {
            "/x": {
                "servers": [{"url": "https://real.example"}],
                "parameters": [{"name": "servers", "in": "query", "schema": {"type": "string"}}],
                "get": {"servers": [{"url": "https://real.example"}], "responses": {}},
            }
        },
    }
    client = serve(spec=document)
    shown = (await client.get("http://sandbox/_sandbox/browser/openapi.json")).json()
    assert "real.example" not in str(shown)
    assert shown["servers"][0]["url"] == "/v9"
    assert shown["paths"]["/x"]["parameters"] == document["paths"]["/x"]["parameters"]
    assert (await client.get("http://sandbox/_sandbox/openapi.json")).json() == document


async def test_swagger_ui_assets_match_their_digests(api: httpx.AsyncClient) -> None:
    named = dict(re.findall(r"^ +([0-9a-f]{64})  (\S+)$", (ASSETS / "README.md").read_text(), re.MULTILINE))
    assert set(named.values()) == {path.name.removesuffix(".gz") for path in ASSETS.glob("*.gz")}
    for digest, name in named.items():
        assert hashlib.sha256(gzip.decompress((ASSETS / f"{name}.gz").read_bytes())).hexdigest() == digest
        answer = await api.get(f"http://sandbox/_sandbox/browser/{name}")
        assert hashlib.sha256(answer.content).hexdigest() == digest
        assert answer.headers["content-type"].startswith("text/")

"""Both pages in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from sandbox.chromium import MISSING, REBOUND_HOST, Browser, open_browser

from msportal_client.sandbox import READ_KEY, Sandbox

pytestmark = pytest.mark.skipif(MISSING is not None, reason=MISSING or "")

CREATE = "#operations-Planner-post_api_public_v1_planner_items"
LIST = "#operations-Planner-get_api_public_v1_planner_items"


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with open_browser(tmp_path_factory.mktemp("chromium")) as browser:
        yield browser


def hosts(window: Browser) -> set[str]:
    """Return the hosts that the browser sent requests to."""
    urls = map(urlsplit, window.requested())
    return {url.netloc for url in urls if url.scheme not in {"blob", "chrome", "data"}}


def test_page_links_to_api_browser(window: Browser) -> None:
    with Sandbox() as sandbox:
        window.open(sandbox.url)
        assert window.text("h1") == "MSPortal Public API sandbox"
        rows: Any = window.run("return [...document.querySelectorAll('td.path')].map((cell) => cell.innerText)")
        assert len(rows) == len(sandbox.operations)
        assert window.run("return getComputedStyle(document.querySelector('h1')).fontFamily").startswith("system-ui")
        window.click("a.browser")
        assert window.text(".opblock-tag-section")
        assert hosts(window) == {urlsplit(sandbox.url).netloc}
    assert window.console_messages() == []


def test_api_browser_calls_operations(window: Browser) -> None:
    """With the key of the sandbox, with none and with another one."""
    with Sandbox() as sandbox:
        window.open(f"{sandbox.url}/_sandbox/browser")
        assert window.text(f"{LIST} .opblock-summary-description") == "List planner items"
        shown: Any = window.run("return document.querySelectorAll('.opblock').length")
        assert shown == len(sandbox.operations)

        # The key is filled in.
        assert execute(window, LIST) == "200"
        assert '"totalCount": 0' in window.text(f"{LIST} .live-responses-table .highlight-code")
        # Log out, then enter another key.
        window.click(".auth-wrapper .authorize")
        window.click(".auth-btn-wrapper button:first-child")
        window.click(".auth-btn-wrapper .btn-done")
        assert execute(window, LIST, again=True) == "401"
        window.click(".auth-wrapper .authorize")
        window.write(".auth-container input", READ_KEY)
        window.click(".auth-btn-wrapper .authorize")
        window.click(".auth-btn-wrapper .btn-done")
        assert execute(window, LIST, again=True) == "200"
        assert execute(window, CREATE) == "403"

        assert [request.status for request in sandbox.requests] == [200, 401, 200, 403]
        assert hosts(window) == {urlsplit(sandbox.url).netloc}
    # The console shows nothing but the statuses of the errors.
    assert [text for text in window.console_messages() if "the server responded with a status of 40" not in text] == []


def execute(window: Browser, operation: str, *, again: bool = False) -> str:
    """Execute an operation in the API browser and return the status it shows."""
    if again:
        window.click(f"{operation} .btn-clear")
    else:
        window.click(f"{operation} .opblock-summary-control")
    window.click(f"{operation} .execute")
    return window.text(f"{operation} .live-responses-table tbody .response-col_status")


def test_page_of_other_origin_cannot_change_sandbox(window: Browser) -> None:
    with Sandbox() as sandbox, Sandbox() as other:
        own = f"{sandbox.url}/_sandbox"
        requests = [
            (f"{own}/reset", {"method": "POST", "mode": "no-cors"}),
            (f"{own}/reset", {"method": "POST", "mode": "no-cors", "body": "x"}),
            (f"{own}/reset", {"method": "POST"}),
            (f"{own}/trouble", {"method": "DELETE"}),
            (f"{own}/trouble", {"method": "PUT", "body": "{}", "headers": {"Content-Type": "application/json"}}),
        ]
        script = "return fetch(arguments[0], arguments[1]).then((answer) => answer.status, () => 'failed')"
        httpx.get(f"{sandbox.url}/nowhere")
        sandbox.trouble(latency=0.01)
        for page in (
            f"{other.url}/_sandbox/state",
            f"{own}/state".replace("127.0.0.1", "localhost"),
            "data:text/html,x",
        ):
            window.open(page)
            # 0 is a response that the page cannot see.
            assert {window.run(script, *request) for request in requests} <= {0, "failed"}
            assert sandbox.requests[0].path == "/nowhere"
            assert sandbox.state()["trouble"]["latency"] == 0.01
        window.open(f"{own}/state")
        assert [window.run(script, *request) for request in requests] == [204, 400, 204, 200, 200]
        assert "/nowhere" not in [request.path for request in sandbox.requests]
        assert sandbox.state()["trouble"]["latency"] == 0
    window.requested()
    window.console_messages()


def test_rebound_host_is_refused(window: Browser) -> None:
    with Sandbox() as sandbox:
        for path in ("/", "/_sandbox/state", "/_sandbox/browser", "/api/public/v1/users"):
            window.open(f"{sandbox.url}{path}".replace("127.0.0.1", REBOUND_HOST))
            assert "UNKNOWN_HOST" in window.text("body")
            assert sandbox.key not in window.text("body")
    window.requested()
    window.console_messages()


def test_pages_of_hostile_document_are_inert(window: Browser) -> None:
    """They run no script and send no request to another host."""
    hostile = (
        "<img src='https://evil.example/a.png' onerror='document.title=1'><script>document.title=1</script>"
        "<iframe src='https://evil.example'></iframe><style>@import 'https://evil.example/a.css';</style>"
        "[a](javascript:document.title=1) ![b](https://evil.example/b.png)"
    )
    document: Any = {
        "openapi": "3.0.3",
        "info": {"title": hostile, "version": hostile, "description": hostile},
        "tags": [{"name": "T", "description": hostile}],
        "paths": {
            "/x": {
                "get": {
                    "tags": ["T"],
                    "summary": hostile,
                    "description": hostile,
                    "responses": {"200": {"description": hostile}},
                }
            }
        },
    }
    with Sandbox(spec=document) as sandbox:
        for path in ("/", "/_sandbox/browser"):
            window.open(sandbox.url + path)
            assert "evil.example" in window.text("td:nth-child(3), .opblock-summary-description")
            assert str(window.run("return document.title")).startswith("<img")
        window.click(".opblock-summary-control")
        assert window.text(".opblock-description")
        assert hosts(window) == {urlsplit(sandbox.url).netloc}

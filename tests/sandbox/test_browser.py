"""Both pages in a real browser: operations are shown and tried, and nothing is asked of another host."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from sandbox.chromium import MISSING, Browser, browser

from msportal_client.sandbox import READ_KEY, Sandbox

pytestmark = pytest.mark.skipif(MISSING is not None, reason=MISSING or "")

CREATE = "#operations-Planner-post_api_public_v1_planner_items"
LIST = "#operations-Planner-get_api_public_v1_planner_items"


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("chromium")) as one:
        yield one


def hosts(window: Browser) -> set[str]:
    """The hosts that were asked for something; what the browser or the page holds in itself needs none."""
    urls = map(urlsplit, window.requested())
    return {url.netloc for url in urls if url.scheme not in {"blob", "chrome", "data"}}


def test_the_page_is_shown_and_leads_to_the_browser_without_a_script(window: Browser) -> None:
    with Sandbox() as sandbox:
        window.open(sandbox.url)
        assert window.text("h1") == "MSPortal Public API sandbox"
        rows: Any = window.run("return [...document.querySelectorAll('td.path')].map((cell) => cell.innerText)")
        assert len(rows) == len(sandbox.operations)
        assert window.run("return getComputedStyle(document.querySelector('h1')).fontFamily").startswith("system-ui")
        window.click("a.browser")
        assert window.text(".opblock-tag-section")
        assert hosts(window) == {urlsplit(sandbox.url).netloc}
    assert window.complaints() == []


def test_an_operation_is_tried_with_the_key_of_the_sandbox_and_with_another(window: Browser) -> None:
    with Sandbox() as sandbox:
        window.open(f"{sandbox.url}/_sandbox/browser")
        assert window.text(f"{LIST} .opblock-summary-description") == "List planner items"
        shown: Any = window.run("return document.querySelectorAll('.opblock').length")
        assert shown == len(sandbox.operations)

        # The key is filled in.
        assert attempt(window, LIST) == "200"
        assert '"totalCount": 0' in window.text(f"{LIST} .live-responses-table .highlight-code")
        # One can be taken back, and another be written.
        window.click(".auth-wrapper .authorize")
        window.click(".auth-btn-wrapper button:first-child")
        window.click(".auth-btn-wrapper .btn-done")
        assert attempt(window, LIST, again=True) == "401"
        window.click(".auth-wrapper .authorize")
        window.write(".auth-container input", READ_KEY)
        window.click(".auth-btn-wrapper .authorize")
        window.click(".auth-btn-wrapper .btn-done")
        assert attempt(window, LIST, again=True) == "200"
        assert attempt(window, CREATE) == "403"

        assert [request.status for request in sandbox.requests] == [200, 401, 200, 403]
        assert hosts(window) == {urlsplit(sandbox.url).netloc}
    # The console repeats the statuses of errors; it has nothing else to say.
    assert [text for text in window.complaints() if "the server responded with a status of 40" not in text] == []


def attempt(window: Browser, operation: str, *, again: bool = False) -> str:
    """The status that an operation of the browser is answered."""
    if again:
        window.click(f"{operation} .btn-clear")
    else:
        window.click(f"{operation} .opblock-summary-control")
    window.click(f"{operation} .execute")
    return window.text(f"{operation} .live-responses-table tbody .response-col_status")


def test_a_hostile_document_runs_nothing_and_asks_nobody(window: Browser) -> None:
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

"""The built documentation site: links, contents, and the pages in a browser."""

from __future__ import annotations

import ast
import json
import re
import threading
from collections.abc import Iterator
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from documentation.architecture import TARGET, draw, edges_of, without_implied
from documentation.model_tables import members_table
from documentation.operations_table import operations_of
from documentation.resource_classes import apis
from sandbox.chromium import MISSING, Browser, open_browser

from msportal_client import MSPortal, RequestValidationError, errors

ROOT = Path(__file__).resolve().parents[2]
GUIDES = sorted(path.stem for path in (ROOT / "docs").glob("*.md") if path.stem != "index")

in_browser = pytest.mark.skipif(MISSING is not None, reason=MISSING or "")


class _Links(HTMLParser):
    """The targets of links and the anchors of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if found.get("id"):
            self.anchors.add(str(found["id"]))
        if tag == "a" and found.get("href"):
            self.links.append(str(found["href"]))
        name = "src" if tag in {"script", "img", "iframe"} else "href" if tag == "link" else ""
        if name and found.get(name) and found.get("rel") != "canonical":
            self.loaded.append(str(found[name]))


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, _Links]:
    """The links of each page, by its path from the root of the site."""
    found: dict[str, _Links] = {}
    for path in site.rglob("index.html"):
        parser = _Links()
        parser.feed(path.read_text(encoding="utf-8"))
        name = path.parent.relative_to(site).as_posix()
        found["/" if name == "." else f"/{name}/"] = parser
    return found


def test_no_dead_link(site: Path, pages: dict[str, _Links]) -> None:
    dead: list[str] = []
    for page, parser in pages.items():
        for link in parser.links:
            parts = urlsplit(urljoin(page, link))
            if parts.scheme or parts.netloc:
                continue
            target = unquote(parts.path)
            if target in pages:
                if parts.fragment and unquote(parts.fragment) not in pages[target].anchors:
                    dead.append(f"{page}: {link}")
            elif not (site / target.lstrip("/")).is_file():
                dead.append(f"{page}: {link}")
    assert dead == []


def test_external_links_are_https(pages: dict[str, _Links]) -> None:
    outside = {link for parser in pages.values() for link in parser.links if urlsplit(link).scheme}
    assert {urlsplit(link).scheme for link in outside} <= {"https"}


def test_nothing_is_loaded_from_elsewhere(pages: dict[str, _Links]) -> None:
    outside = {link for parser in pages.values() for link in parser.loaded if urlsplit(link).netloc}
    assert outside == set()


def test_every_guide_is_in_the_navigation(pages: dict[str, _Links]) -> None:
    targets = {urljoin("/", link) for link in pages["/"].links}
    assert {f"/{guide}/" for guide in GUIDES} - targets == set()


def test_search_index_has_public_names(site: Path) -> None:
    entries = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))["docs"]
    for name in ("with_raw_response", "create_planner_item", "RetryPolicy", "PlannerCache", "sync_plan", "Sandbox"):
        assert any(name in f"{entry['title']} {entry['text']}" for entry in entries), name


def test_every_operation_is_in_the_table_and_the_reference(site: Path) -> None:
    table = (site / "reference" / "operations" / "index.html").read_text(encoding="utf-8")
    found = list(operations_of(apis()[0]))
    assert len(found) == 27
    for operation in found:
        assert f"{operation.resource}.{operation.method}" in table
        page = (site / "reference" / operation.resource / "index.html").read_text(encoding="utf-8")
        assert operation.method in page
    assert "planner.write" in table


def test_models_show_their_fields_and_values(site: Path) -> None:
    page = (site / "reference" / "models" / "index.html").read_text(encoding="utf-8")
    shown = re.sub(r"<[^>]+>", "", page)
    assert "1 to 255 characters." in shown
    assert re.search(r"due_date\s+datetime \| None\s+Due date", shown)
    assert re.search(r"NOT_STARTED\s+Not Started", shown)
    assert "additional_properties\n" not in shown


def test_clients_show_what_they_inherit_and_nothing_internal(pages: dict[str, _Links]) -> None:
    for client, close in (("AsyncMSPortal", "aclose"), ("MSPortal", "close")):
        shown = {
            anchor.removeprefix(f"msportal_client.client.{client}.") for anchor in pages["/reference/client/"].anchors
        }
        assert {"planner", "request", "with_options", "stream", close} <= shown
        assert not shown & {"send", "follow", "redaction"}


def test_modules_show_only_what_they_export(pages: dict[str, _Links]) -> None:
    shown = {anchor.rpartition(".")[2] for anchor in pages["/reference/errors/"].anchors if anchor.count(".") == 2}
    assert shown == set(errors.__all__)


def test_tree_of_exceptions_keeps_its_lines(site: Path) -> None:
    page = re.sub(r"<[^>]+>", "", (site / "reference" / "errors" / "index.html").read_text(encoding="utf-8"))
    assert "MSPortalError\n├── APIConnectionError            no response" in page


def test_table_of_a_class_links_its_types() -> None:
    definition = ast.parse(
        'class A:\n    """An A.\n\n    Attributes:\n        b: Its b,\n            or none.\n    """\n\n'
        "    b: list[B] | None\n    c: int | Unset = UNSET\n    _absent: int\n    limits: ClassVar[int] = 1\n"
    ).body[0]
    assert isinstance(definition, ast.ClassDef)
    assert members_table(definition, {"B": "models.B"}).splitlines()[2:] == [
        "| `b` | `list[`[`B`][models.B]`] | None` | Its b, or none. |",
        "| `c` | `int | Unset` |  |",
    ]


def test_llms_txt(site: Path) -> None:
    text = (site / "llms.txt").read_text(encoding="utf-8")
    assert text.startswith("# msportal-client\n\n> ")
    for guide in GUIDES:
        assert f"]({guide}/)" in text
    assert "\n## Reference: MicrosoftPlanner\n" in text
    assert "async with AsyncMSPortal()" in (site / "llms-full.txt").read_text(encoding="utf-8")


def test_messages_of_troubleshooting_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each message that is quoted in the first column is in the code."""
    monkeypatch.delenv("MSPORTAL_API_KEY", raising=False)
    with pytest.raises(RequestValidationError) as no_key:
        MSPortal()
    strings = [
        node.value
        for path in (ROOT / "msportal_client").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    strings.append(str(no_key.value))  # It names the argument.
    rows = re.findall(
        r"^\| ([^|]*) \|", (ROOT / "docs" / "troubleshooting.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    quoted = [text for row in rows for text in re.findall(r"`([^`…]{10,})`", row)]
    assert len(quoted) > 15
    assert [text for text in quoted if not any(text in string for string in strings)] == []


def test_architecture_is_drawn_from_the_imports() -> None:
    """`python scripts/documentation/architecture.py` draws it anew."""
    assert TARGET.read_text(encoding="utf-8") == draw(without_implied(edges_of()))


# --- in a browser ---


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with open_browser(tmp_path_factory.mktemp("chromium")) as browser:
        yield browser


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name in the base class
        pass


@pytest.fixture(scope="module")
def url(site: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@in_browser
def test_search_finds_with_raw_response(window: Browser, url: str) -> None:
    window.open(f"{url}/calls/")
    window.write("input.md-search__input", "with_raw_response")
    assert "with_raw_response" in window.text(".md-search-result__item")
    assert {urlsplit(each).netloc for each in window.requested() if each.startswith("http")} == {urlsplit(url).netloc}


@in_browser
@pytest.mark.parametrize(
    "page", ["", *(f"{guide}/" for guide in GUIDES), "reference/planner/", "reference/operations/"]
)
def test_page_is_readable_at_the_width_of_a_phone(window: Browser, url: str, page: str) -> None:
    """Nothing is wider than a frame of 390 pixels; no script fails, and nothing is loaded from elsewhere."""
    window.requested()
    window.console_messages()
    window.open(f"{url}/404.html")
    width: Any = window.run(
        "const done = arguments[0]; document.body.innerHTML = ''; const frame = document.createElement('iframe');"
        "frame.style.cssText = 'width:390px;height:800px;border:0'; frame.src = done; document.body.append(frame);"
        "return new Promise((resolve) => frame.onload = () => setTimeout(() => resolve("
        "frame.contentDocument.documentElement.scrollWidth), 50))",
        f"{url}/{page}",
    )
    assert width <= 390
    assert window.console_messages() == []
    assert {urlsplit(each).netloc for each in window.requested() if each.startswith("http")} == {urlsplit(url).netloc}


@in_browser
def test_dark_mode(window: Browser, url: str) -> None:
    window.open(url)

    def background() -> Any:
        return window.run("return getComputedStyle(document.body).backgroundColor")

    before = background()
    window.run("document.querySelector('[data-md-component=palette] input[data-md-color-scheme=slate]').click()")
    assert window.run("return document.body.getAttribute('data-md-color-scheme')") == "slate"
    assert background() != before

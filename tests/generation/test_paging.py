"""Lists that go on by a link or a cursor: how the generator knows, and what the generated methods do."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable
from typing import Any

import anyio
import httpx
import pytest
from documents import Json, answering, document, operation, parameter, record, ref
from generation.apis import Api
from generation.describe import describe
from generation.document import operations
from generation.normalise import normalise
from generation.render import render

Package = Callable[[Json], Any]
TEXT: Json = {"type": "string"}
THING = record("id", id=TEXT)
NEXT: Json = {"type": "string", "nullable": True}
URL = "https://app.msportal.ai/things"


def list_of(answer: Json, *parameters: Json, **more: Any) -> Json:
    return document(
        {"/things": {"get": operation("List things", answer=answer, parameters=list(parameters), **more)}},
        {"Thing": THING},
    )


def things(name: str = "data", **more: Json) -> Json:
    return record(name, **{name: {"type": "array", "items": ref("Thing")}}, **more)


def with_header(made: Json, name: str = "Link") -> Json:
    made["paths"]["/things"]["get"]["responses"]["200"]["headers"] = {name: {"schema": TEXT}}
    return made


def places(made: Json, api: Api | None = None) -> str | None:
    """Return the code of where the only operation's response has its items and what leads on."""
    normalised, problems = normalise(made, api)
    assert problems == []
    ((_, _, _),) = operations(normalised)
    (tag,) = describe(normalised).tags.values()
    cursor = tag.operations[0].answer.cursor
    return cursor.places if cursor else None


@pytest.mark.parametrize(
    ("made", "found"),
    [
        (list_of(things("value", **{"@odata.nextLink": NEXT})), "CursorPlaces(items=('value',), next=('odata_next_link',))"),
        (list_of(things("rows", more=NEXT), **{"x-ms-pageable": {"nextLinkName": "more", "itemName": "rows"}}), "CursorPlaces(items=('rows',), next=('more',))"),
        (list_of(things("value", **{"a.b": NEXT}), **{"x-ms-pageable": {"nextLinkName": "a.b"}}), "CursorPlaces(items=('value',), next=('a_b',))"),
        (list_of(things(links=record(next=NEXT))), "CursorPlaces(items=('data',), next=('links', 'next_'))" ),
        (list_of(things(links=record(next=record(href=TEXT)))), "CursorPlaces(items=('data',), next=('links', 'next_', 'href'))"),
        (with_header(list_of({"type": "array", "items": ref("Thing")})), "CursorPlaces()"),
        (with_header(list_of(things()), "link"), "CursorPlaces(items=('data',))"),
        (list_of(things()), None),
        (list_of(things(links=record(next={"type": "integer"}))), None),
        (list_of(things("value", **{"@odata.nextLink": NEXT}), **{"x-ms-pageable": {"nextLinkName": None}}), "CursorPlaces(items=('value',), next=('odata_next_link',))"),
        (list_of(things("value"), **{"x-ms-pageable": {"nextLinkName": "gone"}}), None),
        (list_of({**things(links=record(next=NEXT)), "nullable": True}), None),
        (with_header(list_of(ref("Thing"))), None),
        (answering(TEXT), None),
    ],
)  # fmt: skip
def test_ways_that_lists_go_on(made: Json, found: str | None) -> None:
    expected = None if found is None else found.replace("next_'", "next'")
    assert places(made) == expected


def test_only_reading_operations_go_on() -> None:
    made = document(
        {"/things": {"post": operation("Search", answer=things(links=record(next=NEXT)))}}, {"Thing": THING}
    )
    assert places(made) is None


ACME = Api(
    "acme", "", "acme", "Acme", "https://app.msportal.ai",
    cursors=(
        {"parameter": "after", "next": "data.-1.id", "more": "has_more"},
        {"parameter": "cursor", "next": "meta.next_cursor"},
        {"next": "meta.next_page_url"},
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("made", "found"),
    [
        (list_of(things(has_more={"type": "boolean"}), parameter("after")), "CursorPlaces(items=('data',), next=('data', -1, 'id'), more=('has_more',))"),
        (list_of(things("rows", meta=record(next_cursor={"type": "integer"})), parameter("cursor")), "CursorPlaces(items=('rows',), next=('meta', 'next_cursor'))"),
        (list_of(things("rows", meta=record(next_page_url=NEXT))), "CursorPlaces(items=('rows',), next=('meta', 'next_page_url'))"),
        (list_of(things("rows", meta=record(next_cursor=TEXT))), None),
        (list_of(things("rows", meta=record(next_cursor=TEXT), others={"type": "array", "items": TEXT}), parameter("cursor")), None),
    ],
)  # fmt: skip
def test_cursors_of_the_api_list(made: Json, found: str | None) -> None:
    assert places(made, ACME) == found


class Server:
    """Answers each request with the next page."""

    def __init__(self, *pages: Any) -> None:
        self.pages = list(pages)
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        found = self.pages.pop(0)
        return found if isinstance(found, httpx.Response) else httpx.Response(200, json=found)


def test_generated_link_pager(package: Package) -> None:
    made = package(
        list_of(
            things("value", **{"@odata.nextLink": NEXT}), parameter("following"), parameter("Prefer", where="header")
        )
    )
    pages = [
        {"value": [{"id": "1"}], "@odata.nextLink": f"{URL}?skip=1"},
        {"value": [{"id": "2"}], "@odata.nextLink": None},
    ]
    server = Server(*pages)
    with made.MSPortal("key", transport=httpx.MockTransport(server)) as client:
        pager = client.things.list_things(following_="x", prefer="y")
        assert [thing.id for thing in pager] == ["1", "2"]
    assert [str(request.url) for request in server.requests] == [f"{URL}?following=x", f"{URL}?skip=1"]
    assert [request.headers["prefer"] for request in server.requests] == ["y", "y"]
    server = Server(*pages, pages[1])

    async def main() -> None:
        async with made.AsyncMSPortal("key", transport=httpx.MockTransport(server)) as client:
            assert [thing.id async for thing in client.things.list_things()] == ["1", "2"]
            raw = await client.things.with_raw_response.list_things()
            assert ([thing.id for thing in raw.parsed], raw.status_code) == (["2"], 200)

    anyio.run(main)
    assert inspect.signature(made.MSPortal("key").things.list_things).return_annotation == "CursorPager[Thing]"
    assert (
        "A pager over the items; `first()` returns the first page." in made.MSPortal("key").things.list_things.__doc__
    )


def test_generated_header_pager(package: Package) -> None:
    made = package(with_header(list_of({"type": "array", "items": ref("Thing")})))
    server = Server(
        httpx.Response(200, json=[{"id": "1"}], headers={"Link": f'<{URL}?page=2>; rel="next"'}), [{"id": "2"}]
    )
    with made.MSPortal("key", transport=httpx.MockTransport(server)) as client:
        assert [thing.id for thing in client.things.list_things()] == ["1", "2"]


def test_generated_cursor_pager(tmp_path: Any) -> None:
    """The argument of the cursor is where the list begins."""
    normalised, _ = normalise(list_of(things(meta=record(next_cursor=TEXT)), parameter("cursor")), ACME)
    render(normalised, describe(normalised), tmp_path / "new")
    code = (tmp_path / "new" / "api" / "things" / "__init__.py").read_text()
    assert "cursor=cursor if following is None else following" in code
    assert "follow(" not in code
    ast.parse(code)

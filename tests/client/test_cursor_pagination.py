"""Lists whose pages lead to the next one: links in bodies and headers, cursors, and what must not be followed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from operator import methodcaller
from typing import Any

import anyio
import httpx
import pytest
from fake_server import KEY, Server

from msportal_client import MSPortalError, RequestValidationError
from msportal_client._runtime.api import API
from msportal_client._runtime.clients import APIClient, AsyncAPIClient
from msportal_client._runtime.limits import Limits
from msportal_client._runtime.operation import Operation, Parameter
from msportal_client._runtime.urls import next_path
from msportal_client.cursor_pagination import AsyncCursorPager, CursorPage, CursorPager, CursorPlaces, next_link
from msportal_client.options import RequestOptions
from msportal_client.types import Response

BASE = "https://api.acme.example/v1"
ACME = API("Acme", BASE, "ACME_API_KEY", "ACME_BASE_URL", key_query="key", key_format="{key}")


@dataclass
class Body:
    """A model of a page."""

    value: Any
    next_: Any = None
    more: Any = None


def read(data: Any) -> Body:
    return Body(data.get("value"), data.get("next"), data.get("more"))


def operation(**more: Any) -> Operation[Body]:
    parameters = (
        Parameter("group", "group", "path", Limits("string"), required=True),
        Parameter("top", "$top", "query", Limits("integer"), required=False),
        Parameter("prefer", "prefer", "header", Limits("string"), required=False),
    )
    return Operation("list_things", "GET", "/groups/{group}/things", read, parameters=parameters, **more)


class Client(APIClient):
    _api = ACME


class AsyncClient(AsyncAPIClient):
    _api = ACME


LINK = CursorPlaces(items=("value",), next=("next_",))


@dataclass
class Walk:
    """A walk through a list, asynchronous or not."""

    collect: Callable[..., list[Any]]
    take: Callable[[int], list[Any]]
    first: Callable[[], CursorPage[Any]]


@pytest.fixture(params=["async", "sync"])
def walk(request: pytest.FixtureRequest, server: Server) -> Callable[..., Walk]:
    """Return a function that makes a pager as the generated code does, and the ways to use it."""
    transport = httpx.MockTransport(server.handle)
    arguments = {"group": "g 1", "top": 2, "prefer": "odata"}

    def make(places: CursorPlaces = LINK, options: RequestOptions | None = None, **more: Any) -> Walk:
        called = operation(**more)
        settings: dict[str, Any] = {"transport": transport}

        def sync(use: Callable[[CursorPager[Any]], Any]) -> Any:
            with Client(KEY, **settings) as client:

                def fetch(following: Any) -> Response[Body]:
                    if following is not None:
                        return client.follow(called, following, arguments, options=options)
                    return client.send(called, arguments, options=options)

                return use(CursorPager(fetch, places))

        def asynchronous(use: Callable[[AsyncCursorPager[Any]], Any]) -> Any:
            async def main() -> Any:
                async with AsyncClient(KEY, **settings) as client:

                    async def fetch(following: Any) -> Response[Body]:
                        if following is not None:
                            return await client.follow(called, following, arguments, options=options)
                        return await client.send(called, arguments, options=options)

                    return await use(AsyncCursorPager(fetch, places))

            return anyio.run(main)

        def call(name: str, *given: int) -> Any:
            run: Callable[..., Any] = sync if request.param == "sync" else asynchronous
            return run(methodcaller(name, *given))

        return Walk(partial(call, "collect"), partial(call, "take"), partial(call, "first"))

    return make


def page(*items: int, following: Any = None, **more: Any) -> httpx.Response:
    return httpx.Response(200, json={"value": list(items), "next": following, **more.pop("body", {})}, **more)


def test_links_in_the_body(walk: Any, server: Server) -> None:
    server.respond_with(
        page(1, 2, following=f"{BASE}/groups/g%201/things?$skiptoken=a%2Bb&$top=2"),
        page(following="/v1/groups/other?page=3"),
        page(3, following="?page=4"),
        page(4),
    )
    assert walk().collect() == [1, 2, 3, 4]
    assert [str(request.url) for request in server.requests] == [
        f"{BASE}/groups/g%201/things?%24top=2&key={KEY}",
        f"{BASE}/groups/g%201/things?$skiptoken=a%2Bb&$top=2&key={KEY}",
        f"{BASE}/groups/other?page=3&key={KEY}",
        f"{BASE}/groups/g%201/things?page=4&key={KEY}",
    ]
    assert {request.headers["prefer"] for request in server.requests} == {"odata"}


def test_links_in_the_header(walk: Any, server: Server) -> None:
    link = f'<{BASE}/x?page=1>; rel="prev", <{BASE}/x?page=2>; title="a, b; rel=prev"; rel="next last"'
    server.respond_with(page(1, headers={"link": link}), page(2, headers={"Link": f"<{BASE}/x>; rel=first"}))
    assert walk(CursorPlaces(items=("value",))).collect() == [1, 2]
    assert str(server.requests[1].url) == f"{BASE}/x?page=2&key={KEY}"


def test_take_fetches_no_more_than_needed(walk: Any, server: Server) -> None:
    server.respond_with(page(1, 2, following=f"{BASE}/a"), page(3, 4, following=f"{BASE}/b"))
    assert walk().take(3) == [1, 2, 3]
    assert len(server.requests) == 2
    with pytest.raises(RequestValidationError, match="must be 0 or more"):
        walk().take(-1)


def test_first_page(walk: Any, server: Server) -> None:
    server.respond_with(page(1, 2, following=f"{BASE}/a"))
    found = walk().first()
    assert (list(found), len(found), found.next) == ([1, 2], 2, f"{BASE}/a")
    assert found.response.status_code == 200


@pytest.mark.parametrize(
    "link",
    [
        "https://evil.example/v1/x",
        "http://api.acme.example/v1/x",
        "https://api.acme.example:8443/v1/x",
        "https://api.acme.example.evil.example/v1/x",
        "https://user@api.acme.example/v1/x",
        "https://api.acme.example@evil.example/v1/x",
        "//evil.example/v1/x",
        "https://api.acme.example/v2/x",
        "https://api.acme.example/v11/x",
        "https://api.acme.example/v1/../admin",
        "https://api.acme.example/v1/%2e%2e/admin",
        "/admin",
        "\\\\evil.example",
        "https://api.acme.example\\@evil.example/v1/x",
        "https://api.acme.example/v1/a b",
        "https://[::1/v1",
        "javascript:1",
    ],
)
def test_link_to_another_place_is_refused(link: str, walk: Any, server: Server) -> None:
    server.respond_with(page(1, following=link))
    with pytest.raises(MSPortalError, match="does not lead to https://api"):
        walk().collect()
    assert len(server.requests) == 1


@pytest.mark.parametrize("links", [["a", "a"], ["a", "b", "a"]])
def test_link_back_is_an_error(links: list[str], walk: Any, server: Server) -> None:
    server.respond_with(*(page(1, following=f"{BASE}/{link}") for link in links))
    with pytest.raises(MSPortalError, match="the list never ends"):
        walk().collect()
    assert len(server.requests) == len(links)


@pytest.mark.parametrize("following", [None, "", False])
def test_end_of_list(following: Any, walk: Any, server: Server) -> None:
    server.respond_with(page(1, following=following))
    assert walk().collect() == [1]


def test_flag_says_whether_more_follows(walk: Any, server: Server) -> None:
    server.respond_with(
        page(1, following=f"{BASE}/a", body={"more": True}), page(2, following=f"{BASE}/b", body={"more": False})
    )
    assert walk(CursorPlaces(("value",), ("next_",), ("more",))).collect() == [1, 2]


def test_cursor_of_the_last_item() -> None:
    pages = {None: Body(["a", "b"], more=True), "b": Body(["c"], more=True), "c": Body([], more=True)}

    def fetch(following: Any) -> Response[Any]:
        return Response(200, {}, b"", "", pages[following])

    assert CursorPager[str](fetch, CursorPlaces(("value",), ("value", -1), ("more",))).collect() == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"value": {}}, "no list, but of the type dict"),
        ({"value": [], "next": {"href": "x"}}, "no text and no number"),
        ({"value": [], "next": True}, "no text and no number"),
        ({"value": [], "next": "x" * 10_000}, "no text and no number"),
    ],
)
def test_unreadable_page_is_an_error(body: Any, message: str, walk: Any, server: Server) -> None:
    server.respond_with(httpx.Response(200, json=body))
    with pytest.raises(MSPortalError, match=message):
        walk().collect()


def test_query_of_options_is_sent_once(walk: Any, server: Server) -> None:
    server.respond_with(page(1, following=f"{BASE}/x?a=1"), page(2))
    assert walk(options=RequestOptions(query={"a": 1})).collect() == [1, 2]
    assert str(server.requests[1].url) == f"{BASE}/x?a=1&key={KEY}"


def test_key_in_a_link_is_removed(walk: Any, server: Server) -> None:
    server.respond_with(page(1, following=f"{BASE}/x?a=1&key={KEY}&b=2"), httpx.Response(404))
    with pytest.raises(MSPortalError) as caught:
        walk().collect()
    assert KEY not in str(caught.value)
    assert str(server.requests[1].url) == f"{BASE}/x?a=1&b=2&key={KEY}"


def test_links_of_operations_with_a_server_of_their_own() -> None:
    beta = "https://api.acme.example/beta"
    assert next_path(ACME, BASE, "/beta", "/me", f"{beta}/me?x=1") == "/me?x=1"
    with pytest.raises(MSPortalError):
        next_path(ACME, BASE, "/beta", "/me", f"{BASE}/me?x=1")
    # Behind a proxy and at a test server, links still name the API's own server.
    local = "http://localhost:1"
    assert next_path(ACME, local, "", "/me", f"{local}/me?x=1") == "/me?x=1"
    assert next_path(ACME, local, "", "/me", f"{BASE}/me?x=1") == "/me?x=1"
    assert next_path(ACME, local, "/beta", "/me", f"{beta}/me?x=1") == "/me?x=1"


@pytest.mark.parametrize(
    ("header", "link"),
    [
        ("", None),
        ("<a>; rel=next", "a"),
        ('<a>; rel="NEXT"', "a"),
        ("<a>;REL = next", "a"),
        ('<a>; rel="prev next"', "a"),
        ('<a>; rel="nextish", <b>; rel="next"', "b"),
        ('<a,b;c>; x="q\\"; rel=next"; rel=next', "a,b;c"),
        ("<a>", None),
        ("a; rel=next", None),
        ("<" * 5000 + ";" * 5000, None),
        ("<a>" + "; " * 8000, None),
        ("<a>;x" + " " * 20_000, None),
    ],
)
def test_link_header(header: str, link: str | None) -> None:
    assert next_link({"link": header}) == link


def test_pagers_say_how_to_use_them() -> None:
    assert "for item in pager" in repr(CursorPager[Any](lambda _: Response(200, {}, b"", "", None), LINK))


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_pager_as_other_pagers(server: Server, backend: str) -> None:
    """It can be iterated up to a number of items, left early, and be a task of asyncio."""
    server.respond_with(page(1, 2, following=f"{BASE}/a"), page(3, 4, following=f"{BASE}/b"))

    async def main() -> None:
        async with AsyncClient(KEY, transport=httpx.MockTransport(server.handle)) as client:

            async def fetch(following: Any) -> Response[Body]:
                if following is not None:
                    return await client.follow(operation(), following, {"group": "g", "top": 2, "prefer": "p"})
                return await client.send(operation(), {"group": "g", "top": 2, "prefer": "p"})

            pager: AsyncCursorPager[int] = AsyncCursorPager(fetch, LINK)
            assert [item async for item in pager.take(3)] == [1, 2, 3]
            async for _ in pager:
                break
            if backend == "asyncio":
                assert list(await asyncio.create_task(pager)) == [3, 4]
            assert repr(pager).startswith('<AsyncCursorPager of test_pager_as_other_pagers: "await pager" returns')

    anyio.run(main, backend=backend)

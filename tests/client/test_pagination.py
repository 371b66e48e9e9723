"""Pages and pagers: iteration, first(), collect()."""

from __future__ import annotations

from typing import Any

import anyio
import httpx
import pytest
from fake_server import KEY, Call, Server, error_response, page_response, planner_item

from msportal_client import (
    AsyncMSPortal,
    MSPortal,
    MSPortalError,
    Page,
    PermissionDeniedError,
    RequestOptions,
    RetryPolicy,
)


def page_number(request: httpx.Request) -> int:
    return int(request.url.params.get("page", "1"))


def pages_of(titles: list[str], size: int = 2, **changes: Any) -> Any:
    """Return a handler that serves a list of planner items page by page."""

    def respond(request: httpx.Request) -> httpx.Response:
        page = page_number(request)
        total = max(1, -(-len(titles) // size))
        items = [planner_item(title=title) for title in titles[(page - 1) * size : page * size]]
        pagination = {
            "page": page,
            "limit": size,
            "totalCount": len(titles),
            "totalPages": total,
            "hasNextPage": page < total,
            "hasPrevPage": page > 1,
            **changes,
        }
        return httpx.Response(200, json={"data": items, "pagination": pagination})

    return respond


def list_titles(msportal: Any, **arguments: Any) -> Any:
    """Return the titles of a list, in order."""
    pager = msportal.planner.list_planner_items(**arguments)
    if isinstance(msportal, MSPortal):
        return [item.title for item in pager]

    async def collect_titles() -> list[str]:
        return [item.title async for item in pager]

    return collect_titles()


@pytest.mark.parametrize("count", [0, 1, 2, 3, 7])
def test_pager_yields_every_item_in_order(call: Call, server: Server, count: int) -> None:
    titles = [f"item {number}" for number in range(count)]
    server.respond_with(pages_of(titles))
    assert call(list_titles) == titles
    assert [page_number(request) for request in server.requests] == list(range(1, max(1, -(-count // 2)) + 1))


def test_pager_fetches_page_when_needed(server: Server) -> None:
    server.respond_with(pages_of(["a", "b", "c", "d"]))
    with MSPortal(KEY, transport=httpx.MockTransport(server.handle)) as msportal:
        items = iter(msportal.planner.list_planner_items())
        assert len(server.requests) == 0
        assert [next(items).title, next(items).title] == ["a", "b"]
        assert len(server.requests) == 1
        next(items)
        assert len(server.requests) == 2


def test_pager_starts_at_given_page(call: Call, server: Server) -> None:
    """Keep the filters."""
    server.respond_with(pages_of(["a", "b", "c", "d", "e"]))
    assert call(lambda m: list_titles(m, page=2, sort_column="title", limit=2)) == ["c", "d", "e"]
    assert [dict(request.url.params) for request in server.requests] == [
        {"page": str(number), "sortColumn": "title", "limit": "2"} for number in (2, 3)
    ]


def test_pager_iterates_again(server: Server) -> None:
    server.respond_with(pages_of(["a", "b", "c"]))
    with MSPortal(KEY, transport=httpx.MockTransport(server.handle)) as msportal:
        pager = msportal.planner.list_planner_items()
        assert [item.title for item in pager] == [item.title for item in pager] == ["a", "b", "c"]
        assert [len(page) for page in pager.pages()] == [2, 1]


async def test_await_pager_returns_first_page(server: Server) -> None:
    server.respond_with(pages_of(["a", "b", "c"]))
    async with AsyncMSPortal(KEY, transport=httpx.MockTransport(server.handle)) as msportal:
        page = await msportal.planner.list_planner_items()
        assert isinstance(page, Page)
        assert [item.title for item in page.data] == ["a", "b"]
        assert [len(page) async for page in msportal.planner.list_planner_items().pages()] == [2, 1]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 41])
def test_collect_returns_every_item_in_order(call: Call, server: Server, count: int) -> None:
    titles = [f"item {number}" for number in range(count)]
    server.respond_with(pages_of(titles))
    items = call(lambda m: m.planner.list_planner_items().collect())
    assert [item.title for item in items] == titles
    assert sorted(map(page_number, server.requests)) == list(range(1, max(1, -(-count // 2)) + 1))


async def test_collect_fetches_pages_concurrently() -> None:
    titles = [f"item {number}" for number in range(20)]
    in_flight = most_in_flight = 0

    async def slow(request: httpx.Request) -> httpx.Response:
        nonlocal in_flight, most_in_flight
        in_flight += 1
        most_in_flight = max(most_in_flight, in_flight)
        # Later pages are served first; the order of the items must not change.
        await anyio.sleep(0.002 * (11 - page_number(request)))
        in_flight -= 1
        response: httpx.Response = pages_of(titles)(request)
        return response

    async with AsyncMSPortal(KEY, transport=httpx.MockTransport(slow)) as msportal:
        assert [item.title for item in await msportal.planner.list_planner_items().collect()] == titles
    assert most_in_flight == 8


@pytest.mark.parametrize(("before", "after"), [(9, 3), (3, 9), (9, 0), (9, 8)])
def test_collect_while_list_changes(call: Call, server: Server, before: int, after: int) -> None:
    titles = [f"item {number}" for number in range(10)]
    server.respond_with(pages_of(titles[:before]), pages_of(titles[:after]))
    items = call(lambda m: m.planner.list_planner_items().collect())
    assert [item.title for item in items] == titles[: max(2, after)]


def test_collect_stops_at_new_last_page(call: Call, server: Server) -> None:
    server.respond_with(pages_of(["a"] * 80), pages_of(["a"] * 2))
    call(lambda m: m.planner.list_planner_items().collect())
    assert len(server.requests) <= 1 + 8


def test_collect_raises_original_error(call: Call, server: Server) -> None:
    server.respond_with(pages_of([f"item {number}" for number in range(20)]), error_response(403, "Forbidden"))
    with pytest.raises(PermissionDeniedError):
        call(lambda m: m.planner.list_planner_items().collect())


def test_collect_endless_list_raises(call: Call, server: Server) -> None:
    server.respond_with(pages_of(["a"] * 100, hasNextPage=True, totalPages=2))
    with pytest.raises(MSPortalError, match="the list never ends"):
        call(lambda m: m.planner.list_planner_items().collect())
    assert len(server.requests) <= 3


def test_pager_without_documented_page_parameter(call: Call, server: Server) -> None:
    def audit_page(request: httpx.Request) -> httpx.Response:
        page = pages_of(["a", "b", "c"])(request).json()
        for number, item in enumerate(page["data"]):
            page["data"][number] = {"id": item["id"], "name": item["title"]}
        return httpx.Response(200, json=page)

    def names(msportal: Any) -> Any:
        pager = msportal.analytics.list_company_audit_data(options=RequestOptions(query={"search": "x"}))
        if isinstance(msportal, MSPortal):
            return [company.name for company in pager]

        async def collect_names() -> list[str]:
            return [company.name async for company in pager]

        return collect_names()

    server.respond_with(audit_page)
    assert call(names) == ["a", "b", "c"]
    assert [str(request.url.params) for request in server.requests] == ["search=x", "search=x&page=2"]


def test_pager_stops_when_list_shrinks(call: Call, server: Server) -> None:
    server.respond_with(pages_of(["a", "b", "c"]), pages_of(["a", "b"]))
    assert call(list_titles) == ["a", "b"]


def test_pager_follows_growing_list(call: Call, server: Server) -> None:
    server.respond_with(pages_of(["a", "b", "c"]), pages_of(["a", "b", "c", "d", "e"]))
    assert call(list_titles) == ["a", "b", "c", "d", "e"]


def test_pager_stops_at_last_page(call: Call, server: Server) -> None:
    """Go by totalPages if hasNextPage is always true."""
    server.respond_with(pages_of(["a", "b", "c"], hasNextPage=True, totalPages=2))
    assert call(list_titles) == ["a", "b", "c"]
    server.requests.clear()
    server.respond_with(pages_of(["a"] * 100, hasNextPage=True, totalPages=2))
    with pytest.raises(MSPortalError, match="the list never ends"):
        call(list_titles)
    assert len(server.requests) <= 3


def test_pager_raises_on_repeated_page(call: Call, server: Server) -> None:
    """The server ignores the page parameter."""
    server.respond_with(pages_of(["a", "b", "c", "d"], page=1, hasNextPage=True))
    with pytest.raises(MSPortalError, match="page 2 was asked for, page 1 came"):
        call(list_titles)
    assert len(server.requests) == 2


def test_page_iterable_with_pagination(call: Call, server: Server) -> None:
    server.respond_with(page_response([planner_item(title="a"), planner_item(title="b")], pages=3))
    page = call(lambda m: m.planner.list_planner_items().first(), retry=RetryPolicy.never())
    assert [item.title for item in page] == ["a", "b"]
    assert len(page) == 2
    assert (page.pagination.page, page.pagination.total_pages, page.pagination.total_count) == (1, 3, 6)

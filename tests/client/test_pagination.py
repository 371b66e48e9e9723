"""Walking lists that come in pages."""

from __future__ import annotations

from typing import Any

import anyio
import httpx
import pytest
from fake_server import KEY, Call, Server, planner_item, refusal

from msportal_client import AsyncMSPortal, MSPortal, MSPortalError, Page, PermissionDeniedError, RequestOptions


def numbered(request: httpx.Request) -> int:
    return int(request.url.params.get("page", "1"))


def pages_of(titles: list[str], size: int = 2, **changes: Any) -> Any:
    """A list of planner items as a server gives it, page by page."""

    def answer(request: httpx.Request) -> httpx.Response:
        page = numbered(request)
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

    return answer


def walk(msportal: Any, **arguments: Any) -> Any:
    """The titles of a list, in order."""
    pager = msportal.planner.list_planner_items(**arguments)
    if isinstance(msportal, MSPortal):
        return [item.title for item in pager]

    async def walked() -> list[str]:
        return [item.title async for item in pager]

    return walked()


@pytest.mark.parametrize("count", [0, 1, 2, 3, 7])
def test_iterating_gives_every_item_once_in_order(call: Call, server: Server, count: int) -> None:
    titles = [f"item {number}" for number in range(count)]
    server.will_answer(pages_of(titles))
    assert call(walk) == titles
    assert [numbered(request) for request in server.requests] == list(range(1, max(1, -(-count // 2)) + 1))


def test_each_page_is_fetched_when_it_is_needed(server: Server) -> None:
    server.will_answer(pages_of(["a", "b", "c", "d"]))
    with MSPortal(KEY, transport=httpx.MockTransport(server.handle)) as msportal:
        walking = iter(msportal.planner.list_planner_items())
        assert len(server.requests) == 0
        assert [next(walking).title, next(walking).title] == ["a", "b"]
        assert len(server.requests) == 1
        next(walking)
        assert len(server.requests) == 2


def test_a_walk_begins_at_the_page_that_is_asked_for_and_keeps_the_filters(call: Call, server: Server) -> None:
    server.will_answer(pages_of(["a", "b", "c", "d", "e"]))
    assert call(lambda m: walk(m, page=2, sort_column="title", limit=2)) == ["c", "d", "e"]
    assert [dict(request.url.params) for request in server.requests] == [
        {"page": str(number), "sortColumn": "title", "limit": "2"} for number in (2, 3)
    ]


def test_a_pager_can_be_walked_again(server: Server) -> None:
    server.will_answer(pages_of(["a", "b", "c"]))
    with MSPortal(KEY, transport=httpx.MockTransport(server.handle)) as msportal:
        pager = msportal.planner.list_planner_items()
        assert [item.title for item in pager] == [item.title for item in pager] == ["a", "b", "c"]
        assert [len(page) for page in pager.pages()] == [2, 1]


async def test_awaiting_a_pager_gives_the_first_page(server: Server) -> None:
    server.will_answer(pages_of(["a", "b", "c"]))
    async with AsyncMSPortal(KEY, transport=httpx.MockTransport(server.handle)) as msportal:
        page = await msportal.planner.list_planner_items()
        assert isinstance(page, Page)
        assert [item.title for item in page.data] == ["a", "b"]
        assert [len(page) async for page in msportal.planner.list_planner_items().pages()] == [2, 1]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 41])
def test_collecting_gives_every_item_once_in_order(call: Call, server: Server, count: int) -> None:
    titles = [f"item {number}" for number in range(count)]
    server.will_answer(pages_of(titles))
    items = call(lambda m: m.planner.list_planner_items().collect())
    assert [item.title for item in items] == titles
    assert sorted(map(numbered, server.requests)) == list(range(1, max(1, -(-count // 2)) + 1))


async def test_collecting_fetches_pages_at_the_same_time() -> None:
    titles = [f"item {number}" for number in range(20)]
    under_way = most = 0

    async def slow(request: httpx.Request) -> httpx.Response:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        # Later pages are answered first: the order of the items must not depend on it.
        await anyio.sleep(0.002 * (11 - numbered(request)))
        under_way -= 1
        answer: httpx.Response = pages_of(titles)(request)
        return answer

    async with AsyncMSPortal(KEY, transport=httpx.MockTransport(slow)) as msportal:
        assert [item.title for item in await msportal.planner.list_planner_items().collect()] == titles
    assert most == 8


@pytest.mark.parametrize(("before", "after"), [(9, 3), (3, 9), (9, 0), (9, 8)])
def test_a_list_that_changes_while_it_is_collected_ends_cleanly(
    call: Call, server: Server, before: int, after: int
) -> None:
    titles = [f"item {number}" for number in range(10)]
    server.will_answer(pages_of(titles[:before]), pages_of(titles[:after]))
    items = call(lambda m: m.planner.list_planner_items().collect())
    assert [item.title for item in items] == titles[: max(2, after)]


def test_pages_beyond_the_end_of_a_list_that_became_shorter_are_not_asked_for(call: Call, server: Server) -> None:
    server.will_answer(pages_of(["a"] * 80), pages_of(["a"] * 2))
    call(lambda m: m.planner.list_planner_items().collect())
    assert len(server.requests) <= 1 + 8


def test_what_fails_while_collecting_is_raised_as_it_is(call: Call, server: Server) -> None:
    server.will_answer(pages_of([f"item {number}" for number in range(20)]), refusal(403, "Forbidden"))
    with pytest.raises(PermissionDeniedError):
        call(lambda m: m.planner.list_planner_items().collect())


def test_collecting_a_list_whose_next_page_never_ends_is_an_error(call: Call, server: Server) -> None:
    server.will_answer(pages_of(["a"] * 100, hasNextPage=True, totalPages=2))
    with pytest.raises(MSPortalError, match="the list never ends"):
        call(lambda m: m.planner.list_planner_items().collect())
    assert len(server.requests) <= 3


def test_a_list_without_a_documented_page_parameter_is_walked_all_the_same(call: Call, server: Server) -> None:
    def audit(request: httpx.Request) -> httpx.Response:
        answer = pages_of(["a", "b", "c"])(request).json()
        for number, item in enumerate(answer["data"]):
            answer["data"][number] = {"id": item["id"], "name": item["title"]}
        return httpx.Response(200, json=answer)

    def names(msportal: Any) -> Any:
        pager = msportal.analytics.list_company_audit_data(options=RequestOptions(query={"search": "x"}))
        if isinstance(msportal, MSPortal):
            return [company.name for company in pager]

        async def walked() -> list[str]:
            return [company.name async for company in pager]

        return walked()

    server.will_answer(audit)
    assert call(names) == ["a", "b", "c"]
    assert [str(request.url.params) for request in server.requests] == ["search=x", "search=x&page=2"]


def test_a_list_that_becomes_shorter_on_the_way_ends(call: Call, server: Server) -> None:
    server.will_answer(pages_of(["a", "b", "c"]), pages_of(["a", "b"]))
    assert call(walk) == ["a", "b"]


def test_a_list_that_grows_on_the_way_is_walked_to_its_new_end(call: Call, server: Server) -> None:
    server.will_answer(pages_of(["a", "b", "c"]), pages_of(["a", "b", "c", "d", "e"]))
    assert call(walk) == ["a", "b", "c", "d", "e"]


def test_a_next_page_that_never_ends_is_bounded_by_the_number_of_pages(call: Call, server: Server) -> None:
    server.will_answer(pages_of(["a", "b", "c"], hasNextPage=True, totalPages=2))
    assert call(walk) == ["a", "b", "c"]
    server.requests.clear()
    server.will_answer(pages_of(["a"] * 100, hasNextPage=True, totalPages=2))
    with pytest.raises(MSPortalError, match="the list never ends"):
        call(walk)
    assert len(server.requests) <= 3


def test_a_server_that_ignores_the_page_does_not_make_the_walk_go_round(call: Call, server: Server) -> None:
    server.will_answer(pages_of(["a", "b", "c", "d"], page=1, hasNextPage=True))
    with pytest.raises(MSPortalError, match="page 2 was asked for, page 1 came"):
        call(walk)
    assert len(server.requests) == 2

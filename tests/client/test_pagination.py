"""Pages and pagers: iteration, first(), collect()."""

from __future__ import annotations

import asyncio
import dataclasses
import gc
import json
import threading
from contextvars import ContextVar
from typing import Any, cast

import anyio
import httpx
import pytest
from fake_server import KEY, Call, Server, error_response, page_response, planner_item

from msportal_client import (
    APITimeoutError,
    AsyncMSPortal,
    MSPortal,
    MSPortalError,
    Page,
    PermissionDeniedError,
    RequestOptions,
    RequestValidationError,
    ResponseDecodeError,
    RetryPolicy,
)
from msportal_client.pagination import Pagination


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


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ({"page": "1", "totalCount": "5", "hasNextPage": "false", "totalPages": 1.0}, (1, 2, 5, 1, False, False)),
        ({"page": None, "totalPages": None}, (None, 2, 3, None, True, False)),
        ({"limit": "two", "hasPrevPage": 0}, (1, "two", 3, 2, True, False)),
    ],
)
def test_pagination_has_own_types(call: Call, server: Server, sent: dict[str, Any], read: tuple[Any, ...]) -> None:
    server.respond_with(pages_of(["a", "b", "c"], **sent))
    pagination = call(lambda m: m.planner.list_planner_items().first()).pagination
    assert type(pagination) is Pagination
    values = dataclasses.astuple(pagination)
    assert values == read
    assert [type(value) for value in values] == [type(value) for value in read]


def test_count_returns_items_of_all_pages(call: Call, server: Server) -> None:
    server.respond_with(pages_of(["a", "b", "c"]))
    assert call(lambda m: m.planner.list_planner_items().count()) == 3
    assert len(server.requests) == 1


@pytest.mark.parametrize(("sent", "problem"), [(None, "it is not there"), ("many", "not a whole number")])
def test_count_needs_number(call: Call, server: Server, sent: object, problem: str) -> None:
    server.respond_with(pages_of(["a"], totalCount=sent))
    with pytest.raises(ResponseDecodeError, match=f"totalCount: .*{problem}") as caught:
        call(lambda m: m.planner.list_planner_items().count())
    assert caught.value.field == "pagination.totalCount"


@pytest.mark.parametrize(("number", "pages"), [(0, 0), (1, 1), (2, 1), (3, 2), (5, 3), (9, 3)])
def test_take_fetches_no_more_than_needed(call: Call, server: Server, number: int, pages: int) -> None:
    server.respond_with(pages_of(["a", "b", "c", "d", "e"]))
    items = call(lambda m: m.planner.list_planner_items().take(number))
    assert [item.title for item in items] == ["a", "b", "c", "d", "e"][:number]
    assert len(server.requests) == pages


async def test_take_iterates(server: Server) -> None:
    server.respond_with(pages_of(["a", "b", "c", "d", "e"]))
    async with AsyncMSPortal(KEY, transport=httpx.MockTransport(server.handle)) as msportal:
        three = msportal.planner.list_planner_items().take(3)
        assert [item.title async for item in three] == [item.title for item in await three] == ["a", "b", "c"]
        assert len(server.requests) == 4
        async for item in three:
            assert item.title == "a"
            break
        assert len(server.requests) == 5


@pytest.mark.parametrize("number", [-1, 1.5, "2", True, None])
def test_take_refuses_what_is_no_number_of_items(call: Call, server: Server, number: Any) -> None:
    with pytest.raises(RequestValidationError, match="take: number: must be"):
        call(lambda m: m.planner.list_planner_items().take(number))
    assert server.requests == []


def test_pager_repr_tells_its_use(call: Call) -> None:
    text = call(lambda m: repr(m.planner.list_planner_items()))
    assert "Planner.list_planner_items" in text
    assert "for item in pager" in text
    assert KEY not in text


def test_unreadable_pagination_hides_key(call: Call, server: Server) -> None:
    pagination = {"page": [KEY], "limit": 1, "totalPages": 2, "totalCount": 2, "hasNextPage": True}
    body = {"data": [planner_item(title=KEY)], "pagination": pagination}
    server.respond_with(httpx.Response(200, json=body, headers={"x-echo": KEY}))
    with pytest.raises(ResponseDecodeError, match=r"pagination\.page") as caught:
        call(lambda m: m.planner.list_planner_items().collect())
    assert json.loads(caught.value.response.content)["data"][0]["title"] == "<API key>"
    assert KEY not in repr(caught.value.response.headers)


class TestPagerInTask:
    async def test_create_task(self, server: Server) -> None:
        """One pager may be in several tasks at once."""
        in_flight = most = 0

        async def respond(request: httpx.Request) -> httpx.Response:
            nonlocal in_flight, most
            in_flight += 1
            most = max(most, in_flight)
            await asyncio.sleep(0.01)
            in_flight -= 1
            return cast("httpx.Response", pages_of(["a", "b", "c"])(request))

        async with AsyncMSPortal(KEY, transport=httpx.MockTransport(respond)) as msportal:
            pager = msportal.planner.list_planner_items()
            await pager  # The first response opens the window for more.
            tasks = [asyncio.create_task(pager) for _ in range(3)]
            async with asyncio.TaskGroup() as group:
                tasks.append(group.create_task(pager))
            assert [page.data[0].title for page in await asyncio.gather(*tasks, pager)] == ["a"] * 5
            assert (await pager).pagination.total_count == 3
        assert most > 1
        assert "coro=<AsyncPlanner.list_planner_items()>" in repr(tasks[0])

    async def test_timeout_inside_of_task(self) -> None:
        """Take a cancellation by anyio in a task that is a pager."""

        async def never(_: httpx.Request) -> httpx.Response:
            await asyncio.sleep(60)
            raise AssertionError

        async with AsyncMSPortal(
            KEY, transport=httpx.MockTransport(never), timeout=0.05, retry=RetryPolicy.never()
        ) as msportal:
            with pytest.raises(APITimeoutError):
                await asyncio.create_task(msportal.planner.list_planner_items())

    @pytest.mark.parametrize("started", [True, False])
    async def test_cancel_task(self, server: Server, started: bool) -> None:
        async def never(_: httpx.Request) -> httpx.Response:
            await asyncio.sleep(60)
            raise AssertionError

        async with AsyncMSPortal(KEY, transport=httpx.MockTransport(never)) as msportal:
            task = asyncio.create_task(msportal.planner.list_planner_items())
            if started:
                await asyncio.sleep(0.01)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    def test_run(self, server: Server) -> None:
        server.respond_with(pages_of(["a"]))
        msportal = AsyncMSPortal(KEY, transport=httpx.MockTransport(server.handle))
        assert [item.title for item in asyncio.run(msportal.planner.list_planner_items())] == ["a"]

    def test_close_before_first_step(self) -> None:
        AsyncMSPortal(KEY).planner.list_planner_items().close()


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_leaving_loop_early_warns_of_nothing(server: Server, backend: str) -> None:
    async def main() -> None:
        async with AsyncMSPortal(KEY, transport=httpx.MockTransport(server.handle)) as msportal:
            async for _ in msportal.planner.list_planner_items():
                break
            async for _ in msportal.planner.list_planner_items().pages():
                break
            await msportal.planner.list_planner_items().take(1)
        gc.collect()

    server.respond_with(pages_of(["a", "b", "c"]))
    anyio.run(main, backend=backend)


class TestCollectInThreads:
    def test_pages_fetched_concurrently(self) -> None:
        """No page is answered before eight are asked for."""
        titles = [f"item {number}" for number in range(34)]
        together = threading.Barrier(8, timeout=10)
        color: ContextVar[str] = ContextVar("color")
        seen: set[str] = set()

        def slow(request: httpx.Request) -> httpx.Response:
            seen.add(color.get())
            if page_number(request) > 1:
                together.wait()
            return cast("httpx.Response", pages_of(titles)(request))

        color.set("blue")
        with MSPortal(KEY, transport=httpx.MockTransport(slow)) as msportal:
            assert [item.title for item in msportal.planner.list_planner_items().collect()] == titles
        assert seen == {"blue"}

    def test_failure_raised_while_others_wait(self) -> None:
        release = threading.Event()

        def respond(request: httpx.Request) -> httpx.Response:
            if page_number(request) == 3:
                return httpx.Response(403, json={"error": "Forbidden"})
            if page_number(request) > 1:
                release.wait(30)
            return cast("httpx.Response", pages_of(["a"] * 100)(request))

        before = set(threading.enumerate())
        with MSPortal(KEY, transport=httpx.MockTransport(respond)) as msportal:
            with pytest.raises(PermissionDeniedError):
                msportal.planner.list_planner_items().collect()
            release.set()
            for thread in set(threading.enumerate()) - before:
                assert thread.daemon
                thread.join(10)

    def test_one_more_page_takes_no_thread(self) -> None:
        threads: set[str] = set()

        def respond(request: httpx.Request) -> httpx.Response:
            threads.add(threading.current_thread().name)
            return cast("httpx.Response", pages_of(["a", "b", "c"])(request))

        with MSPortal(KEY, transport=httpx.MockTransport(respond)) as msportal:
            assert len(msportal.planner.list_planner_items().collect()) == 3
        assert threads == {threading.current_thread().name}

    def test_no_thread_can_start(self, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(_: threading.Thread) -> None:
            raise RuntimeError("can't start new thread")

        titles = [f"item {number}" for number in range(9)]
        server.respond_with(pages_of(titles))
        monkeypatch.setattr(threading.Thread, "start", refuse)
        with MSPortal(KEY, transport=httpx.MockTransport(server.handle)) as msportal:
            assert [item.title for item in msportal.planner.list_planner_items().collect()] == titles

"""Pagers: lists that the API sends in pages."""

from __future__ import annotations

import re
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import suppress
from contextvars import copy_context
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, Protocol, Self, TypeVar

import anyio

from ._paging import AsyncPaged, FirstItems, Paged
from .errors import MSPortalError
from .types import Response

__all__ = ["AsyncPager", "FirstItems", "Page", "Pager", "Pagination"]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

_TRUTHS = {"true": True, "1": True, "false": False, "0": False}
# Pages that `collect` fetches at a time: enough to be as fast as the server, few enough to leave connections.
_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Pagination:
    """The position of a page in its list.

    Numbers that the server sends as texts (`"2"`) are read as numbers. A value that it leaves out is None, and one that
    is no number stays as it came, as in every model that is read leniently.

    Attributes:
        page: The number of this page; the first is 1.
        limit: The number of items that a full page has.
        total_count: The number of items on all pages.
        total_pages: The number of pages.
        has_next_page: True if a page follows this one.
        has_prev_page: True if a page comes before this one.
    """

    page: int
    limit: int
    total_count: int
    total_pages: int
    has_next_page: bool
    has_prev_page: bool


class Envelope(Protocol[T_co]):
    """The body of a response with one page of a list."""

    @property
    def data(self) -> Sequence[T_co]: ...

    @property
    def pagination(self) -> object: ...


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list. Iterate it for its items.

    Attributes:
        data: The items.
        pagination: The number of the page, and how many pages and items there are.
        response: The response with the page. Its `parsed` has everything that the spec documents.
    """

    data: list[T]
    pagination: Pagination
    response: Response[Any] = field(repr=False, compare=False)

    def __iter__(self) -> Iterator[T]:
        return iter(self.data)

    def __len__(self) -> int:
        return len(self.data)


class _Position(NamedTuple):
    """The position of a page in its list.

    Attributes:
        page: The number of the page.
        total_pages: The number of pages; None where the server does not say.
        has_next: Whether a page follows.
    """

    page: int
    total_pages: int | None
    has_next: bool


def _position(page: Page[Any], asked_for: int | None) -> _Position:
    """Return the position of `page`.

    Raises:
        ResponseDecodeError: A number is none.
        MSPortalError: The list leads nowhere: the server sent another page than was asked for, or says that pages
            follow where by its own count there are none.
    """
    number = _whole_number(page, "page")
    total_pages = _whole_number(page, "totalPages")
    if number is None:
        number = 1 if asked_for is None else int(asked_for)
    if asked_for is not None and number != asked_for:
        raise MSPortalError(f"page {asked_for} was asked for, page {number} came: the list cannot be walked")
    has_next = _truth(page, "hasNextPage")
    if has_next is None:
        if total_pages is None:
            raise _not_readable(page, "hasNextPage", "neither it nor totalPages is there")
        has_next = number < total_pages
    if has_next and not page.data and (total_pages is None or number >= total_pages):
        has_next = False  # The list became shorter in the meantime.
    if has_next and total_pages is not None and number > total_pages:
        raise MSPortalError(f"page {number} of {total_pages} says that there is a next one: the list never ends")
    return _Position(number, total_pages, has_next)


# The fields of `Pagination` by the names that the API gives them.
_FIELDS = {
    "page": "page",
    "limit": "limit",
    "totalCount": "total_count",
    "totalPages": "total_pages",
    "hasNextPage": "has_next_page",
    "hasPrevPage": "has_prev_page",
}


def _truth(page: Page[Any], field: str) -> bool | None:
    value: object = getattr(page.pagination, _FIELDS[field])
    if value is None or isinstance(value, bool):
        return value
    raise _not_readable(page, field, f"a value of the type {type(value).__name__} is neither true nor false")


def _whole_number(page: Page[Any], field: str) -> int | None:
    value: object = getattr(page.pagination, _FIELDS[field])
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise _not_readable(page, field, f"a value of the type {type(value).__name__} is not a whole number")


def _not_readable(page: Page[Any], field: str, problem: str) -> Exception:
    return page.response.decode_error(
        f"pagination.{field}: {problem}", model=type(page.pagination).__name__, field=f"pagination.{field}"
    )


def _count(page: Page[Any]) -> int:
    """Return the number of items of the whole list.

    Raises:
        ResponseDecodeError: The server does not say it.
    """
    count = _whole_number(page, "totalCount")
    if count is None:
        raise _not_readable(page, "totalCount", "it is not there")
    return count


class _Walk(Generic[T]):
    """The state of `collect`: several tasks fetch the pages of one list, each page once, until the list ends."""

    def __init__(self, first: Page[T], asked_for: int | None) -> None:
        self._first = _position(first, asked_for).page
        self._next = self._end = self._first + 1
        self._ended = False
        self._pages: dict[int, Page[T]] = {}
        self._lock = threading.Lock()
        self.keep(self._first, first, asked_for)

    @property
    def expected(self) -> int:
        """The number of pages that seem to be left."""
        return self._end - self._next

    def __iter__(self) -> Iterator[int]:
        """Iterate over the numbers of the pages that are left. Several tasks or threads may do so at once."""
        while True:
            with self._lock:
                if self._next >= self._end:
                    return
                number, self._next = self._next, self._next + 1
            yield number

    def keep(self, number: int, page: Page[T], asked_for: int | None) -> None:
        """Keep a page. The list ends where the first of its pages says so, sooner or later than expected."""
        position = _position(page, asked_for)
        with self._lock:
            self._pages[number] = page
            if not position.has_next:
                self._end = min(self._end, number + 1)
                self._ended = True
            elif not self._ended:
                self._end = max(self._end, number + 2, (position.total_pages or 0) + 1)

    def stop(self) -> None:
        """Give out no more pages."""
        with self._lock:
            self._end, self._ended = self._next, True

    def items(self) -> list[T]:
        """Return every item of every page, in order."""
        return [item for number in range(self._first, self._end) for item in self._pages[number].data]


# Asynchronous iterators are classes: an asynchronous generator that is left early has to be closed, which a caller of
# `async for` cannot do, and trio warns of.


class _AsyncPages(Generic[T]):
    """Every page of a list, one after the other."""

    def __init__(self, pager: AsyncPager[T], start: int | None) -> None:
        self._pager = pager
        self._next = start
        self._ended = False

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Page[T]:
        if self._ended:
            raise StopAsyncIteration
        page = await self._pager.get(self._next)
        position = _position(page, self._next)
        self._next, self._ended = position.page + 1, not position.has_next
        return page


class AsyncPager(AsyncPaged[T, Page[T]]):
    """A list that comes in pages. Await it for the first page; iterate it for every item.

        page = await pager                            # the first page
        async for item in pager: ...                  # every item
        items = await pager.collect()                 # every item, as a list
        task = asyncio.create_task(pager)             # the first page, in a task

    Each page is fetched when it is needed. A pager can be awaited and iterated more than once, from the beginning each
    time, also in several tasks.
    """

    def __init__(
        self, fetch: Callable[[int | None], Awaitable[Response[Envelope[T]]]], page: int | None = None
    ) -> None:
        super().__init__(fetch)
        self._fetch = fetch
        self._start = page

    async def first(self) -> Page[T]:
        """Return the first page, or the one that was asked for.

        Raises:
            MSPortalError: As the operation does.
        """
        return await self.get(self._start)

    async def count(self) -> int:
        """Return the number of items on all pages, as the server counts them. It fetches the first page.

        Raises:
            MSPortalError: As the operation does; ResponseDecodeError where the server does not say the number.
        """
        return _count(await self.first())

    def pages(self) -> AsyncIterator[Page[T]]:
        """Return an iterator over the pages, from the first or the one that was asked for.

        Raises:
            MSPortalError: As the operation does, or because the server's pages lead nowhere.
        """
        return _AsyncPages(self, self._start)

    async def collect(self) -> list[T]:
        """Return every item, in order. After the first page, several are fetched at a time, within the quota.

        Raises:
            MSPortalError: As the operation does, or because the server's pages lead nowhere.
        """
        first = await self.first()
        walk = _Walk(first, self._start)
        failures: list[Exception] = []

        async def work(scope: anyio.CancelScope) -> None:
            try:
                for number in walk:
                    walk.keep(number, await self.get(number), number)
            except Exception as error:  # noqa: BLE001 - raised below, without the group that tasks fail in
                failures.append(error)
                scope.cancel()

        async with anyio.create_task_group() as tasks:
            for _ in range(min(_AT_ONCE, walk.expected)):
                tasks.start_soon(work, tasks.cancel_scope)
        if failures:
            raise failures[0]
        return walk.items()

    async def get(self, number: int | None) -> Page[T]:
        """Return the page with a number; None for the first."""
        return _page(await self._fetch(number))


class Pager(Paged[T, Page[T]]):
    """A list that comes in pages. Call `first()` for the first page; iterate it for every item.

    Each page is fetched when it is needed. A pager can be iterated more than once, from the beginning each time.
    """

    def __init__(self, fetch: Callable[[int | None], Response[Envelope[T]]], page: int | None = None) -> None:
        super().__init__(fetch)
        self._fetch = fetch
        self._start = page

    def first(self) -> Page[T]:
        """Return the first page, or the one that was asked for.

        Raises:
            MSPortalError: As the operation does.
        """
        return self.get(self._start)

    def count(self) -> int:
        """Return the number of items on all pages, as the server counts them. It fetches the first page.

        Raises:
            MSPortalError: As the operation does; ResponseDecodeError where the server does not say the number.
        """
        return _count(self.first())

    def pages(self) -> Iterator[Page[T]]:
        """Iterate over the pages, from the first or the one that was asked for.

        Raises:
            MSPortalError: As the operation does, or because the server's pages lead nowhere.
        """
        number = self._start
        while True:
            page = self.get(number)
            position = _position(page, number)
            yield page
            if not position.has_next:
                return
            number = position.page + 1

    def collect(self) -> list[T]:
        """Return every item, in order. After the first page, several threads fetch pages at a time, within the quota.

        Where a page fails, the error is raised at once. Threads that are fetching other pages then end by themselves.

        Raises:
            MSPortalError: As the operation does, or because the server's pages lead nowhere.
        """
        first = self.first()
        walk = _Walk(first, self._start)
        failures: list[BaseException] = []
        ended = threading.Semaphore(0)

        def work() -> None:
            try:
                for number in walk:
                    walk.keep(number, self.get(number), number)
            except BaseException as error:  # noqa: BLE001 - raised below, in the thread of the caller
                failures.append(error)
            finally:
                ended.release()

        try:
            workers = _start_threads(work, min(_AT_ONCE, walk.expected))
            for _ in range(workers):
                ended.acquire()
                if failures:
                    break
        finally:
            walk.stop()
        if failures:
            raise failures[0]
        return walk.items()

    def get(self, number: int | None) -> Page[T]:
        """Return the page with a number; None for the first."""
        return _page(self._fetch(number))


def _start_threads(work: Callable[[], None], number: int) -> int:
    """Have threads do `work`; return how many, after this thread did it alone where that is enough, or none can start."""
    started = 0
    # Daemons: a program that is interrupted waits neither for them nor for the quota.
    with suppress(RuntimeError):
        for _ in range(number if number > 1 else 0):
            threading.Thread(target=copy_context().run, args=(work,), name="msportal-pages", daemon=True).start()
            started += 1
    if number and not started:
        work()
    return started


def _page(response: Response[Envelope[T]]) -> Page[T]:
    envelope = response.parsed
    return Page(list(envelope.data), _pagination(envelope.pagination), response)


def _pagination(sent: object) -> Pagination:
    """Return the pagination of an envelope, with numbers and truths in their own types."""
    page, limit, count, pages = (
        _as_number(getattr(sent, name, None)) for name in ("page", "limit", "total_count", "total_pages")
    )
    has_next, has_prev = (_as_truth(getattr(sent, name, None)) for name in ("has_next_page", "has_prev_page"))
    return Pagination(page, limit, count, pages, has_next, has_prev)


# Any: a value that the server left out, or that cannot be read, stays as it came.


def _as_number(value: object) -> Any:
    if isinstance(value, str) and re.fullmatch(r"[+-]?\d{1,15}", value, re.ASCII):
        return int(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _as_truth(value: object) -> Any:
    if isinstance(value, (str, int)) and not isinstance(value, bool):
        return _TRUTHS.get(str(value).lower(), value)
    return value

"""Pagers: lists that the API sends in pages."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Generic, NamedTuple, Protocol, Self, TypeVar

import anyio

from .errors import MSPortalError, ResponseDecodeError
from .options import RequestOptions
from .types import Response

__all__ = ["AsyncPager", "Page", "Pager", "Pagination", "page_options"]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

_TRUTHS = {"true": True, "1": True, "false": False, "0": False}
# Pages that `collect` fetches at a time: enough to be as fast as the server, few enough to leave connections.
_AT_ONCE = 8


class Pagination(Protocol):
    """The `pagination` of a list's envelope."""

    @property
    def page(self) -> float:
        """The number of this page; the first is 1."""
        ...

    @property
    def limit(self) -> float:
        """The number of items that a full page has."""
        ...

    @property
    def total_pages(self) -> float:
        """The number of pages."""
        ...

    @property
    def has_next_page(self) -> bool:
        """True if a page follows this one."""
        ...


class Envelope(Protocol[T_co]):
    """The body of a response with one page of a list."""

    @property
    def data(self) -> Sequence[T_co]: ...

    @property
    def pagination(self) -> Pagination: ...


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list. Iterate it for its items.

    Attributes:
        data: The items.
        pagination: The number of the page, how many there are, and what else the spec documents.
        response: The response with the page.
    """

    data: list[T]
    pagination: Pagination
    response: Response[Any] = field(repr=False, compare=False)

    def __iter__(self) -> Iterator[T]:
        return iter(self.data)

    def __len__(self) -> int:
        return len(self.data)


def page_options(options: RequestOptions | None, page: float | None, parameter: str) -> RequestOptions | None:
    """Return `options` with the number of the page, for a list whose spec does not document the parameter."""
    if page is None:
        return options
    options = options or RequestOptions()
    return replace(options, query={**options.query, parameter: page})


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


def _position(page: Page[Any], asked_for: float | None) -> _Position:
    """Return the position of `page`. Numbers may come as texts, as they do from servers that repeat the query's.

    Raises:
        ResponseDecodeError: A number is none.
        MSPortalError: The list leads nowhere: the server sent another page than was asked for, or says that pages
            follow where by its own count there are none.
    """
    at = page.pagination
    number = _whole_number(page, "page", at.page)
    total_pages = _whole_number(page, "totalPages", at.total_pages)
    if number is None:
        number = 1 if asked_for is None else int(asked_for)
    if asked_for is not None and number != asked_for:
        raise MSPortalError(f"page {asked_for} was asked for, page {number} came: the list cannot be walked")
    has_next = _truth(page, at.has_next_page)
    if has_next is None:
        if total_pages is None:
            raise _not_readable(page, "hasNextPage", "neither it nor totalPages is there")
        has_next = number < total_pages
    if has_next and not page.data and (total_pages is None or number >= total_pages):
        has_next = False  # The list became shorter in the meantime.
    if has_next and total_pages is not None and number > total_pages:
        raise MSPortalError(f"page {number} of {total_pages} says that there is a next one: the list never ends")
    return _Position(number, total_pages, has_next)


def _truth(page: Page[Any], value: object) -> bool | None:
    if value is None or isinstance(value, bool):
        return value
    text = str(value).lower() if isinstance(value, (str, int)) else ""
    if text not in _TRUTHS:
        raise _not_readable(
            page, "hasNextPage", f"a value of the type {type(value).__name__} is neither true nor false"
        )
    return _TRUTHS[text]


def _whole_number(page: Page[Any], field: str, value: object) -> int | None:
    if value is None:
        return None
    if isinstance(value, str) and re.fullmatch(r"[+-]?\d{1,15}", value, re.ASCII):
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    raise _not_readable(page, field, f"a value of the type {type(value).__name__} is not a whole number")


def _not_readable(page: Page[Any], field: str, problem: str) -> ResponseDecodeError:
    return ResponseDecodeError(
        f"pagination.{field}: {problem}",
        model=type(page.pagination).__name__,
        field=f"pagination.{field}",
        response=page.response,
    )


class _Walk(Generic[T]):
    """The state of `collect`: several tasks fetch the pages of one list, each page once, until the list ends."""

    def __init__(self, first: Page[T], asked_for: float | None) -> None:
        self._first = _position(first, asked_for).page
        self._next = self._end = self._first + 1
        self._ended = False
        self._pages: dict[int, Page[T]] = {}
        self.keep(self._first, first, asked_for)

    @property
    def expected(self) -> int:
        """The number of pages that seem to be left."""
        return self._end - self._next

    def __iter__(self) -> Iterator[int]:
        while self._next < self._end:
            self._next += 1
            yield self._next - 1

    def keep(self, number: int, page: Page[T], asked_for: float | None) -> None:
        """Keep a page. The list ends where the first of its pages says so, sooner or later than expected."""
        self._pages[number] = page
        position = _position(page, asked_for)
        if not position.has_next:
            self._end = min(self._end, number + 1)
            self._ended = True
        elif not self._ended:
            self._end = max(self._end, number + 2, (position.total_pages or 0) + 1)

    def items(self) -> list[T]:
        """Return every item of every page, in order."""
        return [item for number in range(self._first, self._end) for item in self._pages[number].data]


# Asynchronous iterators are classes: an asynchronous generator that is left early has to be closed, which a caller of
# `async for` cannot do, and trio warns of.


class _AsyncPages(Generic[T]):
    """Every page of a list, one after the other."""

    def __init__(self, pager: AsyncPager[T], start: float | None) -> None:
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


class _AsyncItems(Generic[T]):
    """Every item of a list, one after the other."""

    def __init__(self, pages: AsyncIterator[Page[T]]) -> None:
        self._pages = pages
        self._items: Iterator[T] = iter(())

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> T:
        while True:
            for item in self._items:
                return item
            self._items = iter((await anext(self._pages)).data)


class AsyncPager(Generic[T]):
    """A list that comes in pages. Await it for the first page; iterate it for every item.

    Each page is fetched when it is needed. A pager can be iterated more than once, from the beginning each time.
    """

    def __init__(
        self, fetch: Callable[[float | None], Awaitable[Response[Envelope[T]]]], page: float | None = None
    ) -> None:
        self._fetch = fetch
        self._start = page

    async def first(self) -> Page[T]:
        """Return the first page, or the one that was asked for.

        Raises:
            MSPortalError: As the operation does.
        """
        return await self.get(self._start)

    def __await__(self) -> Generator[None, None, Page[T]]:
        return self.first().__await__()

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

    def __aiter__(self) -> AsyncIterator[T]:
        return _AsyncItems(self.pages())

    async def get(self, number: float | None) -> Page[T]:
        """Return the page with a number; None for the first."""
        return _page(await self._fetch(number))


class Pager(Generic[T]):
    """A list that comes in pages. Call `first()` for the first page; iterate it for every item.

    Each page is fetched when it is needed. A pager can be iterated more than once, from the beginning each time.
    """

    def __init__(self, fetch: Callable[[float | None], Response[Envelope[T]]], page: float | None = None) -> None:
        self._fetch = fetch
        self._start = page

    def first(self) -> Page[T]:
        """Return the first page, or the one that was asked for.

        Raises:
            MSPortalError: As the operation does.
        """
        return self.get(self._start)

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
        """Return every item, in order.

        Raises:
            MSPortalError: As the operation does, or because the server's pages lead nowhere.
        """
        return list(self)

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            yield from page.data

    def get(self, number: float | None) -> Page[T]:
        """Return the page with a number; None for the first."""
        return _page(self._fetch(number))


def _page(response: Response[Envelope[T]]) -> Page[T]:
    envelope = response.parsed
    return Page(list(envelope.data), envelope.pagination, response)

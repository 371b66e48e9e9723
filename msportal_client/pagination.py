"""Lists that come in pages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterator
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

import anyio

from .errors import MSPortalError
from .options import RequestOptions

__all__ = ["AsyncPager", "Page", "Pager", "Pagination", "page_options"]

T = TypeVar("T")

_AT_ONCE = 8
"""Pages that `collect` fetches at a time: enough to be as fast as the server, few enough to leave connections."""


class Pagination(Protocol):
    """Where a page stands in its list: the `pagination` of a list's envelope."""

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
        """Whether there is a page after this one."""
        ...


class Envelope(Protocol[T]):
    """A list as the API answers it."""

    @property
    def data(self) -> list[T]: ...

    @property
    def pagination(self) -> Pagination: ...


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list; iterating it gives its items.

    Attributes:
        data: The items.
        pagination: Where the page stands: `page`, `limit`, `total_pages`, `has_next_page`, and what else the spec has.
    """

    data: list[T]
    pagination: Pagination

    def __iter__(self) -> Iterator[T]:
        return iter(self.data)

    def __len__(self) -> int:
        return len(self.data)


def page_options(options: RequestOptions | None, page: float | None) -> RequestOptions | None:
    """`options` with the number of the page, for a list whose spec does not document the parameter."""
    if page is None:
        return options
    options = options or RequestOptions()
    return replace(options, query={**options.query, "page": page})


def _next_page(page: Page[T], asked_for: float | None) -> int | None:
    """The number of the page after `page`; None after the last one.

    Raises:
        MSPortalError: The list leads nowhere: the server answers with another page than was asked for, or says that
            pages follow where by its own count there are none.
    """
    at = page.pagination
    if asked_for is not None and at.page != asked_for:
        raise MSPortalError(f"page {asked_for:g} was asked for, page {at.page:g} came: the list cannot be walked")
    if not at.has_next_page:
        return None
    if not page.data and at.page >= at.total_pages:
        return None  # the list became shorter on the way
    if at.page > at.total_pages:
        raise MSPortalError(
            f"page {at.page:g} of {at.total_pages:g} says that there is a next one: the list never ends"
        )
    return int(at.page) + 1


class _Walk(Generic[T]):
    """Several tasks on one list: iterating gives each page's number once, until a page says that the list has ended."""

    def __init__(self, first: Page[T], asked_for: float | None) -> None:
        self._first = int(first.pagination.page)
        self._next = self._end = self._first + 1
        self._ended = False
        self._pages: dict[int, Page[T]] = {}
        self.take(self._first, first, asked_for)

    @property
    def expected(self) -> int:
        """How many pages seem to be left."""
        return self._end - self._next

    def __iter__(self) -> Iterator[int]:
        while self._next < self._end:
            self._next += 1
            yield self._next - 1

    def take(self, number: int, page: Page[T], asked_for: float | None) -> None:
        """Keep a page; the list ends where the first of its pages says so, be it sooner or later than expected."""
        self._pages[number] = page
        following = _next_page(page, asked_for)
        if following is None:
            self._end = min(self._end, number + 1)
            self._ended = True
        elif not self._ended:
            self._end = max(self._end, following + 1, int(page.pagination.total_pages) + 1)

    def items(self) -> list[T]:
        """Every item of every page, in order."""
        return [item for number in range(self._first, self._end) for item in self._pages[number].data]


class AsyncPager(Generic[T]):
    """A list: awaiting it gives the first page, iterating it every item, each page fetched when it is needed.

    It can be walked more than once, from the beginning each time.
    """

    def __init__(self, fetch: Callable[[float | None], Awaitable[Envelope[T]]], page: float | None = None) -> None:
        self._fetch = fetch
        self._start = page

    async def first(self) -> Page[T]:
        """The first page, or the one that was asked for.

        Raises:
            MSPortalError: As the operation does.
        """
        return await self._get(self._start)

    def __await__(self) -> Generator[None, None, Page[T]]:
        return self.first().__await__()

    async def pages(self) -> AsyncIterator[Page[T]]:
        """Every page, from the first or the one that was asked for.

        Raises:
            MSPortalError: As the operation does, or because the server's pages lead nowhere.
        """
        number = self._start
        while True:
            page = await self._get(number)
            following = _next_page(page, number)
            yield page
            if following is None:
                return
            number = following

    async def collect(self) -> list[T]:
        """Every item, in order: after the first page the others are fetched several at a time, within the quota.

        Raises:
            MSPortalError: As the operation does, or because the server's pages lead nowhere.
        """
        first = await self.first()
        walk = _Walk(first, self._start)
        failures: list[MSPortalError] = []

        async def work(scope: anyio.CancelScope) -> None:
            try:
                for number in walk:
                    walk.take(number, await self._get(number), number)
            except MSPortalError as error:
                failures.append(error)
                scope.cancel()

        async with anyio.create_task_group() as tasks:
            for _ in range(min(_AT_ONCE, walk.expected)):
                tasks.start_soon(work, tasks.cancel_scope)
        if failures:
            raise failures[0]
        return walk.items()

    async def __aiter__(self) -> AsyncIterator[T]:
        async for page in self.pages():
            for item in page.data:
                yield item

    async def _get(self, number: float | None) -> Page[T]:
        envelope = await self._fetch(number)
        return Page(envelope.data, envelope.pagination)


class Pager(Generic[T]):
    """A list: `first()` gives the first page, iterating it every item, each page fetched when it is needed.

    It can be walked more than once, from the beginning each time.
    """

    def __init__(self, fetch: Callable[[float | None], Envelope[T]], page: float | None = None) -> None:
        self._fetch = fetch
        self._start = page

    def first(self) -> Page[T]:
        """The first page, or the one that was asked for.

        Raises:
            MSPortalError: As the operation does.
        """
        return self._get(self._start)

    def pages(self) -> Iterator[Page[T]]:
        """Every page, from the first or the one that was asked for.

        Raises:
            MSPortalError: As the operation does, or because the server's pages lead nowhere.
        """
        number = self._start
        while True:
            page = self._get(number)
            following = _next_page(page, number)
            yield page
            if following is None:
                return
            number = following

    def collect(self) -> list[T]:
        """Every item, in order.

        Raises:
            MSPortalError: As the operation does, or because the server's pages lead nowhere.
        """
        return list(self)

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            yield from page.data

    def _get(self, number: float | None) -> Page[T]:
        envelope = self._fetch(number)
        return Page(envelope.data, envelope.pagination)

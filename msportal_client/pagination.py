"""Lists that come in pages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterator
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

from .errors import MSPortalError
from .options import RequestOptions

__all__ = ["AsyncPager", "Page", "Pager", "Pagination", "page_options"]

T = TypeVar("T")


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

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            yield from page.data

    def _get(self, number: float | None) -> Page[T]:
        envelope = self._fetch(number)
        return Page(envelope.data, envelope.pagination)

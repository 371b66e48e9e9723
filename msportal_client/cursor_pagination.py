"""Pagers of lists whose pages lead to the next one: by a link in the body or in a header, or by a cursor."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, Self, TypeGuard, TypeVar

from ._paging import AsyncPaged, Paged
from .errors import MSPortalError
from .types import Response

__all__ = ["AsyncCursorPager", "CursorPage", "CursorPager", "CursorPlaces"]

T = TypeVar("T")

# RFC 8288, section 3: <https://api.example.com/things?page=2>; rel="next"
_LINK = re.compile(r'<([^<>]*)>((?:\s*;\s*[\w!#$&+.^`|~*-]+(?:\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^\s",;]+))?)*)')
_PARAMETER = re.compile(r';\s*([\w!#$&+.^`|~*-]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",;]+)))?')
_LONGEST = 8192


class CursorPlaces(NamedTuple):
    """The places of a response's items and of the link to the next page.

    A place is a path of Python names; `-1` is the last item of a list.

    Attributes:
        items: The place of the items; empty where the response itself is the list.
        next: The place of the link or cursor; empty where the header `Link` has it.
        more: The place of a flag that says whether there is a next page, where there is one.
    """

    items: tuple[str, ...] = ()
    next: tuple[str | int, ...] = ()
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CursorPage(Generic[T]):
    """One page of a list. Iterate it for its items.

    Attributes:
        data: The items.
        next: The link or cursor of the next page; None on the last one.
        response: The response with the page. Its `parsed` has everything that the spec documents.
    """

    data: list[T]
    next: Any
    response: Response[Any] = field(repr=False, compare=False)

    def __iter__(self) -> Iterator[T]:
        return iter(self.data)

    def __len__(self) -> int:
        return len(self.data)


class _Trail:
    """The cursors that a walk through a list has seen."""

    def __init__(self) -> None:
        self._seen: set[object] = set()

    def after(self, page: CursorPage[Any]) -> Any:
        """Return the cursor of the page after `page`; None after the last one.

        Raises:
            MSPortalError: The walk has been there already.
        """
        if page.next in self._seen:
            raise MSPortalError("the server leads to a page that was there already: the list never ends")
        self._seen.add(page.next)
        return page.next


class AsyncCursorPager(AsyncPaged[T, CursorPage[T]]):
    """A list that comes in pages. Await it for the first page; iterate it for every item.

        page = await pager                            # the first page
        async for item in pager: ...                  # every item
        items = await pager.collect()                 # every item, as a list
        task = asyncio.create_task(pager)             # the first page, in a task

    Each page is fetched when it is needed. A pager can be awaited and iterated more than once, from the beginning each
    time, also in several tasks.
    """

    def __init__(self, fetch: Callable[[Any], Awaitable[Response[Any]]], cursor: CursorPlaces) -> None:
        super().__init__(fetch)
        self._fetch = fetch
        self._cursor = cursor

    async def first(self) -> CursorPage[T]:
        """Return the first page.

        Raises:
            MSPortalError: As the operation does.
        """
        return await self.get(None)

    async def get(self, cursor: Any) -> CursorPage[T]:
        """Return the page that a link or cursor leads to, such as the `next` of a page; None for the first.

        Raises:
            MSPortalError: As the operation does, or because a link leads to another server.
        """
        return _page(await self._fetch(cursor), self._cursor)

    def pages(self) -> AsyncIterator[CursorPage[T]]:
        """Return an iterator over the pages.

        Raises:
            MSPortalError: As the operation does, or because the server's pages never end.
        """
        return _AsyncPages(self)

    async def collect(self) -> list[T]:
        """Return every item, in order.

        Raises:
            MSPortalError: As the operation does, or because the server's pages never end.
        """
        return [item async for item in self]


# Asynchronous iterators are classes: an asynchronous generator that is left early has to be closed, which a caller of
# `async for` cannot do, and trio warns of.


class _AsyncPages(Generic[T]):
    """Every page of a list, one after the other."""

    def __init__(self, pager: AsyncCursorPager[T]) -> None:
        self._pager = pager
        self._trail = _Trail()
        self._next: Any = None
        self._ended = False

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> CursorPage[T]:
        if self._ended:
            raise StopAsyncIteration
        page = await self._pager.get(self._next)
        self._next = self._trail.after(page)
        self._ended = self._next is None
        return page


class CursorPager(Paged[T, CursorPage[T]]):
    """A list that comes in pages. Call `first()` for the first page; iterate it for every item.

    Each page is fetched when it is needed. A pager can be iterated more than once, from the beginning each time.
    """

    def __init__(self, fetch: Callable[[Any], Response[Any]], cursor: CursorPlaces) -> None:
        super().__init__(fetch)
        self._fetch = fetch
        self._cursor = cursor

    def first(self) -> CursorPage[T]:
        """Return the first page.

        Raises:
            MSPortalError: As the operation does.
        """
        return self.get(None)

    def get(self, cursor: Any) -> CursorPage[T]:
        """Return the page that a link or cursor leads to, such as the `next` of a page; None for the first.

        Raises:
            MSPortalError: As the operation does, or because a link leads to another server.
        """
        return _page(self._fetch(cursor), self._cursor)

    def pages(self) -> Iterator[CursorPage[T]]:
        """Iterate over the pages.

        Raises:
            MSPortalError: As the operation does, or because the server's pages never end.
        """
        trail, cursor = _Trail(), None
        while True:
            page = self.get(cursor)
            cursor = trail.after(page)
            yield page
            if cursor is None:
                return

    def collect(self) -> list[T]:
        """Return every item, in order.

        Raises:
            MSPortalError: As the operation does, or because the server's pages never end.
        """
        return list(self)


def _page(response: Response[Any], cursor: CursorPlaces) -> CursorPage[Any]:
    """Return the page in a response.

    Raises:
        MSPortalError: Its items are no list, or what leads to the next page is no text and no number.
    """
    found: object = _at(response.parsed, cursor.items)
    items: object = [] if found is None else found
    if not _is_list(items):
        raise MSPortalError(f"the items of the page are no list, but of the type {type(items).__name__}")
    following = _at(response.parsed, cursor.next) if cursor.next else next_link(response.headers)
    if cursor.more and not _at(response.parsed, cursor.more):
        following = None
    if following is None or following == "" or following is False:
        following = None
    elif isinstance(following, bool) or not isinstance(following, (str, int)) or len(str(following)) > _LONGEST:
        raise MSPortalError("what leads to the next page is no text and no number")
    return CursorPage(items, following, response)


def _is_list(value: object) -> TypeGuard[list[Any]]:
    return isinstance(value, list)


def _at(value: Any, place: Sequence[str | int]) -> Any:
    """Return the value at a place of a model; None where there is nothing."""
    for key in place:
        if isinstance(key, int):
            value = value[key] if _is_list(value) and value else None
        else:
            value = getattr(value, key, None)
    return value


def next_link(headers: Mapping[str, str]) -> str | None:
    """Return the target of the relation `next` in a `Link` header; None where there is none."""
    for target, parameters in _LINK.findall(headers.get("link", "")[: 4 * _LONGEST]):
        for name, quoted, plain in _PARAMETER.findall(parameters):
            if name.lower() == "rel" and "next" in (quoted or plain).lower().split():
                return str(target)
    return None

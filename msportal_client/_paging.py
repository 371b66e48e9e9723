"""The parts that all pagers share: items one after the other, the first of them, and pagers in tasks."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable, Coroutine, Generator, Iterator
from dataclasses import replace
from typing import Any, Generic, Protocol, Self, TypeVar

from .errors import FieldProblem, RequestValidationError
from .options import RequestOptions

__all__ = ["AsyncPaged", "FirstItems", "Paged", "page_options"]


class AnyPage(Protocol):
    """One page of a list."""

    @property
    def data(self) -> list[Any]: ...


T = TypeVar("T")
P = TypeVar("P", bound=AnyPage)


class AsyncPaged(Coroutine[Any, Any, P], Generic[T, P]):
    """A list that comes in pages. Await it for the first page; iterate it for every item."""

    def __init__(self, fetch: object) -> None:
        self.__name__ = _origin(fetch)  # Tasks show it.
        self._steps: dict[object, Coroutine[Any, Any, P]] = {}

    def __repr__(self) -> str:
        return (
            f'<{type(self).__name__} of {self.__name__}: "await pager" returns the first page, "async for item in pager" '
            'gives every item, "await pager.collect()" returns all of them>'
        )

    @abstractmethod
    async def first(self) -> P:
        """Return the first page."""

    @abstractmethod
    def pages(self) -> AsyncIterator[P]:
        """Return an iterator over the pages."""

    def take(self, number: int) -> FirstItems[T]:
        """Return the first items, at most `number`: await it for a list, or iterate it.

        No more pages are fetched than that takes.

        Raises:
            RequestValidationError: `number` is negative, or no whole number.
            MSPortalError: As the operation does, or because the server's pages lead nowhere; when it is awaited.
        """
        _check_take(number)
        return FirstItems(self.pages, number)

    def __aiter__(self) -> AsyncIterator[T]:
        return _AsyncItems(self.pages())

    def __await__(self) -> Generator[Any, Any, P]:
        return self.first().__await__()

    # asyncio makes tasks of coroutines only, and drives them by the methods below. Each task has a coroutine of its own,
    # so that one pager can be in several tasks.

    def send(self, value: Any, /) -> Any:
        """Go on with the task's request for the first page. asyncio calls this."""
        return self._step(lambda coroutine: coroutine.send(value))

    def throw(self, *error: Any) -> Any:
        """Raise an exception in the task's request for the first page. asyncio calls this."""
        return self._step(lambda coroutine: coroutine.throw(*error))

    def close(self) -> None:
        """End the task's request for the first page. The pager itself needs no closing."""
        coroutine = self._steps.pop(_current_task(), None)
        if coroutine is not None:
            coroutine.close()

    def _step(self, step: Callable[[Coroutine[Any, Any, P]], Any]) -> Any:
        task = _current_task()
        if task not in self._steps:
            self._steps[task] = self.first()
        try:
            return step(self._steps[task])
        except BaseException:
            del self._steps[task]
            raise


class Paged(ABC, Generic[T, P]):
    """A list that comes in pages. Call `first()` for the first page; iterate it for every item."""

    def __init__(self, fetch: object) -> None:
        self._name = _origin(fetch)

    def __repr__(self) -> str:
        return (
            f'<{type(self).__name__} of {self._name}: "pager.first()" returns the first page, "for item in pager" gives '
            'every item, "pager.collect()" returns all of them>'
        )

    @abstractmethod
    def pages(self) -> Iterator[P]:
        """Iterate over the pages."""

    def take(self, number: int) -> list[T]:
        """Return the first items, at most `number`. No more pages are fetched than that takes.

        Raises:
            RequestValidationError: `number` is negative, or no whole number.
            MSPortalError: As the operation does, or because the server's pages lead nowhere.
        """
        _check_take(number)
        items: list[T] = []
        pages = self.pages()
        while len(items) < number and (page := next(pages, None)) is not None:
            items += page.data
        return items[:number]

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            yield from page.data


class FirstItems(Generic[T]):
    """The first items of a list. Await it for a list of them, or iterate it; pages are fetched when they are needed."""

    def __init__(self, pages: Callable[[], AsyncIterator[AnyPage]], number: int) -> None:
        self._pages = pages
        self._number = number

    def __aiter__(self) -> AsyncIterator[T]:
        return _AsyncItems(self._pages(), self._number)

    def __await__(self) -> Generator[Any, Any, list[T]]:
        return self._collect().__await__()

    async def _collect(self) -> list[T]:
        return [item async for item in self]


# Asynchronous iterators are classes: an asynchronous generator that is left early has to be closed, which a caller of
# `async for` cannot do, and trio warns of.


class _AsyncItems(Generic[T]):
    """Items of a list, one after the other: all of them, or the first `most`."""

    def __init__(self, pages: AsyncIterator[AnyPage], most: float = math.inf) -> None:
        self._pages = pages
        self._left = most
        self._items: Iterator[T] = iter(())

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> T:
        if self._left <= 0:
            raise StopAsyncIteration
        self._left -= 1
        while True:
            for item in self._items:
                return item
            self._items = iter((await anext(self._pages)).data)


def _check_take(number: object) -> None:
    """Raise RequestValidationError where `take` is asked for something that is no number of items."""
    if isinstance(number, bool) or not isinstance(number, int):
        problem = f"must be a whole number, is of the type {type(number).__name__}"
    elif number < 0:
        problem = f"must be 0 or more, is {number}"
    else:
        return
    raise RequestValidationError("take", [FieldProblem("number", problem)])


def _origin(fetch: object) -> str:
    """Return the name of the method that made a pager: `Planner.list_planner_items`."""
    name: str = getattr(fetch, "__qualname__", type(fetch).__name__)
    return name.partition(".<locals>")[0]


def _current_task() -> object:
    """Return the running task of asyncio; None outside of one."""
    import asyncio  # noqa: PLC0415 - only asyncio gets here; a program on trio does without

    try:
        return asyncio.current_task()
    except RuntimeError:
        return None


def page_options(options: RequestOptions | None, page: int | None, parameter: str) -> RequestOptions | None:
    """Return `options` with the number of the page, for a list whose spec does not document the parameter."""
    if page is None:
        return options
    options = options or RequestOptions()
    return replace(options, query={**options.query, parameter: page})

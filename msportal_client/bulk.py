"""Bulk jobs: one call for each of many rows, several at a time.

    async for outcome in bulk(msportal.planner.create_planner_item, rows):
        print(outcome.index, outcome.status)

The same with `for` and the methods of a synchronous client. Every row has its outcome: one that fails stops no other. A
job with a journal goes on where it was after it was stopped or killed, and sends no row twice.
"""

from __future__ import annotations

import inspect
import os
from collections.abc import AsyncIterable, Callable, Coroutine, Iterable
from typing import Any, TypedDict, TypeVar, Unpack, overload

from ._bulk.asynchronous import AsyncBulk
from ._bulk.outcome import Outcome, Progress, Row, Source, Status
from ._bulk.threads import Bulk
from .errors import BulkError, JournalError, NotSentError, UnknownOutcomeError

__all__ = [
    "AsyncBulk",
    "Bulk",
    "BulkError",
    "JournalError",
    "NotSentError",
    "Outcome",
    "Progress",
    "Row",
    "Source",
    "Status",
    "UnknownOutcomeError",
    "bulk",
]

T = TypeVar("T")
F = TypeVar("F")


class _Settings(TypedDict, total=False):
    """The arguments of `bulk` that have no part in its type."""

    in_flight: int
    ordered: bool
    journal: str | os.PathLike[str] | None
    grace: float
    on_progress: Callable[[Progress], None] | None


# An async function matches the synchronous forms as well; the first form that matches counts. The rows have one type in
# all forms, because mypy gives Any for a call that fits forms with different types if an argument has Any in it.


@overload
def bulk(  # type: ignore[overload-overlap]
    method: Callable[..., Coroutine[Any, Any, T]],
    rows: Iterable[Row] | AsyncIterable[Row],
    *,
    find: None = None,
    **settings: Unpack[_Settings],
) -> AsyncBulk[T]: ...


@overload
def bulk(  # type: ignore[overload-overlap]
    method: Callable[..., Coroutine[Any, Any, T]],
    rows: Iterable[Row] | AsyncIterable[Row],
    *,
    find: Callable[[Row], Coroutine[Any, Any, F | None]],
    **settings: Unpack[_Settings],
) -> AsyncBulk[T | F]: ...


@overload
def bulk(  # type: ignore[overload-overlap]
    method: Callable[..., Coroutine[Any, Any, T]],
    rows: Iterable[Row] | AsyncIterable[Row],
    *,
    find: Callable[[Row], F | None],
    **settings: Unpack[_Settings],
) -> AsyncBulk[T | F]: ...


@overload
def bulk(
    method: Callable[..., T],
    rows: Iterable[Row] | AsyncIterable[Row],
    *,
    find: None = None,
    **settings: Unpack[_Settings],
) -> Bulk[T]: ...


@overload
def bulk(
    method: Callable[..., T],
    rows: Iterable[Row] | AsyncIterable[Row],
    *,
    find: Callable[[Row], F | None],
    **settings: Unpack[_Settings],
) -> Bulk[T | F]: ...


def bulk(
    method: Callable[..., Any],
    rows: Iterable[Row] | AsyncIterable[Row],
    *,
    in_flight: int = 16,
    ordered: bool = False,
    journal: str | os.PathLike[str] | None = None,
    find: Callable[[Row], Any] | None = None,
    grace: float = 10.0,
    on_progress: Callable[[Progress], None] | None = None,
) -> Any:
    """Return a job that calls `method` once for each row. It starts when it is iterated, and yields an outcome per row.

    Args:
        method: A method of a resource (`msportal.planner.create_planner_item`), or any function; with an `async def` one
            the job is asynchronous.
        rows: Mappings of its arguments, in any iterable; an asynchronous job also takes asynchronous ones. They are read
            as they are needed: at most twice `in_flight` are held at a time.
        in_flight: Rows that are worked on at a time, 1 to 1000. A synchronous job has a thread for each.
        ordered: Whether outcomes come in the order of the rows. By default each comes as soon as it is there.
        journal: A file that records each row before it is sent, and its outcome. A job with the same method, server, rows
            and journal goes on where the last one ended: rows that are done are not sent again, and their outcomes come
            from the journal; rows that failed or were not sent are sent.
        find: Called with a row that an earlier run sent without learning its outcome: it returns the result of that, or
            None where there is none, and then the row is sent again. Without it such a row is not sent, and its outcome is
            `unknown`. In an asynchronous job it may be an `async def` function.
        grace: Seconds that requests in flight get when the job is stopped.
        on_progress: Called after each row, by the task or thread that iterates or the task of the job. What it raises is
            logged.

    Returns:
        An `AsyncBulk` or a `Bulk`.

    Raises:
        TypeError: An argument is of the wrong type.
        ValueError: An argument is out of its range.
    """
    called: Any = inspect.getattr_static(type(method), "__call__", None)  # of an object that is no function
    asynchronous = inspect.iscoroutinefunction(method) or inspect.iscoroutinefunction(called)
    if not asynchronous and isinstance(rows, AsyncIterable) and not isinstance(rows, Iterable):
        raise TypeError("rows must be a plain iterable, because method is no `async def` function")
    kind: Any = AsyncBulk if asynchronous else Bulk
    return kind(
        method,
        rows,
        in_flight=in_flight,
        ordered=ordered,
        journal=journal,
        find=find,
        grace=grace,
        on_progress=on_progress,
    )

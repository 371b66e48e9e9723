"""The settings of a job, checked; the base of its asynchronous and its synchronous form."""

from __future__ import annotations

import math
import os
from collections.abc import AsyncIterable, Callable, Iterable, Mapping, Sized
from typing import Any, Generic, TypeVar

from .book import Book
from .journal import Journal
from .outcome import Outcome, Progress, Row
from .row import Plan, check_method, client_of, job_name

__all__ = ["BaseJob"]

T = TypeVar("T")

_MOST_IN_FLIGHT = 1000


class BaseJob(Generic[T]):
    """A bulk job. It runs once.

    Args:
        method: The method that is called with each row.
        rows: The rows.
        in_flight: Rows that are worked on at a time.
        ordered: Whether outcomes come in the order of the rows.
        journal: The file that records each row.
        find: Finds the result of a row that an earlier run sent without learning its outcome.
        grace: Seconds that requests in flight get when the job is stopped.
        on_progress: Called after each row.

    Raises:
        TypeError: An argument is of the wrong type.
        ValueError: An argument is out of its range.
    """

    def __init__(
        self,
        method: Callable[..., Any],
        rows: Iterable[Row] | AsyncIterable[Row],
        *,
        in_flight: int = 16,
        ordered: bool = False,
        journal: str | os.PathLike[str] | None = None,
        find: Callable[[Row], Any] | None = None,
        grace: float = 10.0,
        on_progress: Callable[[Progress], None] | None = None,
    ) -> None:
        check_method(method)
        _check_rows(rows)
        _check_numbers(in_flight, grace)
        if find is not None and journal is None:
            raise ValueError("find is for rows that an earlier run sent: it needs a journal")
        for name, function in (("find", find), ("on_progress", on_progress)):
            if function is not None and not callable(function):
                raise TypeError(f"{name} must be callable, is {function!r}")
        self._rows = rows
        self._grace = float(grace)
        self._journal_path = journal
        self._plan: Plan[T] = Plan(method, find, client_of(method))
        self._book: Book[T] = Book(
            self,
            in_flight=in_flight,
            ordered=ordered,
            total=len(rows) if isinstance(rows, Sized) else None,
            tracked=self._plan.client is not None,
            on_progress=on_progress,
        )
        self._started = False
        self._stopped = False

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.progress}>"

    @property
    def stopped(self) -> bool:
        """Whether the job sends nothing more, because it was stopped."""
        return self._stopped

    @property
    def progress(self) -> Progress:
        """The numbers of rows that were read, are in flight, are done, failed, were not sent, are unknown."""
        return self._book.progress

    @property
    def rest(self) -> tuple[Outcome[T], ...]:
        """The outcomes of the rows that were read and not yielded, in their order. Complete once the job has ended.

        There are at most twice as many as may be in flight.
        """
        return self._book.rest

    async def finish(self) -> None:
        """Wait for what is in flight, if the job was stopped."""

    def stop(self) -> None:
        """Send nothing more."""
        raise NotImplementedError

    def _fail(self, error: BaseException) -> None:
        """End the job with an error."""
        if self._book.failure is None:
            self._book.failure = error
        self.stop()

    def _start(self) -> None:
        if self._started:
            raise RuntimeError("a bulk job runs once: make a new one, with the same journal to go on")
        self._started = True

    def _open_journal(self) -> None:
        """Open the journal, which blocks."""
        if self._journal_path is None:
            return
        client = self._plan.client
        redact = str if client is None else client.redaction.text
        self._plan.journal = Journal(self._journal_path, job_name(self._plan.method), redact)


# The types say otherwise, but callers may do without types.


def _check_numbers(in_flight: object, grace: object) -> None:
    if isinstance(in_flight, bool) or not isinstance(in_flight, int) or not 1 <= in_flight <= _MOST_IN_FLIGHT:
        raise ValueError(f"in_flight must be a whole number from 1 to {_MOST_IN_FLIGHT}, is {in_flight!r}")
    if isinstance(grace, bool) or not isinstance(grace, (int, float)) or not 0 <= grace < math.inf:
        raise ValueError(f"grace must be a number of seconds from 0, is {grace!r}")


def _check_rows(rows: object) -> None:
    if isinstance(rows, (str, bytes)):
        raise TypeError("rows must be an iterable of mappings, is a text")
    if isinstance(rows, Mapping):
        raise TypeError("rows must be an iterable of mappings, is a mapping: pass a list of rows")
    if not isinstance(rows, (Iterable, AsyncIterable)):
        raise TypeError(f"rows must be an iterable of mappings, is {rows!r}")

"""Bulk jobs on threads.

The thread that iterates the outcomes reads the rows and keeps the books; the others only make calls.
"""

from __future__ import annotations

import inspect
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from contextvars import copy_context
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Any, Self, TypeVar, cast

from .._runtime.tracking import Tracker, run_blocking, tracker
from ..errors import NotSentError, UnknownOutcomeError
from ..rate_limit._clock import monotonic
from .book import Running
from .job import BaseJob
from .outcome import Outcome, Row
from .row import settle

__all__ = ["Bulk"]

T = TypeVar("T")
R = TypeVar("R")

_END = object()
# Seconds. Waits are in steps, because on Windows a longer one cannot be interrupted by Ctrl-C.
_STEP = 0.5


class Bulk(BaseJob[T]):
    """A synchronous bulk job: iterate it with `for`. `bulk` makes it.

    Leaving the loop, by `break`, an exception or Ctrl-C, stops the job and waits for what is in flight.
    """

    _deadline: float | None = None

    def __iter__(self) -> Iterator[Outcome[T]]:
        self._start()
        # Rows for the threads, and None to end one of them; the outcomes, and None after a stop.
        self._todo: SimpleQueue[Running[T] | None] = SimpleQueue()
        self._results: SimpleQueue[tuple[Running[T], Outcome[T]] | None] = SimpleQueue()
        self._threads = 0
        self._source: Iterator[Any] | None = iter(cast("Iterable[Row]", self._rows))
        return self._outcomes()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Send nothing more. The loop goes on with the outcomes of what is in flight. Any thread may call it."""
        if self._stopped:
            return
        self._deadline = monotonic() + self._grace
        self._stopped = True
        for running in list(self._book.running.values()):
            running.end_waits()
        if self._started:
            self._results.put(None)

    def _outcomes(self) -> Iterator[Outcome[T]]:
        finished = False
        try:
            self._open_journal()
            yield from self._yielded()
            finished = True
            if self._plan.journal is not None and not self._stopped:
                self._plan.journal.check_end(self._book.read)
        finally:
            if not finished:
                self.stop()
            self._end()
        if self._book.failure is not None:
            raise self._book.failure

    def _yielded(self) -> Iterator[Outcome[T]]:
        """Yield the outcomes. For each one a row is read, and more where none is there yet."""
        while True:
            read = self._read_row()
            # In a list, so that nothing here holds an outcome that was yielded: where its error is raised, the traceback
            # holds the loop and this generator, which would then not end with the loop.
            ready = self._book.ready()
            if ready:
                yield ready.pop()
            elif not read:
                if not self._book.running:
                    return
                self._take_in(wait=True)
            self._take_in(wait=False)

    def _read_row(self) -> bool:
        """Read a row and give it to a thread; return whether there was one, and room for it."""
        if self._source is None or not self._book.has_room:
            return False
        try:
            row = next(self._source, _END)
        except Exception as error:  # noqa: BLE001 - it is raised after the outcomes of the rows before
            self._fail(error)
            row = _END
        if row is _END:
            self._source = None
            return False
        running = self._book.take(row)
        if self._threads < len(self._book.running):
            self._start_thread()
        if self._threads:
            self._todo.put(running)
        else:
            self._book.settle(running, running.without_result("not_sent", NotSentError("no thread can be started")))
            self._fail(RuntimeError("a bulk job cannot start a thread"))
        return True

    def _start_thread(self) -> None:
        """Start a thread. Where there can be no more, those that there are do the work."""
        # Daemons: what is abandoned after the grace time does not hold up the end of the process.
        name = f"bulk-{self._threads + 1}"
        thread = threading.Thread(target=copy_context().run, args=(self._work,), name=name, daemon=True)
        with suppress(RuntimeError):
            thread.start()
            self._threads += 1

    def _take_in(self, *, wait: bool) -> None:
        """Take in the outcomes that are there; wait for one, or for the end of the grace time."""
        while True:
            try:
                item = self._results.get(wait, _STEP) if wait else self._results.get_nowait()
            except Empty:
                if not wait:
                    return
                if self._deadline is not None and monotonic() >= self._deadline:
                    self._abandon()
                    return
                continue
            wait = False
            if item is not None:
                self._book.settle(*item)

    def _abandon(self) -> None:
        """Settle the rows whose threads did not come back in the grace time."""
        for running in list(self._book.running.values()):
            self._book.settle(running, running.abandoned(self._grace))

    def _end(self) -> None:
        """Wait for what is in flight, and end the threads."""
        try:
            while self._book.running:
                self._take_in(wait=True)
        finally:
            self._abandon()
            for _ in range(self._threads):
                self._todo.put(None)
            if self._plan.journal is not None:
                self._plan.journal.close()

    def _work(self) -> None:
        while (running := self._todo.get()) is not None:
            try:
                outcome = run_blocking(settle(running, self._plan, _Steps(self._fail)))
            except BaseException as error:  # noqa: BLE001 - the loop raises it
                self._fail(error)
                outcome = running.without_result("unknown", UnknownOutcomeError(f"the call ended with {error!r}"))
            self._results.put((running, outcome))
            del running, outcome  # See `_yielded`; this thread waits for the next row.


class _Steps:
    """The steps of the rows of a job. See `Steps`."""

    def __init__(self, fail: Callable[[BaseException], None]) -> None:
        self.fail = fail

    async def run(self, function: Callable[..., R], *args: Any) -> R:
        return function(*args)

    async def call(self, _: Running[Any], following: Tracker, function: Callable[[], Any]) -> Any:
        tracker.set(following)
        try:
            result = function()
        finally:
            tracker.set(None)
        if inspect.isawaitable(result):
            if inspect.iscoroutine(result):
                result.close()
            raise TypeError("in a synchronous job a function returned something to be awaited")
        return result

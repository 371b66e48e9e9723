"""Bulk jobs on asyncio and trio.

The rows run in a task beside the one that iterates their outcomes, because a loop that is left early does not say so:
its iterator is only deleted.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Coroutine, Iterable, Iterator
from contextlib import suppress
from contextvars import copy_context
from types import TracebackType
from typing import Any, Generic, Self, TypeVar, cast

import anyio
import anyio.to_thread
from anyio.abc import TaskGroup

from .._runtime.tracking import Tracker, tracker
from .book import Running
from .job import BaseJob
from .outcome import Outcome
from .row import settle

__all__ = ["AsyncBulk"]

T = TypeVar("T")
R = TypeVar("R")

_Work = Callable[[Running[Any]], Coroutine[Any, Any, None]]

_END = object()
# Seconds that the end of a job may take after its grace time.
_END_MARGIN = 5.0
# Threads that write to the journal at a time; what they write while another writes is written together.
_WRITERS = 8


class AsyncBulk(BaseJob[T]):
    """An asynchronous bulk job: iterate it with `async for`. `bulk` makes it.

    Leaving the loop, by `break`, an exception or cancellation, stops the job. Use it as a context manager to wait for
    what is in flight at the end of the block; otherwise closing the client waits for that.
    """

    _on_end: anyio.Event
    _change: anyio.Event
    _on_stop: anyio.Event

    def __aiter__(self) -> AsyncIterator[Outcome[T]]:
        self._start()
        self._change, self._on_stop, self._on_end = anyio.Event(), anyio.Event(), anyio.Event()
        self._feeding = anyio.CancelScope()
        self._steps = _Steps(self._fail, self._grace)
        self._worker, self._soon = _start(self._run, self._work)
        return _Outcomes(self._outcome, self.stop)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Stop the job, and wait for what is in flight."""
        self.stop()
        await self.finish()

    def stop(self) -> None:
        """Send nothing more. The loop goes on with the outcomes of what is in flight. Any thread may call it."""
        if self._started and self._on_end.is_set():
            return
        self._stopped = True
        if self._started:
            with suppress(RuntimeError):  # The event loop has ended.
                self._soon(self._stop)

    async def finish(self) -> None:
        """Wait for what is in flight, if the job was stopped."""
        if self._started and self._stopped:
            # Bounded, for a row whose call closes the client: it would wait for itself.
            with anyio.move_on_after(self._grace + _END_MARGIN, shield=True):
                await self._on_end.wait()

    async def _outcome(self) -> Outcome[T] | None:
        """Return the next outcome; None after the last one."""
        try:
            while not (ready := self._book.ready()) and not self._on_end.is_set():
                await self._change.wait()
        except BaseException:
            self.stop()
            await self.finish()
            raise
        self._changed()
        if not ready and self._book.failure is not None:
            raise self._book.failure
        return ready.pop() if ready else None

    def _stop(self) -> None:
        self._on_stop.set()
        for running in self._book.running.values():
            running.end_waits()
        self._changed()

    def _changed(self) -> None:
        """Wake everything that waits for a change."""
        self._change.set()
        if not self._on_end.is_set():
            self._change = anyio.Event()

    async def _run(self) -> None:
        try:
            await self._steps.run(self._open_journal)
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(self._enforce_stop)
                with self._feeding:
                    await self._feed(tasks)
                while self._book.running:
                    await self._change.wait()
                tasks.cancel_scope.cancel()
            journal = self._plan.journal
            if journal is not None and not self._stopped:
                journal.check_end(self._book.read)
        except Exception as error:  # noqa: BLE001 - it is raised where the outcomes are iterated
            self._fail(error)
        finally:
            if self._plan.journal is not None:
                self._plan.journal.close()
            self._on_end.set()
            self._changed()

    async def _feed(self, tasks: TaskGroup) -> None:
        """Read the rows, as there is room for them."""
        source = _Source(self._rows)
        try:
            while True:
                while not self._book.has_room:
                    await self._change.wait()
                row = await source.next()
                if row is _END:
                    return
                tasks.start_soon(self._worker, self._book.take(row))
        except Exception as error:  # noqa: BLE001 - it is raised where the outcomes are iterated
            self._fail(error)
        finally:
            await source.aclose()

    async def _work(self, running: Running[T]) -> None:
        try:
            outcome = await settle(running, self._plan, self._steps)
        except BaseException:
            # The event loop ends, or an error that is no Exception.
            self._book.settle(running, running.abandoned(self._grace))
            raise
        self._book.settle(running, outcome)
        self._changed()

    async def _enforce_stop(self) -> None:
        """Once the job is stopped, cancel what was not sent at once, and the rest after the grace time."""
        await self._on_stop.wait()
        self._feeding.cancel()
        self._cancel(may_be_sent=False)
        await anyio.sleep(self._grace)
        self._cancel(may_be_sent=True)

    def _cancel(self, *, may_be_sent: bool) -> None:
        for running in self._book.running.values():
            if running.scope is not None and (may_be_sent or not running.may_be_sent):
                running.scope.cancel()


class _Steps:
    """The steps of the rows of a job. See `Steps`."""

    def __init__(self, fail: Callable[[BaseException], None], grace: float) -> None:
        self.fail = fail
        self._grace = grace
        self._writers = anyio.CapacityLimiter(_WRITERS)

    async def run(self, function: Callable[..., R], *args: Any) -> R:
        with anyio.CancelScope(shield=True):
            return await anyio.to_thread.run_sync(function, *args, limiter=self._writers)
        raise AssertionError("a shielded wait was cancelled")  # pragma: no cover

    async def call(self, running: Running[Any], following: Tracker, function: Callable[[], Any]) -> Any:
        tracker.set(following)
        try:
            with anyio.CancelScope() as scope:
                running.scope = scope
                result = function()
                return await result if inspect.isawaitable(result) else result
        finally:
            running.scope = None
            tracker.set(None)
        raise running.abandoned(self._grace).error or AssertionError


class _Outcomes(Generic[T]):
    """The iterator of a loop over a job. When it is deleted, the loop was left."""

    def __init__(self, outcome: Callable[[], Awaitable[Outcome[T] | None]], stop: Callable[[], None]) -> None:
        self._outcome = outcome
        self._stop = stop

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Outcome[T]:
        outcome = await self._outcome()
        if outcome is None:
            raise StopAsyncIteration
        return outcome

    def __del__(self) -> None:
        self._stop()


class _Source:
    """The rows, from any kind of iterable."""

    def __init__(self, rows: Iterable[Any] | AsyncIterable[Any]) -> None:
        self._asynchronous: AsyncIterator[Any] | None = None
        self._synchronous: Iterator[Any] | None = None
        if isinstance(rows, AsyncIterable):
            self._asynchronous = aiter(rows)
        else:
            self._synchronous = iter(rows)

    async def next(self) -> Any:
        """Return the next row, or _END."""
        if self._asynchronous is not None:
            return await anext(self._asynchronous, _END)
        return next(cast("Iterator[Any]", self._synchronous), _END)

    async def aclose(self) -> None:
        """Close an asynchronous generator: nobody else does, and trio warns of that."""
        if inspect.isasyncgen(self._asynchronous):
            with anyio.CancelScope(shield=True):
                await self._asynchronous.aclose()


def _start(run: Callable[[], Awaitable[None]], work: _Work) -> tuple[_Work, Callable[[Callable[[], None]], object]]:
    """Start a task beside all others.

    Returns:
        `work`, in a form that Ctrl-C does not interrupt: it is for the task that iterates. And a function that runs
        another in the event loop, for any thread, and while an object is deleted.
    """
    if "asyncio" in sys.modules:
        import asyncio  # noqa: PLC0415 - it is loaded; a program on trio alone does without

        with suppress(RuntimeError):  # trio is running.
            loop = asyncio.get_running_loop()
            task = loop.create_task(cast("Any", run()))
            _tasks.add(task)
            task.add_done_callback(_tasks.discard)
            return work, loop.call_soon_threadsafe
    import trio  # noqa: PLC0415 - it is loaded

    trio.lowlevel.spawn_system_task(run, context=copy_context())
    return trio.lowlevel.enable_ki_protection(work), trio.lowlevel.current_trio_token().run_sync_soon


# asyncio keeps only weak references to its tasks.
_tasks: set[Any] = set()

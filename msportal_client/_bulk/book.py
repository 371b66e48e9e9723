"""The books of a job: which rows run, which are settled, and which outcome is next. No I/O."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any, Generic, Protocol, TypeVar, cast

from .._runtime.shared import log_fields, logger
from .._runtime.tracking import Job, Tracker
from ..errors import (
    APIConnectionError,
    NotSentError,
    RateLimitError,
    ResponseDecodeError,
    ServerError,
    UnknownOutcomeError,
)
from .outcome import Outcome, Progress, Row, Source, Status

__all__ = ["Book", "Running", "Scope"]

T = TypeVar("T")

# Rows that are read and whose outcome was not yielded, for each call that may be in flight: a slow row at the head of
# the line does not stop the others.
_AHEAD = 2
# Errors after which the server may have acted on a request that was not tracked.
_UNCERTAIN = (APIConnectionError, ResponseDecodeError, ServerError)
# Errors of calls that the stop of their job has ended, if no request of theirs is in flight.
_ENDED = (APIConnectionError, NotSentError, RateLimitError)


class Scope(Protocol):
    """Something that can be cancelled."""

    def cancel(self) -> None: ...


class Running(Generic[T]):
    """A row that was read and is not settled.

    Attributes:
        index: The position of the row.
        row: The row.
        digest: The digest of the row in the journal.
        recorded: Whether this run has recorded the row as sent.
        sent_before: Whether an earlier run has sent the row, without its outcome being known.
        calling: Follows the requests of the call.
        finding: Follows the requests of `find`.
        scope: Cancels the call; None where none is under way, or it cannot be cancelled.
    """

    __slots__ = ("calling", "digest", "finding", "index", "recorded", "row", "scope", "sent_before", "tracked")

    def __init__(self, job: Job, index: int, row: Row, *, tracked: bool) -> None:
        self.index = index
        self.row = row
        self.digest = b""
        self.recorded = False
        self.sent_before = False
        self.calling = Tracker(job)
        self.finding = Tracker(job)
        self.scope: Scope | None = None
        # Whether every request of the call is seen by `calling`.
        self.tracked = tracked

    @property
    def may_be_sent(self) -> bool:
        """Whether the server may have acted on the row."""
        return self.calling.uncertain or not (self.tracked or self.calling.used)

    def done(self, result: Any, source: Source = "call") -> Outcome[T]:
        """Return the outcome with a result."""
        return Outcome(index=self.index, row=self.row, status="done", value=result, source=source)

    def without_result(self, status: Status, error: Exception, source: Source = "call") -> Outcome[T]:
        """Return the outcome without a result."""
        return Outcome(index=self.index, row=self.row, status=status, error=error, source=source)

    def failed(self, error: Exception) -> Outcome[T]:
        """Return the outcome of a call that raised."""
        calling = self.calling
        if calling.uncertain or (not calling.used and isinstance(error, _UNCERTAIN)):
            return self.without_result("unknown", error)
        if calling.job.stopped and isinstance(error, _ENDED):
            return self.without_result("not_sent", error)
        return self.without_result("failed", error)

    def abandoned(self, grace: float) -> Outcome[T]:
        """Return the outcome of a row that is not settled when the grace time is over, or that was not sent."""
        if self.may_be_sent or self.sent_before:
            text = f"no answer came before the job was over: it was stopped, with a grace time of {grace:g} s"
            return self.without_result("unknown", UnknownOutcomeError(text))
        return self.without_result("not_sent", NotSentError("not sent: the job was stopped"))

    def end_waits(self) -> None:
        """End the waits for permits."""
        self.calling.end_waits()
        self.finding.end_waits()


class Book(Generic[T]):
    """The rows of one job.

    Args:
        job: The job.
        in_flight: How many rows may run at a time.
        ordered: Whether outcomes come in the order of the rows.
        total: How many rows there are; None where that is not known.
        tracked: Whether every request is made by a client of this package.
        on_progress: Called after each row.

    Attributes:
        running: The rows that are not settled, by index.
        read: How many rows were read.
        failure: The error that ends the job, after the outcomes of the rows that were read.
    """

    def __init__(
        self,
        job: Job,
        *,
        in_flight: int,
        ordered: bool,
        total: int | None,
        tracked: bool,
        on_progress: Callable[[Progress], None] | None,
    ) -> None:
        self._job = job
        self._in_flight = in_flight
        self._ordered = ordered
        self._total = total
        self._tracked = tracked
        self._on_progress = on_progress
        self._counts: Counter[Status] = Counter()
        # In the order in which they were settled.
        self._settled: dict[int, Outcome[T]] = {}
        self._next = 0
        self.running: dict[int, Running[T]] = {}
        self.read = 0
        self.failure: BaseException | None = None

    @property
    def has_room(self) -> bool:
        """Whether another row may be read now."""
        running = len(self.running)
        ahead = running + len(self._settled)
        return not self._job.stopped and running < self._in_flight and ahead < _AHEAD * self._in_flight

    @property
    def progress(self) -> Progress:
        """The progress of the job."""
        return Progress(
            total=self._total, read=self.read, in_flight=len(self.running), **cast("dict[str, int]", self._counts)
        )

    @property
    def rest(self) -> tuple[Outcome[T], ...]:
        """The outcomes that were not yielded, in the order of the rows."""
        return tuple(self._settled[index] for index in sorted(self._settled))

    def take(self, row: Any) -> Running[T]:
        """Take in a row that was read. It is copied, because its source may change it for the next one."""
        copy = dict(row) if hasattr(row, "keys") else row
        running: Running[T] = Running(self._job, self.read, copy, tracked=self._tracked)
        self.running[self.read] = running
        self.read += 1
        return running

    def settle(self, running: Running[T], outcome: Outcome[T]) -> None:
        """Take in the outcome of a row."""
        if self.running.pop(running.index, None) is None:
            return
        self._counts[outcome.status] += 1
        self._settled[outcome.index] = outcome
        if self._on_progress is not None:
            try:
                self._on_progress(self.progress)
            except Exception:  # noqa: BLE001 - logged with its traceback
                logger.exception("on_progress raised", extra=log_fields())

    def ready(self) -> list[Outcome[T]]:
        """Return the outcome that is yielded next; none where it is not there yet."""
        index = self._next if self._ordered else next(iter(self._settled), None)
        if index is None or index not in self._settled:
            return []
        self._next += 1
        return [self._settled.pop(index)]

"""Outcomes of rows, and the progress of a job."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar, cast

from ..errors import JournalError

__all__ = ["NOT_KEPT", "Outcome", "Progress", "Row", "Source", "Status"]

T_co = TypeVar("T_co", covariant=True)

Row = Mapping[str, Any]
Status = Literal["done", "failed", "not_sent", "unknown"]
Source = Literal["call", "journal", "find"]

# In place of a result that the journal has not.
NOT_KEPT = object()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Generic[T_co]):
    """The outcome of one row.

    Attributes:
        index: The position of the row, from 0.
        row: The row: a copy from when it was read.
        status: `done`: `result` has the result. `failed`: the server refused the row, or nothing was sent because of it;
            nothing was changed. `not_sent`: the job was stopped before. `unknown`: the row was sent, and its answer is
            lost or a server error, so that the server may have acted on it.
        error: The reason why there is no result; None where the row is done.
        source: Where the outcome is from: a `call` of this run, the `journal` of an earlier one, or `find`.
    """

    index: int
    row: Row
    status: Status
    error: Exception | None = None
    source: Source = "call"
    value: Any = None

    @property
    def result(self) -> T_co:
        """The result of the call.

        Raises:
            Exception: `error`, where there is no result.
            JournalError: The row was done by an earlier run, and its result is of a type that a journal cannot keep.
        """
        if self.error is not None:
            raise self.error
        if self.value is NOT_KEPT:
            raise JournalError(
                f"row {self.index} was done by an earlier run, and its result is of a type that a journal cannot keep"
            )
        return cast("T_co", self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """The progress of a job, in rows.

    Attributes:
        total: How many there are; None where `rows` has no length.
        read: How many were read from `rows`. The others are not sent.
        in_flight: How many are being worked on: they wait for the quota, were sent, or are looked up.
        done: How many are done.
        failed: How many failed.
        not_sent: How many were read, and not sent because the job was stopped.
        unknown: How many were sent without their outcome being known.
    """

    total: int | None
    read: int = 0
    in_flight: int = 0
    done: int = 0
    failed: int = 0
    not_sent: int = 0
    unknown: int = 0

"""The journal of a bulk job: an SQLite file that says of every row whether it was sent, and what came of it.

A row is recorded as sent, with an fsync, before its request leaves; its outcome afterwards, without one of its own. So
after `kill -9` every row is known exactly, or as sent; and after a power cut a row that was done may count as sent, but
no row that was sent counts as not sent.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
import secrets
import sqlite3
import threading
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from typing import Any, NamedTuple, cast

from .._runtime.writing import write_json
from ..errors import JournalError
from ..options import RequestOptions
from ..types import UNSET
from .results import read_result, write_result

__all__ = ["Earlier", "Journal", "State", "digest_of"]

# "mspb": marks the file as ours.
_APPLICATION_ID = 0x6D737062
_VERSION = 1
# Rows of an earlier run that are read at a time.
_CHUNK = 100
_DIGEST_SIZE = 16


class State(IntEnum):
    """The record of a row in the journal.

    Attributes:
        SENT: It was sent, and its outcome is not known.
        DONE: It is done.
        FAILED: The server refused it, or it was not sent in the end.
    """

    SENT = 1
    DONE = 2
    FAILED = 3


class Earlier(NamedTuple):
    """The record that an earlier run made of a row.

    Attributes:
        state: What became of it.
        result: Its result, or NOT_KEPT.
    """

    state: State
    result: Any


class Journal:
    """A journal, open and locked. Its methods block, and may be called from any thread.

    Args:
        path: The file. It is made where there is none, for its owner alone.
        job: What the rows are sent to. A journal of something else is refused.
        redact: Removes the API key from a text.

    Raises:
        JournalError: The file cannot be opened, is no journal, is in use, or belongs to another job.
    """

    def __init__(self, path: str | os.PathLike[str], job: str, redact: Callable[[str], str]) -> None:
        self._path = Path(os.path.abspath(os.fspath(path)))  # noqa: PTH100 - resolve() would follow links
        self._redact = redact
        # One lock for the connection, one for the entries that wait to be written: those that come while others are
        # written are written together, with one fsync.
        self._lock, self._queue_lock = threading.Lock(), threading.Lock()
        self._queue: list[tuple[int, bytes, State, str | None]] = []
        self._queued = self._written = 0
        self._chunk: dict[int, tuple[bytes, State, str | None]] = {}
        self._error: JournalError | None = None
        with self._errors():
            # 0600: results are in it. SQLite gives its other files the same mode.
            os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600))
            self._connection = sqlite3.connect(self._path, timeout=0, isolation_level=None, check_same_thread=False)
        try:
            with self._errors():
                try:
                    self._open(job)
                except sqlite3.OperationalError as error:
                    if "locked" not in str(error):
                        raise
                    gc.collect()  # A job whose loop was left by an exception may be garbage, with its journal open.
                    self._open(job)
        except BaseException:
            self._connection.close()
            raise

    def _open(self, job: str) -> None:
        execute = self._connection.execute
        application = execute("PRAGMA application_id").fetchone()[0]
        empty = not execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if application != _APPLICATION_ID and not (empty and application == 0):
            raise self._problem("is another application's database")
        # Held until the file is closed or the process ends, however it ends.
        execute("PRAGMA locking_mode=EXCLUSIVE")
        execute("PRAGMA journal_mode=WAL")
        execute("BEGIN IMMEDIATE")
        if empty:
            execute(f"PRAGMA application_id={_APPLICATION_ID}")
            execute(f"PRAGMA user_version={_VERSION}")
            execute("CREATE TABLE job (name TEXT NOT NULL, salt BLOB NOT NULL)")
            execute(
                "CREATE TABLE rows "
                "(number INTEGER PRIMARY KEY, digest BLOB NOT NULL, state INTEGER NOT NULL, result TEXT)"
            )
            execute("INSERT INTO job VALUES (?, ?)", (job, secrets.token_bytes(_DIGEST_SIZE)))
        version = execute("PRAGMA user_version").fetchone()[0]
        if version != _VERSION:
            raise self._problem(f"has version {version}, which this version of the package does not know")
        name, self._salt = execute("SELECT name, salt FROM job").fetchone()
        if name != job:
            raise self._problem(f"belongs to another job: {name}, not {job}")
        # The rows of earlier runs are those before this one.
        self.end: int = execute("SELECT coalesce(max(number) + 1, 0) FROM rows").fetchone()[0]
        execute("COMMIT")

    def digest(self, row: Mapping[str, Any]) -> bytes:
        """Return what identifies a row. The row cannot be told from it without the journal.

        Raises:
            TypeError: A value in it has no form that is the same in each run.
        """
        return digest_of({name: value for name, value in row.items() if value is not UNSET}, self._salt)

    def earlier(self, index: int, digest: bytes) -> Earlier | None:
        """Return what earlier runs recorded of a row before `end`; None for nothing.

        Raises:
            JournalError: The journal has another row in its place.
        """
        with self._lock, self._errors():
            if index not in self._chunk:
                rows = self._connection.execute(
                    "SELECT number, digest, state, result FROM rows WHERE number >= ? AND number < ?",
                    (index, index + _CHUNK),
                )
                self._chunk = {number: (known, State(state), result) for number, known, state, result in rows}
            entry = self._chunk.pop(index, None)
        if entry is None:
            return None
        known, state, result = entry
        if known != digest:
            raise self._problem(f"belongs to other rows: row {index} differs from the one that it has")
        return Earlier(state, read_result(result) if state is State.DONE else None)

    def check_end(self, read: int) -> None:
        """Check that the journal has no rows after the last one.

        Raises:
            JournalError: It has.
        """
        if self.end > read:
            raise self._problem(f"belongs to other rows: it has {self.end}, and these are {read}")

    def write(self, index: int, digest: bytes, state: State, result: Any = None) -> None:
        """Record a row. Where its state is SENT, it is on the disk when this returns.

        Raises:
            JournalError: It cannot be written.
        """
        text = self._redact(write_result(result)) if state is State.DONE else None
        with self._queue_lock:
            self._queue.append((index, digest, state, text))
            self._queued += 1
            number = self._queued
        with self._lock:
            if self._error is None and self._written < number:
                self._flush()
            if self._error is not None:
                raise self._error

    def _flush(self) -> None:
        with self._queue_lock:
            entries, self._queue = self._queue, []
        try:
            with self._errors():
                durable = any(state is State.SENT for _, _, state, _ in entries)
                self._connection.execute(f"PRAGMA synchronous={'FULL' if durable else 'NORMAL'}")
                self._connection.execute("BEGIN IMMEDIATE")
                self._connection.executemany(
                    "INSERT INTO rows VALUES (?, ?, ?, ?) "
                    "ON CONFLICT (number) DO UPDATE SET state = excluded.state, result = excluded.result",
                    entries,
                )
                self._connection.execute("COMMIT")
        except JournalError as error:
            self._error = error
        self._written += len(entries)

    def close(self) -> None:
        """Close the file, and let others open it."""
        with self._lock:
            if self._error is None:
                self._error = self._problem("is closed")
            self._connection.close()

    @contextmanager
    def _errors(self) -> Generator[None]:
        """Raise what goes wrong with the file as a JournalError."""
        try:
            yield
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise self._problem("is in use by another job or process") from error
            raise self._problem(f"cannot be used: {error}") from error
        except (OSError, sqlite3.Error, ValueError) as error:
            raise self._problem(f"cannot be used: {error}") from error

    def _problem(self, text: str) -> JournalError:
        return JournalError(f"the journal {self._path} {text}")


def digest_of(value: object, salt: bytes = b"") -> bytes:
    """Return a digest of any value that is the same in each run.

    Raises:
        TypeError: Something in it has no form that is the same in each run.
    """
    text = json.dumps(value, sort_keys=True, default=_plain)
    return hashlib.blake2b(text.encode(), digest_size=_DIGEST_SIZE, key=salt).digest()


def _plain(value: object) -> Any:
    """Return a value that JSON has not in a form that is the same in each run."""
    if isinstance(value, RequestOptions):
        return {"query": value.query, "body": value.body}
    if isinstance(value, (set, frozenset)):
        return sorted(map(repr, cast("set[object]", value)))
    try:
        return write_json(value)
    except (TypeError, ValueError):
        text = repr(value)
    if " at 0x" in text:
        raise TypeError(f"{text} has no form that is the same in each run, which a journal needs")
    return text

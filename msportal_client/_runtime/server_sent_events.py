"""Server-sent events: a parser of `text/event-stream` without I/O.

https://html.spec.whatwg.org/multipage/server-sent-events.html, "Parsing an event stream".
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, TypeVar

from ..streaming import ServerSentEvent

__all__ = ["DONE", "EventParser", "RawEvent", "events_reader", "parse_events"]

T = TypeVar("T")

# The data with which many APIs end a stream of JSON.
DONE = "[DONE]"
# Characters of an event. A longer one would fill the memory.
_MOST = 64 * 1024 * 1024

_END_OF_LINE = re.compile("\r\n|\r|\n")


class RawEvent(NamedTuple):
    """An event whose data is a text, or the JSON in it."""

    data: Any
    event: str
    id: str
    retry: int | None


class EventParser:
    """A parser of one stream."""

    __slots__ = (
        "_data",
        "_decoder",
        "_event",
        "_id",
        "_line_feed",
        "_rest",
        "_rest_size",
        "_retry",
        "_size",
        "_started",
    )

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._started = False
        # Whether a CR came last, which an LF may follow as the same end of a line.
        self._line_feed = False
        # The parts of the line that has not ended.
        self._rest: list[str] = []
        self._rest_size = 0
        self._data: list[str] = []
        # Characters of the data so far.
        self._size = 0
        self._event = ""
        self._id = ""
        self._retry: int | None = None

    def feed(self, piece: bytes) -> list[RawEvent]:
        """Return the events that are complete with `piece`. What follows the last one at the end of a stream is dropped.

        Raises:
            ValueError: An event is too long.
        """
        text = self._decoder.decode(piece)
        if not text:
            return []
        if not self._started:
            self._started = True
            text = text.removeprefix("\ufeff")
        if self._line_feed:
            text = text.removeprefix("\n")
        self._line_feed = text.endswith("\r")
        *lines, rest = _END_OF_LINE.split(text)
        found: list[RawEvent] = []
        for line in lines:
            found += self._line("".join([*self._rest, line]))
            self._rest, self._rest_size = [], 0
        if rest:
            self._rest.append(rest)
            self._rest_size += len(rest)
        if self._size + self._rest_size > _MOST:
            raise ValueError(f"an event is longer than {_MOST >> 20} MiB")
        return found

    def _line(self, line: str) -> Iterator[RawEvent]:
        if not line:
            if self._data:
                yield RawEvent("\n".join(self._data), self._event or "message", self._id, self._retry)
            self._data, self._size, self._event = [], 0, ""
            return
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if name == "data":
            self._data.append(value)
            self._size += len(value) + 1
        elif name == "event":
            self._event = value
        elif name == "id" and "\0" not in value:
            self._id = value
        elif name == "retry" and value.isascii() and value.isdecimal() and len(value) < 16:  # noqa: PLR2004 - digits of a number of milliseconds
            self._retry = int(value)


def parse_events(content: bytes) -> list[RawEvent]:
    """Return the events of a stream that has ended.

    Raises:
        ValueError: An event is too long.
    """
    return EventParser().feed(content)


def events_reader(read: Callable[[Any], T]) -> Callable[[list[RawEvent]], list[ServerSentEvent[T]]]:
    """Return a function that reads the data of events with `read`."""

    def read_all(events: list[RawEvent]) -> list[ServerSentEvent[T]]:
        return [ServerSentEvent(read(data), event, number, retry) for data, event, number, retry in events]

    return read_all

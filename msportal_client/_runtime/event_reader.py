"""Reads the events of a stream into the type that the spec has for their data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from ..errors import APIConnectionError
from ..streaming import ServerSentEvent
from ..types import FieldProblem, Response
from .operation import Operation
from .redaction import Redaction
from .responses import read_event_data, read_value
from .server_sent_events import DONE, EventParser

__all__ = ["EventReader"]

T = TypeVar("T")


def _no_report(_: tuple[FieldProblem, ...]) -> None:
    """Do nothing before the stream is open."""


class EventReader(Generic[T]):
    """A reader of one stream.

    Args:
        operation: The operation.
        read: Read the JSON in the data of an event; None where the data is text.
        redaction: Removes the API key from texts of the server.
        strict: Whether a value that breaks its schema is an error.

    Attributes:
        report: Called with the values that break their schema.
        ended: True once the server said that no event follows.
    """

    def __init__(
        self, operation: Operation[Any], read: Callable[[Any], T] | None, redaction: Redaction, *, strict: bool
    ) -> None:
        self._operation = operation
        self._read = read
        self._redaction = redaction
        self._strict = strict
        self._parser = EventParser()
        self.report: Callable[[tuple[FieldProblem, ...]], None] = _no_report
        self.ended = False

    def feed(self, response: Response[None], piece: bytes) -> list[ServerSentEvent[T]]:
        """Return the events that are complete with `piece`.

        Raises:
            ResponseDecodeError: The data of one is no JSON, or no object where one is needed.
            APIConnectionError: An event is too long.
        """
        found: list[ServerSentEvent[T]] = []
        try:
            events = self._parser.feed(piece)
        except ValueError as error:
            raise APIConnectionError(str(error), request_id=response.request_id) from None
        for event in events:
            if self._read is not None and event.data == DONE:
                self.ended = True
                break
            data: Any = event.data
            if self._read is not None:
                name = self._operation.name
                data = read_event_data(name, event, response, self._redaction)
                data, mismatches = read_value(
                    name, self._read, data, data, response, self._redaction, strict=self._strict
                )
                if mismatches:
                    self.report(mismatches)
            found.append(ServerSentEvent(data, event.event, event.id, event.retry))
        return found

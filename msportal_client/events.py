"""The events that a client passes to its `on_event` callback: one small object for each step of a call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from .rate_limit._headers import RateLimit

__all__ = ["Event", "RequestSent", "ResponseMismatch", "ResponseReceived", "Retrying", "Waiting"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One step of one call. No event holds a header that was sent, or a body.

    Attributes:
        method: The HTTP method of the call.
        url: The URL of the call.
        request_id: The request id that is sent; the same for each attempt of one call.
        attempt: The number of the attempt, from 1.
    """

    method: str
    url: str
    request_id: str
    attempt: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSent(Event):
    """An attempt has its permit and a connection, and is sent now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseReceived(Event):
    """The headers of a response are here.

    Attributes:
        status_code: The HTTP status.
        seconds: From sending the attempt to these headers.
        rate_limit: The quota as this response reports it.
    """

    status_code: int
    seconds: float
    rate_limit: RateLimit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting(Event):
    """The call is held back before this attempt.

    Attributes:
        seconds: The probable time; None while that depends on responses that are under way.
        until: The same as a moment, by the clock of this machine.
        reason: The reason, in words.
    """

    seconds: float | None
    until: datetime | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrying(Event):
    """The attempt failed, and the call will be sent again.

    Attributes:
        seconds: The wait before that. A wait for the quota may take longer, when other calls are in line.
        reason: The failure, in words.
    """

    seconds: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseMismatch(Event):
    """A value of a response breaks the spec's schema, and stays as it came. `attempt` is 0: it is about the call.

    Attributes:
        field: The place of the value in the body, in the spec's own names (`data[3].dueDate`).
        message: What is wrong.
    """

    field: str
    message: str

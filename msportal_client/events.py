"""The events that a client passes to its `on_event` callback: one small object for each step of a call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from .rate_limit._headers import RateLimit

__all__ = ["Event", "Finished", "RequestSent", "ResponseMismatch", "ResponseReceived", "Retrying", "Waiting"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One step of one call. No event holds a header that was sent, or a body.

    Attributes:
        method: The HTTP method of the call.
        url: The URL of the call.
        request_id: The request id that is sent; the same for each attempt of one call.
        attempt: The number of the attempt, from 1.
        operation: The name of the operation (`create_goal`), and for `client.request` its method and path
            (`GET /api/public/v1/goals/{id}`).
    """

    method: str
    url: str
    request_id: str
    attempt: int
    operation: str = ""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished(Event):
    """The call is over. Each call ends with one of these, also one that was refused, cancelled or cut off by `close()`.

    `request_id` is empty, and `url` has the path with its `{names}`, where no request was made because of the arguments.

    Attributes:
        status_code: The HTTP status of the last attempt; None where it got none, or there was none.
        error: The exception that the call raises, of any kind; None where it returns its result.
        attempts: The number of attempts that were begun. So is `attempt`.
        waited: Seconds in which the call was held back: for the quota, and between attempts.
        seconds: Seconds from the beginning to the end of the call.
    """

    status_code: int | None
    error: BaseException | None
    attempts: int
    waited: float
    seconds: float

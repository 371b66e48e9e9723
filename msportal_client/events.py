"""What a client tells its `on_event` callback: one small object for each step of a call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from .rate_limit._headers import RateLimit

__all__ = ["Event", "RequestSent", "ResponseReceived", "Retrying", "Waiting"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One step of one call. No event holds a header that was sent, or a body.

    Attributes:
        method: The HTTP method of the call.
        url: Where it goes.
        request_id: The `X-Request-Id` that goes with it; the same for each attempt of one call.
        attempt: Which attempt of the call this is about, from 1.
    """

    method: str
    url: str
    request_id: str
    attempt: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSent(Event):
    """An attempt has its permit and goes to the server now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseReceived(Event):
    """The headers of an answer are here.

    Attributes:
        status_code: The HTTP status.
        seconds: From sending the attempt to these headers.
        rate_limit: The quota as this answer reports it.
    """

    status_code: int
    seconds: float
    rate_limit: RateLimit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting(Event):
    """The call is held back before this attempt.

    Attributes:
        seconds: How long, at the most likely; None while that depends on answers that are still under way.
        until: The same as a moment, by the clock of this machine.
        reason: Why, in words.
    """

    seconds: float | None
    until: datetime | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrying(Event):
    """The attempt failed, and the call will be sent again.

    Attributes:
        seconds: How long it waits before that; a wait for the quota may turn out longer, when others are in line.
        reason: What failed, in words.
    """

    seconds: float
    reason: str

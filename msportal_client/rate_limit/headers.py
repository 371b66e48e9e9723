"""What the rate-limit headers of a response say. The rules: "Rate Limiting" in the API's description."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache

__all__ = ["RateLimit", "read_date", "read_rate_limit", "read_retry_after", "read_timestamp"]


@dataclass(frozen=True, slots=True)
class RateLimit:
    """The quota of the API key as one response reported it. A header that is absent or makes no sense reads None.

    Attributes:
        limit: Requests in a window (`X-RateLimit-Limit`).
        remaining: Requests left in the current window (`X-RateLimit-Remaining`).
        reset_at: When the next window begins, by the server's clock (`X-RateLimit-Reset`).
    """

    limit: int | None
    remaining: int | None
    reset_at: datetime | None


def read_rate_limit(headers: Mapping[str, str]) -> RateLimit | None:
    """The `X-RateLimit-*` headers; None where none of them says anything."""
    limit = _count(headers.get("x-ratelimit-limit"))
    remaining = _count(headers.get("x-ratelimit-remaining"))
    reset_at = read_timestamp(headers.get("x-ratelimit-reset"))
    if limit is None and remaining is None and reset_at is None:
        return None
    return RateLimit(limit, remaining, reset_at)


def read_timestamp(text: str | None) -> datetime | None:
    """A date and time in ISO 8601 or any other form that dateutil reads, as UTC; None for anything else.

    A time without an offset is taken as UTC, which is what servers mean by it.
    """
    if not text or len(text) > 64:  # noqa: PLR2004 - longer than any date; dateutil is slow on nonsense
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = _read_with_dateutil(text)
    if moment is None:
        return None
    if moment.tzinfo is None:
        return moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC)
    except OverflowError:  # year 1 or 9999 with an offset
        return None


def _read_with_dateutil(text: str) -> datetime | None:
    from dateutil import parser  # noqa: PLC0415 - only for headers that are not ISO 8601; costs import time

    try:
        return parser.parse(text)
    except (ValueError, OverflowError):
        return None


def _count(text: str | None) -> int | None:
    if text is None or not text.isascii() or not text.isdecimal() or len(text) > 12:  # noqa: PLR2004 - a count
        return None
    return int(text)


@lru_cache(maxsize=16)  # a Date stays the same for a second, in which hundreds of answers may come
def read_date(text: str | None) -> float | None:
    """An HTTP date (`Date`, `Retry-After`) in Unix time; None for anything else."""
    if not text:
        return None
    try:
        return parsedate_to_datetime(text).timestamp()
    except (ValueError, OverflowError):
        return None


def read_retry_after(headers: Mapping[str, str]) -> float | None:
    """How many seconds to wait by `Retry-After`, a number of seconds or a date; None where it says nothing usable.

    A date is taken against the `Date` of the same answer: both are by the server's clock.
    """
    text = headers.get("retry-after")
    seconds = _count(text)
    if seconds is not None:
        return float(seconds)
    moment, now = read_date(text), read_date(headers.get("date"))
    if moment is None or now is None or moment < now:
        return None
    # Both are whole seconds: the server may have been almost a second short of where they point to.
    return moment - now + 1.0 if moment > now else 1.0

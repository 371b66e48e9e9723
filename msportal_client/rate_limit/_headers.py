"""What the headers of an answer say of the quota. The rules: "Rate Limiting" in the API's description."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from functools import lru_cache

__all__ = ["Quota", "RateLimit", "read_date", "read_quota", "read_rate_limit", "read_retry_after", "read_timestamp"]


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


@dataclass(frozen=True, slots=True)
class Quota:
    """What an answer says of the quota, whichever headers say it.

    Attributes:
        rate_limit: As the caller sees it.
        resets_in: Seconds from the answer to the reset, where the server counts them itself. A moment by its clock
            (`rate_limit.reset_at`) is the better source, where there is one.
    """

    rate_limit: RateLimit
    resets_in: float | None = None


def read_rate_limit(headers: Mapping[str, str]) -> RateLimit | None:
    """The quota that an answer reports; None where it says nothing of one."""
    quota = read_quota(headers)
    return None if quota is None else quota.rate_limit


def read_quota(headers: Mapping[str, str]) -> Quota | None:
    """`X-RateLimit-*`, else the `RateLimit` and `RateLimit-Policy` fields that the IETF drafts.

    A number that is none, and a remainder above the limit, count as absent.
    """
    limit = _count(headers.get("x-ratelimit-limit"))
    remaining = _count(headers.get("x-ratelimit-remaining"))
    reset_at = read_timestamp(headers.get("x-ratelimit-reset"))
    resets_in = None
    if limit is None and remaining is None and reset_at is None:
        limit, remaining, resets_in = _read_draft_fields(headers)
        if remaining is None and resets_in is None:
            return None
    if limit is not None and remaining is not None and remaining > limit:
        limit = remaining = None
    return Quota(RateLimit(limit, remaining, reset_at), resets_in)


def read_timestamp(text: str | None) -> datetime | None:
    """A date and time in ISO 8601 or any other form that dateutil reads, as UTC; None for anything else.

    A bare number is no date: it may be seconds from now or from 1970. A time without an offset is taken as UTC, which is what servers mean by it.
    """
    if not text or len(text) > 64 or text.isdecimal():  # noqa: PLR2004 - dateutil is slow on long nonsense
        return None
    try:
        moment: datetime | None = datetime.fromisoformat(text)
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


@lru_cache(maxsize=16)  # a Date stays the same for a second, in which hundreds of answers may come
def read_date(text: str | None) -> float | None:
    """An HTTP date (`Date`, `Retry-After`) in Unix time; None for anything else."""
    if not text:
        return None
    try:
        moment = parsedate_to_datetime(text)
        return moment.replace(tzinfo=moment.tzinfo or UTC).timestamp()
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def read_retry_after(headers: Mapping[str, str]) -> float | None:
    """How many seconds to wait by `Retry-After`, a number of seconds or a date; None where it says nothing usable.

    A date is taken against the `Date` of the same answer: both are by the server's clock.
    """
    text = headers.get("retry-after")
    if text is None:
        return None
    seconds = _count(text)
    if seconds is not None:
        return float(seconds)
    moment, now = read_date(text), read_date(headers.get("date"))
    if moment is None or now is None or moment < now:
        return None
    return moment - now


def _read_draft_fields(headers: Mapping[str, str]) -> tuple[int | None, int | None, float | None]:
    """`RateLimit: "default";r=50;t=30`, or `limit=100, remaining=50, reset=30` as earlier drafts have it."""
    text = headers.get("ratelimit")
    if text is None:
        return None, None, None
    policy = headers.get("ratelimit-policy", "")
    limit = _parameter("limit", text) or _parameter("q", policy)
    if (remaining := _parameter("remaining", text)) is not None:
        return limit, remaining, _parameter("reset", text)
    # With several quotas, the one with the least left is the one to keep to.
    quotas = [(r, _parameter("t", item)) for item in text.split(",") if (r := _parameter("r", item)) is not None]
    remaining, resets_in = min(quotas, key=lambda quota: quota[0], default=(None, None))
    return limit if len(quotas) == 1 else None, remaining, resets_in


def _parameter(name: str, text: str) -> int | None:
    match = re.search(rf"(?:^|[;,\s]){name}=(\d{{1,12}})(?!\d)", text, re.ASCII)
    return int(match[1]) if match else None


def _read_with_dateutil(text: str) -> datetime | None:
    from dateutil import parser  # noqa: PLC0415 - only for headers that are not ISO 8601; costs import time

    # dateutil takes what is missing in a date from a default: a "30" would be the 30th of this month. What comes out
    # alike with two defaults was all there.
    try:
        moments = {parser.parse(text, default=day, tzinfos=_zone) for day in _DEFAULTS}
    except Exception:  # noqa: BLE001 - a parser of free text that is fed with whatever a server sends
        return None
    return moments.pop() if len(moments) == 1 else None


_DEFAULTS = (datetime(2000, 1, 1), datetime(2001, 2, 2))  # noqa: DTZ001 - of a time whose zone is in the text


def _zone(name: str | None, offset: int | None) -> tzinfo | None:
    if offset is not None:
        return timezone(timedelta(seconds=offset))
    if name is not None:
        raise ValueError(f"the zone {name} is not known everywhere")
    return None


def _count(text: str | None) -> int | None:
    if text is None or not text.isascii() or not text.isdecimal() or len(text) > 12:  # noqa: PLR2004 - a count
        return None
    return int(text)

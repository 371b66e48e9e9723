"""Reads the headers that speak of rate limits. MSPortal's rules are under "Rate Limiting" in the API's description."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import NamedTuple

__all__ = [
    "X_RATE_LIMIT",
    "Quota",
    "QuotaHeaders",
    "RateLimit",
    "read_date",
    "read_quota",
    "read_rate_limit",
    "read_retry_after",
    "read_timestamp",
    "with_retry_seconds",
]

# Characters; dateutil takes long over long nonsense.
_LONGEST_TIMESTAMP = 128


@dataclass(frozen=True, slots=True)
class RateLimit:
    """The quota of an API key, as one response reported it. A header that is absent or makes no sense is None.

    Attributes:
        limit: Requests in a window (`X-RateLimit-Limit`).
        remaining: Requests left in the current window (`X-RateLimit-Remaining`).
        reset_at: When the next window begins, by the server's clock (`X-RateLimit-Reset`).
    """

    limit: int | None
    remaining: int | None
    reset_at: datetime | None


class QuotaHeaders(NamedTuple):
    """The names of the headers that report the quota, in lower case."""

    limit: str
    remaining: str
    reset: str


X_RATE_LIMIT = QuotaHeaders("x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset")


class Quota(NamedTuple):
    """The quota that a response reports, by whichever headers.

    Attributes:
        rate_limit: The quota as callers see it.
        resets_in: Seconds from the response to the reset, where the server counts them. A moment by its clock
            (`rate_limit.reset_at`) is the better source, where there is one.
    """

    rate_limit: RateLimit
    resets_in: float | None = None


def read_rate_limit(headers: Mapping[str, str], names: QuotaHeaders = X_RATE_LIMIT) -> RateLimit | None:
    """Return the quota that a response reports; None where it reports none."""
    quota = read_quota(headers, names)
    return None if quota is None else quota.rate_limit


def read_quota(headers: Mapping[str, str], names: QuotaHeaders = X_RATE_LIMIT) -> Quota | None:
    """Read the headers `names`, else the `RateLimit` and `RateLimit-Policy` fields that the IETF drafts.

    A text that is no number, and a remainder above the limit, count as absent. So does a header that comes several
    times with different values.
    """
    limit = _count(headers.get(names.limit))
    remaining = _count(headers.get(names.remaining))
    reset_at = read_timestamp(headers.get(names.reset))
    resets_in = None
    if limit is None and remaining is None and reset_at is None:
        limit, remaining, resets_in = _read_draft_fields(headers)
        if remaining is None and resets_in is None:
            return None
    if limit is not None and remaining is not None and remaining > limit:
        limit = remaining = None
    return Quota(RateLimit(limit, remaining, reset_at), resets_in)


def read_timestamp(text: str | None) -> datetime | None:
    """Read a date and time in ISO 8601, or in any other form that dateutil reads, as UTC; None for anything else.

    A bare number is no date: it may be seconds from now or from 1970. A time without an offset is in UTC, which is
    what servers mean by it.
    """
    if text is None:
        return None
    text = _once(text) if "," in text else text
    if not text or len(text) > _LONGEST_TIMESTAMP or text.isdecimal():
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


@lru_cache(maxsize=16)  # A Date stays the same for a second, in which hundreds of responses may come.
def read_date(text: str | None) -> float | None:
    """Read an HTTP date (`Date`, `Retry-After`) as Unix time; None for anything else."""
    if not text:
        return None
    from email.utils import parsedate_to_datetime  # noqa: PLC0415 - importing the package does not wait for it

    try:
        moment = parsedate_to_datetime(_once(text))
        return moment.replace(tzinfo=moment.tzinfo or UTC).timestamp()
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def read_retry_after(headers: Mapping[str, str]) -> float | None:
    """Return how many seconds to wait by `Retry-After-Ms` or `Retry-After`; None where they say nothing usable.

    `Retry-After` is a number of seconds, with or without a fraction, or a date (RFC 9110, section 10.2.3). A date is
    taken against the `Date` of the same response, or else against the clock of this machine: see `with_retry_seconds`. Of several numbers the
    largest counts. A date in the past says nothing.
    """
    seconds = _seconds(headers.get("retry-after-ms"))
    if seconds is not None:
        seconds /= 1000
    else:
        seconds = _read_retry_after(headers.get("retry-after"), headers.get("date"))
    return seconds if seconds is not None and seconds >= 0 else None


def with_retry_seconds(headers: Mapping[str, str], dated: tuple[str, float], received: float) -> Mapping[str, str]:
    """Return the headers of a response without `Date`, with a date in `Retry-After` as seconds by the server's clock.

    Args:
        headers: The headers, with names in lower case.
        dated: The `Date` of an earlier response, and when that came.
        received: When these headers came.
    """
    moment, earlier = read_timestamp(headers["retry-after"]), read_date(dated[0])
    if moment is None or earlier is None or _seconds(headers["retry-after"]) is not None:
        return headers
    seconds = moment.timestamp() - (earlier + received - dated[1])
    return {**headers, "retry-after": f"{max(0.0, seconds):.3f}"}


def _read_retry_after(text: str | None, date: str | None) -> float | None:
    if text is None:
        return None
    if (seconds := _seconds(text)) is not None:
        return seconds
    if (timestamp := read_timestamp(text)) is None:
        return None
    moment = timestamp.timestamp()
    now = read_date(date)
    return moment - (time.time() if now is None else now)


def _seconds(text: str | None) -> float | None:
    """Return the largest of the numbers in `text`; None where it has anything else."""
    if text is None or len(text) > _LONGEST_TIMESTAMP:
        return None
    found = [
        re.fullmatch(r"\+?(\d{1,12}(?:\.\d{0,12})?)\s*(?:s|sec|seconds?)?\s*", part.strip(), re.ASCII)
        for part in text.split(",")
    ]
    return max(float(match[1]) for match in found if match) if all(found) else None


def _read_draft_fields(headers: Mapping[str, str]) -> tuple[int | None, int | None, float | None]:
    """Read `RateLimit: "default";r=50;t=30`, or `limit=100, remaining=50, reset=30` as earlier drafts have it."""
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
    """Return the number after `name=`; None where there is none, or several that differ."""
    found = set(re.findall(rf"(?:^|[;,\s]){name}=(\d{{1,12}})(?!\d)", text, re.ASCII))
    return int(found.pop()) if len(found) == 1 else None


# JavaScript writes "GMT+0200 (Eastern European Standard Time)", and means two hours ahead of GMT. dateutil reads the
# sign after a name the other way round, as POSIX does.
_ZONE_NAME_BEFORE_OFFSET = re.compile(r"(?<![A-Za-z])(?:GMT|UTC|UT)(?=\s*[+-]\s*\d)", re.IGNORECASE)
_COMMENT = re.compile(r"\s*\([^()]*\)\s*$")


def _read_with_dateutil(text: str) -> datetime | None:
    from dateutil import parser  # noqa: PLC0415 - only for headers that are not ISO 8601; costs import time

    text = _ZONE_NAME_BEFORE_OFFSET.sub(" ", _COMMENT.sub("", text))
    # dateutil takes what is missing in a date from a default: a "30" would be the 30th of this month. A date that comes
    # out the same with two defaults was complete.
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
    if text is None:
        return None
    text = _once(text) if "," in text else text
    if not text.isascii() or not text.isdecimal() or len(text) > 12:  # noqa: PLR2004 - a count
        return None
    return int(text)


def _once(text: str) -> str:
    """Return the value of a header that came several times with the same value; any other text as it is.

    The lines were joined with ", " (RFC 9110, section 5.3), which may also be a part of the value, as in a date.
    """
    parts = [part.strip() for part in text.split(",")]
    for length in range(1, len(parts) // 2 + 1):
        if len(parts) % length == 0 and parts == parts[:length] * (len(parts) // length):
            return ", ".join(parts[:length])
    return text

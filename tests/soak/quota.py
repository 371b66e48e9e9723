"""The quota of the soak server: header fields in every form, and refusals (429) alone and in bursts.

The numbers stay within seconds and the quota is generous, so that calls go on; what varies is the form. Where a moment
is given, the server's clock may be hours off, and a `Date` is there to tell.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from email.utils import formatdate
from random import Random
from typing import NamedTuple

__all__ = ["Quota", "Refusal"]

Field = tuple[str, str]

# Seconds for which one way to report the quota is kept.
_MODE_TIME = 1.5
# Seconds between two refusals or bursts of them, on average.
_REFUSAL_INTERVAL = 3.0
_PLENTY = 100_000


class Now(NamedTuple):
    """A moment.

    Attributes:
        time: Unix time by the server's clock.
        skewed: Whether that clock differs from the client's.
        used: Requests of this window.
        random: The source of random numbers.
    """

    time: float
    skewed: bool
    used: int
    random: Random


class Refusal(NamedTuple):
    """A 429, and the header fields that it has."""

    fields: list[Field]


class Quota:
    """The quota of one API key."""

    def __init__(self, random: Random, ahead: float) -> None:
        self._random = random
        self._ahead = ahead
        self._mode: Callable[[Now], list[Field]] = generous
        self._mode_until = 0.0
        self._window = 0
        self._used = 0
        self._refusal: Callable[[Now], list[Field]] = bare
        self._next_refusal = 0.0
        self._burst_until = 0.0

    def take(self, now: float) -> list[Field] | Refusal:
        """Return the header fields of the response to a request at `now`, or the refusal of it."""
        random = self._random
        if now >= self._mode_until:
            self._mode = random.choices(list(_MODES), list(_MODES.values()))[0]
            self._mode_until = now + _MODE_TIME
        if math.floor(now) != self._window:
            self._window, self._used = math.floor(now), 0
        self._used += 1
        at = Now(now + self._ahead, self._ahead != 0, self._used, random)
        if now < self._burst_until:
            return Refusal(self._refusal(at))
        if now >= self._next_refusal:
            first = self._next_refusal == 0.0
            self._next_refusal = now + random.expovariate(1 / _REFUSAL_INTERVAL)
            if not first:
                self._burst_until = now + random.choice([0.0, 0.0, 0.05, 0.2])
                self._refusal = random.choice(_REFUSALS)
                return Refusal(self._refusal(at))
        if self._mode is one_second and self._used > _ONE_SECOND:
            return Refusal(one_second(at))
        return self._mode(at)

    def calm(self, now: float) -> list[Field]:
        """Return the header fields of a generous quota."""
        return generous(Now(now + self._ahead, self._ahead != 0, 1, self._random))


def _date(at: Now) -> Field:
    return "date", formatdate(math.floor(at.time), usegmt=True)


def _quota(at: Now, remaining: object, reset: str, limit: object = _PLENTY) -> list[Field]:
    return [
        _date(at),
        ("x-ratelimit-limit", str(limit)),
        ("x-ratelimit-remaining", str(remaining)),
        ("x-ratelimit-reset", reset),
    ]


def _iso(time: float) -> str:
    return datetime.fromtimestamp(time, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


# --- ways to report a quota ---


def generous(at: Now) -> list[Field]:
    return _quota(at, _PLENTY - at.used, _iso(math.floor(at.time) + 2))


def silent(at: Now) -> list[Field]:
    return [_date(at)] if at.random.random() < 0.5 else []


def moving(at: Now) -> list[Field]:
    """Report a token bucket: the reset is the next token, a little later with each response."""
    return _quota(at, at.random.randint(200, 300), _iso(at.time + 0.3), 300)


_ONE_SECOND = 300


def one_second(at: Now) -> list[Field]:
    return _quota(at, max(0, _ONE_SECOND - at.used), _iso(math.floor(at.time) + 1), _ONE_SECOND)


def odd_reset(at: Now) -> list[Field]:
    moment = datetime.fromtimestamp(math.floor(at.time) + 2, UTC)
    east = moment.astimezone(timezone(timedelta(hours=2)))
    forms = [
        formatdate(moment.timestamp(), usegmt=True),
        f"{east:%a %b %d %Y %H:%M:%S} GMT+0200 (Eastern European Standard Time)",
        east.isoformat(),
        f"{moment:%Y%m%dT%H%M%SZ}",
        f"{moment:%Y-%m-%d %H:%M:%S} UTC",
        f"{moment:%Y-%m-%d %H:%M:%S}",
        str(int(moment.timestamp())),
        "2",
        "soon",
        "",
        _iso(at.time - 100_000),
        "9999-12-31T23:59:59-12:00",
        "0001-01-01T00:00:00+14:00",
        "2026-13-45T99:99:99Z",
        "9" * 200,
    ]
    return _quota(at, _PLENTY - at.used, at.random.choice(forms))


def odd_number(at: Now) -> list[Field]:
    numbers = ["-1", "", "many", "1e9", "0x10", "100.5", "\u00b2", "9" * 400, "+99999", " 99999 ", "None", "99,999"]
    remaining, limit = at.random.choice(numbers), at.random.choice([*numbers, str(_PLENTY)])
    return _quota(
        at, remaining.encode("utf-8").decode("latin-1"), _iso(math.floor(at.time) + 2), limit.encode().decode("latin-1")
    )


def more_than_limit(at: Now) -> list[Field]:
    return _quota(at, _PLENTY, _iso(math.floor(at.time) + 2), 10)


def repeated(at: Now) -> list[Field]:
    fields = generous(at)
    return fields + fields


def conflicting(at: Now) -> list[Field]:
    """Report two quotas, as two proxies do."""
    more = [("x-ratelimit-remaining", "0"), ("x-ratelimit-limit", "7"), ("x-ratelimit-reset", _iso(at.time + 3600))]
    at.random.shuffle(more)
    return generous(at) + more[: at.random.randint(1, 3)]


def drafts(at: Now) -> list[Field]:
    """Send the `RateLimit` field in the forms of several IETF drafts."""
    forms = [
        '"default";r=9000;t=2',
        "limit=10000, remaining=9000, reset=2",
        '"a";r=9000;t=2, "b";r=8000;t=1',
        '"x";r=;t=',
        "",
    ]
    return [_date(at), ("ratelimit", at.random.choice(forms)), ("ratelimit-policy", '"default";q=10000;w=2')]


_MODES: dict[Callable[[Now], list[Field]], float] = {
    generous: 10,
    silent: 2,
    moving: 2,
    one_second: 2,
    odd_reset: 2,
    odd_number: 2,
    more_than_limit: 1,
    repeated: 1,
    conflicting: 1,
    drafts: 1,
}


# --- refusals ---


def bare(at: Now) -> list[Field]:
    return [_date(at)] if at.random.random() < 0.5 else []


def retry_after(at: Now) -> list[Field]:
    forms = [
        "0",
        "0.0",
        "0.2",
        "1",
        "1.0",
        "0.1, 0.1",
        "0.1, 0.3",
        "0.3s",
        "+1",
        "-1",
        "soon",
        "",
        "9" * 50,
        "1e1",
        "\u0661",
    ]
    text = at.random.choice(forms).encode().decode("latin-1")
    return [_date(at), ("retry-after", text)]


def retry_after_date(at: Now) -> list[Field]:
    """Send a date, without a `Date` only where the clocks agree."""
    date = ("retry-after", formatdate(math.floor(at.time) + 1, usegmt=True))
    return [_date(at), date] if at.skewed or at.random.random() < 0.5 else [date]


def retry_after_ms(at: Now) -> list[Field]:
    return [("retry-after-ms", at.random.choice(["0", "150", "150.5", "-1", "fast"])), ("retry-after", "1")]


def retry_after_twice(at: Now) -> list[Field]:
    return [("retry-after", "0.1"), ("x-other", "1"), ("Retry-After", "0.2")]


def refused_though_some_remain(at: Now) -> list[Field]:
    return _quota(at, 995, _iso(at.time + 1))


def refused_until_reset(at: Now) -> list[Field]:
    return _quota(at, 0, _iso(at.time + 0.5))


def refused_by_draft(at: Now) -> list[Field]:
    return [_date(at), ("ratelimit", '"default";r=0;t=1')]


def refused_with_odd_quota(at: Now) -> list[Field]:
    return [*odd_number(at), ("retry-after", "0.2")]


_REFUSALS: list[Callable[[Now], list[Field]]] = [
    bare,
    bare,
    retry_after,
    retry_after,
    retry_after,
    retry_after_date,
    retry_after_ms,
    retry_after_twice,
    refused_though_some_remain,
    refused_until_reset,
    refused_by_draft,
    refused_with_odd_quota,
]

"""The forms in which servers write Retry-After and resets, and headers that come repeatedly or on several lines."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import anyio
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from runtime.apis import MSPORTAL
from runtime.simulation import request

from msportal_client._runtime.transport import AsyncTransport, SyncTransport
from msportal_client.rate_limit._headers import (
    RateLimit,
    read_rate_limit,
    read_retry_after,
    read_timestamp,
)
from msportal_client.retry import RetryPolicy
from msportal_client.types import Headers

NINE = datetime(2026, 11, 25, 21, tzinfo=UTC)
DATE = "Wed, 25 Nov 2026 20:00:00 GMT"

# Each is 21:00 UTC on 25 November 2026.
DATES = [
    "Wed, 25 Nov 2026 21:00:00 GMT",
    "Wednesday, 25-Nov-26 21:00:00 GMT",
    "Wed Nov 25 21:00:00 2026",
    "25 Nov 2026 21:00:00 GMT",
    "Nov 25, 2026 21:00:00 GMT",
    "Wed, 25 Nov 2026 21:00 GMT",
    "Wed, 25 Nov 2026 21:00:00",
    "Wed, 25 Nov 2026 21:00:00 UTC",
    "Wed, 25 Nov 2026 21:00:00 Z",
    "Wed, 25 Nov 2026 23:00:00 +0200",
    "Wed, 25 Nov 2026 21:00:00 +0000 (UTC)",
    "Thu, 26 Nov 2026 02:30:00 +05:30",
    "Wed, 25 Nov 2026 23:00:00 GMT+0200",
    "Wed, 25 Nov 2026 23:00:00 GMT+02:00",
    "Wed Nov 25 2026 23:00:00 GMT+0200 (Eastern European Standard Time)",
    "Wed Nov 25 2026 16:00:00 GMT-0500 (Eastern Standard Time)",
    "Wed Nov 25 2026 21:00:00 GMT+0000 (Coordinated Universal Time)",
    "Wed Nov 25 23:00:00 GMT+02:00 2026",
    "Wed Nov 25 21:00:00 UTC 2026",
    "2026-11-25 23:00 UTC+2",
    "2026-11-25 23:00 GMT+2",
    "2026-11-25T23:00:00 utc+2",
    "2026-11-25T21:00:00Z",
    "2026-11-25t21:00:00z",
    "2026-11-25T21:00:00.000Z",
    "2026-11-25 21:00:00",
    "2026-11-25T21:00:00 Z",
    "2026-11-25T23:00:00+02:00",
    "2026-11-25T23:00+02",
    "2026-11-25T19:00:00-0200",
    "20261125T210000Z",
    "2026-W48-3T21:00:00Z",
    "11/25/2026, 9:00:00 PM",
    "25.11.2026 21:00:00",
]

# A zone that means several things, an incomplete date, a bare number, or no date.
NO_DATES = [
    "2026-11-25T21:00:00 EST",
    "Wed, 25 Nov 2026 21:00:00 PST",
    "Wed, 25 Nov 2026 23:00:00 CEST",
    "Wed Nov 25 23:00:00 EET 2026",
    "2026-11-25 21:00:00 A",
    "1767225600",
    "1767225600000",
    "1767225600.5",
    "20261125",
    "20261125210000",
    "2026",
    "22:00",
    "3 Nov",
    "30.5",
    "-30",
    "+30",
    "1e9",
    "in 30",
    "1 minute",
    "60;w=60",
    "Z",
    "+0200",
    "2026-11-25T25:00:00Z",
    "2026-13-25T21:00:00Z",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00",
    "٣٠",
    "(" * 120,
    "a," * 60,
    "5" + " " * 60_000 + "x",
    "Wed, " + "(" * 60_000,
]


@pytest.fixture(params=["UTC", "America/New_York", "Asia/Kolkata"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Run a test in a time zone: the one of this machine means nothing for a server."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()
    assert os.environ.get("TZ") != request.param or request.param == "UTC"


@pytest.mark.parametrize("text", DATES)
@pytest.mark.usefixtures("zone")
def test_reset_in_form_of_servers(text: str) -> None:
    assert read_timestamp(text) == NINE


@pytest.mark.parametrize("text", DATES)
@pytest.mark.usefixtures("zone")
def test_retry_after_date_in_form_of_servers(text: str) -> None:
    assert read_retry_after({"retry-after": text, "date": DATE}) == 3600.0


@pytest.mark.parametrize("text", NO_DATES, ids=lambda text: text[:30])
def test_reset_without_one_meaning_ignored(text: str) -> None:
    began = time.perf_counter()
    assert read_timestamp(text) is None
    read_retry_after({"retry-after": text, "date": DATE})
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("5", 5.0),
        ("5.0", 5.0),
        ("0.5", 0.5),
        ("5.", 5.0),
        ("+5", 5.0),
        (" 5 ", 5.0),
        ("5s", 5.0),
        ("5 seconds", 5.0),
        ("1 second", 1.0),
        ("007", 7.0),
        ("3, 3", 3.0),
        ("3, 5", 5.0),
        ("5,3,4", 5.0),
        ("0, 0", 0.0),
        ("-1", None),
        ("1e3", None),
        ("0x10", None),
        ("PT1H", None),
        ("01:00:00", None),
        ("5 minutes", None),
        ("5;x", None),
        ('"5"', None),
        ("30.5.1", None),
        ("٣", None),
        ("5, soon", None),
        ("1" * 13, None),
        ("1, " * 20_000, None),
    ],
    ids=lambda value: str(value)[:20],
)
def test_retry_after_number(text: str, seconds: float | None) -> None:
    """Of several numbers the largest counts."""
    assert read_retry_after({"retry-after": text, "date": DATE}) == seconds


def test_retry_after_ms_before_retry_after() -> None:
    assert read_retry_after({"retry-after-ms": "1500", "retry-after": "9"}) == 1.5
    assert read_retry_after({"retry-after-ms": "1500.5"}) == pytest.approx(1.5005)
    assert read_retry_after({"retry-after-ms": "nonsense", "retry-after": "9"}) == 9.0
    assert read_retry_after({"retry-after-ms": "-1", "retry-after": "9"}) == 9.0


def test_retry_after_date_by_local_clock() -> None:
    """Without a Date header, the clock of this machine stands in."""
    soon = datetime.fromtimestamp(time.time() + 100, UTC).strftime("%a, %d %b %Y %H:%M:%S GMT")
    assert read_retry_after({"retry-after": soon}) == pytest.approx(100, abs=30)
    assert read_retry_after({"retry-after": soon, "date": "nonsense"}) == pytest.approx(100, abs=30)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("Wed, 25 Nov 2026 21:00:00 GMT, Wed, 25 Nov 2026 21:00:00 GMT", 3600.0),
        ("Wed, 25 Nov 2026 21:00:00 GMT, Wed, 25 Nov 2026 21:30:00 GMT", None),
        ("3, Wed, 25 Nov 2026 21:00:00 GMT", None),
        ("Wed, 25 Nov 2026 21:00:00 GMT, 3", None),
        ("Wed, 25 Nov 2026 19:00:00 GMT", None),
    ],
)
def test_retry_after_conflict_ignored(text: str, seconds: float | None) -> None:
    assert read_retry_after({"retry-after": text, "date": DATE}) == seconds


@pytest.mark.parametrize(
    ("name", "texts", "expected"),
    [
        ("remaining", ["5", "5"], RateLimit(60, 5, NINE)),
        ("remaining", ["5", "7"], RateLimit(60, None, NINE)),
        ("remaining", ["5", "5", "5"], RateLimit(60, 5, NINE)),
        ("remaining", ["5", ""], RateLimit(60, None, NINE)),
        ("limit", ["60", "60"], RateLimit(60, 59, NINE)),
        ("limit", ["60", "100"], RateLimit(None, 59, NINE)),
        ("reset", [DATES[0], DATES[0]], RateLimit(60, 59, NINE)),
        ("reset", ["2026-11-25T21:00:00Z", "2026-11-25T22:00:00Z"], RateLimit(60, 59, None)),
    ],
)
def test_repeated_quota_header(name: str, texts: list[str], expected: RateLimit) -> None:
    """Take a header that says the same twice, and ignore one that contradicts itself."""
    values = {"limit": ["60"], "remaining": ["59"], "reset": ["2026-11-25T21:00:00Z"], name: texts}
    headers = Headers([(f"X-RateLimit-{part.title()}", text) for part, texts in values.items() for text in texts])
    assert read_rate_limit(headers) == expected


@given(st.lists(st.integers(0, 99), min_size=1, max_size=4))
def test_header_lines_never_last_wins(numbers: list[int]) -> None:
    headers = Headers([("x-ratelimit-remaining", str(number)) for number in numbers])
    quota = read_rate_limit(headers)
    assert (quota.remaining if quota else None) == (numbers[0] if len(set(numbers)) == 1 else None)


def test_headers_ignore_case_and_join_lines() -> None:
    headers = Headers([("Via", "a"), ("X-One", "1"), ("VIA", "b"), ("via", "c")])
    assert headers["vIa"] == headers.get("VIA") == "a, b, c"
    assert "VIA" in headers
    assert "other" not in headers
    assert list(headers) == ["via", "x-one"]
    assert len(headers) == 2
    with pytest.raises(KeyError):
        headers["other"]


def send_with(lines: list[tuple[str, str]], kind: str) -> tuple[RateLimit | None, RateLimit | None]:
    """Send a call whose response has these headers; return the quota of the limiter and of the response."""
    handler = httpx.MockTransport(lambda _: httpx.Response(200, headers=lines))

    async def main() -> tuple[RateLimit | None, RateLimit | None]:
        transport = AsyncTransport(handler, api=MSPORTAL, headers={})
        response = await transport.send(request(), timeout=5, retry=RetryPolicy())
        return transport.rate_limit, response.rate_limit

    if kind == "async":
        return anyio.run(main)
    transport = SyncTransport(handler, api=MSPORTAL, headers={})
    response = transport.send(request(), timeout=5, retry=RetryPolicy())
    return transport.rate_limit, response.rate_limit


@pytest.mark.parametrize("kind", ["sync", "async"])
@pytest.mark.parametrize(
    "texts",
    [
        ['"burst";r=0;t=30, "daily";r=500;t=3600'],
        ['"burst";r=0;t=30', '"daily";r=500;t=3600'],
        ['"daily";r=500;t=3600', '"burst";r=0;t=30'],
    ],
    ids=["one-line", "two-lines", "other-order"],
)
def test_draft_field_on_several_lines(texts: list[str], kind: str) -> None:
    """The quota with the least left counts, on whichever line (RFC 9110, section 5.3)."""
    for found in send_with([("ratelimit", text) for text in texts], kind):
        assert found is not None
        assert found.remaining == 0


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_limiter_and_response_read_same_quota(kind: str) -> None:
    for second in ("5", "9"):
        lines: list[Any] = [("x-ratelimit-remaining", "5"), ("x-ratelimit-remaining", second)]
        lines += [("x-ratelimit-limit", "60"), ("date", DATE)]
        of_limiter, of_response = send_with(lines, kind)
        assert of_response is not None
        assert of_response.remaining == (5 if second == "5" else None)
        assert (of_limiter.remaining if of_limiter else None) == of_response.remaining

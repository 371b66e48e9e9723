"""Read the quota and Retry-After from response headers."""

from __future__ import annotations

from datetime import UTC, datetime

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msportal_client.rate_limit._headers import (
    RateLimit,
    read_date,
    read_quota,
    read_rate_limit,
    read_retry_after,
    read_timestamp,
)

RESET = datetime(2026, 11, 21, 10, 1, tzinfo=UTC)


def headers(limit: str = "60", remaining: str = "59", reset: str = "2026-11-21T10:01:00Z") -> dict[str, str]:
    return {"x-ratelimit-limit": limit, "x-ratelimit-remaining": remaining, "x-ratelimit-reset": reset}


def test_rate_limit_headers_documented() -> None:
    assert read_rate_limit(headers()) == RateLimit(60, 59, RESET)
    assert read_rate_limit(httpx.Headers(headers())) == RateLimit(60, 59, RESET)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-21T10:01:00Z",
        "2026-11-21T10:01:00.000Z",
        "2026-11-21T12:01:00+02:00",
        "2026-11-21T10:01:00",
        "20261121T100100Z",
        "Sat, 21 Nov 2026 10:01:00 GMT",
        "21 November 2026 10:01 UTC",
    ],
)
def test_reset_in_any_date_format(text: str) -> None:
    assert read_timestamp(text) == RESET


@pytest.mark.parametrize(
    "text", ["30", "-5", "1795255260", "10:01", "May", "Saturday", "2026-11-21 10:01 EST", "now", "9" * 65]
)
def test_reset_incomplete_date_ignored(text: str) -> None:
    assert read_timestamp(text) is None


@pytest.mark.parametrize("text", ["-1", "", "1e3", "0x10", "many", "٣", "1" * 13, " 5", "+5"])
def test_limit_not_a_number_ignored(text: str) -> None:
    assert read_rate_limit(headers(limit=text, remaining=text)) == RateLimit(None, None, RESET)


def test_remaining_above_limit_ignored() -> None:
    """Ignore the limit too."""
    assert read_rate_limit(headers(limit="60", remaining="61")) == RateLimit(None, None, RESET)


def test_rate_limit_none_without_valid_headers() -> None:
    assert read_rate_limit({}) is None
    assert read_rate_limit(headers("", "-", "soon")) is None


@pytest.mark.parametrize(
    ("text", "policy", "limit", "remaining", "seconds"),
    [
        ('"default";r=50;t=30', '"default";q=100;w=60', 100, 50, 30),
        ('"default"; r=0; t=30', "", None, 0, 30),
        ('"burst";r=5;t=1, "daily";r=3;t=7000', '"burst";q=10, "daily";q=500', None, 3, 7000),
        ("limit=100, remaining=50, reset=30", "", 100, 50, 30),
        ("nonsense", "", None, None, None),
        ('"default";r=-1;t=-1', "", None, None, None),
    ],
)
def test_ietf_draft_headers_as_fallback(
    text: str, policy: str, limit: int | None, remaining: int | None, seconds: int | None
) -> None:
    quota = read_quota({"ratelimit": text, "ratelimit-policy": policy})

    if remaining is None:
        assert quota is None
    else:
        assert quota is not None
        assert quota.rate_limit == RateLimit(limit, remaining, None)
        assert quota.resets_in == seconds


def test_documented_headers_before_drafts() -> None:
    quota = read_quota({**headers(), "ratelimit": '"default";r=1;t=1'})

    assert quota is not None
    assert (quota.rate_limit.remaining, quota.resets_in) == (59, None)


@pytest.mark.parametrize(
    ("retry_after", "seconds"),
    [
        ("30", 30.0),
        ("0", 0.0),
        ("Sat, 21 Nov 2026 10:00:45 GMT", 45.0),
        ("Sat, 21 Nov 2026 09:00:00 GMT", None),
        ("-5", None),
        ("soon", None),
        ("", None),
    ],
)
def test_retry_after_seconds_or_date(retry_after: str, seconds: float | None) -> None:
    """Compare a date with the Date header of the same response."""
    assert read_retry_after({"retry-after": retry_after, "date": "Sat, 21 Nov 2026 10:00:00 GMT"}) == seconds


def test_retry_after_date_needs_date_header() -> None:
    assert read_retry_after({"retry-after": "Sat, 21 Nov 2026 10:00:45 GMT"}) is None


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=80))
def test_headers_with_any_text_never_raise(limit: str, remaining: str, reset: str) -> None:
    read_rate_limit(headers(limit, remaining, reset))
    read_quota({"ratelimit": limit, "ratelimit-policy": remaining})
    read_retry_after({"retry-after": limit, "date": reset})
    read_date(reset)

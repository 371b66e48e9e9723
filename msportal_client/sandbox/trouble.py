"""Faults that the sandbox injects on request."""

from __future__ import annotations

import dataclasses
import random
import re
from dataclasses import dataclass
from typing import Any, cast

from starlette.responses import HTMLResponse, Response

from .options import check_number

__all__ = ["Trouble", "apply_trouble", "retry_after_header", "take_late_status", "take_status"]

_SHARES = ("rate_limited", "server_errors", "broken_bodies")
_SWITCHES = ("html_errors", "cookies")
_LISTS = ("without_headers", "next_statuses", "late_statuses")
_ERROR_STATUSES = range(400, 600)
_STATUSES_TO_RETRY = frozenset({429, 503, 504})
# https://www.rfc-editor.org/rfc/rfc9110#name-tokens
_HEADER_NAME = re.compile(r"[\w!#$%&'*+.^`|~-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Trouble:
    """The faults to inject; none by default.

    Attributes:
        clock_offset: Seconds by which the server's clock is ahead, up to 1e9; negative if it is behind.
        latency: Seconds to wait before each response, up to an hour.
        rate_limited: Share (0 to 1) of requests answered 429 before the quota is used up.
        server_errors: Share (0 to 1) of requests answered `server_error_status` without being processed.
        server_error_status: The status of these errors, 400 to 599.
        broken_bodies: Share (0 to 1) of responses with a truncated body. The request is processed.
        html_errors: Whether errors are HTML pages, as a proxy sends them.
        cookies: Whether every response sets a cookie.
        without_headers: Response headers to omit, in any case: `X-RateLimit-Reset`, `Date`, ...
        next_statuses: The error statuses of the next requests, which are not processed: `(429, 429, 503)`.
        late_statuses: The error statuses of the next requests that succeed. They are processed all the same.
        retry_after: Seconds in the `Retry-After` of injected 429s, 503s and 504s, up to an hour and with fractions; none
            if it is None.

    Raises:
        ValueError: A value has a wrong type or is out of range.
    """

    clock_offset: float = 0.0
    latency: float = 0.0
    rate_limited: float = 0.0
    server_errors: float = 0.0
    server_error_status: int = 503
    broken_bodies: float = 0.0
    html_errors: bool = False
    cookies: bool = False
    without_headers: tuple[str, ...] = ()
    next_statuses: tuple[int, ...] = ()
    late_statuses: tuple[int, ...] = ()
    retry_after: float | None = None

    def __post_init__(self) -> None:
        # About 30 years, within the range of datetime.
        check_number("clock_offset", self.clock_offset, -1_000_000_000, 1_000_000_000)
        check_number("latency", self.latency, 0, 3600)
        for name in _SHARES:
            check_number(name, getattr(self, name), 0, 1, noun="share")
        _check_status("server_error_status", self.server_error_status)
        _check_kinds(self)
        for name in ("next_statuses", "late_statuses"):
            for status in getattr(self, name):
                _check_status(f"each of {name}", status)
        if self.retry_after is not None:
            check_number("retry_after", self.retry_after, 0, 3600)
        for header in self.without_headers:
            if not isinstance(cast("Any", header), str) or not _HEADER_NAME.fullmatch(header):
                raise ValueError("each of without_headers must be the name of a header")


def _check_kinds(trouble: Trouble) -> None:
    for name in _SWITCHES:
        if not isinstance(getattr(trouble, name), bool):
            raise ValueError(f"{name} must be true or false")  # noqa: TRY004 - as for the other fields
    for name in _LISTS:
        if not isinstance(getattr(trouble, name), (tuple, list)):
            raise ValueError(f"{name} must be a list")  # noqa: TRY004 - as for the other fields


def _check_status(name: str, value: object) -> None:
    check_number(name, value, _ERROR_STATUSES[0], _ERROR_STATUSES[-1], noun="status", whole=True)


def take_status(trouble: Trouble, rng: random.Random) -> tuple[int, Trouble]:
    """Return the error status of a request that is not to be processed, or 0, and the trouble that is left."""
    if trouble.next_statuses:
        return trouble.next_statuses[0], dataclasses.replace(trouble, next_statuses=trouble.next_statuses[1:])
    if trouble.rate_limited and rng.random() < trouble.rate_limited:
        return 429, trouble
    if trouble.server_errors and rng.random() < trouble.server_errors:
        return trouble.server_error_status, trouble
    return 0, trouble


def take_late_status(trouble: Trouble) -> tuple[int, Trouble]:
    """Return the error status of a request that was processed, or 0, and the trouble that is left."""
    if not trouble.late_statuses:
        return 0, trouble
    return trouble.late_statuses[0], dataclasses.replace(trouble, late_statuses=trouble.late_statuses[1:])


def retry_after_header(trouble: Trouble, status: int) -> dict[str, str]:
    """Return the `Retry-After` header of an injected status, if it has one."""
    has_one = trouble.retry_after is not None and status in _STATUSES_TO_RETRY
    return {"Retry-After": f"{trouble.retry_after:g}"} if has_one else {}


def apply_trouble(response: Response, trouble: Trouble, rng: random.Random) -> Response:
    """Return `response` with the faults that concern its body and headers."""
    if trouble.html_errors and response.status_code >= _ERROR_STATUSES.start:
        page = f"<html><body><h1>{response.status_code}</h1><p>Something went wrong.</p></body></html>"
        kept = {name: value for name, value in response.headers.items() if not name.startswith("content-")}
        response = HTMLResponse(page, response.status_code, kept)
    elif trouble.broken_bodies and rng.random() < trouble.broken_bodies:
        response.body = bytes(response.body)[: len(response.body) // 2]
        response.headers["content-length"] = str(len(response.body))
    if trouble.cookies:
        response.set_cookie("session", "sandbox")
    for name in trouble.without_headers:
        if name in response.headers:
            del response.headers[name]
    return response

"""What can go wrong on purpose."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from starlette.responses import HTMLResponse, Response

__all__ = ["Trouble", "spoil", "trouble_from"]

_SHARES = ("rate_limited", "server_errors", "broken_bodies")
_ERRORS = range(400, 600)


@dataclass(frozen=True, slots=True)
class Trouble:
    """What goes wrong. Nothing by default.

    Attributes:
        clock_offset: Seconds by which the server's clock is ahead of the true time; negative: behind.
        latency: Seconds that every answer takes longer.
        rate_limited: Share (0 to 1) of requests answered 429 although the quota is not spent.
        server_errors: Share (0 to 1) of requests answered `server_error_status`, before anything is done.
        server_error_status: 400 to 599.
        broken_bodies: Share (0 to 1) of answers whose body breaks off in the middle; what was asked for is done.
        html_errors: Errors are HTML pages, as a proxy in front of the API sends them.
        cookies: Every answer sets a cookie.
        without_headers: Headers that no answer has, by name in any case: `X-RateLimit-Reset`, `Date`, ...
        next_statuses: What the next requests are answered, one each, before anything is done: `(429, 429, 503)`.

    Raises:
        ValueError: A value is out of range.
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

    def __post_init__(self) -> None:
        for name in _SHARES:
            if not 0 <= getattr(self, name) <= 1:
                raise ValueError(f"{name} is a share: 0 to 1")
        if not 0 <= self.latency < float("inf"):
            raise ValueError("latency must not be negative or without end")
        if not -1e9 <= self.clock_offset <= 1e9:  # noqa: PLR2004 - some thirty years, which every date can bear
            raise ValueError("clock_offset must be within 1e9 seconds")
        if any(status not in _ERRORS for status in (self.server_error_status, *self.next_statuses)):
            raise ValueError("server_error_status and next_statuses are error statuses: 400 to 599")


_TYPES: Mapping[str, tuple[type, ...]] = {
    "clock_offset": (int, float),
    "latency": (int, float),
    "rate_limited": (int, float),
    "server_errors": (int, float),
    "server_error_status": (int,),
    "broken_bodies": (int, float),
    "html_errors": (bool,),
    "cookies": (bool,),
}
_LISTS: Mapping[str, type] = {"without_headers": str, "next_statuses": int}


def trouble_from(raw: Any, before: Trouble) -> Trouble:
    """`before` with the values in `raw`, a JSON object with the names of `Trouble`.

    Raises:
        ValueError: There is no such trouble, or a value is of another type or out of range.
    """
    if not isinstance(raw, dict):
        raise ValueError("Trouble must be an object")  # noqa: TRY004 - what is sent is wrong, not what is called
    asked = cast("dict[str, Any]", raw)
    for name, value in asked.items():
        if name in _LISTS:
            if not isinstance(value, list) or any(
                type(item) is not _LISTS[name] for item in cast("Sequence[Any]", value)
            ):
                raise ValueError(f"{name} must be a list of {_LISTS[name].__name__}")
        elif name not in _TYPES:
            raise ValueError(f"There is no trouble called {name}")
        elif type(value) not in _TYPES[name]:
            raise ValueError(f"{name} must be {_TYPES[name][-1].__name__}")
    frozen: dict[str, Any] = {
        name: tuple(cast("Sequence[Any]", value)) if name in _LISTS else value for name, value in asked.items()
    }
    return dataclasses.replace(before, **frozen)


def spoil(response: Response, trouble: Trouble, chance: random.Random) -> Response:
    """`response` with what goes wrong after the work is done: its body and its headers."""
    if trouble.html_errors and response.status_code >= _ERRORS.start:
        page = f"<html><body><h1>{response.status_code}</h1><p>Something went wrong.</p></body></html>"
        kept = {name: value for name, value in response.headers.items() if not name.startswith("content-")}
        response = HTMLResponse(page, response.status_code, kept)
    elif trouble.broken_bodies and chance.random() < trouble.broken_bodies:
        response.body = bytes(response.body)[: len(response.body) // 2]
        response.headers["content-length"] = str(len(response.body))
    if trouble.cookies:
        response.set_cookie("session", "sandbox")
    for name in trouble.without_headers:
        if name in response.headers:
            del response.headers[name]
    return response

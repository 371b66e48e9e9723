"""Faults that the sandbox injects on request."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from starlette.responses import HTMLResponse, Response

__all__ = ["Trouble", "apply_trouble", "trouble_from"]

_SHARES = ("rate_limited", "server_errors", "broken_bodies")
_ERROR_STATUSES = range(400, 600)


@dataclass(frozen=True, slots=True)
class Trouble:
    """The faults to inject; none by default.

    Attributes:
        clock_offset: Seconds by which the server's clock is ahead; negative if it is behind.
        latency: Seconds to wait before each response.
        rate_limited: Share (0 to 1) of requests answered 429 before the quota is used up.
        server_errors: Share (0 to 1) of requests answered `server_error_status` without being processed.
        server_error_status: The status of these errors, 400 to 599.
        broken_bodies: Share (0 to 1) of responses with a truncated body. The request is processed.
        html_errors: Whether errors are HTML pages, as a proxy sends them.
        cookies: Whether every response sets a cookie.
        without_headers: Response headers to omit, in any case: `X-RateLimit-Reset`, `Date`, ...
        next_statuses: The error statuses of the next requests, which are not processed: `(429, 429, 503)`.

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
                raise ValueError(f"{name} is a share and must be 0 to 1")
        if not 0 <= self.latency < float("inf"):
            raise ValueError("latency must be finite and not negative")
        if not -1e9 <= self.clock_offset <= 1e9:  # noqa: PLR2004 - about 30 years, within the range of datetime
            raise ValueError("clock_offset must be -1e9 to 1e9 seconds")
        if any(status not in _ERROR_STATUSES for status in (self.server_error_status, *self.next_statuses)):
            raise ValueError("server_error_status and next_statuses must be error statuses, 400 to 599")


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
    """Return `before` with the values in `raw`, a JSON object with fields of `Trouble`.

    Raises:
        ValueError: A field is unknown, or its value has a wrong type or is out of range.
    """
    if not isinstance(raw, dict):
        raise ValueError("trouble must be a JSON object")  # noqa: TRY004 - the sent value is wrong, not an argument
    sent = cast("dict[str, Any]", raw)
    for name, value in sent.items():
        if name in _LISTS:
            if not isinstance(value, list) or any(
                type(item) is not _LISTS[name] for item in cast("Sequence[Any]", value)
            ):
                raise ValueError(f"{name} must be a list of {_LISTS[name].__name__}")
        elif name not in _TYPES:
            raise ValueError(f"there is no trouble named {name}")
        elif type(value) not in _TYPES[name]:
            raise ValueError(f"{name} must be {_TYPES[name][-1].__name__}")
    frozen: dict[str, Any] = {
        name: tuple(cast("Sequence[Any]", value)) if name in _LISTS else value for name, value in sent.items()
    }
    return dataclasses.replace(before, **frozen)


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

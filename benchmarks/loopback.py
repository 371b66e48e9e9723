"""The server of all measurements: minimal HTTP/1.1 on 127.0.0.1 with prepared responses, so that clients set the pace.

    python benchmarks/loopback.py [--quota 60 --window 2 --algorithm fixed] [--offset 3600] [--latency 0.05]

It prints its port and runs until its standard input ends. Then it prints the requests that a quota was applied to: the
seconds since the start and whether the request was served.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import re
import selectors
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import formatdate
from typing import Any, cast

from payloads import created_bytes, planner_item

from msportal_client.sandbox.quota import ALGORITHMS, Verdict

PAGE_SIZE = 100
PAGES = 1000
# Seconds after which the server ends in any case.
LIFETIME = 900.0

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_PAGE = re.compile(rb"[?&]page=(\d+)")
_REFUSAL = b'{"error":"Too many requests"}'
_NO_QUOTA = Verdict(allowed=True, remaining=999_999, reset=math.inf, window=0)


@dataclass
class Quota:
    """A rate limit and its response headers.

    Attributes:
        limit: How many requests a window allows. 0 means no limit.
        window: The length of a window in seconds.
        algorithm: A name in `ALGORITHMS`.
        offset: Seconds by which the server's clock is ahead of this machine's.
        epoch: Send the reset in epoch seconds, as GitHub does, instead of ISO 8601.
        retry_after: Add Retry-After to a 429, which MSPortal does not document.
    """

    limit: int
    window: float
    algorithm: str
    offset: float
    epoch: bool
    retry_after: bool
    state: Any = None
    seen: list[tuple[float, bool]] = field(default_factory=list[tuple[float, bool]])
    started: float = field(default_factory=time.time)

    def count_request(self) -> tuple[bool, bytes]:
        """Count a request. Return whether it is served, and the headers of its response."""
        now = time.time()
        verdict = _NO_QUOTA
        if self.limit:
            rule = cast("Callable[..., tuple[Any, Verdict]]", ALGORITHMS[cast("Any", self.algorithm)])
            self.state, verdict = rule(self.state, now, self.limit, self.window)
            self.seen.append((round(now - self.started, 4), verdict.allowed))
        reset = min(verdict.reset, now + 60.0) + self.offset
        written = str(math.ceil(reset)) if self.epoch else datetime.fromtimestamp(reset, UTC).isoformat()
        headers = (
            f"date: {formatdate(now + self.offset, usegmt=True)}\r\nx-ratelimit-limit: {self.limit or 1_000_000}\r\n"
            f"x-ratelimit-remaining: {verdict.remaining}\r\nx-ratelimit-reset: {written}\r\n"
        )
        if self.retry_after and not verdict.allowed:
            headers += f"retry-after: {math.ceil(verdict.reset - now)}\r\n"
        return verdict.allowed, headers.encode()


class Unlimited(Quota):
    """No rate limit. The headers are made once a second, so that they cost almost nothing."""

    cached: tuple[int, bytes] = (0, b"")

    def count_request(self) -> tuple[bool, bytes]:
        """Return True and the headers of the response."""
        second = int(time.time())
        if self.cached[0] != second:
            self.cached = second, super().count_request()[1]
        return True, self.cached[1]


class Pages:
    """The pages of the list of planner items."""

    def __init__(self) -> None:
        items = [planner_item(number) for number in range(PAGE_SIZE)]
        self._items = json.dumps(items, separators=(",", ":")).encode()

    def page(self, number: int) -> bytes:
        """Return the body of page `number`."""
        return (
            b'{"data":%s,"pagination":{"page":%d,"limit":%d,"totalCount":%d,"totalPages":%d,"hasNextPage":%s,"hasPrevPage":%s}}'
            % (
                self._items,
                number,
                PAGE_SIZE,
                PAGE_SIZE * PAGES,
                PAGES,
                b"true" if number < PAGES else b"false",
                b"true" if number > 1 else b"false",
            )
        )


class Connection(asyncio.Protocol):
    """A persistent connection that answers its requests in order, each `latency` seconds after it arrived."""

    def __init__(self, quota: Quota, pages: Pages, created: bytes, latency: float) -> None:
        self._quota, self._pages, self._created, self._latency = quota, pages, created, latency
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Answer every request that has arrived completely."""
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            head = self._buffer[:end]
            length = _LENGTH.search(head)
            total = end + 4 + (int(length[1]) if length else 0)
            if len(self._buffer) < total:
                return
            self._buffer = self._buffer[total:]
            self._send(self._response(head))

    def _send(self, response: bytes) -> None:
        if self._latency:
            asyncio.get_running_loop().call_later(self._latency, self._transport.write, response)
        else:
            self._transport.write(response)

    def _response(self, head: bytes) -> bytes:
        served, headers = self._quota.count_request()
        if not served:
            status, body = b"429 Too Many Requests", _REFUSAL
        elif head.startswith(b"GET "):
            page = _PAGE.search(head, 0, head.index(b"\r\n"))
            status, body = b"200 OK", self._pages.page(int(page[1]) if page else 1)
        else:
            status, body = b"201 Created", self._created
        return b"HTTP/1.1 %s\r\ncontent-type: application/json\r\ncontent-length: %d\r\n%s\r\n%s" % (
            status,
            len(body),
            headers,
            body,
        )


async def serve(quota: Quota, latency: float) -> None:
    """Serve until the standard input ends."""
    loop = asyncio.get_running_loop()
    pages, created = Pages(), created_bytes()
    server = await loop.create_server(lambda: Connection(quota, pages, created, latency), "127.0.0.1", 0, backlog=2048)
    print(server.sockets[0].getsockname()[1], flush=True)
    ended = loop.run_in_executor(None, sys.stdin.read)
    # The input also ends if the parent is killed, so that no server outlives it.
    await asyncio.wait([ended], timeout=LIFETIME)
    server.close()
    print(json.dumps(quota.seen), flush=True)


def precise_loop() -> asyncio.SelectorEventLoop:
    """Return an event loop with exact timers: select does not round waits up to milliseconds, as epoll does."""
    return asyncio.SelectorEventLoop(selectors.SelectSelector())


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quota", type=int, default=0)
    parser.add_argument("--window", type=float, default=2.0)
    parser.add_argument("--algorithm", choices=sorted(ALGORITHMS), default="fixed")
    parser.add_argument("--offset", type=float, default=0.0)
    parser.add_argument("--epoch", action="store_true")
    parser.add_argument("--retry-after", action="store_true")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds; for less than 1,000 connections")
    options = parser.parse_args()
    kind = Quota if options.quota else Unlimited
    quota = kind(options.quota, options.window, options.algorithm, options.offset, options.epoch, options.retry_after)
    with asyncio.Runner(loop_factory=precise_loop if options.latency else None) as runner:
        runner.run(serve(quota, options.latency))


if __name__ == "__main__":
    main()

"""The server that all are measured against: HTTP/1.1 by hand on 127.0.0.1, answers written beforehand, no framework.

    python benchmarks/loopback.py [--quota 60 --window 2 --algorithm fixed] [--offset 3600] [--reset epoch]

It prints its port, and ends when its standard input does; then it prints what it has seen: for each request the
seconds since the start and whether it was served.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import re
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
LIFETIME = 900.0
"""Seconds after which it ends whatever happens."""

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_PAGE = re.compile(rb"[?&]page=(\d+)")
_REFUSAL = b'{"error":"Too many requests"}'
_NO_QUOTA = Verdict(allowed=True, remaining=999_999, reset=math.inf, window=0)


@dataclass
class Quota:
    """Counts requests, and writes the headers that say so.

    Attributes:
        limit: How many requests a window allows; 0: all of them.
        window: Seconds.
        algorithm: A name of `ALGORITHMS`.
        offset: Seconds by which the server's clock is ahead of this machine's.
        epoch: Whether the reset is in epoch seconds, as GitHub writes it, and not ISO 8601.
        retry_after: Whether a refusal says Retry-After too, which MSPortal does not document.
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

    def ask(self) -> tuple[bool, bytes]:
        """Whether the next request is served, and the headers of its answer."""
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
    """No quota; its headers are written once a second, so that the server costs next to nothing."""

    written: tuple[int, bytes] = (0, b"")

    def ask(self) -> tuple[bool, bytes]:
        """As `Quota.ask`."""
        second = int(time.time())
        if self.written[0] != second:
            self.written = second, super().ask()[1]
        return True, self.written[1]


class Pages:
    """The list of planner items, page by page."""

    def __init__(self) -> None:
        items = [planner_item(number) for number in range(PAGE_SIZE)]
        self._items = json.dumps(items, separators=(",", ":")).encode()

    def page(self, number: int) -> bytes:
        """The body of page `number`."""
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
    """One connection, kept alive: requests in, answers out, in order."""

    def __init__(self, quota: Quota, pages: Pages, created: bytes) -> None:
        self._quota, self._pages, self._created = quota, pages, created
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """A client is here."""
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Answer every whole request that has come."""
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            head = self._buffer[:end]
            length = _LENGTH.search(head)
            total = end + 4 + (int(length[1]) if length else 0)
            if len(self._buffer) < total:
                return
            self._buffer = self._buffer[total:]
            self._transport.write(self._answer(head))

    def _answer(self, head: bytes) -> bytes:
        served, headers = self._quota.ask()
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


async def serve(quota: Quota) -> None:
    """Serve until the standard input ends."""
    loop = asyncio.get_running_loop()
    pages, created = Pages(), created_bytes()
    server = await loop.create_server(lambda: Connection(quota, pages, created), "127.0.0.1", 0, backlog=2048)
    print(server.sockets[0].getsockname()[1], flush=True)
    ended = loop.run_in_executor(None, sys.stdin.read)
    # A daemon would outlive a parent that was killed; the end of its input tells.
    await asyncio.wait([ended], timeout=LIFETIME)
    server.close()
    print(json.dumps(quota.seen), flush=True)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quota", type=int, default=0)
    parser.add_argument("--window", type=float, default=2.0)
    parser.add_argument("--algorithm", choices=sorted(ALGORITHMS), default="fixed")
    parser.add_argument("--offset", type=float, default=0.0)
    parser.add_argument("--epoch", action="store_true")
    parser.add_argument("--retry-after", action="store_true")
    options = parser.parse_args()
    kind = Quota if options.quota else Unlimited
    quota = kind(options.quota, options.window, options.algorithm, options.offset, options.epoch, options.retry_after)
    asyncio.run(serve(quota))


if __name__ == "__main__":
    main()

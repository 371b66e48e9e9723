"""The soak server: a program that answers each request with an oddity that it draws. It ends with its parent."""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import socket
import struct
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from random import Random

sys.path[0] = str(Path(__file__).parents[1])

from soak.oddities import ODDITIES, End, Request, Step, respond  # noqa: E402 - the path comes first
from soak.quota import Quota, Refusal  # noqa: E402

# Seconds.
_LOOK_AFTER_PARENT = 0.5


class Server:
    """The state of the server: one quota for each API key."""

    def __init__(self, seed: str, left_out: list[str]) -> None:
        self._random = Random(seed)
        self._weights = {name: oddity.weight for name, oddity in ODDITIES.items() if name not in left_out}
        self._seed = seed
        self._ahead = self._random.choice([0.0, 0.0, 3600.25, -86_400.5])
        self._quotas: dict[bytes, Quota] = {}

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection."""
        try:
            with suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
                while await self._serve_one(reader, writer):
                    pass
        finally:
            writer.close()

    async def _serve_one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Answer one request; return whether the connection stays open."""
        head = await reader.readuntil(b"\r\n\r\n")
        await reader.readexactly(int(_header(head, b"content-length") or 0))
        return await _play(self._script(head), reader, writer)

    def _script(self, head: bytes) -> Iterable[Step]:
        method, path = head.split(b" ", 2)[:2]
        now = time.time()
        quota = self._quotas.setdefault(
            _header(head, b"authorization"), Quota(Random(f"{self._seed} quota {len(self._quotas)}"), self._ahead)
        )
        page = re.search(rb"[?&]page=(\d+)", path)
        # The oddity that the client asks for.
        asked = _header(head, b"x-soak-ask").decode()
        fields = quota.calm(now) if asked else quota.take(now)
        request = Request(
            id=_header(head, b"x-request-id").decode(),
            method=method.decode(),
            page=None if method != b"GET" else int(page[1]) if page else 1,
            oddity=asked or ("refused" if isinstance(fields, Refusal) else self._draw()),
            fields=fields.fields if isinstance(fields, Refusal) else fields,
            random=self._random,
        )
        if isinstance(fields, Refusal):
            return [respond(request, 429, b'{"error": "Too many requests"}')]
        return ODDITIES[request.oddity].play(request)

    def _draw(self) -> str:
        return self._random.choices(list(self._weights), list(self._weights.values()))[0]


async def _play(script: Iterable[Step], reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
    """Send what `script` says; return whether the connection stays open."""
    for step in script:
        if isinstance(step, bytes):
            writer.write(step)
            await writer.drain()
        elif isinstance(step, End):
            _end(step, writer)
            return False
        else:
            await asyncio.sleep(step)
        # A client that has left is not served any longer.
        if reader.at_eof() or writer.is_closing():
            return False
    return True


def _end(end: End, writer: asyncio.StreamWriter) -> None:
    if end is End.RESET:
        raw: socket.socket = writer.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()
    else:
        writer.close()


def _header(head: bytes, name: bytes) -> bytes:
    found = re.search(rb"\r\n" + name + rb":[ ]*([^\r\n]*)", head, re.IGNORECASE)
    return found[1] if found else b""


async def _run(port: int, server_state: Server) -> None:
    parent = os.getppid()
    server = await asyncio.start_server(server_state.serve, "127.0.0.1", port, backlog=1024)
    async with server:
        while os.getppid() == parent:  # noqa: ASYNC110 - nothing tells
            await asyncio.sleep(_LOOK_AFTER_PARENT)


def main() -> None:
    """Serve until the parent ends."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("port", type=int)
    parser.add_argument("seed")
    parser.add_argument("left_out", nargs="*", help="oddities that are not drawn")
    arguments = parser.parse_args()
    with suppress(KeyboardInterrupt):
        asyncio.run(_run(arguments.port, Server(arguments.seed, arguments.left_out)))


if __name__ == "__main__":
    main()

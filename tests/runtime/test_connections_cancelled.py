"""Closing connections in a task that is cancelled meanwhile."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest
from runtime.echo_server import async_transport, echo, pool_of, request_from
from runtime.socket_server import ONE_ATTEMPT, Script, serving

from msportal_client._runtime.transport import AsyncTransport

CONNECTIONS = 12


def meeting() -> Script:
    """Respond to calls of the names `together-…` once all of them are here, so that each has a connection."""
    barrier = threading.Barrier(CONNECTIONS)
    return echo(before=lambda name: barrier.wait(10) if name.startswith("together") else None)


async def call(transport: AsyncTransport, name: str, url: str) -> None:
    await transport.send(request_from(name, url), timeout=5, retry=ONE_ATTEMPT)


async def open_connections(transport: AsyncTransport, url: str) -> None:
    await call(transport, "first", url)  # It shows that the server has no quota.
    await asyncio.gather(*(call(transport, f"together-{number}", url) for number in range(CONNECTIONS)))


@pytest.mark.parametrize("turns", [1, 2, 4, 8])
async def test_cancelled_aclose_leaves_none_open(turns: int) -> None:
    with serving(meeting()) as server:
        transport = async_transport()
        await open_connections(transport, server.url)
        closing = asyncio.create_task(transport.aclose())
        for _ in range(turns):
            await asyncio.sleep(0)
        closing.cancel()
        await asyncio.wait([closing])

        await transport.aclose()
        await asyncio.to_thread(server.wait_until_closed)


async def test_cancelled_release_leaves_none_open() -> None:
    """Cancel the call that closes the connections which expired, while it closes them."""
    now = [0.0]
    with serving(meeting()) as server:
        transport = async_transport(clock=lambda: now[0])
        await open_connections(transport, server.url)
        pool: Any = pool_of(transport)
        assert len(pool.connections) == CONNECTIONS
        now[0] += 3600

        last = asyncio.create_task(call(transport, "last", server.url))
        while len(pool.connections) == CONNECTIONS and not last.done():  # noqa: ASYNC110 - each turn counts
            await asyncio.sleep(0)
        last.cancel()
        await asyncio.wait([last])

        await transport.aclose()
        await asyncio.to_thread(server.wait_until_closed)

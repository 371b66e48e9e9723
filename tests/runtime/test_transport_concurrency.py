"""Transports with many tasks or threads, over real sockets and in real time."""

from __future__ import annotations

import asyncio
import gc
import math
import time
import tracemalloc
from collections import Counter
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from email.utils import formatdate

from runtime.apis import MSPORTAL
from runtime.simulation import FixedWindow

from msportal_client._runtime.call import Request
from msportal_client._runtime.transport import AsyncTransport, SyncTransport
from msportal_client.events import Event, RequestSent
from msportal_client.retry import RetryPolicy

POLICY = RetryPolicy()
AHEAD = 3600.25


class QuotaServer:
    """A minimal HTTP server with a quota, whose clock is an hour ahead."""

    def __init__(self, limit: int, seconds: float) -> None:
        self.quota = FixedWindow(limit=limit, seconds=seconds)
        self.windows: Counter[float] = Counter()
        self.refused = 0
        self.connections = 0
        self.url = ""
        self.tasks: list[asyncio.Task[None] | None] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.tasks.append(asyncio.current_task())
        with suppress(asyncio.IncompleteReadError, ConnectionError):  # The client may close at any time.
            while await reader.readuntil(b"\r\n\r\n"):
                now = time.time() + AHEAD
                served, remaining, resets = self.quota.take(now)
                self.windows[self.quota.begins] += served
                self.refused += not served
                head = (
                    f"HTTP/1.1 {200 if served else 429} -\r\ncontent-length: 0\r\n"
                    f"date: {formatdate(math.floor(now), usegmt=True)}\r\n"
                    f"x-ratelimit-limit: {self.quota.limit}\r\nx-ratelimit-remaining: {remaining}\r\n"
                    f"x-ratelimit-reset: {datetime.fromtimestamp(resets, UTC).isoformat(timespec='milliseconds')}\r\n\r\n"
                )
                writer.write(head.encode())
        writer.close()
        self.connections -= 1


@asynccontextmanager
async def serving(limit: int, seconds: float) -> AsyncGenerator[QuotaServer]:
    quota_server = QuotaServer(limit, seconds)
    server = await asyncio.start_server(quota_server.serve, "127.0.0.1", 0, backlog=512)
    quota_server.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/goals"
    try:
        yield quota_server
    finally:
        server.close()
        await server.wait_closed()
        await asyncio.wait_for(asyncio.gather(*(task for task in quota_server.tasks if task)), 5)


def get(url: str, number: int) -> Request:
    return Request("GET", url, {}, None, f"request-{number}")


async def test_240_tasks_share_quota() -> None:
    async with serving(60, 2.0) as server:
        transport = AsyncTransport(api=MSPORTAL, headers={})
        responses = await asyncio.gather(
            *(transport.send(get(server.url, number), timeout=10, retry=POLICY) for number in range(240))
        )
        await transport.aclose()

        assert [response.status_code for response in responses] == [200] * 240
        assert server.refused <= 1
        assert len(server.windows) in {4, 5}


async def test_40_threads_share_quota(
    thread_pool: Callable[[list[Callable[[], int]]], list[int]],
) -> None:
    async with serving(20, 1.0) as server:
        transport = SyncTransport(api=MSPORTAL, headers={})
        calls = [lambda: transport.send(get(server.url, 0), timeout=10, retry=POLICY).status_code for _ in range(60)]
        statuses = await asyncio.to_thread(thread_pool, calls)
        transport.close()

        assert statuses == [200] * 60
        assert server.refused <= 1


async def test_1000_waiters_memory_and_cancellation() -> None:
    """Waiters take under 5 MB and no connection, and any of them can be cancelled."""
    sent: list[str] = []

    def record(event: Event) -> None:
        if isinstance(event, RequestSent):
            sent.append(event.request_id)

    async with serving(600, 3.0) as server:
        transport = AsyncTransport(api=MSPORTAL, headers={}, on_event=record)
        server.quota = FixedWindow(limit=600, seconds=3.0, aligned=False, used=599, begins=time.time() + AHEAD)
        await transport.send(get(server.url, 0), timeout=5, retry=POLICY)  # The last request of this window.
        sent.clear()
        gc.collect()
        tracemalloc.start()
        tasks = [
            asyncio.create_task(transport.send(get(server.url, number), timeout=10, retry=POLICY))
            for number in range(1000)
        ]
        for _ in range(5):
            await asyncio.sleep(0)
        taken = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
        assert server.connections == 1, "only the idle connection of the first call is open"
        assert sent == []

        for task in tasks[::2]:
            task.cancel()
        outcomes = await asyncio.gather(*tasks, return_exceptions=True)
        await transport.aclose()

    assert taken < 5_000_000
    assert [isinstance(outcome, asyncio.CancelledError) for outcome in outcomes] == [True, False] * 500
    assert sent == [f"request-{number}" for number in range(1, 1000, 2)]
    assert server.refused == 0

"""Closing a client ends the calls that wait, and a client that nobody closed is warned about once."""

from __future__ import annotations

import asyncio
import gc
import json
import threading
import time
import warnings
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from fake_server import KEY
from runtime.socket_server import Connection, Script, respond, serving

from msportal_client import AsyncMSPortal, MSPortal, RetryPolicy
from msportal_client.rate_limit.limiter import Answer, Hold, Ticket

BODY = json.dumps(
    {
        "data": [],
        "pagination": {
            "page": 1,
            "limit": 1,
            "totalCount": 0,
            "totalPages": 0,
            "hasNextPage": False,
            "hasPrevPage": False,
        },
    }
).encode()
# Seconds. No wait of these tests ends earlier by itself.
LONG = 20.0
# Seconds until a call is surely waiting, and in which it has to end.
SHORT, SOON = 0.3, 3.0


class IgnoringLimiter:
    """An AsyncLimiter that gives no permit, and does not look at `Ticket.cancelled`."""

    rate_limit = None

    async def acquire(self, ticket: Ticket) -> Hold | None:
        await asyncio.sleep(LONG)
        return None

    async def settle(self, ticket: Ticket, answer: Answer) -> float | None:
        return None

    async def release(self, ticket: Ticket, *, counted: bool) -> None:
        pass


class HonouringLimiter:
    """A SyncLimiter that gives no permit, and returns after `Ticket.cancel()`."""

    rate_limit = None

    def acquire(self, ticket: Ticket) -> Hold | None:
        woken = threading.Event()
        ticket.wake = woken.set
        woken.wait(LONG)
        return Hold(None, None, "closed") if ticket.cancelled else None

    def settle(self, ticket: Ticket, answer: Answer) -> float | None:
        return None

    def release(self, ticket: Ticket, *, counted: bool) -> None:
        pass


def spent_quota(connection: Connection) -> None:
    """Answer every request, and report that the quota is spent for 40 seconds."""
    while connection.read():
        reset = (datetime.now(UTC) + timedelta(seconds=2 * LONG)).isoformat()
        connection.respond(200, BODY, x_ratelimit_limit="60", x_ratelimit_remaining="0", x_ratelimit_reset=reset)


def never_answer(connection: Connection) -> None:
    """Read the request, and wait for the client to close the connection."""
    while connection.read():
        pass


def first_ticket(client: Any) -> Any:
    return client.tickets.list_tickets().first()


async def close_while_waiting(url: str, before: int, calls: int, settings: dict[str, Any]) -> list[BaseException]:
    client = AsyncMSPortal(KEY, base_url=url, **settings)
    for _ in range(before):
        await first_ticket(client)
    tasks = [asyncio.create_task(first_ticket(client)) for _ in range(calls)]
    await asyncio.sleep(SHORT)
    assert not any(task.done() for task in tasks)
    await client.aclose()
    async with asyncio.timeout(SOON):
        return [result for result in await asyncio.gather(*tasks, return_exceptions=True) if result]


def close_while_threads_wait(url: str, before: int, calls: int, settings: dict[str, Any]) -> list[BaseException]:
    client = MSPortal(KEY, base_url=url, **settings)
    for _ in range(before):
        first_ticket(client)
    errors: list[BaseException] = []

    def use() -> None:
        try:
            first_ticket(client)
        except RuntimeError as error:
            errors.append(error)

    threads = [threading.Thread(target=use, daemon=True) for _ in range(calls)]
    for thread in threads:
        thread.start()
    time.sleep(SHORT)
    assert all(thread.is_alive() for thread in threads)
    client.close()
    end = time.monotonic() + SOON
    for thread in threads:
        thread.join(max(0.0, end - time.monotonic()))
    return errors


BACKOFF = {"retry": RetryPolicy(backoff=LONG, max_backoff=LONG, jitter=lambda: 1.0)}


def one_connection(transport: Callable[..., Any]) -> dict[str, Any]:
    return {"transport": transport(limits=httpx.Limits(max_connections=1)), "timeout": LONG}


@pytest.mark.parametrize(
    ("script", "before", "calls", "settings"),
    [
        (spent_quota, 1, 3, dict),
        (never_answer, 0, 1, lambda: {"limiter": IgnoringLimiter()}),
        (never_answer, 0, 2, lambda: {"timeout": LONG}),
        (never_answer, 0, 3, lambda: one_connection(httpx.AsyncHTTPTransport)),
        (respond(503), 0, 2, lambda: BACKOFF),
    ],
    ids=["permit", "permit-custom-limiter", "response", "connection", "backoff"],
)
def test_aclose_ends_waiting_calls(
    script: Script, before: int, calls: int, settings: Callable[[], dict[str, Any]]
) -> None:
    with serving(script) as server:
        url = f"http://127.0.0.1:{server.port}"
        errors = asyncio.run(close_while_waiting(url, before, calls, settings()))
    assert [type(error) for error in errors] == [RuntimeError] * calls
    assert {str(error) for error in errors} == {"this client is closed: make a new one"}


@pytest.mark.parametrize(
    ("script", "before", "calls", "settings"),
    [
        (spent_quota, 1, 3, dict),
        (never_answer, 0, 2, lambda: {"limiter": HonouringLimiter()}),
        (never_answer, 0, 2, lambda: {"timeout": LONG}),
        (never_answer, 0, 3, lambda: one_connection(httpx.HTTPTransport)),
        (respond(503), 0, 2, lambda: BACKOFF),
    ],
    ids=["permit", "permit-custom-limiter", "response", "connection", "backoff"],
)
def test_close_ends_waiting_calls(
    script: Script, before: int, calls: int, settings: Callable[[], dict[str, Any]]
) -> None:
    with serving(script) as server:
        url = f"http://127.0.0.1:{server.port}"
        errors = close_while_threads_wait(url, before, calls, settings())
    assert [type(error) for error in errors] == [RuntimeError] * calls
    assert {str(error) for error in errors} == {"this client is closed: make a new one"}


def test_connections_closed_with_client() -> None:
    with serving(respond(200, BODY)) as server:
        url = f"http://127.0.0.1:{server.port}"
        with MSPortal(KEY, base_url=url) as client:
            first_ticket(client)
        server.wait_until_closed()

        async def main() -> None:
            async with AsyncMSPortal(KEY, base_url=url) as client:
                await first_ticket(client)
            server.wait_until_closed()

        asyncio.run(main())


def forget_sync(url: str) -> None:
    first_ticket(MSPortal(KEY, base_url=url))


def forget_after_loop(url: str) -> None:
    async def main() -> None:
        await first_ticket(AsyncMSPortal(KEY, base_url=url))

    asyncio.run(main())


def forget_in_loop(url: str) -> None:
    async def use() -> None:
        await first_ticket(AsyncMSPortal(KEY, base_url=url))

    async def main() -> None:
        await use()
        gc.collect()
        await asyncio.sleep(0.05)

    asyncio.run(main())


@pytest.mark.parametrize("forget", [forget_sync, forget_after_loop, forget_in_loop])
def test_unclosed_client_warns_once(forget: Callable[[str], None]) -> None:
    with serving(respond(200, BODY)) as server, warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        forget(f"http://127.0.0.1:{server.port}")
        gc.collect()
        gc.collect()
        server.wait_until_closed()
    assert [warning.category for warning in caught] == [ResourceWarning]
    text = str(caught[0].message)
    assert "unclosed client" in text
    assert text.endswith("Use it in a with block, or close it.")
    assert KEY not in text

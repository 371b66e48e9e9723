"""Closing a transport, event loops, and permits after errors."""

from __future__ import annotations

import threading

import anyio
import httpx
import pytest
import trio
from runtime.apis import MSPORTAL
from runtime.scripted_server import ScriptedServer, respond_200
from runtime.simulation import request, run_virtual

from msportal_client._runtime.transport import AsyncTransport, SyncTransport
from msportal_client.events import Waiting
from msportal_client.retry import RetryPolicy


def test_closed_transport_raises() -> None:
    """A call that was waiting raises too."""
    server = ScriptedServer(respond_200(remaining=0))

    async def main() -> None:
        transport = AsyncTransport(server, api=MSPORTAL, headers={}, clock=trio.current_time)
        await transport.send(request(), timeout=30, retry=RetryPolicy())
        async with trio.open_nursery() as nursery:
            nursery.start_soon(expect_closed, transport)
            await trio.sleep(1)
            await transport.aclose()
        assert trio.current_time() == pytest.approx(1)
        await expect_closed(transport)

    async def expect_closed(transport: AsyncTransport) -> None:
        with pytest.raises(RuntimeError, match="this client is closed"):
            await transport.send(request(), timeout=30, retry=RetryPolicy())

    run_virtual(main)
    assert len(server.requests) == 1


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_second_event_loop_raises(backend: str) -> None:
    transport = AsyncTransport(httpx.MockTransport(lambda _: httpx.Response(200)), api=MSPORTAL, headers={})

    async def main() -> None:
        for _ in range(2):
            await transport.send(request(), timeout=30, retry=RetryPolicy())

    anyio.run(main, backend=backend)
    with pytest.raises(RuntimeError, match="another event loop"):
        anyio.run(main, backend=backend)


async def test_unexpected_error_returns_permit() -> None:
    def handle(request: httpx.Request) -> httpx.Response:
        if request.headers["x-request-id"] == "request-1":
            raise LookupError
        return httpx.Response(200, headers={"x-ratelimit-remaining": "5"})

    transport = AsyncTransport(httpx.MockTransport(handle), api=MSPORTAL, headers={})
    with pytest.raises(LookupError):
        await transport.send(request(1), timeout=30, retry=RetryPolicy())

    assert (await transport.send(request(2), timeout=30, retry=RetryPolicy())).status_code == 200


def test_close_ends_waiting_threads() -> None:
    headers = {"x-ratelimit-remaining": "0", "retry-after": "60"}
    errors: list[BaseException] = []
    waiting = threading.Event()
    transport = SyncTransport(
        httpx.MockTransport(lambda _: httpx.Response(429, headers=headers)),
        api=MSPORTAL,
        headers={},
        on_event=lambda event: waiting.set() if isinstance(event, Waiting) else None,
    )

    def call() -> None:
        try:
            transport.send(request(), timeout=5, retry=RetryPolicy())
        except RuntimeError as error:
            errors.append(error)

    thread = threading.Thread(target=call)
    thread.start()
    assert waiting.wait(5)
    transport.close()
    thread.join(5)

    assert not thread.is_alive()
    assert "closed" in str(errors[0])

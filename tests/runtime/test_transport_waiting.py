"""Calls that wait for the quota, on a virtual clock: resets, max_wait, total_timeout and Retry-After."""

from __future__ import annotations

import pickle
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import formatdate

import httpx
import pytest
import trio
from runtime.apis import MSPORTAL
from runtime.scripted_server import (
    AHEAD,
    KEY,
    ScriptedServer,
    respond,
    respond_200,
    respond_429,
    send,
)
from runtime.simulation import EPOCH, request, run_virtual

from msportal_client._runtime.call import Request
from msportal_client._runtime.transport import AsyncTransport, SyncTransport
from msportal_client.errors import APITimeoutError, RateLimitError
from msportal_client.events import Waiting
from msportal_client.retry import RetryPolicy


def test_retry_post_on_429_after_reset() -> None:
    """Wait for the reset by the server's clock."""
    server = ScriptedServer(respond_429(42), respond_200())

    response = send(server)

    assert response.status_code == 200
    assert response.request_id == "from-the-server"
    assert 42 <= server.times[1] <= 43.1


def test_429_response_closed_before_wait() -> None:
    server = ScriptedServer(respond_429(30), respond_200())
    open_streams: list[int] = []

    send(server, on_event=lambda event: open_streams.append(server.open) if isinstance(event, Waiting) else None)

    assert open_streams == [0]
    assert server.open == 0


def test_reset_beyond_max_wait_returns_429() -> None:
    server = ScriptedServer(respond_429(91.5))

    response = send(server)

    assert response.status_code == 429
    assert len(server.requests) == 1


def test_next_call_beyond_max_wait_raises() -> None:
    """Raise RateLimitError without sending."""
    server = ScriptedServer(respond_429(3600))

    async def main() -> RateLimitError:
        transport = AsyncTransport(server, api=MSPORTAL, headers={"Authorization": KEY}, clock=trio.current_time)
        await transport.send(request(), timeout=30, retry=RetryPolicy())
        with pytest.raises(RateLimitError) as caught:
            await transport.send(request(2), timeout=30, retry=RetryPolicy())
        assert trio.current_time() == 0
        return caught.value

    error = run_virtual(main)

    assert len(server.requests) == 1
    assert (error.status_code, error.limit, error.remaining) == (429, 60, 0)
    assert error.reset_at == datetime.fromtimestamp(EPOCH + AHEAD + 3600, UTC)
    assert error.response is None  # The 429 before it was the response to another call.
    assert error.retry_after == pytest.approx(3600, abs=2)
    assert error.request_id == "request-2"
    assert "nothing was sent" in str(error)
    assert KEY not in str(error)


def test_never_policy_raises_on_spent_quota() -> None:
    server = ScriptedServer(respond_200(remaining=0))

    async def main() -> None:
        transport = AsyncTransport(server, api=MSPORTAL, headers={}, clock=trio.current_time)
        assert (await transport.send(request(), timeout=30, retry=RetryPolicy.never())).status_code == 200
        with pytest.raises(RateLimitError) as caught:
            await transport.send(request(), timeout=30, retry=RetryPolicy.never())
        assert caught.value.status_code == 429

    run_virtual(main)
    assert len(server.requests) == 1


def test_never_policy_waits_for_first_headers() -> None:
    server = ScriptedServer(respond_200(59), respond_200(58), respond_200(57))

    async def main() -> None:
        transport = AsyncTransport(server, api=MSPORTAL, headers={}, clock=trio.current_time)
        async with trio.open_nursery() as nursery:
            for number in range(3):
                nursery.start_soon(send_never, transport, number)

    async def send_never(transport: AsyncTransport, number: int) -> None:
        assert (await transport.send(request(number), timeout=30, retry=RetryPolicy.never())).status_code == 200

    run_virtual(main)
    assert len(server.requests) == 3


def test_total_timeout_bounds_queue_wait() -> None:
    server = ScriptedServer(respond_200(remaining=0), respond_200())

    async def main() -> None:
        transport = AsyncTransport(server, api=MSPORTAL, headers={}, clock=trio.current_time)
        await transport.send(request(), timeout=30, retry=RetryPolicy())
        with pytest.raises(RateLimitError):
            await transport.send(request(), timeout=30, retry=RetryPolicy(total_timeout=59))
        await transport.send(request(), timeout=30, retry=RetryPolicy(total_timeout=63))

    run_virtual(main)


def test_total_timeout_bounds_probe_wait() -> None:
    class Silent(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            await trio.sleep(1000)
            return httpx.Response(200)

    async def main() -> None:
        transport = AsyncTransport(Silent(), api=MSPORTAL, headers={}, clock=trio.current_time)
        async with trio.open_nursery() as nursery:
            nursery.start_soon(expect_timeout, transport, RetryPolicy(), 30.05)
            await trio.sleep(0.1)
            await expect_timeout(transport, RetryPolicy(total_timeout=0.5), 0.6)

    async def expect_timeout(transport: AsyncTransport, retry: RetryPolicy, at: float) -> None:
        with pytest.raises(APITimeoutError):
            await transport.send(request(), timeout=30, retry=retry)
        assert trio.current_time() == pytest.approx(at)

    run_virtual(main)


def test_total_timeout_bounds_attempt() -> None:
    class Slow(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            await trio.sleep(20)
            return httpx.Response(200)

    async def main() -> None:
        transport = AsyncTransport(Slow(), api=MSPORTAL, headers={}, clock=trio.current_time)
        with pytest.raises(APITimeoutError, match=r"within 5 s \(total_timeout=5 s\)"):
            await transport.send(request(), timeout=30, retry=RetryPolicy(total_timeout=5))
        assert trio.current_time() == pytest.approx(5.05)

    run_virtual(main)


def test_total_timeout_named_where_it_cuts_later_attempt() -> None:
    class Slow(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            await trio.sleep(4)
            return httpx.Response(503)

    async def main() -> None:
        transport = AsyncTransport(Slow(), api=MSPORTAL, headers={}, clock=trio.current_time)
        retry = RetryPolicy(total_timeout=6.5, jitter=lambda: 1.0)
        sent = Request("GET", "https://x.test/", {}, None, "id")
        with pytest.raises(APITimeoutError, match=r"within 2 s \(the rest of total_timeout=6.5 s\)"):
            await transport.send(sent, timeout=30, retry=retry)
        with pytest.raises(APITimeoutError, match="within 3 s "):
            await transport.send(sent, timeout=3, retry=RetryPolicy(total_timeout=5, max_attempts=1))

    run_virtual(main)


@pytest.mark.parametrize(
    ("retry", "bound"),
    [
        (RetryPolicy(max_wait=12), "max_wait=12 s"),
        (RetryPolicy(max_wait=50, total_timeout=30), "total_timeout=30 s"),
        (RetryPolicy.never(), "max_wait=0 s"),
    ],
)
def test_unsent_call_names_its_bound(retry: RetryPolicy, bound: str) -> None:
    async def main() -> RateLimitError:
        transport = AsyncTransport(ScriptedServer(respond_429(45)), api=MSPORTAL, headers={}, clock=trio.current_time)
        await transport.send(request(), timeout=30, retry=RetryPolicy.never())
        with pytest.raises(RateLimitError, match=f"longer than {bound} allows: nothing was sent ") as caught:
            await transport.send(request(2), timeout=30, retry=retry)
        return caught.value

    error = run_virtual(main)
    assert error.retry_after == pytest.approx(45, abs=2)
    assert (error.status_code, error.request_id, error.remaining) == (429, "request-2", 0)
    twin = pickle.loads(pickle.dumps(error))
    assert (str(twin), vars(twin)) == (str(error), vars(error))


def test_429_without_headers_backs_off() -> None:
    """Give up after max_wait in total."""
    server = ScriptedServer(respond(429))

    response = send(server, retry=RetryPolicy(jitter=lambda: 0.99))

    assert response.status_code == 429
    assert 80 <= server.times[-1] <= 180
    assert len(server.requests) < 20


@pytest.mark.parametrize("after", ["7", formatdate(EPOCH + 7, usegmt=True)])
def test_429_waits_for_retry_after(after: str) -> None:
    server = ScriptedServer(respond(429, retry_after=after, date=formatdate(EPOCH, usegmt=True)), respond_200())

    send(server)

    assert server.times[1] == pytest.approx(7, abs=0.01)


def test_retried_call_served_first() -> None:
    server = ScriptedServer(respond_429(30), respond_200(59), respond_200(58), respond_200(57))
    order: list[int] = []

    async def call(transport: AsyncTransport, number: int) -> None:
        await transport.send(request(number), timeout=30, retry=RetryPolicy())
        order.append(number)

    async def main() -> None:
        transport = AsyncTransport(server, api=MSPORTAL, headers={}, clock=trio.current_time)
        async with trio.open_nursery() as nursery:
            for number in range(3):
                nursery.start_soon(call, transport, number)
                await trio.sleep(0.001)

    run_virtual(main)
    assert order[0] == 0


def test_threads_wait_for_reset_on_429(thread_pool: Callable[[list[Callable[[], int]]], list[int]]) -> None:
    lock = threading.Lock()
    served = refused = 0
    began = time.time()

    def handle(request: httpx.Request) -> httpx.Response:
        nonlocal served, refused, began
        with lock:
            now = time.time()
            if now >= began + 1:
                began, served = now, 0
            is_served = served < 10
            served += is_served
            refused += not is_served
            headers = {
                "date": formatdate(now + AHEAD, usegmt=True),
                "x-ratelimit-limit": "10",
                "x-ratelimit-remaining": str(10 - served),
                "x-ratelimit-reset": datetime.fromtimestamp(began + 1 + AHEAD, UTC).isoformat(),
            }
        return httpx.Response(200 if is_served else 429, headers=headers)

    transport = SyncTransport(httpx.MockTransport(handle), api=MSPORTAL, headers={})
    calls = [lambda: transport.send(request(), timeout=5, retry=RetryPolicy()).status_code] * 30

    assert thread_pool(calls) == [200] * 30
    assert refused <= 1
    transport.close()

"""Fixtures of the runtime tests."""

from __future__ import annotations

import gc
import ssl
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import anyio
import httpx
import pytest
from runtime.apis import MSPORTAL
from runtime.socket_server import ONE_ATTEMPT, Send

from msportal_client._runtime.call import Request
from msportal_client._runtime.transport import AsyncTransport, SyncTransport
from msportal_client.retry import RetryPolicy
from msportal_client.types import Response

TLS = ssl.create_default_context()  # Creating it takes longer than most of these tests.


@pytest.fixture
def thread_pool() -> Iterator[Callable[[list[Callable[[], int]]], list[int]]]:
    """Run calls concurrently, each in its own thread, and return their results in order."""
    with ThreadPoolExecutor(64) as pool:
        yield lambda calls: [future.result(30) for future in [pool.submit(call) for call in calls]]


@pytest.fixture(params=["asyncio", "trio", "sync"])
def send(request: pytest.FixtureRequest) -> Send:
    """Send requests one after the other through one transport and return the last response."""

    async def send_async(*requests: Request, timeout: float = 5.0, retry: RetryPolicy = ONE_ATTEMPT) -> Response[None]:  # noqa: ASYNC109 - bounds one attempt
        transport = AsyncTransport(
            httpx.AsyncHTTPTransport(verify=TLS), api=MSPORTAL, headers={"Authorization": "Bearer swordfish"}
        )
        try:
            return [await transport.send(each, timeout=timeout, retry=retry) for each in requests][-1]
        finally:
            await transport.aclose()

    def send_sync(*requests: Request, timeout: float = 5.0, retry: RetryPolicy = ONE_ATTEMPT) -> Response[None]:
        transport = SyncTransport(
            httpx.HTTPTransport(verify=TLS), api=MSPORTAL, headers={"Authorization": "Bearer swordfish"}
        )
        try:
            return [transport.send(each, timeout=timeout, retry=retry) for each in requests][-1]
        finally:
            transport.close()

    def run(*requests: Request, **options: Any) -> Response[None]:
        async def main() -> Response[None]:
            return await send_async(*requests, **options)

        try:
            if request.param == "sync":
                return send_sync(*requests, **options)
            return anyio.run(main, backend=request.param)
        finally:
            gc.collect(1)  # An open connection would warn here, and warnings are errors.

    return run

"""Fixtures that run each test with the async and with the sync client."""

from __future__ import annotations

import inspect
from typing import Any

import anyio
import httpx
import pytest
from fake_server import KEY, Call, Server, Use

from msportal_client import AsyncMSPortal, MSPortal


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture(params=["async", "sync"])
def call(request: pytest.FixtureRequest, server: Server) -> Call:
    """Create a client of `server`, pass it to a function and return the result."""
    transport = httpx.MockTransport(server.handle)

    def use_sync(use: Use, **options: Any) -> Any:
        with MSPortal(KEY, transport=transport, **options) as msportal:
            return use(msportal)

    def use_async(use: Use, **options: Any) -> Any:
        async def main() -> Any:
            async with AsyncMSPortal(KEY, transport=transport, **options) as msportal:
                result = use(msportal)
                return await result if inspect.isawaitable(result) else result

        return anyio.run(main)

    return use_sync if request.param == "sync" else use_async

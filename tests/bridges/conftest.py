"""Fixtures that run each test with the asynchronous and with the synchronous client of Microsoft Planner."""

from __future__ import annotations

from typing import Any

import anyio
import httpx
import pytest
from hypothesis import HealthCheck, settings
from planner_answers import Use, WaitedServer

from msportal_client import RetryPolicy
from msportal_client.bridges.microsoft_planner import AsyncMicrosoftPlanner, MicrosoftPlanner

# A machine that is busy is no failure.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")


@pytest.fixture
def server() -> WaitedServer:
    return WaitedServer()


@pytest.fixture(params=["async", "sync"])
def call(request: pytest.FixtureRequest, server: WaitedServer, monkeypatch: pytest.MonkeyPatch) -> Use:
    """Create a client, call a method of it by its path (`tasks.get_task`), and return the result."""
    transport = httpx.MockTransport(server.handle)
    waits = server.waits

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    monkeypatch.setattr("msportal_client.bridges.microsoft_planner.client.anyio.sleep", sleep)
    monkeypatch.setattr("msportal_client.bridges.microsoft_planner.client.time.sleep", waits.append)

    def method(planner: Any, path: str) -> Any:
        resource, _, name = path.partition(".")
        return getattr(getattr(planner, resource), name)

    def use_sync(path: str, /, *args: Any, **kwargs: Any) -> Any:
        with MicrosoftPlanner("a-token-of-the-tests", transport=transport, retry=RetryPolicy(backoff=0)) as planner:
            result = method(planner, path)(*args, **kwargs)
            return result.first() if hasattr(result, "first") else result

    def use_async(path: str, /, *args: Any, **kwargs: Any) -> Any:
        async def main() -> Any:
            async with AsyncMicrosoftPlanner(
                "a-token-of-the-tests", transport=transport, retry=RetryPolicy(backoff=0)
            ) as planner:
                return await method(planner, path)(*args, **kwargs)

        return anyio.run(main)

    return use_sync if request.param == "sync" else use_async

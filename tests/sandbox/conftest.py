from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest

from msportal_client.sandbox import FULL_KEY, create_app


class Clock:
    """A virtual clock in epoch seconds. Sleeping advances it."""

    def __init__(self) -> None:
        self.now = 1_795_253_400.25  # 2026-11-21T09:30:00.250Z

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def serve(clock: Clock) -> AsyncIterator[Callable[..., httpx.AsyncClient]]:
    """Return a function that creates a sandbox in this process and a client that sends `key`."""
    clients: list[httpx.AsyncClient] = []

    def serve(key: str | None = FULL_KEY, **options: Any) -> httpx.AsyncClient:
        chosen: dict[str, Any] = {"quota": 100_000, "clock": clock, "sleep": clock.sleep, **options}
        app = create_app(**chosen)
        clients.append(
            httpx.AsyncClient(
                transport=httpx.ASGITransport(app=app),
                base_url="http://sandbox/api/public/v1",
                headers={"Authorization": f"Bearer {key}"} if key else {},
            )
        )
        return clients[-1]

    yield serve
    for client in clients:
        await client.aclose()


@pytest.fixture
def api(serve: Callable[..., httpx.AsyncClient]) -> httpx.AsyncClient:
    return serve()

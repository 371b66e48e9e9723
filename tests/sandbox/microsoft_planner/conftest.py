"""A Planner server in this process with a clock of its own. Each response is checked against the document."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any, Protocol

import httpx
import pytest
from sandbox.answers_fit import check

from msportal_client.sandbox.microsoft_planner import TOKEN, create_app


class Clock(Protocol):
    now: float

    def __call__(self) -> float: ...

    async def sleep(self, seconds: float) -> None: ...


@pytest.fixture
async def serve(clock: Clock) -> AsyncIterator[Callable[..., httpx.AsyncClient]]:
    """Return a function that creates a client that sends `token`, and a server for it unless it is given an `app`."""
    clients: list[httpx.AsyncClient] = []

    async def check_response(response: httpx.Response) -> None:
        await response.aread()
        check("microsoft_planner", response)

    def serve(token: str | None = TOKEN, *, app: Any = None, **options: Any) -> httpx.AsyncClient:
        chosen: dict[str, Any] = {"clock": clock, "sleep": clock.sleep, **options}
        clients.append(
            httpx.AsyncClient(
                transport=httpx.ASGITransport(app=app or create_app(**chosen)),
                base_url="http://localhost/v1.0",
                headers={"Authorization": f"Bearer {token}"} if token else {},
                event_hooks={"response": [check_response]},
            )
        )
        return clients[-1]

    yield serve
    for client in clients:
        await client.aclose()


@pytest.fixture
def app(clock: Clock) -> Any:
    """A server that several clients share."""
    return create_app(clock=clock, sleep=clock.sleep)


@pytest.fixture
def api(serve: Callable[..., httpx.AsyncClient], app: Any) -> httpx.AsyncClient:
    """A client of `app`, of a user who may change everything."""
    return serve(app=app)

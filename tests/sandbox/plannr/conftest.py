"""A Plannr server in this process with a clock of its own. Each response is checked against the document."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest
from sandbox.answers_fit import check

from msportal_client.sandbox.plannr import ADMIN_ACCOUNT_UUID, TOKEN, create_app


@pytest.fixture
async def serve(clock: Any) -> AsyncIterator[Callable[..., httpx.AsyncClient]]:
    """Return a function that creates a client of an account, and a server for it unless it is given an `app`."""
    clients: list[httpx.AsyncClient] = []

    async def check_response(response: httpx.Response) -> None:
        await response.aread()
        check("plannr", response)
        if response.request.url.path.startswith("/api/"):
            assert response.headers["x-ratelimit-remaining"].isdecimal()

    def serve(
        token: str | None = TOKEN, account: str | None = ADMIN_ACCOUNT_UUID, *, app: Any = None, **options: Any
    ) -> httpx.AsyncClient:
        chosen: dict[str, Any] = {"clock": clock, "sleep": clock.sleep, **options}
        sent = {"Authorization": f"Bearer {token}" if token else None, "X-PLANNR-ACCOUNT-UUID": account}
        clients.append(
            httpx.AsyncClient(
                transport=httpx.ASGITransport(app=app or create_app(**chosen)),
                base_url="http://localhost/api/v1",
                headers={name: value for name, value in sent.items() if value},
                event_hooks={"response": [check_response]},
            )
        )
        return clients[-1]

    yield serve
    for client in clients:
        await client.aclose()


@pytest.fixture
def app(clock: Any) -> Any:
    """A server that several clients share."""
    return create_app(clock=clock, sleep=clock.sleep)


@pytest.fixture
def api(serve: Callable[..., httpx.AsyncClient], app: Any) -> httpx.AsyncClient:
    """A client of `app`, of an admin."""
    return serve(app=app)

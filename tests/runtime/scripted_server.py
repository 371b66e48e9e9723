"""A server with scripted responses, called by the real transport on a virtual clock."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from email.utils import formatdate

import httpx
import trio
from runtime.apis import MSPORTAL
from runtime.simulation import EPOCH, request, run_virtual

from msportal_client._runtime.call import Request
from msportal_client._runtime.transport import AsyncTransport
from msportal_client.events import Event
from msportal_client.retry import RetryPolicy
from msportal_client.types import Response

KEY = "Bearer msp_secret"

# Seconds that the server's clock is ahead.
AHEAD = 7200.5


def quota_headers(remaining: int, resets_in: float) -> dict[str, str]:
    now = EPOCH + trio.current_time() + AHEAD
    return {
        "date": formatdate(now, usegmt=True),
        "x-request-id": "from-the-server",
        "x-ratelimit-limit": "60",
        "x-ratelimit-remaining": str(remaining),
        "x-ratelimit-reset": datetime.fromtimestamp(now + resets_in, UTC).isoformat(),
    }


Reply = Callable[[], httpx.Response]


def respond_429(resets_in: float) -> Reply:
    return lambda: httpx.Response(429, headers=quota_headers(0, resets_in), json={"error": "slow down"})


def respond_200(remaining: int = 59) -> Reply:
    return lambda: httpx.Response(200, headers=quota_headers(remaining, 60), json={"data": 1})


def respond(status: int, **headers: str) -> Reply:
    return lambda: httpx.Response(status, headers={name.replace("_", "-"): text for name, text in headers.items()})


def fail_with(error: Exception) -> Reply:
    def reply() -> httpx.Response:
        raise error

    return reply


class ScriptedServer(httpx.AsyncBaseTransport):
    """A transport that gives the scripted responses in order, and then repeats the last one."""

    def __init__(self, *replies: Reply) -> None:
        self.replies = list(replies)
        self.requests: list[httpx.Request] = []
        self.times: list[float] = []
        self.open = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        self.times.append(trio.current_time())
        response = (self.replies.pop(0) if len(self.replies) > 1 else self.replies[0])()
        self.open += 1
        return httpx.Response(
            response.status_code, headers=response.headers, stream=ClosableBody(self, response.content)
        )


class ClosableBody(httpx.AsyncByteStream):
    """A body that counts as open in `server.open` until it is closed."""

    def __init__(self, server: ScriptedServer, content: bytes) -> None:
        self.server, self.content, self.closed = server, content, False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self.content

    async def aclose(self) -> None:
        self.server.open -= not self.closed
        self.closed = True


def send(
    server: ScriptedServer,
    *,
    retry: RetryPolicy | None = None,
    sent: Request | None = None,
    on_event: Callable[[Event], None] | None = None,
) -> Response[None]:
    """Send one request through a new transport and return the last response."""

    async def main() -> Response[None]:
        transport = AsyncTransport(
            server, api=MSPORTAL, headers={"Authorization": KEY}, on_event=on_event, clock=trio.current_time
        )
        return await transport.send(sent or request(), timeout=30, retry=retry or RetryPolicy())

    return run_virtual(main)

"""The call that creates a planner item, by each contender, over MockTransport or to a server.

Every client is used through its public API, as its documentation says and with its own defaults. A comment stands at
each exception.
"""

from __future__ import annotations

import asyncio
import contextvars
import threading
from collections.abc import Awaitable, Callable, Iterable
from contextlib import AsyncExitStack, ExitStack
from datetime import datetime
from typing import Any
from uuid import UUID

import httpx
import httpx2
import httpx_retries
import openai
import stock_client
import stock_client.models as stock_models
from githubkit import GitHub
from payloads import NEW_ITEM, created_bytes
from stock_client.api.planner import post_api_public_v1_planner_items as stock_create

from msportal_client import AsyncMSPortal, MSPortal
from msportal_client.models import BusinessValue, PlannerStatus

PATH = "/api/public/v1/planner/items"
KEY = "msp_key_of_the_benchmarks"
RATE_LIMIT = {
    "X-RateLimit-Limit": "1000000",
    "X-RateLimit-Remaining": "999999",
    "X-RateLimit-Reset": "2100-01-01T00:00:00.000Z",
    "Date": "Sat, 21 Nov 2026 09:30:00 GMT",
}
HEADERS = {"Authorization": f"Bearer {KEY}"}
CREATED = created_bytes()
MOCKED_URL = "https://app.msportal.test"
# The default of openai, for every client, so that no call fails because the machine is busy.
TIMEOUT = 600.0

# The arguments of the call: ours and the stock client take values, the others take JSON.
DUE = datetime.fromisoformat(NEW_ITEM["dueDate"])
COMPANY = UUID(NEW_ITEM["companyId"])

Call = Callable[[], object]
AsyncCall = Callable[[], Awaitable[object]]


def _handler(module: Any) -> Callable[[Any], Any]:
    headers = {**RATE_LIMIT, "Content-Type": "application/json"}

    def respond(_: Any) -> Any:
        return module.Response(201, headers=headers, content=CREATED)

    return respond


def retrying() -> httpx_retries.Retry:
    """Return the policy of httpx-retries' quick start, with POST allowed, which creates the item."""
    return httpx_retries.Retry(total=10, backoff_factor=0.5, allowed_methods=["GET", "POST"])


def _stock_body() -> stock_models.CreatePlannerItemRequest:
    return stock_models.CreatePlannerItemRequest(
        title=NEW_ITEM["title"],
        description=NEW_ITEM["description"],
        company_id=COMPANY,
        status=stock_models.PlannerStatus.IN_PROGRESS,
        business_value=stock_models.BusinessValue.HIGH,
        hours=12,
        probability=75,
        due_date=DUE,
    )


def _ours(client: Any) -> Callable[[], Any]:
    def call() -> Any:
        return client.planner.create_planner_item(
            title=NEW_ITEM["title"],
            description=NEW_ITEM["description"],
            company_id=COMPANY,
            status=PlannerStatus.IN_PROGRESS,
            business_value=BusinessValue.HIGH,
            hours=12,
            probability=75,
            due_date=DUE,
        )

    return call


def _plain(client: httpx.Client) -> Call:
    def call() -> object:
        return client.post(PATH, json=NEW_ITEM).raise_for_status().json()

    return call


def _plain_async(client: httpx.AsyncClient) -> AsyncCall:
    async def call() -> object:
        return (await client.post(PATH, json=NEW_ITEM)).raise_for_status().json()

    return call


def sync_calls(stack: ExitStack, url: str | None) -> dict[str, Call]:
    """Return the call of each contender, to the server at `url` or over MockTransport."""
    base = url or MOCKED_URL
    mock = None if url else httpx.MockTransport(_handler(httpx))
    mock2 = None if url else httpx2.MockTransport(_handler(httpx2))

    ours = stack.enter_context(MSPortal(KEY, base_url=base, transport=mock, timeout=TIMEOUT))
    plain = stack.enter_context(httpx.Client(base_url=base, headers=HEADERS, transport=mock, timeout=TIMEOUT))
    retries = httpx_retries.RetryTransport(transport=mock, retry=retrying())
    retried = stack.enter_context(httpx.Client(base_url=base, headers=HEADERS, transport=retries, timeout=TIMEOUT))
    stock = stock_client.AuthenticatedClient(base, KEY, httpx_args={"transport": mock})
    stack.enter_context(stock)
    open_ai = openai.OpenAI(
        api_key=KEY, base_url=base, http_client=openai.DefaultHttpxClient(transport=mock2) if mock2 else None
    )
    stack.enter_context(open_ai)
    # The others have no cache of responses, so it is off.
    github = stack.enter_context(GitHub(KEY, base_url=base, transport=mock, http_cache=False))
    # githubkit keeps its client in a context variable, which threads do not inherit.
    context = contextvars.copy_context()

    return {
        "msportal-client": _ours(ours),
        "httpx": _plain(plain),
        "stock": lambda: stock_create.sync(client=stock, body=_stock_body()),
        "httpx-retries": _plain(retried),
        "openai": lambda: open_ai.post(PATH, cast_to=object, body=NEW_ITEM),
        "githubkit": lambda: context.copy().run(lambda: github.request("POST", PATH, json=NEW_ITEM).json()),
    }


async def async_calls(stack: AsyncExitStack, url: str | None) -> dict[str, AsyncCall]:
    """Return the asyncio call of each contender. See `sync_calls`."""
    base = url or MOCKED_URL
    mock = None if url else httpx.MockTransport(_handler(httpx))
    mock2 = None if url else httpx2.MockTransport(_handler(httpx2))

    ours = await stack.enter_async_context(AsyncMSPortal(KEY, base_url=base, transport=mock, timeout=TIMEOUT))
    plain = await stack.enter_async_context(
        httpx.AsyncClient(base_url=base, headers=HEADERS, transport=mock, timeout=TIMEOUT)
    )
    retries = httpx_retries.RetryTransport(transport=mock, retry=retrying())
    retried = await stack.enter_async_context(
        httpx.AsyncClient(base_url=base, headers=HEADERS, transport=retries, timeout=TIMEOUT)
    )
    stock = stock_client.AuthenticatedClient(base, KEY, httpx_args={"transport": mock})
    await stack.enter_async_context(stock)
    open_ai = openai.AsyncOpenAI(
        api_key=KEY, base_url=base, http_client=openai.DefaultAsyncHttpxClient(transport=mock2) if mock2 else None
    )
    await stack.enter_async_context(open_ai)
    github = await stack.enter_async_context(GitHub(KEY, base_url=base, async_transport=mock, http_cache=False))

    async def call_github() -> object:
        return (await github.arequest("POST", PATH, json=NEW_ITEM)).json()

    return {
        "msportal-client": _ours(ours),
        "httpx": _plain_async(plain),
        "stock": lambda: stock_create.asyncio(client=stock, body=_stock_body()),
        "httpx-retries": _plain_async(retried),
        "openai": lambda: open_ai.post(PATH, cast_to=object, body=NEW_ITEM),
        "githubkit": call_github,
    }


def _limits(connections: int) -> httpx.Limits:
    return httpx.Limits(max_connections=connections, max_keepalive_connections=connections)


def gated_sync_calls(stack: ExitStack, url: str, gates: Iterable[int]) -> dict[int, Call]:
    """Return the call of plain httpx behind a semaphore, for each size of the semaphore.

    Each has its own client with as many connections, so that the pool is no larger than needed.
    """

    def gated(size: int) -> Call:
        client = httpx.Client(base_url=url, headers=HEADERS, limits=_limits(size), timeout=TIMEOUT)
        call = _plain(stack.enter_context(client))
        gate = threading.Semaphore(size)

        def gated_call() -> object:
            with gate:
                return call()

        return gated_call

    return {size: gated(size) for size in gates}


async def gated_async_calls(stack: AsyncExitStack, url: str, gates: Iterable[int]) -> dict[int, AsyncCall]:
    """Return the asyncio call of plain httpx behind a semaphore. See `gated_sync_calls`."""

    async def gated(size: int) -> AsyncCall:
        client = httpx.AsyncClient(base_url=url, headers=HEADERS, limits=_limits(size), timeout=TIMEOUT)
        call = _plain_async(await stack.enter_async_context(client))
        gate = asyncio.Semaphore(size)

        async def gated_call() -> object:
            async with gate:
                return await call()

        return gated_call

    return {size: await gated(size) for size in gates}


def our_sync_call(stack: ExitStack, url: str, connections: int) -> Call:
    """Return our call with at most `connections` connections."""
    transport = httpx.HTTPTransport(limits=_limits(connections))
    return _ours(stack.enter_context(MSPortal(KEY, base_url=url, transport=transport, timeout=TIMEOUT)))


async def our_async_call(stack: AsyncExitStack, url: str, connections: int) -> AsyncCall:
    """Return our asyncio call with at most `connections` connections."""
    transport = httpx.AsyncHTTPTransport(limits=_limits(connections))
    client = AsyncMSPortal(KEY, base_url=url, transport=transport, timeout=TIMEOUT)
    return _ours(await stack.enter_async_context(client))

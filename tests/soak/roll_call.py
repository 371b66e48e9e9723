"""A roll call of the oddities: each comes alone to a call of its own, and the call has to end as the oddity says."""

from __future__ import annotations

import asyncio
import itertools
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
from soak.judge import Tally, judge_error, judge_object, judge_page
from soak.oddities import ODDITIES

from msportal_client import AsyncMSPortal, MSPortal, RequestOptions, RetryPolicy
from msportal_client.api.planner import create_planner_item
from msportal_client.errors import APIConnectionError
from msportal_client.models import CreatePlannerItemRequest

__all__ = ["roll_call"]

# Many oddities draw one of several forms.
_TIMES = 3
# Calls in threads, and connections: calls that are stalled to their timeout must not keep the rest waiting.
_THREADS = 48
_CONNECTIONS = 100
# Seconds. Longer than the server stalls.
_TIMEOUT = 6.0


async def roll_call(url: str, tally: Tally) -> None:
    """Make a list and a create call for each oddity, in a task and in a thread."""
    names = [name for name, oddity in ODDITIES.items() if oddity.weight]
    calls = list(itertools.product(names, ["list", "create"], range(_TIMES)))
    loop = asyncio.get_running_loop()
    # A connection of its own for each call: the end of one is no concern of the next.
    limits = httpx.Limits(max_connections=_CONNECTIONS, max_keepalive_connections=0)
    client = MSPortal("key-of-the-threads", base_url=url, transport=httpx.HTTPTransport(limits=limits))
    async_client = AsyncMSPortal("key-of-the-tasks", base_url=url, transport=httpx.AsyncHTTPTransport(limits=limits))
    with client, ThreadPoolExecutor(_THREADS) as pool:
        in_threads = [loop.run_in_executor(pool, _call, client, *call, tally) for call in calls]
        async with async_client:
            await asyncio.gather(*(_async_call(async_client, *call, tally) for call in calls), *in_threads)


async def _async_call(client: AsyncMSPortal, oddity: str, kind: str, number: int, tally: Tally) -> None:
    call_id, options = _call_of("task", oddity, kind, number)
    try:
        if kind == "list":
            judge_page(tally, call_id, await client.tickets.list_tickets(page=2, options=options))
        else:
            body = CreatePlannerItemRequest(title=call_id)
            response = await create_planner_item.asyncio_detailed(client=client, body=body, options=options)
            judge_object(tally, call_id, response)
    except Exception as error:  # noqa: BLE001 - judged
        _judge_error(tally, call_id, oddity, error)


def _call(client: MSPortal, oddity: str, kind: str, number: int, tally: Tally) -> None:
    call_id, options = _call_of("thread", oddity, kind, number)
    try:
        if kind == "list":
            judge_page(tally, call_id, client.tickets.list_tickets(page=2, options=options).first())
        else:
            body = CreatePlannerItemRequest(title=call_id)
            judge_object(tally, call_id, create_planner_item.sync_detailed(client=client, body=body, options=options))
    except Exception as error:  # noqa: BLE001 - judged
        _judge_error(tally, call_id, oddity, error)


def _call_of(caller: str, oddity: str, kind: str, number: int) -> tuple[str, RequestOptions]:
    """Return the id of a call, and settings that send it once and ask for the oddity."""
    call_id = f"roll-call-{caller}-{oddity}-{kind}-{number}"
    retry = RetryPolicy(max_attempts=1)
    return call_id, RequestOptions(request_id=call_id, timeout=_TIMEOUT, retry=retry, headers={"x-soak-ask": oddity})


def _judge_error(tally: Tally, call_id: str, oddity: str, error: Any) -> None:
    judge_error(tally, call_id, error)
    if isinstance(error, APIConnectionError) and "connection" not in ODDITIES[oddity].ends:
        tally.fault(f"{oddity}: a call ended with {type(error).__name__}", f"{call_id}: {error!r} {error.__cause__!r}")

"""The load: what the tasks and threads of the soak run do with the clients."""

from __future__ import annotations

import asyncio
import itertools
import time
import traceback
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from random import Random
from threading import Thread
from typing import Any
from uuid import UUID

from soak.judge import Tally, judge_error, judge_items, judge_object, judge_page

from msportal_client import AsyncMSPortal, MSPortal, RequestOptions, RetryPolicy
from msportal_client.api.dashboards import set_company_urls_for_external_dashboard
from msportal_client.api.planner import create_planner_item
from msportal_client.models import CreatePlannerItemRequest, SetExternalDashboardCompanyUrlsRequest

__all__ = ["LONGEST_CALL", "AsyncCaller", "Caller"]

# Seconds. No call takes longer, with all its attempts and waits, on a busy machine.
LONGEST_CALL = 40.0

_BODY = SetExternalDashboardCompanyUrlsRequest(company_urls=[])
_ID = UUID(int=7)
# Turns of the event loop after which a task is cancelled.
_TURNS = [0, 1, 2, 3, 4, 5, 6, 8, 10, 15, 25, 50]
# Seconds.
_DELAYS = [0.0, 0.001, 0.005, 0.02, 0.1, 0.3, 0.6]


# Whether the calls of this task may be cancelled.
_cancellable: ContextVar[bool] = ContextVar("cancellable", default=False)


class _LoadError(Exception):
    """The error with which a task of the load fails, so that its siblings are cancelled."""


def _fail(_: object) -> None:
    raise _LoadError


class _Caller:
    """The parts of a caller that are the same for tasks and threads.

    Args:
        name: The beginning of the ids of its calls.
        seed: The seed of its random numbers.
        tally: Takes what its calls come to.
        closed: Whether the client may be closed while calls are under way.
    """

    def __init__(self, name: str, seed: str, tally: Tally, *, closed: bool = False) -> None:
        self.name = name
        self.tally = tally
        self._closed = closed
        self._random = Random(f"{seed} {name}")
        self._numbers = itertools.count()

    def _options(self, call_id: str) -> RequestOptions:
        """Return settings for a call: small timeouts, bounded waits."""
        random = self._random
        retry = RetryPolicy(
            max_wait=random.choice([0.0, 0.5, 2.0, 4.0]),
            total_timeout=random.choice([None, 1.0, 5.0]),
            max_attempts=random.choice([1, 2, 3]),
            backoff=0.02,
            max_backoff=0.1,
        )
        return RequestOptions(request_id=call_id, timeout=random.uniform(0.3, 2.0), retry=retry)

    def _oddly_made(self, client: Any) -> dict[str, Any]:
        """Return arguments for another client: the limiter of `client`, and a callback that fails."""
        arguments = {"limiter": client._transport._limiter, "on_event": _fail}
        return {name: argument for name, argument in arguments.items() if self._random.random() < 0.5}

    @contextmanager
    def _judged(self) -> Generator[str]:
        """Count and judge one call, with the id that it is given; let cancellation through."""
        call_id, started = f"{self.name}.{next(self._numbers)}", time.monotonic()
        cancellations = _cancellations()
        try:
            yield call_id
        except asyncio.CancelledError:
            self.tally.outcomes["CancelledError"] += 1
            if not _cancellable.get():
                self.tally.fault("a call raised CancelledError, though nobody cancelled it", traceback.format_exc())
            raise
        except Exception as error:  # noqa: BLE001 - judging them all is the purpose
            judge_error(self.tally, call_id, error, closed=self._closed)
        seconds = time.monotonic() - started
        self.tally.slowest = max(self.tally.slowest, seconds)
        if seconds > LONGEST_CALL:
            self.tally.fault("a call took too long", f"{call_id}: {seconds:.1f} s")
        if _cancellations() > cancellations:
            self.tally.fault("a call that was cancelled went on", call_id)

    def _calm(self, call_id: str) -> RequestOptions:
        """Return settings for a call that has to succeed."""
        retry = RetryPolicy(max_wait=60.0, total_timeout=60.0, max_attempts=30, max_backoff=1.0)
        return RequestOptions(request_id=call_id, timeout=30.0, retry=retry, headers={"x-soak-ask": "calm"})


def _cancellations() -> int:
    """Return how often the running task was cancelled; 0 in a thread without an event loop."""
    try:
        task = asyncio.current_task()
    except RuntimeError:
        return 0
    return 0 if task is None else task.cancelling()


class AsyncCaller(_Caller):
    """A task that makes calls, and is cancelled in all ways."""

    def __init__(self, client: AsyncMSPortal, name: str, seed: str, tally: Tally, *, closed: bool = False) -> None:
        super().__init__(name, seed, tally, closed=closed)
        self._client = client
        self._cancelling = {self._timed, self._cancelled, self._with_failing_sibling}

    async def run(self, goes_on: Callable[[], bool]) -> None:
        """Act until `goes_on()` is false."""
        actions: dict[Callable[[], Awaitable[None]], float] = {
            self._call: 60,
            self._timed: 12,
            self._cancelled: 12,
            self._with_failing_sibling: 8,
            self._closing: 1,
        }
        while goes_on():
            action = self._random.choices(list(actions), list(actions.values()))[0]
            _cancellable.set(action in self._cancelling)
            await action()
            await asyncio.sleep(self._random.choice([0, 0, 0.01, 0.05]))

    async def calls(self, count: int) -> None:
        """Make calls of every kind, none of them cancelled."""
        for _ in range(count):
            await self._call()

    async def calm_call(self) -> None:
        """Make a call that has to succeed."""
        call_id = f"{self.name}.{next(self._numbers)}"
        pager = self._client.tickets.list_tickets(page=2, options=self._calm(call_id))
        judge_page(self.tally, call_id, await pager)

    async def _call(self) -> None:
        calls = {self._one_page: 50, self._create: 15, self._replace: 10, self._walk: 12, self._collect: 8}
        await self._random.choices(list(calls), list(calls.values()))[0]()

    async def _one_page(self) -> None:
        with self._judged() as call_id:
            judge_page(self.tally, call_id, await self._client.tickets.list_tickets(options=self._options(call_id)))

    async def _create(self) -> None:
        with self._judged() as call_id:
            body, options = CreatePlannerItemRequest(title=call_id), self._options(call_id)
            response = await create_planner_item.asyncio_detailed(client=self._client, body=body, options=options)
            judge_object(self.tally, call_id, response)

    async def _replace(self) -> None:
        with self._judged() as call_id:
            options = self._options(call_id)
            response = await set_company_urls_for_external_dashboard.asyncio_detailed(
                _ID, client=self._client, body=_BODY, options=options
            )
            judge_object(self.tally, call_id, response)

    async def _walk(self) -> None:
        """Iterate over a list, which may be left early."""
        with self._judged() as call_id:
            left_after = self._random.choice([1, 2, 3, 5, 100])
            pager = self._client.tickets.list_tickets(options=self._options(call_id))
            if self._random.random() < 0.5:
                async for page in pager.pages():
                    judge_page(self.tally, call_id, page)
                    left_after -= 1
                    if left_after <= 0:
                        break
            else:
                items: list[Any] = []
                async for item in pager:
                    items.append(item)
                    if len(items) >= left_after:
                        break
                judge_items(self.tally, call_id, items)

    async def _collect(self) -> None:
        with self._judged() as call_id:
            pager = self._client.tickets.list_tickets(options=self._options(call_id))
            judge_items(self.tally, call_id, await pager.collect())

    async def _timed(self) -> None:
        """Make a call within a timeout of asyncio."""
        scope = asyncio.timeout(self._random.choice(_DELAYS))
        try:
            async with scope:
                await self._call()
        except TimeoutError:
            if not scope.expired():
                raise

    async def _cancelled(self) -> None:
        """Cancel a call after some turns of the event loop."""
        task = asyncio.create_task(self._call())
        await self._pass_time()
        task.cancel()
        await asyncio.wait([task])

    async def _with_failing_sibling(self) -> None:
        """Make calls in a group, one task of which fails."""

        async def fail() -> None:
            await self._pass_time()
            raise _LoadError

        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(self._random.randint(1, 8)):
                    group.create_task(self._call())
                group.create_task(fail())
        except* _LoadError:
            pass

    async def _closing(self) -> None:
        """Close a client whose calls wait or are under way."""
        client = AsyncMSPortal("key-of-the-closed", base_url=self._client.base_url, **self._oddly_made(self._client))
        callers = [
            AsyncCaller(client, f"{self.name}.{next(self._numbers)}", self.name, self.tally, closed=True)
            for _ in range(4)
        ]
        async with asyncio.TaskGroup() as group:
            for caller in callers:
                group.create_task(caller.calls(1))
            await self._pass_time()
            if self._random.random() < 0.3:
                closing = asyncio.create_task(client.aclose())
                await self._pass_time()
                closing.cancel()
                await asyncio.wait([closing])
            await client.aclose()

    async def _pass_time(self) -> None:
        """Let some turns of the event loop pass, or some time."""
        if self._random.random() < 0.6:
            for _ in range(self._random.choice(_TURNS)):
                await asyncio.sleep(0)
        else:
            await asyncio.sleep(self._random.choice(_DELAYS))


class Caller(_Caller):
    """A thread that makes calls."""

    def __init__(self, client: MSPortal, name: str, seed: str, tally: Tally, *, closed: bool = False) -> None:
        super().__init__(name, seed, tally, closed=closed)
        self._client = client

    def run(self, goes_on: Callable[[], bool]) -> None:
        """Act until `goes_on()` is false."""
        while goes_on():
            if self._random.random() < 0.01:
                self._closing()
            else:
                self.calls(1)
            time.sleep(self._random.choice([0, 0, 0.01, 0.05]))

    def calls(self, count: int) -> None:
        """Make calls of every kind."""
        calls = {self._one_page: 50, self._create: 15, self._replace: 10, self._walk: 12, self._collect: 8}
        for _ in range(count):
            self._random.choices(list(calls), list(calls.values()))[0]()

    def calm_call(self) -> None:
        """Make a call that has to succeed."""
        call_id = f"{self.name}.{next(self._numbers)}"
        pager = self._client.tickets.list_tickets(page=2, options=self._calm(call_id))
        judge_page(self.tally, call_id, pager.first())

    def _one_page(self) -> None:
        with self._judged() as call_id:
            judge_page(self.tally, call_id, self._client.tickets.list_tickets(options=self._options(call_id)).first())

    def _create(self) -> None:
        with self._judged() as call_id:
            body, options = CreatePlannerItemRequest(title=call_id), self._options(call_id)
            response = create_planner_item.sync_detailed(client=self._client, body=body, options=options)
            judge_object(self.tally, call_id, response)

    def _replace(self) -> None:
        with self._judged() as call_id:
            options = self._options(call_id)
            response = set_company_urls_for_external_dashboard.sync_detailed(
                _ID, client=self._client, body=_BODY, options=options
            )
            judge_object(self.tally, call_id, response)

    def _walk(self) -> None:
        """Iterate over a list, which may be left early."""
        with self._judged() as call_id:
            pager = self._client.tickets.list_tickets(options=self._options(call_id))
            for page in pager.pages():
                judge_page(self.tally, call_id, page)
                if self._random.random() < 0.3:
                    break

    def _collect(self) -> None:
        with self._judged() as call_id:
            pager = self._client.tickets.list_tickets(options=self._options(call_id))
            judge_items(self.tally, call_id, pager.collect())

    def _closing(self) -> None:
        """Close a client whose calls wait or are under way."""
        client = MSPortal("key-of-the-closed", base_url=self._client.base_url, **self._oddly_made(self._client))
        callers = [
            Caller(client, f"{self.name}.{next(self._numbers)}", self.name, Tally(), closed=True) for _ in range(3)
        ]
        threads = [Thread(target=caller.calls, args=(1,)) for caller in callers]
        for thread in threads:
            thread.start()
        time.sleep(self._random.choice(_DELAYS))
        client.close()
        for caller, thread in zip(callers, threads, strict=True):
            thread.join()
            self.tally.add(caller.tally)

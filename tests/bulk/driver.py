"""Runs one bulk job on asyncio, on trio and on threads."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Callable, Iterable
from typing import Any, Literal

import anyio
import anyio.lowlevel
import httpx
from fake_server import KEY, envelope, error_response, planner_item_detail

from msportal_client import AsyncMSPortal, MSPortal
from msportal_client.bulk import Outcome, bulk

Kind = Literal["asyncio", "trio", "threads"]
KINDS: tuple[Kind, ...] = ("asyncio", "trio", "threads")


class Gate:
    """A gate that requests wait at. Works for threads and for tasks."""

    def __init__(self) -> None:
        self._open = threading.Event()

    def open(self) -> None:
        self._open.set()

    async def wait_async(self) -> None:
        while not self._open.is_set():  # noqa: ASYNC110 - it is opened from any thread
            await anyio.sleep(0.001)

    def wait(self) -> None:
        self._open.wait(30)


class Server:
    """A server in place of the network.

    Attributes:
        titles: The titles that were created, in order; the server acted on these.
        seen: The titles that came in a request.
        replies: By title: what is sent instead of a success. An exception is raised.
        lost: The titles that are created, and whose answers are lost.
        held: The titles whose answers wait for `gate`, or all with `hold_all`.
    """

    def __init__(self) -> None:
        self.titles: list[str] = []
        self.seen: list[str] = []
        self.replies: dict[str, httpx.Response | Exception] = {}
        self.lost: set[str] = set()
        self.held: Callable[[str], bool] = lambda _: False
        self.gate = Gate()
        self.in_flight = self.most_in_flight = 0
        self._lock = threading.Lock()

    def handle(self, request: httpx.Request) -> httpx.Response:
        title = self._begin(request)
        if self.held(title):
            self.gate.wait()
        return self._reply(request, title)

    async def handle_async(self, request: httpx.Request) -> httpx.Response:
        title = self._begin(request)
        await anyio.lowlevel.checkpoint()
        if self.held(title):
            try:
                await self.gate.wait_async()
            except BaseException:
                self.in_flight -= 1
                raise
        return self._reply(request, title)

    def _begin(self, request: httpx.Request) -> str:
        import json

        title = str(json.loads(request.content or b"{}").get("title", request.url.path))
        with self._lock:
            self.seen.append(title)
            self.in_flight += 1
            self.most_in_flight = max(self.most_in_flight, self.in_flight)
        return title

    def _reply(self, request: httpx.Request, title: str) -> httpx.Response:
        with self._lock:
            self.in_flight -= 1
            reply = self.replies.get(title)
            if isinstance(reply, Exception):
                raise reply
            if reply is not None:
                return httpx.Response(reply.status_code, headers=reply.headers, content=reply.content)
            self.titles.append(title)
        if title in self.lost:
            raise httpx.ReadError("the answer is lost", request=request)
        return envelope(planner_item_detail(title=title), status=201)


class Driver:
    """Runs jobs of one kind.

    Attributes:
        kind: The kind.
        server: The server that is called.
    """

    def __init__(self, kind: Kind, server: Server) -> None:
        self.kind = kind
        self.server = server

    def run(
        self,
        rows: Any,
        *,
        leave_after: int | None = None,
        each: Callable[[Any, Outcome[Any]], None] | None = None,
        method: Callable[[Any], Any] = lambda client: client.planner.create_planner_item,
        client: dict[str, Any] | None = None,
        **options: Any,
    ) -> tuple[Any, list[Outcome[Any]]]:
        """Run a job, and return it with the outcomes that it yielded.

        Args:
            rows: The rows.
            leave_after: Leave the loop after so many outcomes.
            each: Called with the job and each outcome.
            method: Takes the method from the client.
            client: Arguments of the client.
            options: Arguments of `bulk`.
        """
        seen: list[Outcome[Any]] = []
        start: Any = bulk
        arguments: dict[str, Any] = {"base_url": "https://app.msportal.test", **(client or {})}

        def take(job: Any, outcome: Outcome[Any]) -> bool:
            seen.append(outcome)
            if each is not None:
                each(job, outcome)
            return len(seen) == leave_after

        def run_sync() -> Any:
            with MSPortal(KEY, transport=httpx.MockTransport(self.server.handle), **arguments) as msportal:
                job = start(method(msportal), rows, **options)
                for outcome in job:
                    if take(job, outcome):
                        break
                return job

        async def run_async() -> Any:
            transport = httpx.MockTransport(self.server.handle_async)
            async with AsyncMSPortal(KEY, transport=transport, **arguments) as msportal:
                job = start(method(msportal), rows, **options)
                async for outcome in job:
                    if take(job, outcome):
                        break
            return job

        if self.kind == "threads":
            return run_sync(), seen
        return anyio.run(run_async, backend=self.kind), seen


def titles(count: int) -> list[dict[str, Any]]:
    """Return `count` rows."""
    return [{"title": f"item {number}"} for number in range(count)]


async def asynchronously(rows: Iterable[Any]) -> AsyncIterator[Any]:
    """Yield rows from an asynchronous generator."""
    for row in rows:
        await anyio.lowlevel.checkpoint()
        yield row


def statuses(outcomes: Iterable[Outcome[Any]]) -> dict[int, str]:
    """Return the status of each row."""
    return {outcome.index: outcome.status for outcome in outcomes}


REFUSED = error_response(400, "Validation error", code="VALIDATION_ERROR")

"""The soak run: storms of calls in rounds, and after each of them a look at what was lost."""

from __future__ import annotations

import asyncio
import faulthandler
import io
import os
import signal
import time
from collections.abc import Callable, Iterator
from random import Random
from threading import Event, Thread

import httpx
from soak.forked import LONGEST_CHILD, fork
from soak.judge import Tally
from soak.leaks import (
    Memory,
    Resources,
    busy,
    grown,
    lost,
    measure_memory,
    open_connections,
    prepare_memory,
    resources,
    usage,
)
from soak.load import LONGEST_CALL, AsyncCaller, Caller
from soak.report import write
from soak.roll_call import roll_call
from soak.server_process import ServerProcess
from soak.watch import watch, watch_loop

from msportal_client import AsyncMSPortal, MSPortal

__all__ = ["TASKS", "THREADS", "Soak"]

TASKS = 200
THREADS = 20
# Calls at once after each storm: more than there are connections.
_CALM_CALLS = 120
# Seconds.
_SHORTEST_ROUND = 5.0
_MOST_ROUNDS = 12
# In fewer rounds the memory does not become steady.
_FEWEST_ROUNDS_FOR_MEMORY = 4
# Seconds that may pass until everything is given back, when the last call has ended.
_SETTLING = 5.0


class Soak:
    """A soak run, and what came of it.

    Args:
        seconds: The length of all storms together.
        seed: The seed of all random numbers.
        left_out: Names of oddities that do not occur.

    Attributes:
        tally: The outcomes of all calls, and the faults.
        memory: The memory after each round.
        children: The exit statuses of the forked processes.
        calm_calls: The number of calls that had to succeed.
        slowest_calm: Seconds that the longest of them took.
        before: The resources before the first round.
        after: The resources when both clients are closed.
        usage: The connections and permits of each client after the last round.
    """

    def __init__(self, seconds: float, seed: str, left_out: list[str]) -> None:
        self.tally = Tally()
        self.seed = seed
        self._random = Random(seed)
        self._rounds = max(2, min(_MOST_ROUNDS, int(seconds / _SHORTEST_ROUND)))
        self._seconds = seconds / self._rounds
        self.server = ServerProcess(seed, left_out)
        self.memory: list[Memory] = []
        self.children: list[int] = []
        self.calm_calls = 0
        self.slowest_calm = 0.0
        self.before = self.after = Resources(0, [], [])
        self.usage: list[str] = []

    async def run(self) -> None:
        """Run all rounds."""
        faulthandler.register(signal.SIGUSR1)  # For children that hang.
        faulthandler.register(signal.SIGALRM, chain=True)
        signal.alarm(int(self._rounds * (self._seconds + 4 * LONGEST_CALL)))
        prepare_memory()
        watch(self.tally)
        watch_loop(self.tally)
        await self.server.start()
        self.before = before = resources()
        # Idle connections expire all the time.
        limits = httpx.Limits(max_connections=100, max_keepalive_connections=100, keepalive_expiry=1.0)
        url, transport = self.server.url, httpx.AsyncHTTPTransport(limits=limits)
        self._async_client = AsyncMSPortal("key-of-the-tasks", base_url=url, transport=transport)
        self._client = MSPortal("key-of-the-threads", base_url=url, transport=httpx.HTTPTransport(limits=limits))
        try:
            await roll_call(self.server.url, self.tally)
            for number in range(self._rounds):
                await self._round(number, before)
            self.usage = [usage(self._async_client), usage(self._client)]
        finally:
            await self._async_client.aclose()
            self._client.close()
            self.server.kill()
            signal.alarm(0)
        await self._settle("with both clients closed", lambda: lost(before, resources(), 0))
        self.after = resources()
        if self._rounds >= _FEWEST_ROUNDS_FOR_MEMORY:
            for problem in grown(self.memory[self._rounds // 2 - 1], self.memory[-1]):
                self.tally.fault(problem)

    async def _round(self, number: int, before: Resources) -> None:
        calls = self.tally.outcomes.total()
        await self._storm(number)
        await self._settle(f"round {number}", lambda: self._problems(before))
        await self._calm(number)
        await self._settle(f"round {number}, after calm calls", lambda: self._problems(before))
        self.memory.append(measure_memory())
        write(
            f"round {number + 1} of {self._rounds}: {self.tally.outcomes.total() - calls} calls, "
            f"{self.tally.faults.total()} faults so far"
        )

    async def _storm(self, number: int) -> None:
        """Let all tasks and threads make calls, while the server is in trouble and a child is forked."""
        stopped = Event()

        def goes_on() -> bool:
            return not stopped.is_set()

        seed = f"{self.seed} {number}"
        callers = [Caller(self._client, f"{number}-thread{index}", seed, Tally()) for index in range(THREADS)]
        threads = [Thread(target=caller.run, args=(goes_on,), name=caller.name) for caller in callers]
        for thread in threads:
            thread.start()
        tasks = [
            asyncio.create_task(
                AsyncCaller(self._async_client, f"{number}-task{index}", seed, self.tally).run(goes_on),
                name=f"{number}-task{index}",
            )
            for index in range(TASKS)
        ]
        trouble = asyncio.create_task(self.server.trouble(self._random, goes_on))
        await asyncio.sleep(self._seconds / 2)
        child = self._fork(number) if number > 0 else None
        await asyncio.sleep(self._seconds / 2)
        stopped.set()
        await self._end_tasks(tasks)
        await trouble
        await self._end_threads(threads)
        for caller in callers:
            self.tally.add(caller.tally)
        if child is not None:
            await self._end_child(child)

    def _fork(self, number: int) -> int:
        """Fork in the task that runs now, or in another thread."""
        name = f"{number}-child"
        if number % 2:
            return fork(self._async_client, self._client, name, self.seed)
        children: list[int] = []
        thread = Thread(
            target=lambda: children.append(fork(self._async_client, self._client, name, self.seed)), name="forking"
        )
        thread.start()
        thread.join()
        return children[0]

    async def _end_tasks(self, tasks: list[asyncio.Task[None]]) -> None:
        _, hanging = await asyncio.wait(tasks, timeout=LONGEST_CALL)
        for task in hanging:
            text = io.StringIO()
            task.print_stack(file=text)
            self.tally.fault("a task hangs", text.getvalue())
            task.cancel()
        if hanging:
            await asyncio.wait(hanging, timeout=LONGEST_CALL)
        for task in tasks:
            if task.done() and not task.cancelled() and (error := task.exception()):
                self.tally.fault(f"a task of the load ended with {type(error).__name__}: {error}")

    async def _end_threads(self, threads: list[Thread]) -> None:
        deadline = time.monotonic() + LONGEST_CALL
        while any(thread.is_alive() for thread in threads) and time.monotonic() < deadline:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
        hanging = [thread.name for thread in threads if thread.is_alive()]
        if hanging:
            faulthandler.dump_traceback()
            self.tally.fault(f"{len(hanging)} threads hang (their stacks are above): {hanging}")

    async def _end_child(self, process: int) -> None:
        deadline = time.monotonic() + LONGEST_CHILD + 10
        while time.monotonic() < deadline:
            ended, status = os.waitpid(process, os.WNOHANG)  # noqa: ASYNC222 - it does not wait
            if ended:
                self.children.append(status)
                if status:
                    self.tally.fault(f"a child ended with {os.waitstatus_to_exitcode(status)}: its report is above")
                return
            await asyncio.sleep(0.05)
        os.kill(process, signal.SIGUSR1)
        await asyncio.sleep(1)
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)  # noqa: ASYNC222 - it was killed
        self.tally.fault("a child hung: its stacks are above")

    async def _settle(self, when: str, problems: Callable[[], Iterator[str]]) -> None:
        """Wait until there are no problems; count those that stay as faults."""
        deadline = time.monotonic() + _SETTLING
        while list(problems()) and time.monotonic() < deadline:  # noqa: ASYNC110 - nothing tells
            await asyncio.sleep(0.05)
        for problem in problems():
            self.tally.fault(f"{when}: {problem}")

    def _problems(self, before: Resources) -> Iterator[str]:
        yield from busy(self._async_client)
        yield from busy(self._client)
        yield from lost(before, resources(), open_connections(self._async_client, self._client))

    async def _calm(self, number: int) -> None:
        """Make many calls at once, all of which have to succeed."""
        tasks = [
            AsyncCaller(self._async_client, f"{number}-calm-task{index}", self.seed, self.tally)
            for index in range(_CALM_CALLS)
        ]
        callers = [Caller(self._client, f"{number}-calm-thread{index}", self.seed, Tally()) for index in range(THREADS)]
        threads = [Thread(target=caller.calm_call, name=caller.name) for caller in callers]
        for thread in threads:
            thread.start()
        started = time.monotonic()
        results = await asyncio.gather(*(task.calm_call() for task in tasks), return_exceptions=True)
        for error in results:
            if isinstance(error, BaseException):
                self.tally.fault(f"a call after the storm failed: {type(error).__name__}", str(error))
        await self._end_threads(threads)
        for caller in callers:
            self.tally.add(caller.tally)
        self.calm_calls += len(tasks) + len(threads)
        self.slowest_calm = max(self.slowest_calm, time.monotonic() - started)

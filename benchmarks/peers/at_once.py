"""Many calls at once, in asyncio tasks or in threads."""

from __future__ import annotations

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor

from clients import AsyncCall, Call

ATTEMPTS = 6


def in_tasks(call: AsyncCall, at_once: int) -> AsyncCall:
    """Return a function that makes `at_once` calls in as many tasks."""

    async def burst() -> None:
        await asyncio.gather(*(call() for _ in range(at_once)))

    return burst


def in_threads(name: str, call: Call, at_once: int, threads: ThreadPoolExecutor) -> Call:
    """Return a function that makes `at_once` calls in as many threads."""
    call = _repeated_on_failure(name, call)

    def burst() -> None:
        for done in [threads.submit(call) for _ in range(at_once)]:
            done.result()

    return burst


def _repeated_on_failure(name: str, call: Call) -> Call:
    """Return a function that repeats `call` if it fails, as its user would have to, and reports it.

    With hundreds of threads httpcore's pool sometimes closes a connection that it has just given to another thread.
    """

    def repeat() -> object:
        for _ in range(ATTEMPTS - 1):
            try:
                return call()
            except Exception as error:  # noqa: BLE001 - each client has its own
                print(f"{name}: call repeated after {error!r}", file=sys.stderr)
        return call()

    return repeat

"""A process that is forked while the soak run goes on: it uses both clients of its parent, and checks every answer."""

from __future__ import annotations

import asyncio
import os
import sys
import traceback
from threading import Thread
from typing import NoReturn

from soak.judge import Tally
from soak.leaks import busy
from soak.load import LONGEST_CALL, AsyncCaller, Caller
from soak.watch import watch, watch_loop

from msportal_client import AsyncMSPortal, MSPortal

__all__ = ["LONGEST_CHILD", "fork"]

# Seconds after which a child hangs.
LONGEST_CHILD = 2 * LONGEST_CALL
_THREADS = 5
_TASKS = 20
_CALLS = 6


def fork(async_client: AsyncMSPortal, client: MSPortal, name: str, seed: str) -> int:
    """Fork, and return the id of the child, which ends with 0 where all was well."""
    process = os.fork()
    if process == 0:
        _run_child(async_client, client, name, seed)
    return process


def _run_child(async_client: AsyncMSPortal, client: MSPortal, name: str, seed: str) -> NoReturn:
    code = 1
    try:
        tally = Tally()
        watch(tally)
        _use_in_threads(client, name, seed, tally)
        asyncio.run(_use_in_tasks(async_client, name, seed, tally))
        for problem in [*busy(client), *busy(async_client)]:
            tally.fault(problem)
        code = 1 if tally.faults else 0
        _report(name, tally)
    except BaseException:  # noqa: BLE001 - the parent's frames are below
        os.write(2, traceback.format_exc().encode())
    finally:
        os._exit(code)


def _use_in_threads(client: MSPortal, name: str, seed: str, tally: Tally) -> None:
    callers = [Caller(client, f"{name}-thread{number}", seed, Tally()) for number in range(_THREADS)]
    threads = [Thread(target=caller.calls, args=(_CALLS,)) for caller in callers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for caller in callers:
        tally.add(caller.tally)
    callers[0].calm_call()


async def _use_in_tasks(client: AsyncMSPortal, name: str, seed: str, tally: Tally) -> None:
    watch_loop(tally)
    callers = [AsyncCaller(client, f"{name}-task{number}", seed, tally) for number in range(_TASKS)]
    await asyncio.gather(*(caller.calls(_CALLS) for caller in callers))
    await callers[0].calm_call()


def _report(name: str, tally: Tally) -> None:
    """Write what the calls came to, past the buffers that are the parent's."""
    lines = [f"child {name}: {dict(tally.outcomes.most_common())}"]
    for fault, count in tally.faults.items():
        lines += [f"child {name}: {count} times: {fault}", *tally.texts.get(fault, [])]
    os.write(sys.stderr.fileno(), ("\n".join(lines) + "\n").encode())

"""What a whole call costs: prints the samples of every case as JSON, in seconds for each call."""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass
from typing import TypeVar

from clients import AsyncCall, Call, async_calls, sync_calls
from rounds import Clock, Samples, in_turns, in_turns_async

T = TypeVar("T")

MANY = 1000
SAME_POOL = {"stock", "httpx-retries"}
"""At `MANY` calls at once the pool of connections is most of what is measured, and theirs is plain httpx's."""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--url", required=True)
    parser.add_argument("--rounds", type=int, required=True)
    parser.add_argument("--slot", type=float, required=True)
    parser.add_argument("--concurrency", type=int, nargs="+", required=True)
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    # In the process of its own transport a call is processor time and nothing else; over a socket it is waiting too.
    cases = _cases("mock", 1, Timing(None, options.rounds, options.slot, time.process_time))
    for at_once in options.concurrency:
        # A burst takes long, and is the mean of many calls already; one of a thousand opens its connections in no time.
        rounds = max(2, options.rounds // {1: 1, 100: 3}.get(at_once, 8))
        slot = options.slot if at_once < MANY else 0
        cases |= _cases("loopback", at_once, Timing(options.url, rounds, slot, time.perf_counter))
    print(json.dumps(cases))


@dataclass(frozen=True)
class Timing:
    """Where the calls go, and how they are timed; without a URL to a transport that answers at once."""

    url: str | None
    rounds: int
    slot: float
    clock: Clock


def _cases(where: str, at_once: int, timing: Timing) -> dict[str, Samples]:
    cases = {
        f"{where} sync {at_once}": _sync(at_once, timing),
        f"{where} async {at_once}": asyncio.run(_async(at_once, timing)),
    }
    return {
        case: {name: [seconds / at_once for seconds in series] for name, series in samples.items()}
        for case, samples in cases.items()
    }


def _sync(at_once: int, timing: Timing) -> Samples:
    with ExitStack() as stack:
        calls = _taking_part(sync_calls(stack, timing.url), at_once)
        if at_once > 1:
            threads = stack.enter_context(ThreadPoolExecutor(at_once))
            calls = {name: _in_threads(_insisting(name, call), at_once, threads) for name, call in calls.items()}
        return in_turns(calls, rounds=timing.rounds, slot=timing.slot, clock=timing.clock)


def _taking_part(calls: dict[str, T], at_once: int) -> dict[str, T]:
    return {name: call for name, call in calls.items() if at_once < MANY or name not in SAME_POOL}


def _insisting(name: str, call: Call) -> Call:
    """`call`, made again where it fails, as its user would have to, and said so.

    Hundreds of threads make httpcore's pool close a connection, now and then, that another thread has just been given.
    """

    def insist() -> object:
        for _ in range(5):
            try:
                return call()
            except Exception as error:  # noqa: BLE001 - each client has its own
                print(f"{name}: {error!r}: once more", file=sys.stderr)
        return call()

    return insist


def _in_threads(call: Call, at_once: int, threads: ThreadPoolExecutor) -> Call:
    def burst() -> None:
        for done in [threads.submit(call) for _ in range(at_once)]:
            done.result()

    return burst


async def _async(at_once: int, timing: Timing) -> Samples:
    async with AsyncExitStack() as stack:
        calls = _taking_part(await async_calls(stack, timing.url), at_once)
        if at_once > 1:
            calls = {name: _gathered(call, at_once) for name, call in calls.items()}
        return await in_turns_async(calls, rounds=timing.rounds, slot=timing.slot, clock=timing.clock)


def _gathered(call: AsyncCall, at_once: int) -> AsyncCall:
    async def burst() -> None:
        await asyncio.gather(*(call() for _ in range(at_once)))

    return burst


main()

"""The cost of a whole call. Prints the samples of every case as JSON, in seconds per call."""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass

from at_once import in_tasks, in_threads
from clients import async_calls, sync_calls
from rounds import Clock, Samples, in_turns, in_turns_async


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--url", required=True)
    parser.add_argument("--rounds", type=int, required=True)
    parser.add_argument("--slot", type=float, required=True)
    parser.add_argument("--concurrency", type=int, nargs="+", required=True)
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    # Over MockTransport a call is nothing but processor time. Over a socket it also waits, so wall time is measured.
    cases = _cases("mock", 1, Timing(None, options.rounds, options.slot, time.process_time))
    for at_once in options.concurrency:
        # A burst takes long and is already the mean of many calls, so it needs fewer rounds.
        rounds = options.rounds if at_once == 1 else max(2, options.rounds // 3)
        cases |= _cases("loopback", at_once, Timing(options.url, rounds, options.slot, time.perf_counter))
    print(json.dumps(cases))


@dataclass(frozen=True)
class Timing:
    """The server's URL, or None for MockTransport, and the arguments of `in_turns`."""

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
        calls = sync_calls(stack, timing.url)
        if at_once > 1:
            threads = stack.enter_context(ThreadPoolExecutor(at_once))
            calls = {name: in_threads(name, call, at_once, threads) for name, call in calls.items()}
        return in_turns(calls, rounds=timing.rounds, slot=timing.slot, clock=timing.clock)


async def _async(at_once: int, timing: Timing) -> Samples:
    async with AsyncExitStack() as stack:
        calls = await async_calls(stack, timing.url)
        if at_once > 1:
            calls = {name: in_tasks(call, at_once) for name, call in calls.items()}
        return await in_turns_async(calls, rounds=timing.rounds, slot=timing.slot, clock=timing.clock)


main()

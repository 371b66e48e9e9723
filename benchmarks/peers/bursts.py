"""Many calls at once over loopback. Prints the samples of every case as JSON, in seconds per call.

A `burst` case compares the time per call, a `latency` case the throughput of a pool whose server takes its time.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass

from at_once import in_tasks, in_threads
from clients import (
    AsyncCall,
    Call,
    async_calls,
    gated_async_calls,
    gated_sync_calls,
    our_async_call,
    our_sync_call,
    sync_calls,
)
from figures import BEST_GATE, CEILING, OURS
from rounds import Samples, in_turns, in_turns_async

CONTENDERS = (OURS, "openai", "githubkit")
GATES = (5, 10, 20, 50)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--url", required=True)
    parser.add_argument("--slow-url", required=True)
    parser.add_argument("--latency", type=float, required=True)
    parser.add_argument("--rounds", type=int, required=True)
    parser.add_argument("--tasks", type=int, nargs="+", required=True)
    parser.add_argument("--threads", type=int, nargs="+", required=True)
    parser.add_argument("--connections", type=int, nargs="*", required=True)
    parser.add_argument("--calls-per-connection", type=int, required=True)
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    cases = asyncio.run(_async_bursts(options.url, options.tasks, options.rounds))
    cases |= _sync_bursts(options.url, options.threads, options.rounds)
    for connections in options.connections:
        pool = Pool(options.slow_url, options.latency, connections, connections * options.calls_per_connection)
        cases[f"latency async {connections}"] = asyncio.run(_async_latency(pool, options.rounds))
        cases[f"latency threads {connections}"] = _sync_latency(pool, options.rounds)
    print(json.dumps(cases))


async def _async_bursts(url: str, sizes: list[int], rounds: int) -> dict[str, Samples]:
    async with AsyncExitStack() as stack:
        calls = await async_calls(stack, url)
        gated = await gated_async_calls(stack, url, GATES)
        contenders = {name: calls[name] for name in CONTENDERS} | {_gate(size): gated[size] for size in GATES}

        def burst(call: AsyncCall, size: int) -> AsyncCall:
            async def bursts() -> None:
                for _ in range(_repetitions(size, sizes)):
                    await in_tasks(call, size)()

            return bursts

        for call in contenders.values():
            await burst(call, min(sizes))()  # opens connections
        bursts = {_key(name, size): burst(call, size) for name, call in contenders.items() for size in sizes}
        seconds = await in_turns_async(bursts, rounds=rounds, slot=0, clock=time.perf_counter)
    return _burst_cases("async", sizes, seconds)


def _sync_bursts(url: str, sizes: list[int], rounds: int) -> dict[str, Samples]:
    with ExitStack() as stack:
        calls = sync_calls(stack, url)
        gated = gated_sync_calls(stack, url, GATES)
        contenders = {name: calls[name] for name in CONTENDERS} | {_gate(size): gated[size] for size in GATES}
        threads = stack.enter_context(ThreadPoolExecutor(max(sizes)))

        def burst(name: str, call: Call, size: int) -> Call:
            def bursts() -> None:
                for _ in range(_repetitions(size, sizes)):
                    in_threads(name, call, size, threads)()

            return bursts

        for name, call in contenders.items():
            burst(name, call, min(sizes))()
        bursts = {_key(name, size): burst(name, call, size) for name, call in contenders.items() for size in sizes}
        seconds = in_turns(bursts, rounds=rounds, slot=0, clock=time.perf_counter)
    return _burst_cases("threads", sizes, seconds)


def _gate(size: int) -> str:
    return f"httpx, gate of {size}"


def _key(name: str, size: int) -> str:
    return f"{name} {size}"


def _repetitions(size: int, sizes: list[int]) -> int:
    """Return how often a burst is repeated. Small ones would be too short to time."""
    return max(1, max(sizes) // size // 10)


def _burst_cases(how: str, sizes: list[int], seconds: Samples) -> dict[str, Samples]:
    """Return a case of seconds per call for each size, and one that compares ours at all sizes."""
    names = [*CONTENDERS, *map(_gate, GATES)]
    cases: dict[str, Samples] = {}
    for size in sizes:
        calls = size * _repetitions(size, sizes)
        samples = {name: [total / calls for total in seconds[_key(name, size)]] for name in names}
        best = min(map(_gate, GATES), key=lambda name: statistics.median(samples[name]))
        cases[f"burst {how} {size}"] = samples | {BEST_GATE: samples[best]}
    if len(sizes) > 1:
        cases[f"burst growth {how}"] = {
            f"{size} at once": cases[f"burst {how} {size}"][OURS] for size in sorted(sizes, reverse=True)
        }
    return cases


@dataclass(frozen=True)
class Pool:
    """A pool of `connections` to a server that answers after `latency` seconds, and how many calls to make at once."""

    url: str
    latency: float
    connections: int
    calls: int

    def per_call(self, seconds: Samples) -> Samples:
        """Return the seconds per call, and the fewest that are possible with all connections busy."""
        samples = {name: [total / self.calls for total in series] for name, series in seconds.items()}
        return samples | {CEILING: [self.latency / self.connections] * len(samples[OURS])}


async def _async_latency(pool: Pool, rounds: int) -> Samples:
    async with AsyncExitStack() as stack:
        ours = await our_async_call(stack, pool.url, pool.connections)
        gated = await gated_async_calls(stack, pool.url, [pool.connections])
        contenders = {OURS: ours, "httpx": gated[pool.connections]}
        for call in contenders.values():
            await in_tasks(call, pool.connections)()  # opens connections
        bursts = {name: in_tasks(call, pool.calls) for name, call in contenders.items()}
        return pool.per_call(await in_turns_async(bursts, rounds=rounds, slot=0, clock=time.perf_counter))


def _sync_latency(pool: Pool, rounds: int) -> Samples:
    with ExitStack() as stack:
        threads = stack.enter_context(ThreadPoolExecutor(pool.calls))
        ours = our_sync_call(stack, pool.url, pool.connections)
        gated = gated_sync_calls(stack, pool.url, [pool.connections])
        contenders = {OURS: ours, "httpx": gated[pool.connections]}
        for name, call in contenders.items():
            in_threads(name, call, pool.connections, threads)()
        bursts = {name: in_threads(name, call, pool.calls, threads) for name, call in contenders.items()}
        return pool.per_call(in_turns(bursts, rounds=rounds, slot=0, clock=time.perf_counter))


main()

"""Timing of several contenders in turns, so that a change of the machine's load affects all of them alike."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping

# Seconds of one run for each contender, round by round. Entries with the same index were measured in the same round.
Samples = dict[str, list[float]]

Clock = Callable[[], float]


_heap: list[bytes] = []


def settle_heap() -> None:
    """Bring the heap into the state of a program that has run for a while.

    In a fresh process it depends on chance how often the allocator asks the system for memory, and that alone can
    make decoding half as slow again.
    """
    if not _heap:
        blocks = [bytes(400) for _ in range(160_000)]  # 64 MiB
        _heap.extend(blocks[::500])  # one block in each arena keeps the arena allocated
        del blocks
    gc.collect()
    gc.freeze()  # imported modules are not collected again


def turns(names: Iterable[str], rounds: int) -> Iterator[list[str]]:
    """Yield the order of each round. Every contender comes first and last equally often."""
    order = list(names)
    for _ in range(rounds):
        yield order
        order = order[1:] + order[:1]


def _repetitions(seconds_once: float, slot: float) -> int:
    return max(1, round(slot / max(seconds_once, 1e-6)))


def in_turns(
    contenders: Mapping[str, Callable[[], object]], *, rounds: int, slot: float, clock: Clock = time.process_time
) -> Samples:
    """Time each of `contenders` once per round, for about `slot` seconds.

    Args:
        contenders: The functions to time.
        rounds: How many turns each contender gets.
        slot: Seconds of one turn. A contender that takes longer runs once. With 0 there is no warm-up either.
        clock: By default the processor time of this process, which leaves out other programs.
    """

    def seconds(run: Callable[[], object], repetitions: int) -> float:
        started = clock()
        for _ in range(repetitions):
            run()
        return (clock() - started) / repetitions

    repetitions = dict.fromkeys(contenders, 1)
    samples: Samples = {name: [] for name in contenders}
    for name, run in contenders.items() if slot else ():
        first = seconds(run, 1)  # the first run imports, connects and fills caches
        repetitions[name] = 1 if first > 10 * slot else _repetitions(seconds(run, 1), slot)
    settle_heap()
    for order in turns(contenders, rounds):
        for name in order:
            samples[name].append(seconds(contenders[name], repetitions[name]))
    return samples


async def in_turns_async(
    contenders: Mapping[str, Callable[[], Awaitable[object]]],
    *,
    rounds: int,
    slot: float,
    clock: Clock = time.process_time,
) -> Samples:
    """Time coroutine functions in one event loop. See `in_turns`."""

    async def seconds(run: Callable[[], Awaitable[object]], repetitions: int) -> float:
        started = clock()
        for _ in range(repetitions):
            await run()
        return (clock() - started) / repetitions

    repetitions = dict.fromkeys(contenders, 1)
    samples: Samples = {name: [] for name in contenders}
    for name, run in contenders.items() if slot else ():
        first = await seconds(run, 1)
        repetitions[name] = 1 if first > 10 * slot else _repetitions(await seconds(run, 1), slot)
    settle_heap()
    for order in turns(contenders, rounds):
        for name in order:
            samples[name].append(await seconds(contenders[name], repetitions[name]))
            await asyncio.sleep(0)  # let pending callbacks run before the next turn is timed
    return samples

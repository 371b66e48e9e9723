"""Timing several things against each other: in turns, so that the machine's mood falls on all of them alike."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping

Samples = dict[str, list[float]]
"""For each contender the seconds of one run, round by round: entry `i` of all of them was measured together."""

Clock = Callable[[], float]


_heap: list[bytes] = []


def settle_heap() -> None:
    """Bring memory into the state of a program that has run for a while.

    The allocator has room that it keeps, or whether a turn asks the system for memory, page by page, is a matter of
    luck, and by half as much as decoding takes. What has been imported is no business of the garbage collector.
    """
    if not _heap:
        blocks = [bytes(400) for _ in range(160_000)]  # 64 MiB
        _heap.extend(blocks[::500])  # one in each arena, which therefore stays
        del blocks
    gc.collect()
    gc.freeze()


def _turns(names: list[str], rounds: int) -> Iterator[list[str]]:
    """The order of each round: everyone comes first and last equally often."""
    for number in range(rounds):
        at = number % len(names)
        yield names[at:] + names[:at]


def _repetitions(seconds_once: float, slot: float) -> int:
    return max(1, round(slot / max(seconds_once, 1e-6)))


def in_turns(
    contenders: Mapping[str, Callable[[], object]], *, rounds: int, slot: float, clock: Clock = time.process_time
) -> Samples:
    """Time each of `contenders`, about `slot` seconds at a time.

    Args:
        contenders: What to run.
        rounds: How often each gets its turn.
        slot: Seconds of one turn; whatever a turn measures is run at least once. 0: once, and not beforehand either.
        clock: By default the processor's time of this process: what else the machine does is not in it.
    """

    def seconds(run: Callable[[], object], repetitions: int) -> float:
        started = clock()
        for _ in range(repetitions):
            run()
        return (clock() - started) / repetitions

    repetitions = dict.fromkeys(contenders, 1)
    samples: Samples = {name: [] for name in contenders}
    for name, run in contenders.items() if slot else ():
        first = seconds(run, 1)  # it imports, connects and fills caches
        repetitions[name] = 1 if first > 10 * slot else _repetitions(seconds(run, 1), slot)
    settle_heap()
    for order in _turns(list(contenders), rounds):
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
    """The same for coroutines, in one event loop."""

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
    for order in _turns(list(contenders), rounds):
        for name in order:
            samples[name].append(await seconds(contenders[name], repetitions[name]))
            await asyncio.sleep(0)  # what a turn leaves behind is not counted as the next one's
    return samples

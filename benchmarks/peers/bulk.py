"""A bulk job: many calls at once against a server with a quota. Prints the results as JSON."""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import time
from contextlib import AsyncExitStack

from clients import async_calls


async def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--contender", required=True)
    parser.add_argument("--url", required=True)
    parser.add_argument("--calls", type=int, required=True)
    parser.add_argument("--deadline", type=float, required=True)
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    served: list[float] = []

    async with AsyncExitStack() as stack:
        call = (await async_calls(stack, options.url))[options.contender]
        started = time.perf_counter()

        async def one() -> None:
            await call()
            served.append(time.perf_counter() - started)

        tasks = [asyncio.create_task(one()) for _ in range(options.calls)]
        # Calls that take longer count as failed, because a client that waits for ever would block the run.
        _, waiting = await asyncio.wait(tasks, timeout=options.deadline)
        for task in waiting:
            task.cancel()
        outcomes = await asyncio.gather(*tasks, return_exceptions=True)
        seconds = time.perf_counter() - started
    errors: dict[str, int] = {}
    for outcome in outcomes:
        if isinstance(outcome, BaseException):
            name = "too late" if isinstance(outcome, asyncio.CancelledError) else type(outcome).__name__
            errors[name] = errors.get(name, 0) + 1
    served.sort()
    p99 = served[int(len(served) * 0.99)] if served else None
    print(json.dumps({"served": len(served), "errors": errors, "seconds": seconds, "p99": p99}))


asyncio.run(main())

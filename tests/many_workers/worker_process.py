"""A program that makes calls against QuotaServer with a shared limiter: one worker process."""

from __future__ import annotations

import json
import sys
import threading
import time

import anyio
from runtime.apis import MSPORTAL

from msportal_client._runtime.call import Request
from msportal_client._runtime.transport import AsyncTransport, SyncTransport
from msportal_client.rate_limit.redis import AsyncRedisLimiter, RedisLimiter
from msportal_client.retry import RetryPolicy


def print_line(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


async def run_tasks(redis: str, url: str, calls: list[str], tasks: int) -> None:
    """Make the calls in `tasks` tasks and print the id of each one that is served."""
    left = iter(calls)
    async with AsyncRedisLimiter(redis, key="key") as limiter:
        transport = AsyncTransport(api=MSPORTAL, headers={}, limiter=limiter)

        async def work() -> None:
            for call in left:
                request = Request("POST", url, {}, b"{}", call)
                response = await transport.send(request, timeout=30, retry=RetryPolicy())
                if response.status_code == 200:
                    print_line(call)

        async with anyio.create_task_group() as group:
            for _ in range(tasks):
                group.start_soon(work)
        await transport.aclose()


def run_threads(redis: str, url: str, calls: list[str], tasks: int) -> None:
    """Make the calls in `tasks` threads and print the id of each one that is served."""
    left, lock = iter(calls), threading.Lock()
    with RedisLimiter(redis, key="key") as limiter:
        transport = SyncTransport(api=MSPORTAL, headers={}, limiter=limiter)

        def work() -> None:
            while True:
                with lock:
                    call = next(left, None)
                if call is None:
                    return
                request = Request("POST", url, {}, b"{}", call)
                response = transport.send(request, timeout=30, retry=RetryPolicy())
                if response.status_code == 200:
                    print_line(call)

        threads = [threading.Thread(target=work) for _ in range(tasks)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        transport.close()


def main() -> None:
    kind, redis, url, calls, tasks, ahead = sys.argv[1:]
    # Each worker's clock is different.
    wall, seconds = time.time, float(ahead)
    time.time = lambda: wall() + seconds
    print_line("ready")
    sys.stdin.readline()
    if kind == "async":
        anyio.run(run_tasks, redis, url, json.loads(calls), int(tasks))
    else:
        run_threads(redis, url, json.loads(calls), int(tasks))


if __name__ == "__main__":
    main()

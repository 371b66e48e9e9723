"""Tasks of Celery that share one quota: `python examples/celery_worker.py` runs a worker and ten tasks.

It prints the number of items made. Each worker process has a client of its own; the limiter lets all of them keep to one quota, through the same Redis that
carries the tasks. Needs celery, redis, and a Redis: REDIS_URL, by default redis://127.0.0.1:6379/0.
"""

# Celery has no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false
from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any, cast

from celery import Celery, group  # type: ignore[import-untyped]
from local_server import server
from redis import Redis
from redis.exceptions import RedisError

from msportal_client import MSPortal, RateLimitError
from msportal_client.rate_limit.redis import RedisLimiter

REDIS_URL = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/0")
TASKS = 10

app: Any = Celery("celery_worker", broker=REDIS_URL, backend=REDIS_URL)
app.conf.broker_connection_retry_on_startup = True
app.conf.task_default_queue = "msportal-example"  # not that of other applications on the same Redis


@cache
def msportal() -> MSPortal:
    """Return the client of this process. A client may also be made before the worker forks: its children begin anew."""
    return MSPortal(limiter=RedisLimiter(REDIS_URL))


@app.task(bind=True, max_retries=5)  # type: ignore[untyped-decorator]
def create_item(self: Any, title: str) -> str:
    """Create a planner item. The client waits for the quota, and resends a 429; no retry of Celery is needed for that."""
    try:
        return str(msportal().planner.create_planner_item(title=title).id)
    except RateLimitError as error:  # the wait would be longer than the client's max_wait
        raise self.retry(countdown=error.retry_after or 60.0) from error


def main() -> int:
    """Run a worker with two processes and some tasks, and return the exit code."""
    try:
        cast("Any", Redis).from_url(REDIS_URL).ping()
    except (RedisError, ValueError) as error:  # REDIS_URL may hold a password, and is not shown
        print(f"Redis cannot be used: {str(error).rstrip('.')}. Set REDIS_URL.", file=sys.stderr)
        return 1
    with server():
        command = [sys.executable, "-m", "celery", "-A", "celery_worker", "worker", "-c", "2", "--loglevel", "WARNING"]
        with subprocess.Popen(command, cwd=Path(__file__).resolve().parent) as worker:
            try:
                signature: Any = create_item.s
                job: Any = group(signature(f"Item {number}") for number in range(TASKS)).apply_async()
                print(len(set(job.get(timeout=60))), "items")
            finally:
                worker.terminate()
    return 0


if __name__ == "__main__":
    sys.exit(main())

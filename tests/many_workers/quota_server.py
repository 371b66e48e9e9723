"""A server with a quota in fixed windows, over real sockets, and a program that calls it: one worker of a fleet."""

from __future__ import annotations

import json
import math
import sys
import threading
import time
from collections import Counter
from datetime import UTC, datetime
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import anyio

from msportal_client._runtime.transport import AsyncTransport, SyncTransport
from msportal_client.rate_limit.redis import AsyncRedisLimiter, RedisLimiter
from msportal_client.retry import RetryPolicy
from msportal_client.types import Request

LIMIT = 60
SECONDS = 2.0


class QuotaServer(ThreadingHTTPServer):
    """`LIMIT` requests in each window of `SECONDS`; says how it stands as the API does. Its clock is hours ahead.

    A worker sees a new window up to a second late: by as much as the first request came after a full second of the
    server's clock, for that is what its Date shows. The clock is set so that this is little, and a window has time
    enough left for the lease of a worker that dies in it.
    """

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, ahead: float = 5 * 3600.0) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}/calls"
        self.ahead = ahead
        self.served: Counter[int] = Counter()
        self.refused: Counter[int] = Counter()
        self.ids: Counter[str] = Counter()
        self.changed = threading.Condition()
        self.thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05})

    def count(self, request_id: str) -> tuple[int, dict[str, str]]:
        with self.changed:
            if not self.ids:
                self.ahead -= (time.time() + self.ahead) % SECONDS - 0.02
            now = time.time() + self.ahead
            window = math.floor(now / SECONDS)
            status = 200 if self.served[window] < LIMIT else 429
            if status == 200:
                self.served[window] += 1
                self.ids[request_id] += 1
            else:
                self.refused[window] += 1
            self.changed.notify_all()
            return status, {
                "Date": formatdate(math.floor(now), usegmt=True),
                "X-RateLimit-Limit": str(LIMIT),
                "X-RateLimit-Remaining": str(LIMIT - self.served[window]),
                "X-RateLimit-Reset": datetime.fromtimestamp((window + 1) * SECONDS, UTC).isoformat(),
            }

    def wait_for(self, calls: int) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: self.served.total() >= calls, timeout=60)

    def handle_error(self, request: object, client_address: object) -> None:
        """A worker was killed: nothing to tell of."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        assert isinstance(self.server, QuotaServer)
        status, headers = self.server.count(self.headers["x-request-id"])
        self.send_response_only(status)
        for name, text in {**headers, "Content-Length": "2"}.items():
            self.send_header(name, text)
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the base class has it
        pass


def say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


async def work(redis: str, url: str, calls: list[str], tasks: int) -> None:
    """Make the calls, several at a time, and print the number of each that is served."""
    left = iter(calls)
    async with AsyncRedisLimiter(redis, key="key") as limiter:
        transport = AsyncTransport(headers={}, limiter=limiter)

        async def one_after_the_other() -> None:
            for call in left:
                request = Request("POST", url, {}, b"{}", call)
                answer = await transport.send(request, timeout=30, retry=RetryPolicy())
                if answer.status_code == 200:
                    say(call)

        async with anyio.create_task_group() as group:
            for _ in range(tasks):
                group.start_soon(one_after_the_other)
        await transport.aclose()


def work_in_threads(redis: str, url: str, calls: list[str], tasks: int) -> None:
    """As `work`, with the synchronous client."""
    left, lock = iter(calls), threading.Lock()
    with RedisLimiter(redis, key="key") as limiter:
        transport = SyncTransport(headers={}, limiter=limiter)

        def one_after_the_other() -> None:
            while True:
                with lock:
                    call = next(left, None)
                if call is None:
                    return
                request = Request("POST", url, {}, b"{}", call)
                answer = transport.send(request, timeout=30, retry=RetryPolicy())
                if answer.status_code == 200:
                    say(call)

        threads = [threading.Thread(target=one_after_the_other) for _ in range(tasks)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        transport.close()


def main() -> None:
    kind, redis, url, calls, tasks, ahead = sys.argv[1:]
    # Each worker's clock shows something else.
    wall, seconds = time.time, float(ahead)
    time.time = lambda: wall() + seconds
    say("ready")
    sys.stdin.readline()
    if kind == "async":
        anyio.run(work, redis, url, json.loads(calls), int(tasks))
    else:
        work_in_threads(redis, url, json.loads(calls), int(tasks))


if __name__ == "__main__":
    main()

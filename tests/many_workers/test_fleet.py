"""Eight processes on one key, with a real Redis and a real server: what they share is used to the full."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from many_workers.quota_server import LIMIT, QuotaServer
from many_workers.server import RedisServer

logger = logging.getLogger(__name__)

CALLS = 1000
WORKERS = 8
TASKS = 12


@dataclass
class Fleet:
    """The processes, and what they have served."""

    redis: RedisServer
    server: QuotaServer
    workers: list[subprocess.Popen[str]] = field(default_factory=list["subprocess.Popen[str]"])
    threads: list[threading.Thread] = field(default_factory=list[threading.Thread])
    served: list[list[str]] = field(default_factory=list[list[str]])

    def start(self, calls: list[str]) -> int:
        """Start a worker, which then waits until it is told to go; the first, third and so on is asynchronous."""
        number = len(self.workers)
        kind = "async" if number % 2 == 0 else "sync"
        ahead = 3600.0 * (number - 4) + number / 7
        worker = subprocess.Popen(
            [
                *(sys.executable, "-W", "error", str(Path(__file__).with_name("quota_server.py"))),
                *(kind, self.redis.url, self.server.url, json.dumps(calls), str(TASKS), str(ahead)),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        served: list[str] = []
        thread = threading.Thread(target=self._read, args=(worker, served))
        self.workers.append(worker)
        self.threads.append(thread)
        self.served.append(served)
        return number

    @staticmethod
    def _read(worker: subprocess.Popen[str], served: list[str]) -> None:
        assert worker.stdout is not None
        served.extend(line.strip() for line in worker.stdout)

    def go(self, *numbers: int) -> None:
        for number in numbers:
            stdout = self.workers[number].stdout
            assert stdout is not None
            assert stdout.readline() == "ready\n"
            self.threads[number].start()
        for number in numbers:
            stdin = self.workers[number].stdin
            assert stdin is not None
            stdin.write("go\n")
            stdin.flush()

    def kill(self, number: int) -> None:
        self.workers[number].kill()
        self.threads[number].join()

    def finish(self) -> list[str]:
        """Wait for all; what each has printed as errors."""
        for worker, thread in zip(self.workers, self.threads, strict=True):
            worker.wait(80)
            thread.join()
        return [worker.stderr.read() for worker in self.workers if worker.stderr is not None]

    @property
    def calls(self) -> list[str]:
        """All that was served."""
        return [call for calls in self.served for call in calls]

    def close(self) -> None:
        for worker in self.workers:
            worker.kill()
            worker.wait()
            for stream in (worker.stdin, worker.stdout, worker.stderr):
                if stream is not None:
                    stream.close()


@pytest.fixture
def fleet(fragile_redis: RedisServer) -> Iterator[Fleet]:
    with QuotaServer() as server:
        server.thread.start()
        fleet = Fleet(fragile_redis, server)
        yield fleet
        fleet.close()
        server.shutdown()
        server.thread.join()


def start_all(fleet: Fleet) -> list[list[str]]:
    """1,000 calls, dealt out to 8 workers."""
    shares = [[f"call-{number}" for number in range(worker, CALLS, WORKERS)] for worker in range(WORKERS)]
    for share in shares:
        fleet.start(share)
    fleet.go(*range(WORKERS))
    return shares


def check(fleet: Fleet) -> None:
    served, refused = fleet.server.served, fleet.server.refused
    logger.info("served in each window: %s, wasted: %s", [served[w] for w in sorted(served)], dict(refused))
    # Neither the first window nor the last is there for its whole length.
    for window in sorted(served)[1:-1]:
        assert served[window] >= 0.95 * LIMIT
    assert sorted(served) == list(range(min(served), max(served) + 1))
    assert max(refused.values(), default=0) <= 1


def test_eight_workers_use_each_window_to_the_full_and_waste_nothing(fleet: Fleet) -> None:
    start_all(fleet)

    errors = fleet.finish()

    assert "".join(errors) == ""
    assert len(fleet.calls) == fleet.server.served.total() == CALLS
    check(fleet)


def test_so_they_do_when_two_are_killed_and_redis_is_restarted_in_the_middle(fleet: Fleet) -> None:
    shares = start_all(fleet)
    for calls, killed in ((250, 2), (500, 5)):
        fleet.server.wait_for(calls)
        fleet.kill(killed)
        fleet.go(fleet.start(sorted(set(shares[killed]) - set(fleet.served[killed]))))
    fleet.server.wait_for(750)
    fleet.redis.stop()
    fleet.redis.start()

    errors = fleet.finish()

    assert len(set(fleet.calls)) == len(fleet.calls) == CALLS
    warnings = [text.count("Redis does not answer") for text in errors]
    assert sum(warnings) > 0
    assert max(warnings) == 1
    check(fleet)

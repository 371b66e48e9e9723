"""Bulk jobs under a quota, in real time. Each has its own server, and several run at the same time."""

from __future__ import annotations

import math
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from peers_environment import run_peer, serving
from plan import QUOTA, USUAL_CALLS, WINDOW, BulkJob

# Seconds of one bin of a timeline.
BIN = 0.25


@dataclass(frozen=True)
class Result:
    """The result of a job.

    Attributes:
        job: The job.
        served: Calls that succeeded.
        refused: Requests that were answered with 429.
        errors: The number of failed calls for each exception type.
        seconds: Time from the first to the last request that the server received.
        p99: 99th percentile of the seconds until a call succeeded.
        seen: Each request that the server received: seconds since the first one, and whether it was served.
    """

    job: BulkJob
    served: int
    refused: int
    errors: dict[str, int]
    seconds: float
    p99: float | None
    seen: list[tuple[float, bool]]

    @property
    def is_usual(self) -> bool:
        """True for the job in the summary and the chart: a few windows on a server that behaves as documented."""
        return self.job == BulkJob(self.job.contender, USUAL_CALLS)

    @property
    def failed(self) -> int:
        """The number of calls that were not served."""
        return self.job.calls - self.served

    @property
    def share(self) -> float:
        """The served part of the calls that the quota allowed: one quota at once, then the quota's rate."""
        if self.job.calls <= QUOTA:
            return self.served / self.job.calls
        return self.served / max(self.served, QUOTA * (1 + self.seconds / WINDOW))

    @property
    def wasted(self) -> float:
        """The number of 429s per 100 served calls."""
        return 100 * self.refused / max(1, self.served)

    def timeline(self) -> list[tuple[int, int]]:
        """Return the numbers of served and refused requests in each bin of `BIN` seconds."""
        bins = [[0, 0] for _ in range(math.floor(self.seconds / BIN) + 1)]
        for second, served in self.seen:
            bins[min(len(bins) - 1, math.floor(second / BIN))][not served] += 1
        return [(served, refused) for served, refused in bins]


def shortest_time(job: BulkJob) -> float:
    """Return the fewest seconds in which the server can serve the job."""
    if job.algorithm == "bucket":
        return max(0, job.calls - QUOTA) * WINDOW / QUOTA
    return (math.ceil(job.calls / QUOTA) - 1) * WINDOW


def run_job(stock: Path, job: BulkJob) -> Result:
    """Run `job` against a server of its own."""
    server_options: list[object] = ["--quota", QUOTA, "--window", WINDOW, "--algorithm", job.algorithm]
    server_options += ["--offset", job.offset]
    # githubkit reads epoch seconds, as GitHub sends them, and raises ValueError for an ISO 8601 reset.
    server_options += ["--epoch"] * (job.contender == "githubkit")
    server_options += ["--retry-after"] * job.retry_after
    with serving(*server_options) as server:
        # Calls that take longer count as failed, because a client that never gives up would block the run.
        deadline = 1.5 * shortest_time(job) + 10
        options = ("--url", server.url, "--calls", job.calls, "--deadline", deadline)
        outcome = run_peer("bulk", stock, "--contender", job.contender, *options)
    first = server.seen[0][0] if server.seen else 0.0
    seen = [(second - first, served) for second, served in server.seen]
    seconds = seen[-1][0] if seen else 0.0
    refused = sum(not served for _, served in seen)
    return Result(job, outcome["served"], refused, outcome["errors"], seconds, outcome["p99"], seen)


def run_jobs(stock: Path, jobs: Iterable[BulkJob], side_by_side: int) -> list[Result]:
    """Run all of `jobs`, `side_by_side` of them at the same time."""
    with ThreadPoolExecutor(side_by_side) as threads:
        return list(threads.map(partial(run_job, stock), jobs))

"""Bulk jobs under a quota, in real time, each with a server of its own; several run side by side."""

from __future__ import annotations

import math
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from peers_environment import run_peer, serving
from plan import QUOTA, USUAL_CALLS, WINDOW, BulkJob

BIN = 0.25
"""Seconds of one step of a timeline."""


@dataclass(frozen=True)
class Result:
    """What became of a job.

    Attributes:
        job: The job.
        served: Calls that were served.
        refused: Requests that were answered with 429.
        errors: Calls that failed, by what they raised.
        seconds: From the start to the last request that the server saw.
        p99: Seconds after which 99 of 100 served calls were done.
        seen: Each request that the server saw: seconds since the first one, and whether it was served.
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
        """Whether this is the job of the summary and the chart: a few windows long, on a server as documented."""
        return self.job == BulkJob(self.job.contender, USUAL_CALLS)

    @property
    def failed(self) -> int:
        """Calls that were not served."""
        return self.job.calls - self.served

    @property
    def share(self) -> float:
        """What was served, of the job, or of what the server may have let through: a quota at once, then its rate."""
        if self.job.calls <= QUOTA:
            return self.served / self.job.calls
        return self.served / max(self.served, QUOTA * (1 + self.seconds / WINDOW))

    @property
    def wasted(self) -> float:
        """Refusals for each 100 served calls."""
        return 100 * self.refused / max(1, self.served)

    def timeline(self) -> list[tuple[int, int]]:
        """Requests served and refused, for each step of `BIN` seconds."""
        bins = [[0, 0] for _ in range(math.floor(self.seconds / BIN) + 1)]
        for second, served in self.seen:
            bins[min(len(bins) - 1, math.floor(second / BIN))][not served] += 1
        return [(served, refused) for served, refused in bins]


def bound(job: BulkJob) -> float:
    """The seconds that the job takes at the least."""
    if job.algorithm == "bucket":
        return max(0, job.calls - QUOTA) * WINDOW / QUOTA
    return (math.ceil(job.calls / QUOTA) - 1) * WINDOW


def run_job(stock: Path, job: BulkJob) -> Result:
    """Do `job`."""
    server_options: list[object] = ["--quota", QUOTA, "--window", WINDOW, "--algorithm", job.algorithm]
    server_options += ["--offset", job.offset]
    # githubkit reads epoch seconds, as GitHub writes them; an ISO reset is a ValueError to it.
    server_options += ["--epoch"] * (job.contender == "githubkit")
    server_options += ["--retry-after"] * job.retry_after
    with serving(*server_options) as server:
        # Later than that is failed: a client that never gives up would hold up the run.
        deadline = 1.5 * bound(job) + 10
        options = ("--url", server.url, "--calls", job.calls, "--deadline", deadline)
        told = run_peer("bulk", stock, "--contender", job.contender, *options)
    began = server.seen[0][0] if server.seen else 0.0
    seen = [(second - began, served) for second, served in server.seen]
    seconds = seen[-1][0] if seen else 0.0
    refused = sum(not served for _, served in seen)
    return Result(job, told["served"], refused, told["errors"], seconds, told["p99"], seen)


def run_jobs(stock: Path, jobs: Iterable[BulkJob], side_by_side: int) -> list[Result]:
    """Do all of `jobs`, a few at a time."""
    with ThreadPoolExecutor(side_by_side) as threads:
        return list(threads.map(partial(run_job, stock), jobs))

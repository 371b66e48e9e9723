"""The amounts to measure: `make bench` and `make bench-quick` run the same code with different repetitions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class BulkJob:
    """A bulk job: its contender and its server.

    Attributes:
        contender: A name in `peers/clients.py`.
        calls: How many calls are made at once.
        algorithm: The rate limit algorithm of the server.
        offset: Seconds by which the server's clock is ahead.
        retry_after: Add Retry-After to 429s, which MSPortal does not document.
    """

    contender: str
    calls: int
    algorithm: str = "fixed"
    offset: float = 0.0
    retry_after: bool = False


@dataclass(frozen=True)
class Bursts:
    """Many calls at once.

    Attributes:
        rounds: How many turns each contender gets.
        tasks: How many asyncio tasks call at once.
        threads: How many threads call at once.
        connections: Sizes of the connection pool at which throughput is measured.
        calls_per_connection: How many calls each connection of such a pool makes.
    """

    rounds: int
    tasks: tuple[int, ...]
    threads: tuple[int, ...]
    connections: tuple[int, ...]
    calls_per_connection: int


@dataclass(frozen=True)
class Plan:
    """The amounts of one run.

    Attributes:
        rounds: How many turns each contender gets.
        slot: Seconds of a turn.
        concurrency: How many calls at once over loopback.
        bursts: Many calls at once.
        imports: How often the imports with a target are timed.
        peer_imports: How often the other imports are timed.
        held: How many models are kept to measure their memory.
        memories: How often that is measured.
        pages: How many pages are walked to measure time.
        long_walk: How many pages are walked to measure memory.
        regenerations: How often a document is generated, by its number of operations.
        jobs: The bulk jobs.
        side_by_side: How many bulk jobs run at the same time. They spend most of it waiting.
    """

    rounds: int
    slot: float
    concurrency: tuple[int, ...]
    bursts: Bursts
    imports: int
    peer_imports: int
    held: int
    memories: int
    pages: int
    long_walk: int
    regenerations: dict[int, int]
    jobs: tuple[BulkJob, ...]
    side_by_side: int


QUOTA = 60
WINDOW = 2.0
USUAL_CALLS = 4 * QUOTA
# Seconds that the loopback server waits before it answers, to measure the throughput of a connection pool.
LATENCY = 0.05
_BULK = ("msportal-client", "openai", "httpx-retries", "githubkit")
_ALGORITHMS = ("fixed", "sliding", "bucket")
_HOUR = 3600.0

FULL = Plan(
    rounds=25,
    slot=0.03,
    concurrency=(1, 100),
    bursts=Bursts(rounds=3, tasks=(100, 2000), threads=(100, 2000), connections=(10, 20), calls_per_connection=120),
    imports=15,
    peer_imports=5,
    held=100_000,
    memories=2,
    pages=50,
    long_walk=1000,
    regenerations={27: 3, 100: 2, 400: 2},
    jobs=(
        *(
            BulkJob(name, calls, algorithm)
            for calls in (4 * QUOTA, QUOTA, QUOTA // 6)
            for algorithm in _ALGORITHMS
            for name in _BULK
        ),
        # These take a minute each.
        *(BulkJob(name, 20 * QUOTA) for name in _BULK),
        BulkJob("msportal-client", 20 * QUOTA, "sliding"),
        BulkJob("msportal-client", 20 * QUOTA, "bucket"),
        *(BulkJob(name, 4 * QUOTA, offset=offset) for offset in (-_HOUR, 1.5, _HOUR) for name in _BULK),
        *(BulkJob(name, 4 * QUOTA, retry_after=True) for name in _BULK),
    ),
    side_by_side=6,
)

QUICK = Plan(
    rounds=5,
    slot=0.01,
    concurrency=(1, 100),
    bursts=Bursts(rounds=2, tasks=(100,), threads=(100,), connections=(10,), calls_per_connection=10),
    imports=15,
    peer_imports=1,
    held=10_000,
    memories=1,
    pages=5,
    long_walk=100,
    regenerations={27: 1, 54: 1},
    jobs=(
        *(BulkJob(name, 4 * QUOTA) for name in ("msportal-client", "openai", "githubkit")),
        BulkJob("msportal-client", 4 * QUOTA, "sliding"),
        BulkJob("msportal-client", 4 * QUOTA, "bucket"),
        BulkJob("msportal-client", 4 * QUOTA, offset=_HOUR),
    ),
    side_by_side=6,
)

"""How much is measured: the same code for `make bench` and `make bench-quick`, with more or fewer repetitions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class BulkJob:
    """One bulk job: who does it, and against which server.

    Attributes:
        contender: A name of `peers/clients.py`.
        calls: How many calls are made at once.
        algorithm: How the server counts.
        offset: Seconds by which the server's clock is ahead.
        retry_after: Whether refusals say Retry-After, which MSPortal does not document.
    """

    contender: str
    calls: int
    algorithm: str = "fixed"
    offset: float = 0.0
    retry_after: bool = False


@dataclass(frozen=True)
class Plan:
    """What one run measures.

    Attributes:
        rounds: How often each contender gets its turn.
        slot: Seconds of a turn.
        concurrency: How many calls at once over loopback.
        imports: How often each import is timed.
        held: How many models are held for their memory.
        pages: How many pages are walked for the time they take.
        long_walk: And for the memory they take.
        memories: How often that is measured.
        regenerations: For each size of the document, how often it is generated.
        jobs: The bulk jobs.
        side_by_side: How many of them at a time: they mostly wait.
    """

    rounds: int
    slot: float
    concurrency: tuple[int, ...]
    imports: int
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
_BULK = ("msportal-client", "openai", "httpx-retries", "githubkit")
_ALGORITHMS = ("fixed", "sliding", "bucket")
_HOUR = 3600.0

FULL = Plan(
    rounds=25,
    slot=0.03,
    concurrency=(1, 100, 1000),
    imports=9,
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
    imports=2,
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

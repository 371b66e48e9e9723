"""Figures: ratios of samples that were measured in the same rounds, with their spread."""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from dataclasses import dataclass

from rounds import Samples

OURS = "msportal-client"
# Plain httpx behind the semaphore with which it is fastest.
BEST_GATE = "httpx, best gate"
# The time per call that a pool allows if none of its connections is ever idle.
CEILING = "all connections busy"

# Samples by case: `decode 100`, `mock async 1`, `import modules`.
Cases = dict[str, Samples]


@dataclass(frozen=True)
class Ratio:
    """A ratio of two measurements: the median of all rounds, and the quartiles `low` and `high`."""

    median: float
    low: float
    high: float

    def __str__(self) -> str:
        spread = "" if self.low == self.high else f" ({self.low:.2f} to {self.high:.2f})"
        return f"{self.median:.2f}{spread}"


def ratio(samples: Samples, of: str, to: str) -> Ratio:
    """Return the ratio of `of` to `to`, computed round by round."""
    rounds = sorted(a / b for a, b in zip(samples[of], samples[to], strict=True))
    if len(rounds) == 1:
        return Ratio(rounds[0], rounds[0], rounds[0])
    low, median, high = statistics.quantiles(rounds, n=4, method="inclusive")
    return Ratio(median, low, high)


@dataclass(frozen=True)
class Unit:
    """The unit in which the samples of a case are printed."""

    name: str
    factor: float


_UNITS: Mapping[str, Unit] = {
    "decode": Unit("µs", 1e6),
    "encode": Unit("µs", 1e6),
    "build": Unit("µs", 1e6),
    "mock": Unit("µs a call", 1e6),
    "loopback": Unit("µs a call", 1e6),
    "burst": Unit("µs a call", 1e6),
    "latency": Unit("µs a call", 1e6),
    "pages": Unit("µs an item", 1e6),
    "held memory": Unit("bytes an item", 1),
    "walk memory": Unit("KiB", 1 / 1024),
    "import seconds": Unit("ms", 1e3),
    "import modules": Unit("modules", 1),
    "import memory": Unit("MiB", 1 / 1024 / 1024),
    "import of planner seconds": Unit("ms", 1e3),
    "import of planner modules": Unit("modules", 1),
    "import of planner memory": Unit("MiB", 1 / 1024 / 1024),
    "import of peers seconds": Unit("ms", 1e3),
    "import of peers modules": Unit("modules", 1),
    "import of peers memory": Unit("MiB", 1 / 1024 / 1024),
    "regenerate": Unit("s", 1),
}


def unit(case: str) -> Unit:
    """Return the unit of `case`."""
    return next(unit for prefix, unit in _UNITS.items() if case.startswith(prefix))


def subject(samples: Samples) -> str:
    """Return the contender that is compared with the others: ours if it takes part, else the first."""
    return OURS if OURS in samples else next(iter(samples))

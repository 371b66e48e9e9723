"""Samples into figures: each a ratio of two things that were measured in the same rounds, with its spread."""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from dataclasses import dataclass

from rounds import Samples

OURS = "msportal-client"

Cases = dict[str, Samples]
"""Samples by what was measured: `decode 100`, `mock async 1`, `import modules`."""


@dataclass(frozen=True)
class Ratio:
    """How many times as much one takes as another: the median of all rounds, and the middle half of them."""

    median: float
    low: float
    high: float

    def __str__(self) -> str:
        spread = "" if self.low == self.high else f" ({self.low:.2f} to {self.high:.2f})"
        return f"{self.median:.2f}{spread}"


def ratio(samples: Samples, of: str, to: str) -> Ratio:
    """What `of` takes, in units of what `to` takes, round by round."""
    rounds = sorted(a / b for a, b in zip(samples[of], samples[to], strict=True))
    if len(rounds) == 1:
        return Ratio(rounds[0], rounds[0], rounds[0])
    low, median, high = statistics.quantiles(rounds, n=4, method="inclusive")
    return Ratio(median, low, high)


@dataclass(frozen=True)
class Unit:
    """How a case's samples are written."""

    name: str
    factor: float


_UNITS: Mapping[str, Unit] = {
    "decode": Unit("µs", 1e6),
    "encode": Unit("µs", 1e6),
    "build": Unit("µs", 1e6),
    "mock": Unit("µs a call", 1e6),
    "loopback": Unit("µs a call", 1e6),
    "pages": Unit("µs an item", 1e6),
    "held memory": Unit("bytes an item", 1),
    "walk memory": Unit("KiB", 1 / 1024),
    "import seconds": Unit("ms", 1e3),
    "import modules": Unit("modules", 1),
    "import memory": Unit("MiB", 1 / 1024 / 1024),
    "regenerate": Unit("s", 1),
}


def unit(case: str) -> Unit:
    """The unit of `case`."""
    return next(unit for prefix, unit in _UNITS.items() if case.startswith(prefix))


def subject(samples: Samples) -> str:
    """The one that the others are compared with: ours where it takes part, else the first."""
    return OURS if OURS in samples else next(iter(samples))

"""The targets of the project. Each is a bound on a ratio."""

from __future__ import annotations

from dataclasses import dataclass

from figures import BEST_GATE, CEILING, OURS, Cases, Ratio, ratio


@dataclass(frozen=True)
class Target:
    """A bound on the ratio of `of` to `to`: a highest value, or a lowest one if `at_least` is set."""

    name: str
    case: str
    of: str
    to: str
    bound: float
    at_least: bool = False

    def __str__(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {self.bound:.2f}"


@dataclass(frozen=True)
class Outcome:
    """A target and its measured ratio, which is None if the run did not measure it."""

    target: Target
    measured: Ratio | None

    @property
    def verdict(self) -> str:
        """The result in a word or two."""
        if self.measured is None:
            return "not measured"
        bound, median = self.target.bound, self.measured.median
        return "met" if (median >= bound if self.target.at_least else median <= bound) else "not met"


def _burst_targets(how: str, label: str) -> tuple[Target, ...]:
    return (
        Target(f"2,000 calls {label}, against httpx with its best gate", f"burst {how} 2000", OURS, BEST_GATE, 1.10),
        Target(f"100 calls {label}, against httpx with its best gate", f"burst {how} 100", OURS, BEST_GATE, 1.10),
        Target(
            f"a call {label}, 2,000 at once against 100", f"burst growth {how}", "2000 at once", "100 at once", 1.30
        ),
        *(
            Target(
                f"throughput {label} at 50 ms of latency, as a share of what {connections} connections allow",
                f"latency {how} {connections}",
                CEILING,
                OURS,
                0.95,
                at_least=True,
            )
            for connections in (10, 20)
        ),
    )


TARGETS = (
    Target("100 planner items, text to models, against pydantic", "decode 100", OURS, "pydantic", 1.0),
    Target("100 planner items, text to models, against the stock client", "decode 100", OURS, "stock", 0.3),
    Target("a request body, model to bytes, against the stock client", "encode 100", OURS, "stock", 0.5),
    Target("a typed call over MockTransport, sync, against httpx with json", "mock sync 1", OURS, "httpx", 1.15),
    Target("a typed call over MockTransport, async, against httpx with json", "mock async 1", OURS, "httpx", 1.15),
    *_burst_targets("async", "in tasks"),
    *_burst_targets("threads", "in threads"),
    Target("import msportal_client, against httpx", "import seconds", "import msportal_client", "httpx", 1.10),
    Target("from msportal_client import AsyncMSPortal, against httpx", "import seconds", OURS, "httpx", 1.16),
    # Times of equal work differ by a few percent. Numbers of modules do not.
    Target("100 Planner tasks, text to models, against pydantic", "decode planner 100", OURS, "pydantic", 1.0),
    Target("import AsyncMicrosoftPlanner, against httpx", "import of planner seconds", OURS, "httpx", 1.25),
    Target("import with a large spec, against this one: time", "import seconds", f"{OURS}, large spec", OURS, 1.05),
    Target("import with a large spec, against this one: modules", "import modules", f"{OURS}, large spec", OURS, 1.0),
    Target("memory late in a walk, against early", "walk memory", "last tenth", "second tenth", 1.05),
)


def judge(cases: Cases) -> list[Outcome]:
    """Return the outcome of each target."""
    return [Outcome(target, _measured(target, cases)) for target in TARGETS]


def _measured(target: Target, cases: Cases) -> Ratio | None:
    samples = cases.get(target.case, {})
    if target.of not in samples or target.to not in samples:
        return None
    return ratio(samples, target.of, target.to)

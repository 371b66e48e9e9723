"""What was set out to be reached, each a ratio with an upper bound."""

from __future__ import annotations

from dataclasses import dataclass

from figures import OURS, Cases, Ratio, ratio


@dataclass(frozen=True)
class Target:
    """`of` takes at most `bound` times what `to` takes."""

    name: str
    case: str
    of: str
    to: str
    bound: float


@dataclass(frozen=True)
class Outcome:
    """A target and what was measured; None: not in this run."""

    target: Target
    measured: Ratio | None

    @property
    def verdict(self) -> str:
        """In a word or two."""
        if self.measured is None:
            return "not measured"
        return "met" if self.measured.median <= self.target.bound else "not met"


TARGETS = (
    Target("100 planner items, text to models, against pydantic", "decode 100", OURS, "pydantic", 1.0),
    Target("100 planner items, text to models, against the stock client", "decode 100", OURS, "stock", 0.3),
    Target("a request's body, model to bytes, against the stock client", "encode 100", OURS, "stock", 0.5),
    Target("a typed call over MockTransport, against httpx with json", "mock sync 1", OURS, "httpx", 1.15),
    Target("the same, async", "mock async 1", OURS, "httpx", 1.15),
    Target("1,000 async calls at once over loopback, against httpx", "loopback async 1000", OURS, "httpx", 1.10),
    Target("1,000 calls in threads over loopback, against httpx", "loopback sync 1000", OURS, "httpx", 1.10),
    Target("import msportal_client, against httpx", "import seconds", "import msportal_client", "httpx", 1.10),
    Target("import the client as well, against httpx", "import seconds", OURS, "httpx", 1.10),
    # Seconds cannot be the same to the percent; modules can.
    Target("import of a large spec, against this one: time", "import seconds", f"{OURS}, large spec", OURS, 1.05),
    Target("import of a large spec, against this one: modules", "import modules", f"{OURS}, large spec", OURS, 1.0),
    Target("memory late in a walk, against early", "walk memory", "last tenth", "second tenth", 1.05),
)


def judge(cases: Cases) -> list[Outcome]:
    """What became of each target."""
    return [
        Outcome(target, ratio(cases[target.case], target.of, target.to) if target.case in cases else None)
        for target in TARGETS
    ]

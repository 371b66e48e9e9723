"""The report of a soak run: a short table, and the faults."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from soak.judge import Tally
from soak.load import LONGEST_CALL

if TYPE_CHECKING:
    from soak.storm import Soak

__all__ = ["write", "write_faults", "write_table"]


def write(line: str = "") -> None:
    """Write a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def write_table(soak: Soak) -> None:
    """Write what the calls came to, and what is left of them."""
    before, after, tally = soak.before, soak.after, soak.tally
    outcomes = ", ".join(f"{name} {count}" for name, count in tally.outcomes.most_common())
    well = sum(status == 0 for status in soak.children)
    rows = [
        ("seed", soak.seed),
        ("calls", f"{tally.outcomes.total()}; after the storms {soak.calm_calls} that had to succeed"),
        ("outcomes", outcomes),
        (
            "slowest call",
            f"{tally.slowest:.1f} s of at most {LONGEST_CALL:.0f}; after a storm {soak.slowest_calm:.1f} s",
        ),
        ("server", f"started {soak.server.starts} times"),
        ("children", f"{len(soak.children)} forked, {well} ended with 0"),
        *[("slots, permits", text) for text in soak.usage],
        ("descriptors", f"{before.descriptors} before, {after.descriptors} after"),
        ("threads", f"{len(before.threads)} before, {len(after.threads)} after"),
        ("tasks", f"{len(before.tasks)} before, {len(after.tasks)} after"),
        ("memory, MB", ", ".join(f"{memory.bytes / 1e6:.1f}" for memory in soak.memory)),
        ("blocks", ", ".join(str(memory.blocks) for memory in soak.memory)),
        ("faults", f"{tally.faults.total()}"),
    ]
    write()
    for name, text in rows:
        write(f"{name:<16}{text}")


def write_faults(tally: Tally) -> None:
    """Write each fault in a sentence, and more about some."""
    for sentence, count in tally.faults.most_common():
        write(f"\nFAULT, {count} times: {sentence}")
        for text in tally.texts.get(sentence, []):
            write("\n".join(f"    {line}" for line in text.splitlines()))

"""The report of an update, in Markdown that reads well in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from .change import Change


def report(changes: Sequence[Change]) -> list[str]:
    """Return a line for each change, and one that counts them."""
    breaking = sum(change.breaking for change in changes)
    lines = [f"{'BREAKING' if change.breaking else '        '}  {change}" for change in changes]
    return [
        *lines,
        f"{len(changes)} change{'' if len(changes) == 1 else 's'}, {breaking} of them breaking for users of the Python API",
    ]


def version_line(version: str | None, proposal: tuple[str, str] | None) -> str:
    """Return the line that proposes the next version."""
    if version is None or proposal is None:
        return "next version: none proposed, because the present one is not known"
    return f"next version: {proposal[0]} (now {version}): {proposal[1]}"

"""Draft an entry in CHANGELOG.md (https://keepachangelog.com)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .change import Change

_HEADINGS = ("Added", "Changed", "Deprecated", "Removed")
_UNRELEASED = re.compile(r"^## \[?Unreleased\]?.*\n", re.MULTILINE)


def with_entry(changelog: str, changes: Sequence[Change], heading: str = "") -> str:
    """Return the changelog with the changes added below `Unreleased`, breaking ones first.

    Args:
        changelog: The whole changelog.
        changes: The changes.
        heading: The name of the API in front of each change, empty for that of the project.
    """
    if not changes:
        return changelog
    if not _UNRELEASED.search(changelog):
        first = re.search(r"^## ", changelog, re.MULTILINE)
        at = first.start() if first else len(changelog)
        changelog = f"{changelog[:at]}## Unreleased\n\n{changelog[at:]}"
    start, end = _unreleased(changelog)
    text = changelog[start:end]
    for kind in _HEADINGS:
        found = sorted((c for c in changes if c.heading == kind), key=lambda c: (not c.breaking, str(c)))
        text = _appended(text, kind, [line for c in found if (line := _line(c, heading)) not in text.splitlines()])
    rest = changelog[end:]
    return f"{changelog[:start]}\n{text.strip()}\n{f'{chr(10)}{rest}' if rest else ''}"


def unreleased(changelog: str) -> str:
    """Return the section with everything that is not released yet."""
    start, end = _unreleased(changelog)
    return changelog[start:end]


def _unreleased(changelog: str) -> tuple[int, int]:
    heading = _UNRELEASED.search(changelog)
    if heading is None:
        return 0, 0
    following = re.search(r"^## ", changelog[heading.end() :], re.MULTILINE)
    return heading.end(), heading.end() + following.start() if following else len(changelog)


def _line(change: Change, heading: str) -> str:
    return f"- {'**Breaking:** ' if change.breaking else ''}{f'{heading}: ' if heading else ''}{change}"


def _appended(text: str, heading: str, lines: list[str]) -> str:
    if not lines:
        return text
    block = "\n".join(lines)
    found = re.search(rf"^### {heading}\n\n?(.*?)(?=^### |\Z)", text, re.MULTILINE | re.DOTALL)
    if found is None:
        return f"{text.rstrip()}\n\n### {heading}\n\n{block}\n"
    return f"{text[: found.start()]}### {heading}\n\n{found[1].strip()}\n{block}\n\n{text[found.end() :]}"

"""Draft an entry in CHANGELOG.md."""

from __future__ import annotations

import re
from collections.abc import Sequence

_HEADINGS = ("Added", "Changed", "Removed")


def with_entry(changelog: str, entries: Sequence[tuple[bool, str]]) -> str:
    """Return the changelog with the changes added below `Unreleased`, breaking ones first.

    Args:
        changelog: The present text.
        entries: For each change, whether it is breaking, and its description.
    """
    if not entries:
        return changelog
    found = re.search(r"^## Unreleased\n", changelog, re.MULTILINE)
    if found is None:
        first = re.search(r"^## ", changelog, re.MULTILINE)
        at = first.start() if first else len(changelog)
        changelog = f"{changelog[:at]}## Unreleased\n\n{changelog[at:]}"
        return with_entry(changelog, entries)
    end = re.search(r"^## ", changelog[found.end() :], re.MULTILINE)
    until = found.end() + end.start() if end else len(changelog)
    text = changelog[found.end() : until]
    for heading in _HEADINGS:
        lines = [
            _line(breaking, words) for breaking, words in sorted(entries, key=_order) if _heading(words) == heading
        ]
        text = _appended(text, heading, lines)
    rest = changelog[until:]
    return f"{changelog[: found.end()]}\n{text.strip()}\n{f'{chr(10)}{rest}' if rest else ''}"


def _order(entry: tuple[bool, str]) -> tuple[bool, str]:
    return not entry[0], entry[1]


def _heading(words: str) -> str:
    subject = words.split(": ", maxsplit=1)[0]
    if subject.endswith(" added") or words.endswith(" added") or " added, which" in words:
        return "Added"
    return "Removed" if subject.endswith(" removed") or words.endswith(" removed") else "Changed"


def _line(breaking: bool, words: str) -> str:
    return f"- {'**Breaking:** ' if breaking else ''}{words}"


def _appended(text: str, heading: str, lines: list[str]) -> str:
    if not lines:
        return text
    block = "\n".join(lines)
    found = re.search(rf"^### {heading}\n\n?(.*?)(?=^### |\Z)", text, re.MULTILINE | re.DOTALL)
    if found is None:
        return f"{text.rstrip()}\n\n### {heading}\n\n{block}\n"
    return f"{text[: found.start()]}### {heading}\n\n{found[1].strip()}\n{block}\n\n{text[found.end() :]}"

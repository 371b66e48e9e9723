"""Propose the next version: https://semver.org."""

from __future__ import annotations

import re
from pathlib import Path

FILE = Path("msportal_client/_runtime/version.py")


def current_version(root: Path) -> str | None:
    """Return the version of the package in `root`, None if its file does not name one."""
    try:
        found = re.search(r'^__version__ = "([^"]+)"', (root / FILE).read_text("utf-8"), re.MULTILINE)
    except OSError:
        return None
    return found[1] if found else None


def next_version(version: str, unreleased: str) -> tuple[str, str] | None:
    """Return the version that follows, and the reason.

    Args:
        version: The present version.
        unreleased: The section of the changelog with everything that is not released yet.
    """
    found = re.match(r"(\d+)\.(\d+)\.(\d+)", version)
    if found is None:
        return None
    major, minor, patch = (int(part) for part in found.groups())
    breaking, added = "**Breaking:**" in unreleased, bool(re.search(r"^### Added$", unreleased, re.MULTILINE))
    if breaking and not major:
        return f"0.{minor + 1}.0", "below 1.0, a breaking change raises the minor version"
    if breaking:
        return f"{major + 1}.0.0", "a breaking change raises the major version"
    if added and major:
        return f"{major}.{minor + 1}.0", "an addition raises the minor version"
    return (
        f"{major}.{minor}.{patch + 1}",
        "without a breaking change, the patch version is raised" if not major else "the patch version is raised",
    )

"""The draft in CHANGELOG.md and the next version."""

from __future__ import annotations

from pathlib import Path

import pytest
from update.change import Change
from update.changelog import unreleased, with_entry
from update.version import current_version, next_version

CHANGELOG = "# Changes\n\n## Unreleased\n\n### Added\n\n- The client.\n\n## 0.1.0\n\n- All of it.\n"
ENTRIES = [
    Change("Added", "operation added: B"),
    Change("Added", "operation added: A"),
    Change("Removed", "removed", breaking=True, subjects=("A", "b(c=…)")),
]
DRAFT = (
    "### Added\n\n- operation added: A\n- operation added: B\n\n### Removed\n\n- **Breaking:** `A`, `b(c=…)`: removed\n"
)


def test_changelog_entry_position() -> None:
    assert with_entry("# Changes\n", ENTRIES) == f"# Changes\n## Unreleased\n\n{DRAFT}"
    assert (
        with_entry("# Changes\n\n## 1.0\n\n- x\n", ENTRIES) == f"# Changes\n\n## Unreleased\n\n{DRAFT}\n## 1.0\n\n- x\n"
    )
    assert with_entry(CHANGELOG, []) == CHANGELOG


def test_changelog_keeps_present_entries() -> None:
    changelog = with_entry(CHANGELOG, ENTRIES)
    assert "### Added\n\n- The client.\n- operation added: A\n" in changelog
    assert changelog.endswith("\n\n## 0.1.0\n\n- All of it.\n")


@pytest.mark.parametrize("heading", ["## Unreleased", "## [Unreleased]", "## [Unreleased] - soon"])
def test_changelog_finds_unreleased_heading(heading: str) -> None:
    changelog = with_entry(f"# Changes\n\n{heading}\n\n## 1.0\n", ENTRIES)
    assert changelog == f"# Changes\n\n{heading}\n\n{DRAFT}\n## 1.0\n"
    assert unreleased(changelog) == f"\n{DRAFT}\n"


def test_changelog_repeats_no_entry() -> None:
    once = with_entry(CHANGELOG, ENTRIES)
    assert with_entry(once, ENTRIES) == once


BREAKING = "### Changed\n\n- **Breaking:** `A`: removed\n"
ADDITION = "### Added\n\n- `A`: added\n"
OTHER = "### Changed\n\n- `A`: may be left out\n"


@pytest.mark.parametrize(
    ("version", "section", "expected"),
    [
        ("0.1.0", BREAKING, "0.2.0"),
        ("0.1.7", ADDITION, "0.1.8"),
        ("0.1.7", OTHER, "0.1.8"),
        ("0.9.3", ADDITION + BREAKING, "0.10.0"),
        ("1.4.2", BREAKING, "2.0.0"),
        ("1.4.2", ADDITION + BREAKING, "2.0.0"),
        ("1.4.2", ADDITION, "1.5.0"),
        ("1.4.2", OTHER, "1.4.3"),
        ("2.0.0rc1", OTHER, "2.0.1"),
    ],
)
def test_next_version_by_kind_of_change(version: str, section: str, expected: str) -> None:
    proposal = next_version(version, section)
    assert proposal is not None
    assert proposal[0] == expected


def test_next_version_of_unknown_version(tmp_path: Path) -> None:
    assert next_version("dev", BREAKING) is None
    assert current_version(tmp_path) is None

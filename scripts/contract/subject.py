"""What is checked: a directory with `openapi.json` and the package `msportal_client`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generation.document import Json


@dataclass(frozen=True)
class Live:
    """A server to compare the spec with.

    Attributes:
        base_url: Where it is.
        key: The API key for it; not for printing.
        budget: The most requests that may be spent on it.
    """

    base_url: str
    key: str
    budget: int

    def __repr__(self) -> str:
        return f"Live({self.base_url!r}, budget={self.budget})"


@dataclass(frozen=True)
class Subject:
    """The spec, the code that should be what it gives, and a live server if there is one."""

    root: Path
    document: Json
    live: Live | None = None

    @property
    def spec(self) -> Path:
        """The file of the spec."""
        return self.root / "openapi.json"


@dataclass(frozen=True)
class Outcome:
    """What a check found.

    Attributes:
        problems: What is wrong, a line for each; nothing: it passed.
        notes: What a person should know of how it was checked.
    """

    problems: Sequence[str]
    notes: Sequence[str] = ()


class NotRunError(Exception):
    """A check cannot be run here: says why."""

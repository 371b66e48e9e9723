"""A change of the Python API."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .escaping import code_span


@dataclass(frozen=True)
class Change:
    """A change of the Python API.

    Attributes:
        heading: The heading in the changelog: `Added`, `Changed`, `Deprecated` or `Removed`.
        text: A description in Markdown, with all text of the document in code spans.
        breaking: Whether code that worked before may fail.
        subjects: The arguments or fields concerned; `text` follows them.
        member: The name, API name and description of the argument or field. Several classes and methods may document the
            same one: changes with the same member and text are one.
    """

    heading: str
    text: str
    breaking: bool = False
    subjects: tuple[str, ...] = ()
    member: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{', '.join(map(code_span, self.subjects))}: {self.text}" if self.subjects else self.text


def listed(names: Iterable[str], separator: str = ", ") -> str:
    """Return code spans of the names."""
    return separator.join(map(code_span, names))

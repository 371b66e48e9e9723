"""Correct a document where it says something else than the API does.

Corrections are data, in `corrections.json`: for each document, known by its title, a list of

- `at`: a JSON pointer; `*` stands for any text in one key, and `**` for any number of keys,
- `says`: the members that the document has there,
- `true`: what is true instead, as a JSON merge patch (RFC 7396),
- `why`: the reason.

A correction applies to every place with these members. One that applies nowhere is a problem: the document has changed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, cast

from .document import Json, Problem, is_array, pointed

FILE = Path(__file__).with_name("corrections.json")


@dataclass(frozen=True)
class Correction:
    """A place of a document, what it says, what is true, and the reason."""

    at: str
    says: Json
    true: Json
    why: str


def corrections_for(document: Json, file: Path = FILE) -> list[Correction]:
    """Return the corrections for a document by its title."""
    info = document.get("info")
    title: Any = cast("Json", info).get("title") if isinstance(info, dict) else None
    return [
        Correction(**correction)
        for entry in json.loads(file.read_bytes())
        if entry["title"] == title
        for correction in entry["corrections"]
    ]


def correct(document: Json, corrections: list[Correction]) -> tuple[Json, list[Problem]]:
    """Return the corrected document, and a problem for each correction that no longer applies."""
    problems: list[Problem] = []
    for correction in corrections:
        document, found = _corrected(document, pointed(f"#{correction.at}"), correction)
        if not found:
            message = f"the document no longer says {json.dumps(correction.says)} here: remove the correction"
            problems.append(Problem(correction.at, f"{message} ({correction.why!r}) from {FILE.name}"))
    return document, problems


def _corrected(value: Any, keys: list[str], correction: Correction) -> tuple[Any, int]:
    """Return a value corrected at the places that `keys` lead to, and the number of places."""
    if not keys:
        return (_patched(value, correction.true), 1) if _has(value, correction.says) else (value, 0)
    key, *rest = keys
    found = 0
    if key == "**":
        value, found = _corrected(value, rest, correction)
    changed: dict[str | int, Any] = {}
    for name, member in _members(value):
        if key == "**" or fnmatchcase(str(name), key):
            changed[name], places = _corrected(member, keys if key == "**" else rest, correction)
            found += places
    if not found:
        return value, 0
    if is_array(value):
        return [changed.get(n, item) for n, item in enumerate(value)], found
    return {**value, **changed} if changed else value, found


def _members(value: Any) -> Iterator[tuple[str | int, Any]]:
    if isinstance(value, dict):
        yield from cast("Json", value).items()
    elif is_array(value):
        yield from enumerate(value)


def _has(value: Any, members: Any) -> bool:
    """Return whether a value is `members`, or an object that has them."""
    if not isinstance(members, dict):
        return bool(value == members)
    expected = cast("Json", members)
    if not isinstance(value, dict):
        return False
    return all(name in value and _has(value[name], member) for name, member in expected.items())


def _patched(value: Any, patch: Any) -> Any:
    """Return a value after a JSON merge patch."""
    if not isinstance(patch, dict):
        return patch
    merged: Json = {**cast("Json", value)} if isinstance(value, dict) else {}
    for name, member in cast("Json", patch).items():
        if member is None:
            merged.pop(name, None)
        else:
            merged[name] = _patched(merged.get(name), member)
    return merged

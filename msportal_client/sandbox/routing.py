"""Find the operation for a path and method."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from .spec import PATH_PARAMETER

__all__ = ["Table", "look_up", "routing_table"]

T = TypeVar("T")

# The texts of a segment before, between and after its parameters.
_Segment = tuple[str, ...]

# By number of segments: the segments of each path, the names of its parameters, and what it leads to, by method.
Table = Mapping[int, Sequence[tuple[tuple[_Segment, ...], tuple[str, ...], Mapping[str, T]]]]

# Stands for a parameter. A path cannot have it.
_PLACEHOLDER = "\0"


def routing_table(routes: Iterable[tuple[str, str, T]]) -> Table[T]:
    """Return the table for `routes`: path template, method and target of each.

    If two paths match, the one with the longer static start wins.
    """
    by_path: dict[str, dict[str, T]] = {}
    for path, method, target in routes:
        by_path.setdefault(path, {})[method] = target
    table: dict[int, list[tuple[tuple[_Segment, ...], tuple[str, ...], Mapping[str, T]]]] = {}
    for path in sorted(by_path, key=lambda path: [bool(PATH_PARAMETER.search(part)) for part in path.split("/")]):
        names = tuple(PATH_PARAMETER.findall(path))
        parts = PATH_PARAMETER.sub(_PLACEHOLDER, path).split("/")
        segments = tuple(tuple(part.split(_PLACEHOLDER)) for part in parts)
        table.setdefault(len(segments), []).append((segments, names, by_path[path]))
    return table


def look_up(table: Table[T], raw_path: str) -> tuple[Mapping[str, T], dict[str, str]] | None:
    """Return the targets of a path by method and its parameters as sent, or None for an unknown path.

    Args:
        table: The routing table.
        raw_path: The percent-encoded path as sent. An encoded slash does not separate segments.
    """
    parts = raw_path.split("/")
    for segments, names, targets in table.get(len(parts), ()):
        values = [_values(segment, part) for segment, part in zip(segments, parts, strict=True)]
        if None not in values:
            found = [value for part in values for value in part or ()]
            return targets, dict(zip(names, found, strict=True))
    return None


def _values(segment: _Segment, part: str) -> list[str] | None:
    """Return the values of the parameters in a part of a path, or None if it does not match.

    Earlier parameters take as much as they can. Not a regular expression: those of several parameters would backtrack.
    """
    first, *between = segment
    if not between:
        return [] if part == first else None
    last = between.pop()
    if not part.startswith(first) or not part.endswith(last):
        return None
    start, end = len(first), len(part) - len(last)
    values: list[str] = []
    for text in reversed(between):
        # From the end, so that the value after the text is as short as possible. It has at least one character.
        index = part.rfind(text, start, max(start, end - 1))
        if index < 0:
            return None
        values.append(part[index + len(text) : end])
        end = index
    values.append(part[start:end])
    return values[::-1] if all(values) else None

"""Find the operation for a path and method."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import unquote

from .resources import Route
from .spec import PATH_PARAMETER

__all__ = ["Table", "look_up", "routing_table"]

# By number of segments: the pattern of each path, the names of its parameters, and its routes by method.
Table = Mapping[int, list[tuple[re.Pattern[str], tuple[str, ...], dict[str, Route]]]]


def routing_table(base_path: str, routes: Iterable[Route]) -> Table:
    """Return the table for `routes`. If two paths match, the one with the longer static start wins."""
    by_path: dict[str, dict[str, Route]] = {}
    for route in routes:
        by_path.setdefault(route.operation.path, {})[route.operation.method] = route
    table: dict[int, list[tuple[re.Pattern[str], tuple[str, ...], dict[str, Route]]]] = {}
    for path in sorted(by_path, key=lambda path: [bool(PATH_PARAMETER.search(part)) for part in path.split("/")]):
        # With one capturing group, split() gives text and names in turn.
        parts = PATH_PARAMETER.split(base_path + path)
        pattern = "([^/]+)".join(re.escape(text) for text in parts[::2])
        entry = (re.compile(pattern), tuple(parts[1::2]), by_path[path])
        table.setdefault(pattern.count("/") - pattern.count("[^/]"), []).append(entry)
    return table


def look_up(table: Table, raw_path: str) -> tuple[dict[str, Route], dict[str, str]] | None:
    """Return the routes of a path by method and its parameters, or None for an unknown path.

    Args:
        table: The routing table.
        raw_path: The percent-encoded path as sent. An encoded slash does not separate segments.
    """
    for pattern, names, routes in table.get(raw_path.count("/"), ()):
        match = pattern.fullmatch(raw_path)
        if match:
            values = (unquote(value, errors="replace") for value in match.groups())
            return routes, dict(zip(names, values, strict=True))
    return None

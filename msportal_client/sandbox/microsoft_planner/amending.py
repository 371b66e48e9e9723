"""Apply a change to the fields of a resource, and compute what the service computes: order hints, stamps, defaults."""

from __future__ import annotations

import copy
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from .changes import Path
from .kinds import REMOVED, Kind
from .order_hints import commit, first_of, last_of

__all__ = ["Additions", "amend", "new_fields", "no_siblings"]

# Returns the values of an order hint of the other resources in its list: by the path of the hint.
Siblings = Callable[[Path], Collection[str]]


@dataclass(frozen=True, slots=True)
class Additions:
    """The source of what the service adds to a change.

    Attributes:
        siblings: Returns the order hints of the other resources in the lists of the resource.
        by: The identity set of who makes the change.
        at: The time of the change.
    """

    siblings: Siblings
    by: Mapping[str, Any]
    at: str


def no_siblings(_path: Path) -> Collection[str]:
    """Return the order hints of the other items in a list that has no others."""
    return ()


def new_fields(kind: Kind, siblings: Siblings) -> dict[str, Any]:
    """Return the fields of a new resource, which comes first in its lists."""
    return {
        **copy.deepcopy(dict(kind.fields)),
        **{name: first_of(siblings((name,))) for name in kind.hints},
        **{name: dict[str, Any]() for name in kind.open_types},
    }


def _is_hint(kind: Kind, path: Path) -> bool:
    if len(path) == 1:
        return path[0] in kind.hints
    hint = kind.open_types[path[0]].hint
    return hint is not None and (path[2:] == (hint,) if hint else len(path) == 2)  # noqa: PLR2004 - property and key


def amend(kind: Kind, before: Mapping[str, Any], change: Mapping[Path, Any], additions: Additions) -> dict[str, Any]:
    """Return the fields of a resource after a change.

    Args:
        kind: The kind of the resource.
        before: Its fields, which stay as they are.
        change: The values to set, by path.
        additions: What the service adds.

    Raises:
        OrderHintError: An order hint is not composed as documented.
    """
    fields = copy.deepcopy(dict(before))
    for path, value in change.items():
        if len(path) == 1:
            fields[path[0]] = commit(value, additions.siblings(path)) if _is_hint(kind, path) else value
        elif value is REMOVED:
            fields[path[0]].pop(path[1], None)
        elif path[2:]:
            _set_in_entry(kind, fields[path[0]], path, value, additions)
        else:
            fields[path[0]][path[1]] = commit(value, additions.siblings(path)) if _is_hint(kind, path) else value
    return fields


def _set_in_entry(kind: Kind, entries: dict[str, Any], path: Path, value: Any, additions: Additions) -> None:
    name, key, inner = path
    open_type = kind.open_types[name]
    before = entries.get(key)
    entry: dict[str, Any] = dict(before or {"@odata.type": f"#microsoft.graph.{open_type.entry}", **open_type.defaults})
    if before is None and open_type.hint:
        entry[open_type.hint] = last_of(_other_hints(entries, key, open_type.hint))
    if before is None and "assignedBy" in open_type.defaults:
        entry |= {"assignedBy": dict(additions.by), "assignedDateTime": additions.at}
    if inner:
        is_hint = _is_hint(kind, path)
        entry[inner] = commit(value, _other_hints(entries, key, inner)) if is_hint else value
    if entry != before and "lastModifiedBy" in entry:
        entry |= {"lastModifiedBy": dict(additions.by), "lastModifiedDateTime": additions.at}
    entries[key] = entry


def _other_hints(entries: Mapping[str, Any], key: str, hint: str) -> list[str]:
    found = (entry.get(hint) for other, entry in entries.items() if other != key)
    return [value for value in found if value is not None]

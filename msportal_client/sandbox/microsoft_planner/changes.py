"""Read a change into single values, tell what it conflicts with, and tell two versions of a resource apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

from .kinds import REMOVED, Kind, OpenType

__all__ = ["Path", "difference", "latest_change", "read_change"]

# Where a value stands in a resource: the property, then for open types the key, then the property of the entry.
Path = tuple[str, ...]


def read_change(kind: Kind, body: Mapping[str, Any]) -> dict[Path, Any]:
    """Return the values that `body`, which is valid, sets: by their paths. An entry to take out has the value REMOVED."""
    return {path: value for name, sent in body.items() for path, value in _values(kind, name, sent)}


def _values(kind: Kind, name: str, sent: Any) -> Iterator[tuple[Path, Any]]:
    open_type = kind.open_types.get(name)
    if open_type is None:
        yield (name,), sent
        return
    for key, entry in cast("dict[str, Any]", sent).items():
        if entry is None or (open_type.entry is None and entry is open_type.absent):
            yield (name, key), REMOVED
        elif open_type.entry is None:
            yield (name, key), entry
        else:
            yield from _entry(name, key, entry)


def _entry(name: str, key: str, entry: Mapping[str, Any]) -> Iterator[tuple[Path, Any]]:
    values = {inner: value for inner, value in entry.items() if not inner.startswith("@odata.")}
    for inner, value in values.items():
        yield (name, key, inner), value
    if not values:
        # An entry with nothing but its type is there, with the values that it has or the defaults.
        yield (name, key, ""), None


def latest_change(changed: Mapping[Path, int], path: Path) -> int:
    """Return the version in which the value at `path`, or a part or the whole of it, has changed last.

    Args:
        changed: The version of the last change by path.
        path: The path of the value.
    """
    return max(
        (version for other, version in changed.items() if other[: len(path)] == path[: len(other)]),
        default=0,
    )


def difference(kind: Kind, before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[dict[str, Any], list[Path]]:
    """Return what has changed from one version to the next, as a delta query tells it, and the paths of it.

    The entries of open types that are gone are null, or false where the entries are booleans.
    """
    told: dict[str, Any] = {}
    paths: list[Path] = []
    for name, value in after.items():
        if before.get(name) == value:
            continue
        open_type = kind.open_types.get(name)
        if open_type is None:
            told[name] = value
            paths.append((name,))
        else:
            told[name], found = _entries(open_type, before.get(name) or {}, value or {})
            paths += [(name, *path) for path in found]
    return told, paths


def _entries(
    open_type: OpenType, before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[dict[str, Any], list[Path]]:
    told: dict[str, Any] = {}
    paths: list[Path] = []
    for key in (*before, *(key for key in after if key not in before)):
        old, new = before.get(key), after.get(key)
        if old == new:
            continue
        told[key] = open_type.absent if key not in after else new
        if isinstance(old, dict) and isinstance(new, dict):
            inner, fresh = cast("dict[str, Any]", old), cast("dict[str, Any]", new)
            paths += [(key, part) for part in fresh if inner.get(part) != fresh[part]]
        else:
            paths.append((key,))
    return told, paths

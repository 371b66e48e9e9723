"""The merging of a change with what others changed meanwhile. No I/O."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple, cast

from ..._runtime.reading import READ_ERRORS, read_datetime
from .kinds import HINTS, MAPS, OPEN_TYPES

__all__ = ["conflicts", "differences", "is_as_wanted", "is_done", "left_to_do", "merged"]


class _Leaf(NamedTuple):
    """A place that fields set, and its value. In maps, a value that takes an entry out is None."""

    place: tuple[str, ...]
    value: Any

    @property
    def is_hint(self) -> bool:
        """True for an order hint, which Planner replaces by another."""
        name = self.place[0]
        hint = OPEN_TYPES[name].hint if name in OPEN_TYPES else None
        if len(self.place) == 1:
            return name in HINTS
        return hint is not None and self.value is not None and (not hint or self.place[-1] == hint)


def merged(resource: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return a resource with changes applied, as Planner applies them: maps entry by entry, all else whole.

    Args:
        resource: The resource, by the names of the API.
        changes: The fields that change. In maps, null takes an entry out, and so does False in maps of flags.
    """
    result = dict(resource)
    for name, value in changes.items():
        if name not in MAPS or not isinstance(value, dict):
            result[name] = value
            continue
        entries = dict(_object(result.get(name)))
        for key, entry in cast("dict[str, Any]", value).items():
            if _entry_value(name, entry) is None:
                entries.pop(key, None)
            elif isinstance(entry, dict):
                entries[key] = {**_object(entries.get(key)), **cast("dict[str, Any]", entry)}
            else:
                entries[key] = entry
        result[name] = entries
    return result


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a resource that differ: of maps the entries that do, None for what is gone."""
    found: dict[str, Any] = {}
    for name in [*after, *(name for name in before if name not in after)]:
        old: Any = before.get(name)
        new: Any = after.get(name)
        if old == new and (name in before) is (name in after):
            continue
        if name in MAPS and isinstance(old, dict) and isinstance(new, dict):
            gone, entries = _object(cast("object", old)), _object(cast("object", new))
            found[name] = {key: entries.get(key) for key in [*gone, *entries] if gone.get(key) != entries.get(key)}
        else:
            found[name] = new
    return found


def conflicts(
    wanted: Mapping[str, Any], again: Mapping[str, Any], base: Mapping[str, Any], latest: Mapping[str, Any]
) -> tuple[str, ...]:
    """Return the places that a change sets and that somebody else has set to another value meanwhile.

    A place for which the change gives another value now than before was computed anew from the latest version: it is
    merged, and no conflict. An entry of a map that is gone meanwhile and would be changed is one.

    Args:
        wanted: The fields that the change gave for `base`.
        again: The fields that it gives for `latest`.
        base: The resource as it was.
        latest: The resource as it is.
    """
    before = {leaf.place: leaf.value for leaf in _leaves(wanted)}
    found: dict[str, None] = {}
    for place, value in _leaves(again):
        if _is_gone(place, value, base, latest):
            found[".".join(place[:2])] = None
        elif _at(latest, place) not in (value, _at(base, place)) and before.get(place) == value:
            found[".".join(place)] = None
    return tuple(found)


def left_to_do(wanted: Mapping[str, Any], resource: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields, and the entries of maps, that a resource does not have yet as they are wanted."""
    left: dict[str, Any] = {}
    for leaf in _leaves(wanted):
        if _at(resource, leaf.place) == leaf.value:
            continue
        name = leaf.place[0]
        if len(leaf.place) == 1:
            left[name] = wanted[name]
        else:
            left.setdefault(name, {})[leaf.place[1]] = wanted[name][leaf.place[1]]
    return left


def is_done(wanted: Mapping[str, Any], base: Mapping[str, Any], latest: Mapping[str, Any]) -> bool:
    """Return whether the latest version has what was wanted, and the version before had it not.

    Order hints say nothing of it, because Planner replaces them.
    """
    return is_as_wanted(wanted, latest) and any(
        _at(base, leaf.place) != leaf.value for leaf in _leaves(wanted) if not leaf.is_hint
    )


def is_as_wanted(wanted: Mapping[str, Any], resource: Mapping[str, Any]) -> bool:
    """Return whether a resource has what was wanted. Of order hints, only those in maps are looked for, not their text."""
    return all(
        _at(resource, leaf.place[:2]) is not None if leaf.is_hint else _at(resource, leaf.place) == leaf.value
        for leaf in _leaves(wanted)
        if not leaf.is_hint or len(leaf.place) > 1
    )


def _leaves(fields: Mapping[str, Any]) -> Iterator[_Leaf]:
    """Yield every place that fields set. `@odata.type` is none."""
    for name, value in fields.items():
        if name not in MAPS or not isinstance(value, dict):
            yield _Leaf((name,), _comparable(name, value))
            continue
        for key, entry in cast("dict[str, Any]", value).items():
            if not isinstance(entry, dict):
                yield _Leaf((name, key), _entry_value(name, entry))
                continue
            for field, item in cast("dict[str, Any]", entry).items():
                if field != "@odata.type":
                    yield _Leaf((name, key, field), _comparable(field, item))


def _at(resource: Mapping[str, Any], place: tuple[str, ...]) -> Any:
    """Return the value at a place; None where there is none."""
    found, top = cast("Any", resource), place[0]
    for name in place:
        found = _object(found).get(name)
    return _entry_value(top, found) if len(place) > 1 else _comparable(top, found)


def _is_gone(place: tuple[str, ...], value: Any, base: Mapping[str, Any], latest: Mapping[str, Any]) -> bool:
    """Return whether an entry of a map was there, is gone, and would be changed."""
    entry = place[:2]
    return len(place) > 1 and value is not None and _at(base, entry) is not None and _at(latest, entry) is None


def _entry_value(name: str, entry: Any) -> Any:
    """Return the value of an entry of a map, or of a field of it; None for one that takes it out."""
    return None if entry is False and name in OPEN_TYPES and OPEN_TYPES[name].falsy else entry


def _comparable(name: str, value: Any) -> Any:
    """Return a value in a form that can be compared: moments are written in several ways."""
    if name.endswith("DateTime") and isinstance(value, str):
        try:
            moment: datetime = read_datetime(value)
        except READ_ERRORS:
            return value
        return moment
    return value


def _object(value: object) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}

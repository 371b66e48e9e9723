"""The fields of a request: their names, the types of open types, and what Planner is known to refuse with 400."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, cast

from ..._runtime.reading import READ_ERRORS, read_datetime
from ..._runtime.writing import write_json
from ...errors import FieldProblem
from .kinds import HINTS, OPEN_TYPES
from .order_hints import order_hint_problem
from .references import encode_reference_key, is_encoded

__all__ = ["field_problems", "wire_fields", "wire_name"]

_LABEL = re.compile(r"category([1-9]|1\d|2[0-5])")


def wire_name(name: str) -> str:
    """Return the name of a field in the API: `percentComplete` for `percent_complete`. Names of the API stay."""
    if name in {"odata_type", "odata_etag"}:
        return f"@{name.replace('_', '.')}"
    return re.sub(r"_([a-z0-9])", lambda match: match[1].upper(), name)


def python_name(name: str) -> str:
    """Return the Python name of a field: `percent_complete` for `percentComplete`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.removeprefix("@").replace(".", "_")).lower()


def wire_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields as JSON, under their names in the API, with all that Planner wants beside them.

    Entries of open types get their `@odata.type`, and references their encoded keys.

    Args:
        fields: Fields by their names in Python or in the API; models, datetimes, enums and ids may be in them. Entries of
            `references` are by URL.

    Raises:
        ValueError: A reference has no URL; a datetime has no time zone; a field is given twice.
        TypeError: A value has no form in JSON, or is no object where one is needed.
    """
    written: dict[str, Any] = {}
    for name, value in fields.items():
        wire = wire_name(name)
        if wire in written:
            raise ValueError(f"{python_name(wire)} is given twice, under its names in Python and in the API")
        written[wire] = _open_type(wire, value) if wire in OPEN_TYPES else write_json(value)
    return written


def field_problems(wire: Mapping[str, Any], current: Mapping[str, Any] | None = None) -> Iterator[FieldProblem]:
    """Yield what Planner is known to refuse, before it is sent.

    Args:
        wire: The fields to send, by their names in the API.
        current: The resource as it came from Planner; None for a new or unknown one.
    """
    now: Mapping[str, Any] = current or {}
    yield from _date_problems(wire, now)
    for place, hint, known in _hints(wire, now):
        if problem := order_hint_problem(hint, (known,)):
            yield FieldProblem(place, problem)
    for name in OPEN_TYPES:
        for key, value in _object(wire.get(name)).items():
            found = None if value is None else _entry_problem(name, key, value)
            if found is not None:
                field, text = found
                yield FieldProblem(f"{python_name(name)}[{key!r}]{field}", text)


def _entry_problem(name: str, key: str, value: object) -> tuple[str, str] | None:
    """Return the field of an entry of an open type that Planner refuses, and why; None for an entry that it takes."""
    if name == "appliedCategories" and not _LABEL.fullmatch(key):
        return "", "labels are category1 to category25"
    if OPEN_TYPES[name].falsy and not isinstance(value, bool):
        return "", f"must be True or False, is {value!r}"
    if name == "assignments" and not _object(value).get("orderHint"):
        return ".order_hint", "is needed to assign a task: ' !' puts the user first"
    if OPEN_TYPES[name].entry and not set(_object(value)) - {"@odata.type"}:
        return "", "must have a field, or be None to be taken out"
    return None


def _open_type(name: str, value: Any) -> dict[str, Any] | None:
    """Return the map of an open type as JSON."""
    if value is None:
        return None
    entries = _mapping(python_name(name), value)
    return {_key(name, key): _entry(name, key, entry) for key, entry in entries.items()}


def _key(name: str, key: object) -> str:
    text = str(write_json(key))
    if name != "references" or is_encoded(text):
        return text
    return encode_reference_key(text)


def _entry(name: str, key: object, entry: Any) -> Any:
    entry_type = OPEN_TYPES[name].entry
    if entry is None or entry_type is None:
        return write_json(entry)
    fields = _mapping(f"{python_name(name)}[{key!r}]", entry)
    written = {wire_name(str(field)): write_json(value) for field, value in fields.items()}
    return {**written, "@odata.type": written.get("@odata.type") or entry_type}


def _mapping(place: str, value: object) -> Mapping[object, Any]:
    if isinstance(value, Mapping):
        return cast("Mapping[object, Any]", value)
    if isinstance(written := write_json(value), dict):
        return cast("dict[object, Any]", written)
    raise TypeError(f"{place} must be a mapping, is of the type {type(value).__name__}")


def _object(value: object) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def _date_problems(wire: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[FieldProblem]:
    if not {"startDateTime", "dueDateTime"} & set(wire):
        return
    start, due = (_moment(wire.get(name, now.get(name))) for name in ("startDateTime", "dueDateTime"))
    if start is not None and due is not None and start > due:
        yield FieldProblem(
            "start_date_time" if "startDateTime" in wire else "due_date_time",
            f"a task cannot start ({start.isoformat()}) after it is due ({due.isoformat()})",
        )


def _moment(value: object) -> datetime | None:
    try:
        return read_datetime(value) if isinstance(value, str) else None
    except READ_ERRORS:
        return None


def _hints(wire: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[tuple[str, object, str | None]]:
    """Yield every order hint in a request: its place, the hint, and the hint that is there now."""
    for name in HINTS & set(wire):
        yield python_name(name), wire[name], now.get(name)
    for name, open_type in OPEN_TYPES.items():
        if open_type.hint is None:
            continue
        present = _object(now.get(name))
        for key, entry in _object(wire.get(name)).items():
            place, known = f"{python_name(name)}[{key!r}]", present.get(key)
            if not open_type.hint:
                found, current = entry, known
            else:
                place = f"{place}.{python_name(open_type.hint)}"
                found, current = _object(entry).get(open_type.hint), _object(known).get(open_type.hint)
            if found is not None:
                yield place, found, current

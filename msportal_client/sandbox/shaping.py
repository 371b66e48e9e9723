"""Fit known values to a schema: select the fields, resolve references and fill gaps."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, Final, cast

from .examples import example_scalar, timestamp
from .spec import Schema, flat
from .validation import date_time, fits

__all__ = ["Examples", "Fill", "Find", "Sample", "blank", "find_nothing", "name_of", "shape"]


class _Missing(Enum):
    MISSING = 0


MISSING: Final = _Missing.MISSING

# Return the value of a gap, or MISSING. Arguments: a flat schema, the name of the field, whether it is required.
Fill = Callable[[Schema, str, bool], Any]

# Return the record that an id refers to, or None. Arguments: the name of the field (`companyId`), its schema, the id.
Find = Callable[[str, Schema, Any], Mapping[str, Any] | None]

# Return the record that a field of an example refers to, or None. Arguments: the name of the field (`companyId`,
# `companyName`, `company`), its flat schema, the number of the example.
Sample = Callable[[str, Schema, int], Mapping[str, Any] | None]


def shape(schema: Schema, given: Any, *, fill: Fill, find: Find, name: str = "") -> Any:
    """Return `given` in the form of `schema`.

    Undocumented fields are dropped, references are resolved, and gaps are filled. Values that the schema does not allow
    count as gaps, so the result fits the schema.

    Args:
        schema: The schema of the result.
        given: The known value.
        fill: Returns the value of a gap.
        find: Returns the record for an id: `companyId` gives `company` and `companyName`.
        name: The name of the field that holds the value.
    """
    wanted = flat(schema)
    if given is None:
        return None if wanted["nullable"] else fill(wanted, name, True)
    branches: Sequence[Schema] = wanted.get("oneOf") or wanted.get("anyOf") or ()
    for branch in branches:
        if fits(given, branch):
            return shape(branch, given, fill=fill, find=find, name=name)
    if wanted["properties"] and isinstance(given, Mapping):
        return _object(wanted, cast("Mapping[str, Any]", given), fill, find)
    if wanted.get("type") == "array" and isinstance(given, list) and "items" in wanted:
        items = cast("Sequence[Any]", given)
        shaped = [shape(wanted["items"], item, fill=fill, find=find, name=name) for item in items]
        return shaped if _LENGTHS.isdisjoint(wanted) or fits(shaped, wanted) else fill(wanted, name, True)
    moment = date_time(given) if wanted.get("format") == "date-time" and isinstance(given, str) else None
    if moment is not None:
        return timestamp(moment)
    return cast("Any", given) if fits(given, wanted) else fill(wanted, name, True)


_LENGTHS = frozenset({"minItems", "maxItems", "uniqueItems"})


def _object(wanted: Schema, given: Mapping[str, Any], fill: Fill, find: Find) -> dict[str, Any]:
    properties: dict[str, Schema] = wanted["properties"]
    known = _with_references(properties, given, find)
    result: dict[str, Any] = {}
    for name, schema in properties.items():
        if flat(schema).get("writeOnly") is True:
            continue
        if name in known:
            result[name] = shape(schema, known[name], fill=fill, find=find, name=name)
        else:
            value = fill(flat(schema), name, name in wanted["required"])
            if value is not MISSING:
                result[name] = value
    for name in result.keys() - known.keys():
        counted = _counted(name, {**known, **result})
        if counted is not None and fits(len(counted), properties[name]):
            result[name] = len(counted)
    return result


def _with_references(properties: Mapping[str, Schema], given: Mapping[str, Any], find: Find) -> dict[str, Any]:
    """Return `given` with the fields that follow from its ids: `company` and `companyName` from `companyId`."""
    known = dict(given)
    for name in properties.keys() - given.keys():
        field = f"{name.removesuffix('Name')}Id"
        if field not in given:
            continue
        target = given[field] if given[field] is None else find(field, properties.get(field, _ANY_ID), given[field])
        if flat(properties[name]).get("type") == "object":
            known[name] = target
        elif name.endswith("Name"):
            known[name] = target and name_of(target)
    return known


_ANY_ID = Schema(type="string", format="uuid")


def name_of(record: Mapping[str, Any]) -> str | None:
    """Return the display name of `record`."""
    return next((record[key] for key in ("name", "title", "fullName", "label") if record.get(key)), None)


def _counted(name: str, known: Mapping[str, Any]) -> Sequence[Any] | None:
    """Return the list that the field `...Count` counts, or None."""
    stem = name.removesuffix("Count")
    if stem == name:
        return None
    values = (known.get(key) for key in (stem, f"{stem}s", re.sub("y$", "ies", stem)))
    return next((cast("Sequence[Any]", value) for value in values if isinstance(value, list)), None)


def find_nothing(_field: str, _schema: Schema, _id: Any) -> None:
    """Return None: a `Find` for values without records."""


def blank(wanted: Schema, name: str, required: bool) -> Any:
    """Return the emptiest value that the schema allows: a `Fill` for new records."""
    if wanted["nullable"]:
        return None
    if not required:
        return MISSING
    if wanted["properties"]:
        return _object(wanted, {}, blank, find_nothing)
    make = _new_id if name == "id" else _EMPTY.get(wanted.get("type", ""))
    empty = make() if make else None
    return empty if make and fits(empty, wanted) else Examples(1)(wanted, name, True)


def _new_id() -> str:
    return str(uuid.uuid4())


_EMPTY: Mapping[str, Callable[[], Any]] = {
    "object": dict,
    "array": list,
    "boolean": bool,
    "number": int,
    "integer": int,
}
_NAMES = frozenset({"name", "title", "fullName", "email"})


@dataclass(frozen=True, slots=True)
class Examples:
    """A `Fill` with example values for every field. Every third example has nulls.

    Attributes:
        number: The number of the example, from 1.
        sample: Returns the record that a field refers to.
        inside: The identities of the enclosing schemas, to stop at a schema that contains itself.
    """

    number: int
    sample: Sample | None = None
    inside: tuple[int, ...] = ()

    def __call__(self, wanted: Schema, name: str, required: bool) -> Any:
        """Return the value of a gap."""
        target = self.sample(name, wanted, self.number) if self.sample else None
        if target is not None and wanted.get("type") in {"string", "integer"}:
            value = name_of(target) if name.endswith("Name") else target["id"]
            return value if fits(value, wanted) else example_scalar(wanted, name, self.number)
        if id(wanted) in self.inside:
            return None if wanted["nullable"] else {} if required else MISSING
        if wanted["nullable"] and self.number % 3 == 0 and target is None and name not in _NAMES:
            return None
        return _example(replace(self, inside=(*self.inside, id(wanted))), wanted, name, target)


def _example(fill: Examples, wanted: Schema, name: str, target: Mapping[str, Any] | None) -> Any:
    branches: Sequence[Schema] = wanted.get("oneOf") or wanted.get("anyOf") or ()
    if branches:
        values = [fill(flat(branch), name, True) for branch in branches]
        return next((value for value in values if value is not None and fits(value, wanted)), values[0])
    match wanted.get("type"):
        case "object":
            return _object(wanted, target or {}, fill, find_nothing)
        case "array":
            return _example_list(fill, wanted, name)
        case _:
            return example_scalar(wanted, name, fill.number)


def _example_list(fill: Examples, wanted: Schema, name: str) -> list[Any]:
    items = flat(wanted.get("items", Schema()))
    if id(items) in fill.inside and fits([], wanted):
        return []
    count = max(1, wanted.get("minItems", 0)) if wanted.get("maxItems", 1) else 0
    return [replace(fill, number=fill.number + index)(items, name, True) for index in range(count)]

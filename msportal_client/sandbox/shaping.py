"""From what is known of a thing to what a schema wants to see of it."""

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

__all__ = ["Examples", "Fill", "Find", "Sample", "blank", "name_of", "shape", "unfound"]


class _Missing(Enum):
    MISSING = 0


MISSING: Final = _Missing.MISSING

Fill = Callable[[Schema, str, bool], Any]
"""What stands where nothing is known: of a flat schema, the field's name and whether it is required; or MISSING."""

Find = Callable[[str, Schema, Any], Mapping[str, Any] | None]
"""What an id refers to: of the field's name (`companyId`), its schema and the id."""

Sample = Callable[[str, Schema, int], Mapping[str, Any] | None]
"""What a field of an example refers to: of its name (`companyId`, `companyName`, `company`), flat schema and number."""


def shape(schema: Schema, given: Any, *, fill: Fill, find: Find, name: str = "") -> Any:
    """What is known, as `schema` wants it: unknown fields left out, ids joined by what they refer to, gaps filled.

    What the schema does not allow is replaced as if it were not known, so the answer fits the schema.

    Args:
        schema: What is wanted.
        given: What is known.
        fill: Says what stands in a gap.
        find: Says what an id refers to: `companyId` makes `company` and `companyName`.
        name: What the value is called where it stands.
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
        made = [shape(wanted["items"], item, fill=fill, find=find, name=name) for item in items]
        return made if _LENGTHS.isdisjoint(wanted) or fits(made, wanted) else fill(wanted, name, True)
    moment = date_time(given) if wanted.get("format") == "date-time" and isinstance(given, str) else None
    if moment is not None:
        return timestamp(moment)
    return cast("Any", given) if fits(given, wanted) else fill(wanted, name, True)


_LENGTHS = frozenset({"minItems", "maxItems", "uniqueItems"})


def _object(wanted: Schema, given: Mapping[str, Any], fill: Fill, find: Find) -> dict[str, Any]:
    properties: dict[str, Schema] = wanted["properties"]
    known = _joined(properties, given, find)
    made: dict[str, Any] = {}
    for name, schema in properties.items():
        if name in known:
            made[name] = shape(schema, known[name], fill=fill, find=find, name=name)
        else:
            value = fill(flat(schema), name, name in wanted["required"])
            if value is not MISSING:
                made[name] = value
    for name in made.keys() - known.keys():
        counted = _counted(name, {**known, **made})
        if counted is not None and fits(len(counted), properties[name]):
            made[name] = len(counted)
    return made


def _joined(properties: Mapping[str, Schema], given: Mapping[str, Any], find: Find) -> dict[str, Any]:
    """`given` with what its ids refer to: `company` and `companyName` from `companyId`."""
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


def name_of(thing: Mapping[str, Any]) -> str | None:
    """What people call `thing`."""
    return next((thing[key] for key in ("name", "title", "fullName", "label") if thing.get(key)), None)


def _counted(name: str, known: Mapping[str, Any]) -> Sequence[Any] | None:
    """The list that a field called `...Count` counts."""
    stem = name.removesuffix("Count")
    if stem == name:
        return None
    values = (known.get(key) for key in (stem, f"{stem}s", re.sub("y$", "ies", stem)))
    return next((cast("Sequence[Any]", value) for value in values if isinstance(value, list)), None)


def unfound(_field: str, _schema: Schema, _id: Any) -> None:
    """A `Find` that finds nothing."""


def blank(wanted: Schema, name: str, required: bool) -> Any:
    """As little as the schema allows: null, nothing, zero, false, an empty list; for a thing just created."""
    if wanted["nullable"]:
        return None
    if not required:
        return MISSING
    if wanted["properties"]:
        return _object(wanted, {}, blank, unfound)
    make = _new_id if name == "id" else _NOTHINGS.get(wanted.get("type", ""))
    nothing = make() if make else None
    return nothing if make and fits(nothing, wanted) else Examples(1)(wanted, name, True)


def _new_id() -> str:
    return str(uuid.uuid4())


_NOTHINGS: Mapping[str, Callable[[], Any]] = {
    "object": dict,
    "array": list,
    "boolean": bool,
    "number": int,
    "integer": int,
}
_NAMES = frozenset({"name", "title", "fullName", "email"})


@dataclass(frozen=True, slots=True)
class Examples:
    """A `Fill` with everything that the schema has: the values of the `number`th example; every third has nulls.

    Attributes:
        number: Counted from 1.
        sample: Says what a field refers to.
    """

    number: int
    sample: Sample | None = None
    inside: tuple[int, ...] = ()

    def __call__(self, wanted: Schema, name: str, required: bool) -> Any:
        """What stands in a gap; see `Fill`."""
        target = self.sample(name, wanted, self.number) if self.sample else None
        if target is not None and wanted.get("type") in {"string", "integer"}:
            told = name_of(target) if name.endswith("Name") else target["id"]
            return told if fits(told, wanted) else example_scalar(wanted, name, self.number)
        if id(wanted) in self.inside:  # a schema that contains itself ends here
            return None if wanted["nullable"] else {} if required else MISSING
        if wanted["nullable"] and self.number % 3 == 0 and target is None and name not in _NAMES:
            return None
        return _example(replace(self, inside=(*self.inside, id(wanted))), wanted, name, target)


def _example(fill: Examples, wanted: Schema, name: str, target: Mapping[str, Any] | None) -> Any:
    branches: Sequence[Schema] = wanted.get("oneOf") or wanted.get("anyOf") or ()
    if branches:
        made = [fill(flat(branch), name, True) for branch in branches]
        return next((value for value in made if value is not None and fits(value, wanted)), made[0])
    match wanted.get("type"):
        case "object":
            return _object(wanted, target or {}, fill, unfound)
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

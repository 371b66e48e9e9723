"""Reads unions: tells the options apart by their tags, then by the form of the value, then by what fits best.

A tag is a field with one allowed value, or the property of a `discriminator`. A value whose tag names an option is of this
option, even where the rest of it breaks the option's schema.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, NamedTuple, TypeGuard

from .lenient import reading
from .reading import READ_ERRORS, Read, ReadError, described, unreadable

__all__ = [
    "array_option",
    "has_fields",
    "has_items",
    "has_one_of",
    "has_values",
    "is_one_of",
    "is_type",
    "object_option",
    "union_reader",
]

# A part of a value, and whether it has a form.
Form = Callable[[Any], bool]

_NO_TAGS: Mapping[str, tuple[Any, ...]] = {}


class Option(NamedTuple):
    """An option of a union.

    Attributes:
        read: Reads it.
        kind: The class of its JSON, None if that is a scalar.
        tags: The allowed values of its tags, None included if the tag may be absent.
        form: Whether a value has its form; None if every value may have it.
    """

    read: Read[Any]
    kind: type[Any] | None = None
    tags: Mapping[str, tuple[Any, ...]] = _NO_TAGS
    form: Form | None = None


def object_option(read: Read[Any], tags: Mapping[str, tuple[Any, ...]] = _NO_TAGS, form: Form | None = None) -> Option:
    """Return an option that is an object."""
    return Option(read, dict, tags, form)


def array_option(read: Read[Any], form: Form | None = None) -> Option:
    """Return an option that is an array."""
    return Option(read, list, _NO_TAGS, form)


def union_reader(*options: Read[Any] | Option) -> Read[Any]:
    """Return a reader of a union."""
    known = tuple([option if isinstance(option, Option) else Option(option) for option in options])

    def read_one(value: Any) -> Any:
        candidates = _candidates(known, value)
        if len(candidates) == 1:
            return candidates[0][1].read(value)
        if reading.get() is None:
            return _read_best(candidates, value)
        token = reading.set(None)  # An option fits, or it does not.
        try:
            return _read_best(candidates, value)
        except ReadError as error:
            problem = error
        finally:
            reading.reset(token)
        return unreadable(problem.message, value)

    return read_one


# An option with its rank: the likely ones have a low rank.
_Ranked = tuple[int, Option]


def _candidates(options: tuple[Option, ...], value: Any) -> list[_Ranked]:
    """Return the options that a value may be: those that its tags name, if they name one; the likely ones first."""
    kind: type[Any] | None = next((kind for kind in (dict, list) if value.__class__ is kind), None)
    found = [option for option in options if option.kind is kind]
    if len(found) < 2 or kind is None:  # noqa: PLR2004 - there is nothing to choose from
        return [(0, option) for option in found or options]
    has_tags = [not option.tags or _has_tags(option, value) for option in found]
    if any(has and option.tags for has, option in zip(has_tags, found, strict=True)):
        found, has_tags = [option for has, option in zip(has_tags, found, strict=True) if has], [True] * sum(has_tags)
    ranked = [(_rank(option, value, has_tags=has), option) for has, option in zip(has_tags, found, strict=True)]
    return sorted(ranked, key=lambda one: one[0])


def _has_tags(option: Option, value: dict[str, Any]) -> bool:
    return all(value.get(name) in allowed for name, allowed in option.tags.items())


def _rank(option: Option, value: Any, *, has_tags: bool) -> int:
    return 2 * (not has_tags) + (option.form is not None and not option.form(value))


def _read_best(candidates: list[_Ranked], value: Any) -> Any:
    """Read the first likely option that fits without unknown fields and values, or else the one with the fewest.

    Raises:
        ReadError: None fits.
    """
    found: list[tuple[int, int, Any]] = []
    for rank, option in candidates:
        if found and rank > found[0][0]:
            break
        try:
            result = option.read(value)
        except READ_ERRORS:
            continue
        unknown = _unknown_parts(result)
        if not unknown:
            return result
        found.append((rank, unknown, result))
    if not found:
        raise ReadError(f"{described(value)} fits none of the documented forms")
    return min(found, key=lambda one: one[:2])[2]


def _is_dict(value: object) -> TypeGuard[dict[str, Any]]:
    """Return whether `value` is a JSON object; an isinstance that type checkers agree on."""
    return isinstance(value, dict)


def _is_list(value: object) -> TypeGuard[list[Any]]:
    """Return whether `value` is a JSON array."""
    return isinstance(value, list)


def _unknown_parts(result: Any) -> int:
    """Return the number of unknown fields and enum values in what was read; all fields of a plain dict are unknown."""
    if isinstance(result, Enum):
        return 0 if getattr(result, "is_known", True) else 1
    if _is_dict(result):
        return len(result) + sum(_unknown_parts(item) for item in result.values())
    if _is_list(result):
        return sum(_unknown_parts(item) for item in result)
    if hasattr(result, "to_dict"):
        return len(result.additional_properties) + sum(
            _unknown_parts(getattr(result, field.name))
            for field in result.__attrs_attrs__
            if field.name not in {"additional_properties", "_absent"}
        )
    return 0


# --- forms -----------------------------------------------------------------------------------------------------------

_CLASSES: Mapping[str, tuple[type[Any], ...]] = {
    "array": (list,),
    "boolean": (bool,),
    "integer": (int, float),
    "null": (type(None),),
    "number": (int, float),
    "object": (dict,),
    "string": (str,),
}


def is_type(*types: str) -> Form:
    """Return the form of the values of some JSON types."""
    classes = tuple([found for name in types for found in _CLASSES[name]])
    whole = "integer" in types and "number" not in types

    def has_form(value: Any) -> bool:
        if isinstance(value, bool) and bool not in classes:
            return False
        return isinstance(value, classes) and not (whole and isinstance(value, float) and not value.is_integer())

    return has_form


def is_one_of(*values: Any) -> Form:
    """Return the form of some values."""
    return lambda value: value in values


def has_fields(fields: Mapping[str, Form]) -> Form:
    """Return the form of an object whose fields, where they are there, have forms."""
    return lambda value: (
        isinstance(value, dict) and all(form(value[name]) for name, form in fields.items() if name in value)
    )


def has_values(form: Form) -> Form:
    """Return the form of an object in which every value has a form."""
    return lambda value: _is_dict(value) and all(form(item) for item in value.values())


def has_items(form: Form) -> Form:
    """Return the form of an array in which every item has a form."""
    return lambda value: _is_list(value) and all(form(item) for item in value)


def has_one_of(*forms: Form) -> Form:
    """Return the form of a value that has one of several."""
    return lambda value: any(form(value) for form in forms)

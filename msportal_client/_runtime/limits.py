"""Checks values against the limits that the spec documents, before a request is spent on them.

`attrs.validators.set_disabled(True)` (or `with attrs.validators.disabled():`) turns these checks off, for servers that
allow more than their document says.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from fractions import Fraction
from functools import lru_cache
from io import TextIOBase
from os import PathLike
from typing import Any, NamedTuple
from uuid import UUID

from ..errors import FieldProblem
from ..types import UNSET, Upload
from .writing import is_sequence

__all__ = ["Limits", "is_file", "limit_problems"]

# Bits. Python writes integers of up to 4,300 digits.
_LONGEST_INTEGER = 14_000

# Characters. Longer texts are not compared with patterns, so that the comparison takes little time with any pattern that
# the generator lets through.
_LONGEST_TEXT = 2_000

# Items of an array that are compared with each other, if they have no hash.
_MOST_COMPARED = 1_000

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE | re.ASCII)


class Limits(NamedTuple):
    """The kind of a value and its documented bounds. Lengths are in characters; `minimum` and `maximum` are allowed.

    Attributes:
        kind: `string`, `uuid`, `date-time`, `date`, `number`, `integer`, `boolean`, `array`, `object`, `model`, `file`,
            `text` (a string or a file), `union` or `any`.
        nullable: Whether None may be sent, as null.
        pattern: The regular expression that a string matches somewhere, for `re.ASCII`.
        items: The limits of each item of an array.
        values: The limits of each value of an object without fields of its own.
        options: The limits of the options of a union.
        read_only: Whether the class that responses have has read-only fields, so that it cannot be sent.
    """

    kind: str
    nullable: bool = False
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    exclusive_minimum: float | None = None
    exclusive_maximum: float | None = None
    multiple_of: float | None = None
    min_items: int | None = None
    max_items: int | None = None
    unique_items: bool = False
    items: Limits | None = None
    min_properties: int | None = None
    max_properties: int | None = None
    values: Limits | None = None
    options: tuple[Limits, ...] = ()
    read_only: bool = False


def limit_problems(name: str, value: Any, limits: Limits) -> Iterator[FieldProblem]:
    """Find the problems of `value`; none for UNSET, which is not sent."""
    if value is UNSET:
        return
    if value is None:
        if not limits.nullable and limits.kind != "any":
            yield FieldProblem(name, "must not be None; to leave out an optional field, pass UNSET")
        return
    kind = _KINDS.get(limits.kind)
    if kind is None:
        return
    if type(value) not in kind.usual and not kind.has(value):
        yield _wrong_type(name, kind.words, value)
    elif kind.check is not None:
        yield from kind.check(name, value, limits)


def _string(name: str, value: str, limits: Limits) -> Iterator[FieldProblem]:
    least, most = limits.min_length, limits.max_length
    if (least is not None and len(value) < least) or (most is not None and len(value) > most):
        yield from _length_problems(name, len(value), least, most, "character")
    if limits.pattern is not None and len(value) <= _LONGEST_TEXT and not _compiled(limits.pattern).search(value):
        yield FieldProblem(name, f"must match {limits.pattern!r}, is {_excerpt(value)}")


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


def _length_problems(name: str, length: int, least: int | None, most: int | None, unit: str) -> Iterator[FieldProblem]:
    if least is not None and length < least:
        yield FieldProblem(name, f"must have at least {_count(least, unit)}, has {length}")
    if most is not None and length > most:
        yield FieldProblem(name, f"must have at most {_count(most, unit)}, has {length}")


def _number(name: str, value: Any, limits: Limits) -> Iterator[FieldProblem]:
    if isinstance(value, float) and not math.isfinite(value):
        yield FieldProblem(name, f"must be a finite number, is {value}")
    elif limits.kind == "integer" and isinstance(value, float) and not value.is_integer():
        yield _wrong_type(name, "a whole number", value)
    elif limits.minimum is not None and value < limits.minimum:
        yield FieldProblem(name, f"must be at least {_digits(limits.minimum)}, is {_digits(value)}")
    elif limits.maximum is not None and value > limits.maximum:
        yield FieldProblem(name, f"must be at most {_digits(limits.maximum)}, is {_digits(value)}")
    elif limits.exclusive_minimum is not None and value <= limits.exclusive_minimum:
        yield FieldProblem(name, f"must be more than {_digits(limits.exclusive_minimum)}, is {_digits(value)}")
    elif limits.exclusive_maximum is not None and value >= limits.exclusive_maximum:
        yield FieldProblem(name, f"must be less than {_digits(limits.exclusive_maximum)}, is {_digits(value)}")
    elif isinstance(value, int) and value.bit_length() > _LONGEST_INTEGER:
        yield FieldProblem(name, f"must have at most {_LONGEST_INTEGER} bits, has {value.bit_length()}")
    elif limits.multiple_of is not None and not _is_multiple(value, limits.multiple_of):
        yield FieldProblem(name, f"must be a multiple of {_digits(limits.multiple_of)}, is {_digits(value)}")


def _is_multiple(value: float, factor: float) -> bool:
    """Return whether one number is a multiple of another, as decimal numbers: 0.3 is one of 0.1."""
    return Fraction(str(value)) % Fraction(str(factor)) == 0


def _digits(value: float) -> str:
    if isinstance(value, int) and value.bit_length() <= 64:  # noqa: PLR2004 - short enough to be read
        return str(value)
    try:
        return f"{value:g}"
    except OverflowError:
        return f"a number of {value.__int__().bit_length()} bits"


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _uuid(name: str, value: UUID | str, _: Limits) -> Iterator[FieldProblem]:
    # UUID() takes braces and missing hyphens, which servers do not.
    if isinstance(value, str) and not _UUID.fullmatch(value):
        yield FieldProblem(name, f"must be a UUID, such as 3fa85f64-5717-4562-b3fc-2c963f66afa6, is {_excerpt(value)}")


def _datetime(name: str, value: datetime, _: Limits) -> Iterator[FieldProblem]:
    if value.tzinfo is None or value.utcoffset() is None:
        yield FieldProblem(name, "must be timezone-aware, such as datetime.now(UTC)")
    elif not _has_utc(value):
        yield FieldProblem(name, f"must be within the years 1 to 9999 in UTC, is {value.isoformat()}")


def _has_utc(moment: datetime) -> bool:
    try:
        moment.astimezone(UTC)
    except OverflowError:
        return False
    return True


def _is_date(value: Any) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _array(name: str, value: Sequence[Any], limits: Limits) -> Iterator[FieldProblem]:
    yield from _length_problems(name, len(value), limits.min_items, limits.max_items, "item")
    if limits.items is not None:
        for index, item in enumerate(value):
            yield from limit_problems(f"{name}[{index}]", item, limits.items)
    if limits.unique_items and (repeated := _repeated(value)) is not None:
        yield FieldProblem(f"{name}[{repeated}]", "must not be in the list twice")


def _repeated(items: Sequence[Any]) -> int | None:
    """Return the index of the first item that is in a list before, or None."""
    seen: set[Any] = set()
    for index, item in enumerate(items):
        try:
            if item in seen:
                return index
            seen.add(item)
        except TypeError:  # a model or a mapping
            if index < _MOST_COMPARED and item in items[:index]:
                return index
    return None


def _object(name: str, value: Mapping[Any, Any], limits: Limits) -> Iterator[FieldProblem]:
    least, most = limits.min_properties, limits.max_properties
    yield from _length_problems(name, len(value), least, most, "field")
    if limits.values is not None:
        for key, item in value.items():
            yield from limit_problems(
                f"{name}.{key}" if isinstance(key, str) else f"{name}[{key!r}]", item, limits.values
            )


def _union(name: str, value: Any, limits: Limits) -> Iterator[FieldProblem]:
    """Find the problems of a value that fits no option: those with the option of its kind that it fits best."""
    found = [list(limit_problems(name, value, option)) for option in limits.options]
    if not all(found):
        return
    kinds = [_KINDS[option.kind] for option in limits.options]
    of_kind = [problems for kind, problems in zip(kinds, found, strict=True) if kind.has(value)]
    if of_kind:
        yield from min(of_kind, key=len)
    else:
        yield _wrong_type(name, " or ".join(dict.fromkeys(kind.words for kind in kinds)), value)


def _is_model(value: object) -> bool:
    return hasattr(value, "to_dict")


def is_file(value: object) -> bool:
    """Return whether a value is a file, or stands for one: a path, bytes, anything that can be read from."""
    if isinstance(value, (Upload, PathLike, bytes, bytearray, memoryview)):
        return True
    return not isinstance(value, type) and callable(getattr(value, "read", None))


def _is_content(value: object) -> bool:
    """Return whether a value is a file, or an upload of one."""
    content = value.content if isinstance(value, Upload) else value
    return not isinstance(content, Upload) and is_file(content)


def _is_text_or_content(value: object) -> bool:
    return isinstance(value, str) or _is_content(value)


def _file(name: str, value: Any, _: Limits) -> Iterator[FieldProblem]:
    if isinstance(value.content if isinstance(value, Upload) else value, TextIOBase):
        yield FieldProblem(name, "must be open in binary mode, with mode 'rb'")


def _text(name: str, value: Any, limits: Limits) -> Iterator[FieldProblem]:
    yield from (_string if isinstance(value, str) else _file)(name, value, limits)


def _model(name: str, value: Any, limits: Limits) -> Iterator[FieldProblem]:
    if limits.read_only and not hasattr(value, "limits"):
        yield FieldProblem(name, f"must be of the class for requests: {type(value).__name__} has read-only fields")
        return
    fields: dict[str, Limits] = getattr(value, "limits", {})
    required = _required_fields(value.__class__) if fields else frozenset[str]()
    for field, field_limits in fields.items():
        item = getattr(value, field)
        if item is UNSET and field not in required:
            continue
        # The body has no name of its own: its fields are the arguments of the call.
        place = f"{name}.{field}" if name else field
        if item is UNSET:
            yield FieldProblem(place, "is required: UNSET leaves out optional fields only")
        else:
            yield from limit_problems(place, item, field_limits)


@lru_cache(maxsize=1024)
def _required_fields(model: type[Any]) -> frozenset[str]:
    from attrs import fields_dict  # noqa: PLC0415 - models bring it; importing the package does not wait for it

    return frozenset(name for name, field in fields_dict(model).items() if field.default is not UNSET)


class _Kind(NamedTuple):
    """A kind of values: its name in messages, whether a value is of it, and its limits.

    Attributes:
        usual: The classes of most of its values, which `has` need not be asked for. Their subclasses are not meant.
    """

    words: str
    has: Callable[[Any], bool]
    check: Callable[[str, Any, Limits], Iterator[FieldProblem]] | None = None
    usual: tuple[type, ...] = ()


def _is(*classes: type) -> Callable[[Any], bool]:
    def is_one(value: Any) -> bool:
        return isinstance(value, classes)

    return is_one


_KINDS: Mapping[str, _Kind] = {
    "array": _Kind("a list", is_sequence, _array, (list, tuple)),
    "boolean": _Kind("True or False", _is(bool), None, (bool,)),
    "date": _Kind("a date", _is_date, None, (date,)),
    "date-time": _Kind("a datetime", _is(datetime), _datetime, (datetime,)),
    "file": _Kind("a file (a pathlib.Path, bytes, or a file that is open in binary mode)", _is_content, _file),
    "integer": _Kind("a whole number", _is_number, _number, (int, float)),
    "model": _Kind("a model", _is_model, _model),
    "number": _Kind("a number", _is_number, _number, (float, int)),
    "object": _Kind("a mapping", _is(Mapping), _object, (dict,)),
    "string": _Kind("a string", _is(str), _string, (str,)),
    "text": _Kind("a string or a file", _is_text_or_content, _text),
    "union": _Kind("one of its types", _is(object), _union),
    "uuid": _Kind("a UUID", _is(UUID, str), _uuid, (UUID, str)),
}


def _wrong_type(name: str, wanted: str, value: Any) -> FieldProblem:
    return FieldProblem(name, f"must be {wanted}, is {type(value).__name__} {_excerpt(value)}")


def _excerpt(value: Any) -> str:
    try:
        text = repr(value)
    except (ValueError, RecursionError):  # a number of thousands of digits, a list that holds itself
        return "too long to be shown"
    return text if len(text) <= 60 else f"{text[:57]}..."  # noqa: PLR2004 - a message is for reading


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"

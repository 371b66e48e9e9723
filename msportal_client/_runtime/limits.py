"""Checks values against the limits that the spec documents, before a request is spent on them.

`attrs.validators.set_disabled(True)` (or `with attrs.validators.disabled():`) turns these checks off, for servers that
allow more than their document says.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from ..errors import FieldProblem
from ..types import UNSET
from .writing import is_sequence

__all__ = ["Limits", "limit_problems"]

# Bits. Python writes integers of up to 4,300 digits.
_LONGEST_INTEGER = 14_000

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE | re.ASCII)


class Limits(NamedTuple):
    """The kind of a value and its documented bounds. Lengths are in characters; `minimum` and `maximum` are allowed.

    Attributes:
        kind: `string`, `uuid`, `date-time`, `date`, `number`, `integer`, `boolean`, `array`, `object`, `model`, `bytes` or
            `any`.
        nullable: Whether None may be sent, as null.
        items: The limits of each item of an array.
        read_only: Whether the class that responses have has read-only fields, so that it cannot be sent.
    """

    kind: str
    nullable: bool = False
    min_length: int | None = None
    max_length: int | None = None
    minimum: float | None = None
    maximum: float | None = None
    exclusive_minimum: float | None = None
    exclusive_maximum: float | None = None
    min_items: int | None = None
    max_items: int | None = None
    items: Limits | None = None
    read_only: bool = False


def limit_problems(name: str, value: Any, limits: Limits) -> Iterator[FieldProblem]:
    """Find the problems of `value`; none for UNSET, which is not sent."""
    if value is UNSET:
        return
    if value is None:
        if not limits.nullable and limits.kind != "any":
            yield FieldProblem(name, "must not be None: leave it out, or pass UNSET")
        return
    check = _CHECKS.get(limits.kind)
    if check is not None:
        yield from check(name, value, limits)


def _string(name: str, value: Any, limits: Limits) -> Iterator[FieldProblem]:
    if not isinstance(value, str):
        yield _wrong_type(name, "a string", value)
        return
    if limits.min_length is not None and len(value) < limits.min_length:
        yield FieldProblem(name, f"must have at least {_count(limits.min_length, 'character')}, has {len(value)}")
    if limits.max_length is not None and len(value) > limits.max_length:
        yield FieldProblem(name, f"must have at most {_count(limits.max_length, 'character')}, has {len(value)}")


def _number(name: str, value: Any, limits: Limits) -> Iterator[FieldProblem]:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        yield _wrong_type(name, "a whole number" if limits.kind == "integer" else "a number", value)
    elif isinstance(value, float) and not math.isfinite(value):
        yield FieldProblem(name, f"must be a finite number, is {value}")
    elif limits.kind == "integer" and isinstance(value, float) and not value.is_integer():
        yield _wrong_type(name, "a whole number", value)
    elif limits.minimum is not None and value < limits.minimum:
        yield FieldProblem(name, f"must be at least {limits.minimum:g}, is {_digits(value)}")
    elif limits.maximum is not None and value > limits.maximum:
        yield FieldProblem(name, f"must be at most {limits.maximum:g}, is {_digits(value)}")
    elif limits.exclusive_minimum is not None and value <= limits.exclusive_minimum:
        yield FieldProblem(name, f"must be more than {limits.exclusive_minimum:g}, is {_digits(value)}")
    elif limits.exclusive_maximum is not None and value >= limits.exclusive_maximum:
        yield FieldProblem(name, f"must be less than {limits.exclusive_maximum:g}, is {_digits(value)}")
    elif isinstance(value, int) and value.bit_length() > _LONGEST_INTEGER:
        yield FieldProblem(name, f"must have at most {_LONGEST_INTEGER} bits, has {value.bit_length()}")


def _digits(value: float) -> str:
    try:
        return f"{value:g}"
    except OverflowError:
        return f"a number of {value.__int__().bit_length()} bits"


def _boolean(name: str, value: Any, _: Limits) -> Iterator[FieldProblem]:
    if not isinstance(value, bool):
        yield _wrong_type(name, "True or False", value)


def _uuid(name: str, value: Any, _: Limits) -> Iterator[FieldProblem]:
    if isinstance(value, UUID):
        return
    if not isinstance(value, str):
        yield _wrong_type(name, "a UUID", value)
        return
    if not _UUID.fullmatch(value):  # UUID() takes braces and missing hyphens, which servers do not
        yield FieldProblem(name, f"must be a UUID, such as 3fa85f64-5717-4562-b3fc-2c963f66afa6, is {_excerpt(value)}")


def _datetime(name: str, value: Any, _: Limits) -> Iterator[FieldProblem]:
    if not isinstance(value, datetime):
        yield _wrong_type(name, "a datetime", value)
    elif value.tzinfo is None or value.utcoffset() is None:
        yield FieldProblem(name, "must be timezone-aware, such as datetime.now(UTC)")
    elif not _has_utc(value):
        yield FieldProblem(name, f"must be within the years 1 to 9999 in UTC, is {value.isoformat()}")


def _has_utc(moment: datetime) -> bool:
    try:
        moment.astimezone(UTC)
    except OverflowError:
        return False
    return True


def _date(name: str, value: Any, _: Limits) -> Iterator[FieldProblem]:
    if not isinstance(value, date) or isinstance(value, datetime):
        yield _wrong_type(name, "a date", value)


def _array(name: str, value: Any, limits: Limits) -> Iterator[FieldProblem]:
    if not is_sequence(value):
        yield _wrong_type(name, "a list", value)
        return
    if limits.min_items is not None and len(value) < limits.min_items:
        yield FieldProblem(name, f"must have at least {_count(limits.min_items, 'item')}, has {len(value)}")
    if limits.max_items is not None and len(value) > limits.max_items:
        yield FieldProblem(name, f"must have at most {_count(limits.max_items, 'item')}, has {len(value)}")
    if limits.items is not None:
        for index, item in enumerate(value):
            yield from limit_problems(f"{name}[{index}]", item, limits.items)


def _object(name: str, value: Any, _: Limits) -> Iterator[FieldProblem]:
    if not isinstance(value, Mapping):
        yield _wrong_type(name, "a mapping", value)


def _bytes(name: str, value: Any, _: Limits) -> Iterator[FieldProblem]:
    if not isinstance(value, bytes):
        yield _wrong_type(name, "bytes", value)


def _model(name: str, value: Any, limits: Limits) -> Iterator[FieldProblem]:
    if not hasattr(value, "to_dict"):
        yield _wrong_type(name, "a model", value)
        return
    if limits.read_only and not hasattr(value, "limits"):
        yield FieldProblem(name, f"must be of the class for requests: {type(value).__name__} has read-only fields")
        return
    fields: dict[str, Limits] = getattr(value, "limits", {})
    for field, field_limits in fields.items():
        item = getattr(value, field)
        # The body has no name of its own: its fields are the arguments of the call.
        place = f"{name}.{field}" if name else field
        if item is not UNSET:
            yield from limit_problems(place, item, field_limits)
        elif field in _required_fields(value.__class__):
            yield FieldProblem(place, "is required: UNSET leaves out optional fields only")


@lru_cache(maxsize=1024)
def _required_fields(model: type[Any]) -> frozenset[str]:
    from attrs import fields_dict  # noqa: PLC0415 - models bring it; importing the package does not wait for it

    return frozenset(name for name, field in fields_dict(model).items() if field.default is not UNSET)


_CHECKS: dict[str, Callable[[str, Any, Limits], Iterator[FieldProblem]]] = {
    "array": _array,
    "boolean": _boolean,
    "bytes": _bytes,
    "date": _date,
    "date-time": _datetime,
    "integer": _number,
    "model": _model,
    "number": _number,
    "object": _object,
    "string": _string,
    "uuid": _uuid,
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

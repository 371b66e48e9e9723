"""Writes values as JSON values, and as texts of URLs and headers."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any, TypeGuard, cast
from uuid import UUID

from ..types import UNSET

__all__ = ["is_sequence", "write_datetime", "write_json", "write_object", "write_text"]


def is_sequence(value: object) -> TypeGuard[Sequence[Any]]:
    """Return whether `value` is a sequence of values, which a text is not."""
    return isinstance(value, Sequence) and not isinstance(value, (str, bytes, bytearray, memoryview))


def write_datetime(moment: datetime) -> str:
    """Write a moment in UTC, as JavaScript servers write and validate it: `2026-01-31T09:30:00.000Z`.

    What is no datetime (a value that broke its schema when it was read) is returned as it is.

    Raises:
        ValueError: It has no offset from UTC.
    """
    if not isinstance(cast("Any", moment), datetime):
        return cast("str", moment)
    if moment.tzinfo is not UTC:
        if moment.utcoffset() is None:
            raise ValueError(f"{moment.isoformat()} has no time zone: give it one, such as datetime.UTC")
        try:
            moment = moment.astimezone(UTC)
        except OverflowError:
            return moment.isoformat()  # outside of the years 1 to 9999 in UTC
    text = moment.isoformat(timespec="microseconds" if moment.microsecond % 1000 else "milliseconds")
    return f"{text.removesuffix('+00:00')}Z"


def write_json(value: Any) -> Any:  # noqa: C901, PLR0911 - one case for each kind of value
    """Return `value` as JSON: models, datetimes, dates, ids and enums in it are converted.

    Raises:
        TypeError: Something in it has no form in JSON.
        ValueError: A number is not finite, or a datetime cannot be written.
        RecursionError: It is nested too deeply, or holds itself.
    """
    if value is UNSET:
        raise TypeError("UNSET leaves out an optional field; here a value is needed")
    while isinstance(value, Enum):
        value = value.value
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError(f"{value} is not JSON")
        return value
    if isinstance(value, datetime):
        return write_datetime(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    to_dict = getattr(value, "to_dict", None)
    if to_dict is not None:
        return to_dict()
    # Last, because asking for an abstract class takes longest.
    if isinstance(value, Mapping):
        return write_object(cast("Mapping[object, Any]", value))
    if is_sequence(value):
        return [write_json(item) for item in value]
    raise TypeError(f"{_kind(value)} has no form in JSON")


def write_object(fields: Mapping[Any, Any]) -> dict[str, Any]:
    """Return a mapping as a JSON object. See `write_json`."""
    return {_name(name): write_json(value) for name, value in fields.items()}


def _name(name: Any) -> str:
    if isinstance(name, (str, bool, int, float, Enum, UUID, date)):
        return write_text(name)
    raise TypeError(f"{_kind(name)} cannot be the name of a field")


def _kind(value: object) -> str:
    return (
        "UNSET"
        if value is UNSET
        else f"the class {value.__name__}"
        if isinstance(value, type)
        else type(value).__name__
    )


def write_text(value: Any) -> str:  # noqa: C901, PLR0911 - one case for each kind of value
    """Write a value of a path, query or header.

    Raises:
        TypeError: It is of a type that has no form there, such as None or a collection.
        ValueError: It is a number that is not finite, a datetime without an offset, or bytes that are no UTF-8.
    """
    if value is UNSET:
        raise TypeError("UNSET leaves out an optional argument; here a value is needed")
    while isinstance(value, Enum):
        value = value.value
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, (bytes, bytearray)):
        return value.decode()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return write_datetime(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError(f"{value} is not a finite number")
        return str(int(value)) if value.is_integer() else str(value)
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError(f"{value} is not a finite number")
    if isinstance(value, (int, Decimal, time, UUID)):
        return str(value)
    raise TypeError(f"{_kind(value)} has no form in a URL or header")

"""Reads JSON values into models.

Generated `from_dict` methods read field after field, and convert dates, ids, enums, objects and arrays. Plain scalars
are taken as they come. When a conversion fails, `from_dict` runs again on a dict that remembers the key read last, so
that reading a correct object needs no bookkeeping. The methods set the fields of a new object one by one, because
`__init__` would take as long again to sort its arguments.

How a value that breaks its schema is read: see `lenient.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from enum import Enum
from functools import partial
from typing import Any, NoReturn, Protocol, TypeVar, cast
from uuid import UUID, SafeUUID

from .lenient import Reading, reading

__all__ = [
    "READ_ERRORS",
    "Read",
    "ReadError",
    "Shapes",
    "array_reader",
    "as_is",
    "described",
    "nullable_reader",
    "object_reader",
    "read_any",
    "read_array",
    "read_boolean",
    "read_date",
    "read_datetime",
    "read_integer",
    "read_items",
    "read_member",
    "read_number",
    "read_object",
    "read_string",
    "read_uuid",
    "read_values",
    "recover",
    "unknown_fields",
    "unknown_values",
    "unreadable",
]

T = TypeVar("T")
E = TypeVar("E", bound=Enum)
M = TypeVar("M", bound="_Model")
Read = Callable[[Any], T]

# The exceptions of reading a value of the wrong form; ReadError is a ValueError.
READ_ERRORS = (ValueError, TypeError, KeyError, AttributeError, OverflowError)


class ReadError(ValueError):
    """A value breaks its schema.

    Attributes:
        model: The model that was being read.
        field: The place in it, in the spec's own names (`company.id`, `tags[3]`); empty for the whole.
        message: What is wrong.
    """

    def __init__(self, message: str, *, model: str = "", field: str = "") -> None:
        super().__init__(message)
        self.model = model
        self.field = field
        self.message = message

    def __str__(self) -> str:
        return f"{self.field or self.model or 'the value'}: {self.message}"


class _Model(Protocol):
    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Any: ...


class _Recorder(dict[str, Any]):
    """An object that remembers the field last asked for.

    Attributes:
        source: The object itself.
        last: The field last asked for.
        lenient: The reading that takes values as they come; None where a bad value is an error.
        as_they_come: The fields whose values are taken as they come.
        missing: The required fields that did not come.
    """

    def __init__(self, source: dict[str, Any], lenient: Reading | None) -> None:
        super().__init__(source)
        self.source = source
        self.last = ""
        self.lenient = lenient
        self.as_they_come: set[str] = set()
        self.missing: dict[str, None] = {}

    def __getitem__(self, key: str) -> Any:
        self._note(key)
        return super().__getitem__(key)

    def __missing__(self, key: str) -> None:
        if self.lenient is None:
            raise KeyError(key)
        self.lenient.mismatch(self.source, key, "is missing")
        self.missing[key] = None

    def get(self, key: str, default: Any = None) -> Any:
        self._note(key)
        return super().get(key, default)

    def _note(self, key: str) -> None:
        self.last = key
        if self.lenient is not None:
            self.lenient.place = (self.source, key) if key in self.as_they_come or key not in self.source else None


def recover(model: type[M], data: Any, error: Exception) -> M:
    """Read again what `model.from_dict(data)` could not read.

    The first call wraps `data` in a `_Recorder` and calls `from_dict` again. If that fails, `from_dict` calls this function
    with the recorder, which knows the field: strict reading raises; lenient reading notes the field and tries once more.

    Returns:
        In lenient reading, the model with the values that break the schema as they came; what is no object, as it came.

    Raises:
        ReadError: Reading is strict. The error names the field.
    """
    lenient = reading.get()
    if not isinstance(data, dict):
        problem = f"expected an object, not {described(data)}"
        return cast("M", unreadable(problem, data, model=model.__name__, structural=True))
    if not isinstance(data, _Recorder):
        source = cast("dict[str, Any]", data)
        if lenient is not None:
            lenient.count(error)
        recorder = _Recorder(source, lenient)
        outer = lenient.place if lenient is not None else None
        try:
            made = model.from_dict(recorder)
        finally:
            if lenient is not None:
                lenient.place = outer
        if recorder.missing and hasattr(made, "_absent"):
            made._absent += tuple(recorder.missing)  # noqa: SLF001 - a field of all models that are only received
        return cast("M", made)
    read_error = _read_error(model, data, error)
    if lenient is None or data.last in data.as_they_come:
        raise read_error
    lenient.mismatch(data.source, data.last, read_error.message)
    data.as_they_come.add(data.last)
    return cast("M", model.from_dict(data))


def _read_error(model: type[_Model], data: _Recorder, error: Exception) -> ReadError:
    field = data.last
    if field not in data:
        return ReadError("is missing", model=model.__name__, field=field)
    value: Any = data.source[field]
    if value is None:
        return ReadError("is null, which the schema does not allow", model=model.__name__, field=field)
    if isinstance(error, ReadError):
        return ReadError(error.message, model=model.__name__, field=_joined(field, error.field))
    message = f"{described(value)} is not what the schema asks for: {error}"
    return ReadError(message, model=model.__name__, field=field)


def unreadable(problem: str, value: Any, *, model: str = "", structural: bool = False) -> Any:
    """Return `value` as it came where a bad value at its place is taken so.

    Raises:
        ReadError: Reading is strict, or the place is not known yet.
    """
    lenient = reading.get()
    if lenient is None or lenient.place is None:
        raise ReadError(problem, model=model)
    lenient.mismatch(*lenient.place, problem, structural=structural)
    return value


def _joined(outer: str, inner: str) -> str:
    return outer + inner if not inner or inner.startswith("[") else f"{outer}.{inner}"


def described(value: Any) -> str:
    """Return a JSON value for a message."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, (dict, list)):
        return "an object" if isinstance(value, dict) else "an array"
    return repr(value)  # In full: a part of an API key would not be recognised as one. It is shortened after that.


def unknown_fields(data: dict[str, Any], known: frozenset[str]) -> dict[str, Any]:
    """Return the fields that the spec does not document, as they came."""
    keys = data.keys()
    return {} if keys <= known else {name: data[name] for name in keys if name not in known}


def unknown_values(read: Read[T], data: dict[str, Any], known: frozenset[str]) -> dict[str, T]:
    """Return the fields that the spec does not name, each read as it documents for all of them."""
    return {name: read(data[name]) for name in data if name not in known}


# The shapes that are kept for a model. A server that sends its fields in random order makes many.
_MAX_SHAPES = 64


class Shapes(dict[tuple[str, ...], tuple[tuple[str, ...], tuple[str, ...]]]):
    """The absent and the unknown fields of objects, by the names of the fields that an object has.

    The objects of a list have few such shapes. Looking one up takes half of the time of comparing the names for each object.

    Args:
        known: The fields that the spec documents.
        optional: Those of them that may be absent.
    """

    def __init__(self, known: frozenset[str], optional: frozenset[str]) -> None:
        super().__init__()
        self._known = known
        self._optional = optional

    def __missing__(self, names: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the optional fields that are not among `names`, and those of `names` that the spec does not document."""
        shape = tuple(self._optional.difference(names)), tuple(name for name in names if name not in self._known)
        # Only documented names are kept: others may be of any length.
        if not shape[1] and len(self) < _MAX_SHAPES:
            self[names] = shape
        return shape


def as_is(value: Any) -> Any:
    """Return a value whose schema says nothing of it."""
    return value


# Names of this module are found faster than attributes of a class.
_read_iso = datetime.fromisoformat
_read_hex = bytes.fromhex
_to_int = int.from_bytes
_new_uuid = UUID.__new__
_UNKNOWN = SafeUUID.unknown
_set_int = cast("Callable[[UUID, int], None]", vars(UUID)["int"].__set__)
_set_is_safe = cast("Callable[[UUID, SafeUUID], None]", vars(UUID)["is_safe"].__set__)


def read_uuid(value: Any) -> UUID:
    """Read an id.

    It is made without `UUID.__init__`, which takes twice as long; half of the time that a list takes to read goes into
    its ids.
    """
    try:
        raw = _read_hex(value.replace("-", ""))
    except READ_ERRORS:
        return cast("UUID", unreadable(f"{described(value)} is not an id", value))
    if len(raw) != 16:  # noqa: PLR2004 - bytes in a UUID
        return cast("UUID", unreadable(f"{described(value)} is not an id", value))
    uuid = _new_uuid(UUID)
    _set_int(uuid, _to_int(raw))
    _set_is_safe(uuid, _UNKNOWN)
    return uuid


def read_member(enum: type[E], value: Any) -> E:
    """Read a value of an enum. A member is looked up, which is faster than calling the class; an unknown one is kept."""
    try:
        member: Any = enum._value2member_map_.get(value)
        return member or enum(value)
    except READ_ERRORS:
        return cast("E", unreadable(f"{described(value)} is not a value of {enum.__name__}", value))


# RFC 3339, section 5.6 and appendix A, as far as datetime.fromisoformat does not take it: a lower-case t or z, the
# leap second 60, and the end of the day as 24:00.
_RFC_3339 = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d)[Tt ](?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?P<fraction>[.,]\d+)?)?"
    r"(?P<zone>[Zz]|[+-]\d\d:?\d\d)",
    re.ASCII,
)


def read_datetime(value: Any) -> datetime:
    """Read a date and time. A value without a UTC offset is rejected (RFC 3339, section 5.6)."""
    moment: datetime | None
    try:
        moment = _read_iso(value)
    except READ_ERRORS:
        moment = _read_rfc_3339(value)
    if moment is None or moment.tzinfo is None:
        problem = "is not a date and time" if moment is None else "has no offset from UTC"
        return cast("datetime", unreadable(f"{described(value)} {problem}", value))
    return moment


def _read_rfc_3339(value: Any) -> datetime | None:
    match = _RFC_3339.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return None
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    end_of_day = hour == 24 and minute == second == 0  # noqa: PLR2004 - ISO 8601
    leap_second = second == 60  # noqa: PLR2004
    time = f"{0 if end_of_day else hour:02}:{minute:02}:{59 if leap_second else second:02}{match['fraction'] or ''}"
    try:
        moment = _read_iso(f"{match['date']}T{time}{match['zone'].upper()}")
        return moment + timedelta(days=end_of_day, seconds=leap_second)
    except (ValueError, OverflowError):
        return None


def read_date(value: Any) -> date:
    """Read a date without a time."""
    try:
        return date.fromisoformat(value)
    except READ_ERRORS:
        return cast("date", unreadable(f"{described(value)} is not a date", value))


def read_array(value: Any) -> list[Any]:
    """Read an array whose values are taken as they come."""
    if value.__class__ is not list:
        unreadable(f"expected an array, not {described(value)}", value, structural=True)
    return cast("list[Any]", value)


def read_object(value: Any) -> dict[str, Any]:
    """Read an object whose values are taken as they come."""
    if value.__class__ is not dict:
        unreadable(f"expected an object, not {described(value)}", value, structural=True)
    return cast("dict[str, Any]", value)


def read_items(read: Read[T], value: Any) -> list[T]:
    """Read an array, each item with `read`."""
    if value.__class__ is not list:
        return read_array(value)
    try:
        return [read(item) for item in value]
    except READ_ERRORS:
        return [_read_at(read, value, index, item, f"[{index}]") for index, item in enumerate(value)]


def array_reader(read: Read[T]) -> Read[list[T]]:
    """Return a reader of arrays, each item with `read`, for an array that is part of something else."""
    return partial(read_items, read)


def read_values(read: Read[T], value: Any) -> dict[str, T]:
    """Read an object with any fields, each value with `read`."""
    fields = read_object(value)
    if value.__class__ is not dict:
        return fields  # Lenient: as it came.
    try:
        return {name: read(item) for name, item in fields.items()}
    except READ_ERRORS:
        return {name: _read_at(read, fields, name, item, name) for name, item in fields.items()}


def object_reader(read: Read[T]) -> Read[dict[str, T]]:
    """Return a reader of objects with any fields, for an object that is part of something else."""
    return partial(read_values, read)


def _read_at(read: Read[T], container: Any, key: str | int, item: Any, at: str) -> T:
    """Read an item of an array or object. In lenient reading, one that breaks its schema is as it came."""
    lenient = reading.get()
    if lenient is not None:
        lenient.place = None
    try:
        return read(item)
    except READ_ERRORS as error:
        if isinstance(error, ReadError):
            problem = ReadError(error.message, model=error.model, field=_joined(at, error.field))
        else:
            problem = ReadError(f"{described(item)} is not what the schema asks for: {error}", field=at)
        if lenient is None:
            raise problem from None
        lenient.mismatch(container, key, problem.message)
        return cast("T", item)


def nullable_reader(read: Read[T]) -> Read[T | None]:
    """Return a reader that reads null as None, and anything else with `read`."""

    def read_or_none(value: Any) -> T | None:
        return None if value is None else read(value)

    return read_or_none


def _fail(value: Any) -> NoReturn:
    raise ReadError(f"{described(value)} fits none of the documented forms")


def read_string(value: Any) -> str:
    """Read a string, as an option of a union."""
    return value if isinstance(value, str) else _fail(value)


def read_boolean(value: Any) -> bool:
    """Read a boolean, as an option of a union."""
    return value if isinstance(value, bool) else _fail(value)


def read_number(value: Any) -> float:
    """Read a number, as an option of a union."""
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else _fail(value)


def read_integer(value: Any) -> int:
    """Read an integer, as an option of a union."""
    return value if isinstance(value, int) and not isinstance(value, bool) else _fail(value)


read_any = as_is

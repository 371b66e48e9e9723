"""JSON into models: the conversions, and where in a body one failed.

Generated `from_dict` methods read field after field and convert what has to be converted: dates, ids, enums, objects,
arrays. Plain scalars are taken as they come. What fails is found afterwards, by reading once more with a record of the
field last asked for; reading what is right costs nothing for it. They set the fields of a new object one by one,
because `__init__` would take as long again to sort its arguments.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from enum import Enum
from functools import partial
from typing import Any, NoReturn, Protocol, TypeVar, cast
from uuid import UUID, SafeUUID

from ..types import is_array

__all__ = [
    "READ_ERRORS",
    "ReadError",
    "absent_fields",
    "array_reader",
    "as_is",
    "nullable_reader",
    "object_reader",
    "read_any",
    "read_array",
    "read_boolean",
    "read_date",
    "read_datetime",
    "read_error",
    "read_integer",
    "read_items",
    "read_json",
    "read_member",
    "read_number",
    "read_object",
    "read_string",
    "read_uuid",
    "union_reader",
    "unknown_fields",
]

read_json: Callable[[bytes], Any] = json.loads
"""JSON as it comes; by orjson where there is one for this Python, in less than half of the time."""
with suppress(ImportError):
    import orjson

    read_json = orjson.loads

T = TypeVar("T")
E = TypeVar("E", bound=Enum)
Read = Callable[[Any], T]

READ_ERRORS = (ValueError, TypeError, KeyError, AttributeError)
"""What reading a value of the wrong shape raises; ReadError is a ValueError."""


class ReadError(ValueError):
    """A value breaks its schema.

    Attributes:
        model: The model that was being read.
        field: Where in it, in the spec's own names (`company.id`, `tags[3]`); empty for the whole.
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
    """An object that remembers the field last asked for."""

    last = ""

    def __getitem__(self, key: str) -> Any:
        self.last = key
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        self.last = key
        return super().get(key, default)


def read_error(model: type[_Model], data: Any, error: Exception) -> ReadError:
    """The ReadError for what `model.from_dict(data)` raised."""
    if not isinstance(data, dict):
        return ReadError(f"expected an object, not {_in_words(data)}", model=model.__name__)
    if not isinstance(data, _Recorder):
        try:
            model.from_dict(_Recorder(cast("dict[str, Any]", data)))
        except ReadError as found:
            return found
        return ReadError(str(error), model=model.__name__)  # pragma: no cover - reading is deterministic
    field = data.last
    if isinstance(error, ReadError):
        return ReadError(error.message, model=model.__name__, field=_joined(field, error.field))
    return ReadError(_what_is_wrong(data, field, error), model=model.__name__, field=field)


def _what_is_wrong(data: dict[str, Any], field: str, error: Exception) -> str:
    if field not in data:
        return "is missing"
    if data[field] is None:
        return "is null, which the schema does not allow"
    return f"{_in_words(data[field])} is not what the schema asks for: {error}"


def _joined(outer: str, inner: str) -> str:
    return outer + inner if not inner or inner.startswith("[") else f"{outer}.{inner}"


def _in_words(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, (dict, list)):
        return "an object" if isinstance(value, dict) else "an array"
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."  # noqa: PLR2004 - a message is for reading


def unknown_fields(data: dict[str, Any], known: frozenset[str]) -> dict[str, Any]:
    """The fields that the spec does not document, as they came."""
    keys = data.keys()
    return {} if keys <= known else {name: data[name] for name in keys if name not in known}


def absent_fields(data: dict[str, Any], optional: tuple[str, ...]) -> tuple[str, ...]:
    """The optional fields that did not come."""
    return tuple([name for name in optional if name not in data])


def as_is(value: Any) -> Any:
    """JSON of a schema that says nothing of it."""
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
    """An id.

    It is made without `UUID.__init__`, which takes twice as long; half of the time that a list takes to read goes into
    its ids.
    """
    raw = _read_hex(value.replace("-", ""))
    if len(raw) != 16:  # noqa: PLR2004 - bytes in a UUID
        raise ReadError(f"{_in_words(value)} is not an id")
    uuid = _new_uuid(UUID)
    _set_int(uuid, _to_int(raw))
    _set_is_safe(uuid, _UNKNOWN)
    return uuid


def read_member(enum: type[E], value: Any) -> E:
    """A value of an enum. A member is looked up, which is faster than calling the class; what is unknown is kept."""
    member: Any = enum._value2member_map_.get(value)
    return member or enum(value)


def read_datetime(value: Any) -> datetime:
    """A date and time; one without an offset is none, as RFC 3339 asks for it."""
    moment = _read_iso(value)
    if moment.tzinfo is None:
        raise ReadError(f"{_in_words(value)} has no offset from UTC")
    return moment


def read_date(value: Any) -> date:
    """A date without a time."""
    return date.fromisoformat(value)


def read_array(value: Any) -> list[Any]:
    """An array of values that are taken as they come."""
    if not is_array(value):
        raise ReadError(f"expected an array, not {_in_words(value)}")
    return value


def read_object(value: Any) -> dict[str, Any]:
    """An object of values that are taken as they come."""
    if not isinstance(value, dict):
        raise ReadError(f"expected an object, not {_in_words(value)}")
    return cast("dict[str, Any]", value)


def read_items(read: Read[T], value: Any) -> list[T]:
    """An array, each item with `read`."""
    items = read_array(value)
    try:
        return [read(item) for item in items]
    except READ_ERRORS:
        for index, item in enumerate(items):
            _locate(read, item, f"[{index}]")
        raise  # pragma: no cover - reading is deterministic


def array_reader(read: Read[T]) -> Read[list[T]]:
    """What reads an array, each item with `read`, where an array is part of something else."""
    return partial(read_items, read)


def object_reader(read: Read[T]) -> Read[dict[str, T]]:
    """What reads an object of any fields, each value with `read`."""

    def read_values(value: Any) -> dict[str, T]:
        fields = read_object(value)
        try:
            return {name: read(item) for name, item in fields.items()}
        except READ_ERRORS:
            for name, item in fields.items():
                _locate(read, item, name)
            raise  # pragma: no cover - reading is deterministic

    return read_values


def _locate(read: Read[Any], item: Any, at: str) -> None:
    """Raise what reading `item` raises, with its place in front."""
    try:
        read(item)
    except ReadError as error:
        raise ReadError(error.message, model=error.model, field=_joined(at, error.field)) from None
    except READ_ERRORS as error:
        raise ReadError(f"{_in_words(item)} is not what the schema asks for: {error}", field=at) from None


def nullable_reader(read: Read[T]) -> Read[T | None]:
    """What reads null as None, and anything else with `read`."""

    def read_or_none(value: Any) -> T | None:
        return None if value is None else read(value)

    return read_or_none


def union_reader(*reads: Read[Any]) -> Read[Any]:
    """What reads with the first of `reads` that can, one that knows every field before one that does not."""

    def read_one(value: Any) -> Any:
        first: Any = None
        found = False
        for read in reads:
            try:
                result = read(value)
            except READ_ERRORS:
                continue
            if not getattr(result, "additional_properties", None):
                return result
            first, found = (first, True) if found else (result, True)
        if not found:
            _fail(value)
        return first

    return read_one


def _fail(value: Any) -> NoReturn:
    raise ReadError(f"{_in_words(value)} fits none of the documented forms")


def read_string(value: Any) -> str:
    """A string, as one form of a union."""
    return value if isinstance(value, str) else _fail(value)


def read_boolean(value: Any) -> bool:
    """A boolean, as one form of a union."""
    return value if isinstance(value, bool) else _fail(value)


def read_number(value: Any) -> float:
    """A number, as one form of a union."""
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else _fail(value)


def read_integer(value: Any) -> int:
    """An integer, as one form of a union."""
    return value if isinstance(value, int) and not isinstance(value, bool) else _fail(value)


read_any = as_is

"""Validate values against the schemas of the spec."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from typing import Any, cast
from urllib.parse import urlsplit

from jsonschema import exceptions, validators  # type: ignore[import-untyped]  # its types are a package apart
from openapi_schema_validator import OAS30Validator, oas30_format_checker

from .safe_regex import Budget, search
from .spec import Schema

__all__ = ["Violation", "date_time", "fits", "pattern_budget", "violations"]

Violation = dict[str, str]

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE | re.ASCII)
_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.IGNORECASE | re.ASCII)
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_URI = re.compile(r"[a-z][a-z0-9+.-]*:[^\s]+", re.IGNORECASE | re.ASCII)
_MAX_MESSAGE = 80
_budget: ContextVar[Budget | None] = ContextVar("budget", default=None)


def date_time(text: str) -> datetime | None:
    """Parse an RFC 3339 date-time, in UTC. Return None if it is not one (no time zone, no such day, ...)."""
    if not _DATE_TIME.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("2026-11-21") and text[4] == "-"


def _is_uri(text: str) -> bool:
    try:
        urlsplit(text)
    except ValueError:
        return False
    return bool(_URI.fullmatch(text))


# Checked here, because jsonschema checks these formats only if certain packages are installed.
_FORMATS: dict[str, tuple[Callable[[str], bool], str]] = {
    "uuid": (lambda text: bool(_UUID.fullmatch(text)), "must be a UUID"),
    "date-time": (
        lambda text: date_time(text) is not None,
        "must be an ISO 8601 date-time with a time zone (2026-11-21T09:30:00Z)",
    ),
    "date": (_is_date, "must be an ISO 8601 date (2026-11-21)"),
    "email": (lambda text: bool(_EMAIL.fullmatch(text)), "must be an email address"),
    "uri": (_is_uri, "must be a URL"),
    "url": (_is_uri, "must be a URL"),
}


def _check_format(_validator: Any, name: str, instance: Any, _schema: Any) -> Iterator[Any]:
    if not isinstance(instance, str):
        if instance is not None and name in oas30_format_checker.checkers and name not in _FORMATS:
            yield from _library["format"](_validator, name, instance, _schema)
        return
    known = _FORMATS.get(name)
    if known and not known[0](instance):
        yield _error(known[1])


def _check_pattern(_validator: Any, pattern: Any, instance: Any, _schema: Any) -> Iterator[Any]:
    if isinstance(instance, str) and not _matches(pattern, instance):
        yield _error(f"must match {pattern}")


def _check_additional(validator: Any, allowed: Any, instance: Any, schema: Mapping[str, Any]) -> Iterator[Any]:
    patterns = schema.get("patternProperties")
    if isinstance(patterns, Mapping) and isinstance(instance, dict):
        sent = cast("dict[str, Any]", instance)
        names = cast("Mapping[str, Any]", patterns)
        instance = {name: sent[name] for name in sent if not any(_matches(pattern, name) for pattern in names)}
        schema = {"properties": schema.get("properties", {})}
    yield from _library["additionalProperties"](validator, allowed, instance, schema)


def _check_unique(_validator: Any, wanted: Any, instance: Any, _schema: Any) -> Iterator[Any]:
    # The library compares each item with each other one if they are objects.
    if wanted is True and isinstance(instance, list):
        items = [_hashable(item) for item in cast("Sequence[Any]", instance)]
        if len(set(items)) < len(items):
            yield _error("must not repeat an item")


def _hashable(value: Any) -> Any:
    """Return a value that is hashable, and equal for equal JSON values: 1 and 1.0 are, 1 and true are not."""
    if isinstance(value, dict):
        return frozenset((name, _hashable(item)) for name, item in cast("dict[str, Any]", value).items())
    if isinstance(value, list):
        return tuple(_hashable(item) for item in cast("Sequence[Any]", value))
    return (bool, value) if isinstance(value, bool) else value


def _matches(pattern: Any, text: str) -> bool:
    """Return whether `pattern` matches, or True if that is unknown: the pattern may be valid in JavaScript."""
    return not isinstance(pattern, str) or search(pattern, text, _budget.get()) is not False


def _unless_null(keyword: Callable[..., Any]) -> Callable[..., Iterator[Any]]:
    """Wrap a keyword so that `nullable` beside it allows null, as zod-to-openapi means it."""

    def check(validator: Any, value: Any, instance: Any, schema: Mapping[str, Any]) -> Iterator[Any]:
        if instance is not None or schema.get("nullable") is not True:
            yield from keyword(validator, value, instance, schema) or ()

    return check


_error: Callable[[str], Any] = cast("Any", exceptions).ValidationError
_library: Mapping[str, Callable[..., Any]] = OAS30Validator.VALIDATORS
_Validator: Any = cast("Any", validators).extend(
    OAS30Validator,
    {name: _unless_null(_library[name]) for name in ("allOf", "anyOf", "oneOf", "enum", "not")}
    | {
        "format": _check_format,
        "pattern": _check_pattern,
        "additionalProperties": _check_additional,
        "uniqueItems": _check_unique,
    },
)


def _validator(schema: Schema) -> Any:
    if schema.validator is None:
        schema.validator = _Validator(schema)
    return schema.validator


@contextmanager
def pattern_budget() -> Generator[None]:
    """Give all patterns that are checked in a `with` block a common budget of steps."""
    token = _budget.set(Budget())
    try:
        yield
    finally:
        _budget.reset(token)


def fits(value: Any, schema: Schema) -> bool:
    """Return whether `value` is valid against `schema`."""
    return cast("bool", _validator(schema).is_valid(value))


def violations(value: Any, schema: Schema, path: str) -> list[Violation]:
    """Return the violations of `schema` by `value` as `{"path": ..., "message": ...}`, sorted by path.

    Args:
        value: The value that was sent.
        schema: The schema of the value.
        path: The path of the value in the request: `body`, `query.limit`.
    """
    found: dict[tuple[str, str], Violation] = {}
    for error in _validator(schema).iter_errors(value):
        error_path = path + "".join(
            f"[{step}]" if isinstance(step, int) else f".{step}" for step in error.absolute_path
        )
        for at, message in _messages(error, error_path):
            found[at, message] = {"path": at, "message": message}
    return sorted(found.values(), key=lambda violation: violation["path"])


def _messages(error: Any, path: str) -> Iterator[tuple[str, str]]:
    rule, limit, value = error.validator, error.validator_value, error.instance
    if rule == "required":
        for name in cast("Sequence[str]", limit):
            if name not in value:
                yield f"{path}.{name}", "is required"
    elif rule in _MESSAGES:
        yield path, _MESSAGES[rule](limit, value)
    elif rule == "format" and limit in _FORMATS:
        yield path, _FORMATS[limit][1]
    else:
        yield path, _shorten(error.message)


def _shorten(text: str) -> str:
    return text if len(text) <= _MAX_MESSAGE else text[: _MAX_MESSAGE - 1] + "…"


def _must_be(kind: str, value: Any) -> str:
    return f"must be {'an' if kind[0] in 'aeio' else 'a'} {kind}, not {_type_name(value)}"


def _type_name(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a boolean"
    for kind, name in ((str, "a string"), (list, "an array"), (dict, "an object")):
        if isinstance(value, kind):
            return name
    return "an integer" if _is_whole(value) else "a number"


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) or (isinstance(value, float) and math.isfinite(value) and value.is_integer())


_MESSAGES: dict[str, Callable[[Any, Any], str]] = {
    "type": _must_be,
    "minLength": lambda limit, value: f"must have at least {limit} character(s), not {len(value)}",
    "maxLength": lambda limit, value: f"must have at most {limit} character(s), not {len(value)}",
    "minItems": lambda limit, value: f"must have at least {limit} item(s), not {len(value)}",
    "maxItems": lambda limit, value: f"must have at most {limit} item(s), not {len(value)}",
    "minimum": lambda limit, _: f"must not be less than {limit}",
    "maximum": lambda limit, _: f"must not be more than {limit}",
    "multipleOf": lambda limit, _: f"must be a multiple of {limit}",
    "enum": lambda limit, _: "must be one of " + ", ".join(map(str, limit)),
    "pattern": lambda limit, _: f"must match {limit}",
    "uniqueItems": lambda _, __: "must not repeat an item",
    "anyOf": lambda _, __: "fits none of the documented alternatives",
    "oneOf": lambda _, __: "must fit exactly one of the documented alternatives",
}

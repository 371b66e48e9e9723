"""Values into JSON and into the text of a URL."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, cast
from uuid import UUID

from .types import is_sequence

__all__ = ["write_datetime", "write_json", "write_text"]


def write_datetime(moment: datetime) -> str:
    """`moment` in UTC, as JavaScript servers write and validate it: `2026-01-31T09:30:00.000Z`.

    Raises:
        ValueError: It has no offset, and so could mean any of 24 hours.
    """
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no time zone: give it one, such as datetime.UTC")
    moment = moment.astimezone(UTC)
    precision = "microseconds" if moment.microsecond % 1000 else "milliseconds"
    return f"{moment.replace(tzinfo=None).isoformat(timespec=precision)}Z"


def write_json(value: Any) -> Any:
    """`value` as JSON, whatever of the models and their values it is made of."""
    if isinstance(value, datetime):
        return write_datetime(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): write_json(item) for key, item in cast("Mapping[object, Any]", value).items()}
    if is_sequence(value):
        return [write_json(item) for item in value]
    to_dict = getattr(value, "to_dict", None)
    return value if to_dict is None else to_dict()


def write_text(value: Any) -> str:
    """One value of a path, query or header."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return write_datetime(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)

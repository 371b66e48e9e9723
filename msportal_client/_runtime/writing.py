"""Values into JSON and into the text of a URL."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any, cast
from uuid import UUID

from ..types import is_sequence

__all__ = ["to_bytes", "write_datetime", "write_json", "write_text"]

_encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _standard_to_bytes(value: Any) -> bytes:
    return _encoder.encode(value).encode()


to_bytes: Callable[[Any], bytes] = _standard_to_bytes
"""JSON as it is sent; by orjson where there is one for this Python, in a tenth of the time.

What is no JSON, half of a surrogate pair among it, is a TypeError or ValueError.
"""
with suppress(ImportError):
    import orjson

    def _fast_to_bytes(value: Any) -> bytes:
        return orjson.dumps(value, option=_PASS_ON)

    # A datetime says what it is by its time zone; orjson would write one without.
    _PASS_ON = orjson.OPT_PASSTHROUGH_DATETIME
    to_bytes = _fast_to_bytes


def write_datetime(moment: datetime) -> str:
    """`moment` in UTC, as JavaScript servers write and validate it: `2026-01-31T09:30:00.000Z`.

    Raises:
        ValueError: It has no offset, and so could mean any of 24 hours.
    """
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no time zone: give it one, such as datetime.UTC")
    if moment.tzinfo is not UTC:
        moment = moment.astimezone(UTC)
    text = moment.isoformat(timespec="microseconds" if moment.microsecond % 1000 else "milliseconds")
    return f"{text.removesuffix('+00:00')}Z"


def write_json(value: Any) -> Any:  # noqa: PLR0911 - one for each kind of value
    """`value` as JSON, whatever of the models and their values it is made of."""
    to_dict = getattr(value, "to_dict", None)
    if to_dict is not None:
        return to_dict()
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
    return value


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

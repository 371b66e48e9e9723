"""Read JSON as an API reads it: bounded in depth and in numbers."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import Any, cast

__all__ = ["MAX_DIGITS", "UnreadableBodyError", "decode_body"]

# Digits of a number that is read.
MAX_DIGITS = 308

_MAX_DEPTH = 64


class UnreadableBodyError(ValueError):
    """A text is not JSON, or not JSON that an API can process."""


def decode_body(raw: bytes) -> Any:
    """Decode the JSON in `raw`.

    Raises:
        UnreadableBodyError: It is not UTF-8, not JSON, nested deeper than 64 levels, has NaN or numbers beyond the
            range of a double, or has half of a surrogate pair.
    """
    try:
        body = json.loads(
            raw.decode("utf-8-sig"), parse_constant=_no_constant, parse_float=_finite_float, parse_int=_finite_int
        )
    except UnicodeDecodeError:
        raise UnreadableBodyError("is not UTF-8") from None
    except RecursionError:
        raise UnreadableBodyError("is nested too deeply") from None
    except json.JSONDecodeError as error:
        raise UnreadableBodyError(f"is not valid JSON: {error}") from None
    _check_depth_and_text(body)
    return body


def _no_constant(name: str) -> Any:
    raise UnreadableBodyError(f"is not valid JSON: {name} is not a number")


def _finite_float(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise UnreadableBodyError("has a number that is out of range")
    return number


def _finite_int(text: str) -> int:
    if len(text) > MAX_DIGITS:
        raise UnreadableBodyError("has a number that is out of range")
    return int(text)


def _check_depth_and_text(body: Any) -> None:
    level: list[Any] = [body]
    for _ in range(_MAX_DEPTH):
        if not level:
            return
        level = [inner for value in level for inner in _inside(value)]
    raise UnreadableBodyError("is nested too deeply")


def _inside(value: Any) -> Sequence[Any]:
    if isinstance(value, dict):
        members = cast("dict[str, Any]", value)
        return [*members.keys(), *members.values()]
    if isinstance(value, list):
        return cast("Sequence[Any]", value)
    if isinstance(value, str) and not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise UnreadableBodyError("has text that is not Unicode: half of a surrogate pair") from None
    return ()

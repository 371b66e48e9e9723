"""JSON as bytes: one behaviour, whichever library reads and writes it.

msgspec reads in half of the time of the standard library. What it refuses and the standard library can read is read: a
byte order mark (RFC 8259, section 8.1), UTF-16 and UTF-32, half of a surrogate pair. Integers stay exact. NaN and the
infinities are no JSON, and are refused both ways.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from functools import cache
from typing import Any, NoReturn, cast

__all__ = ["read_json", "write_json_text"]

_encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _finite(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else _refuse(text)


_decoder = json.JSONDecoder(parse_constant=_refuse, parse_float=_finite)


def _read(content: bytes) -> Any:
    # json.detect_encoding tells UTF-8, UTF-16 and UTF-32 apart, with and without a byte order mark.
    text = content.decode(json.detect_encoding(content), "surrogatepass")
    try:
        return _decoder.decode(text.removeprefix("\ufeff"))
    except TypeError as error:  # PyPy, for some texts that are nested too deeply
        raise RecursionError("it is nested too deeply") from error


def _write(value: Any) -> bytes:
    return _encoder.encode(value).encode()


@cache
def _fast() -> tuple[Callable[[bytes], Any], Callable[[Any], bytes]]:
    """Return what reads and what writes JSON fastest here."""
    try:
        import msgspec  # noqa: PLC0415 - importing the package does not wait for it
    except ImportError:
        return _read, _write
    return msgspec.json.Decoder().decode, msgspec.json.Encoder().encode


def read_json(content: bytes) -> Any:
    """Read JSON.

    Raises:
        ValueError: It is no JSON.
        RecursionError: It is nested too deeply.
    """
    try:
        return _fast()[0](content)
    except ValueError:
        return _read(content)


def write_json_text(value: Any) -> bytes:
    """Write JSON in UTF-8.

    Args:
        value: Dictionaries with texts as keys, lists, texts, numbers, booleans and None.

    Raises:
        ValueError: A number is not finite, or a text has half of a surrogate pair.
        TypeError: Something in it is no JSON.
        RecursionError: It is nested too deeply, or holds itself.
    """
    try:
        content = _fast()[1](value)
    except TypeError:
        return _write(value)  # msgspec refuses subclasses of str, int and float.
    if b"null" in content and not _is_finite(value):
        _encoder.encode(value)  # It raises; msgspec writes NaN as null.
    return content


def _is_finite(value: Any) -> bool:
    """Return whether all numbers in a JSON value are finite. It is none that holds itself: that was refused before."""
    values = [value]
    for each in values:  # The list grows meanwhile.
        if isinstance(each, dict):
            values.extend(cast("dict[str, Any]", each).values())
        elif isinstance(each, (list, tuple)):
            values.extend(cast("list[Any]", each))
        elif isinstance(each, float) and not math.isfinite(each):
            return False
    return True

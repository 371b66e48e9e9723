"""Etags as Planner writes them: the kind of resource and a counter, in base64.

`W/"JzEtVGFzayAgQEBAQEBAQEBAQEBAQEBASCc="` holds `'1-Task  @@@@@@@@@@@@@@@H'`. The kind is padded with spaces to a
multiple of three characters. The counter has 16 digits to the base of 64, from `@` upward, and grows by 4 with each
version. Inferred from documented etags.
"""

from __future__ import annotations

import base64
import binascii
import re

__all__ = ["MAX_VERSION", "make_etag", "read_etag"]

_DIGITS = 16
_BASE = 64
_ZERO = ord("@")
_STEP = 4
_ETAG = re.compile(r'W/"([A-Za-z0-9+/]+={0,2})"', re.ASCII)
_PAYLOAD = re.compile(r"'1-([A-Za-z]+) *([@-\x7f]{16})'", re.ASCII)

# The highest version that an etag can hold.
MAX_VERSION = _BASE**_DIGITS // _STEP - 1


def make_etag(kind: str, version: int) -> str:
    """Return the etag of a version of a kind of resource (`Task`)."""
    rest, digits = version * _STEP, ""
    for _ in range(_DIGITS):
        rest, digit = divmod(rest, _BASE)
        digits = chr(_ZERO + digit) + digits
    padded = kind.ljust(-(-len(kind) // 3) * 3)
    return f'W/"{base64.b64encode(f"{chr(39)}1-{padded}{digits}{chr(39)}".encode()).decode()}"'


def read_etag(text: str) -> tuple[str, int] | None:
    """Return the kind and the version that an etag holds, or None if it is none."""
    match = _ETAG.fullmatch(text)
    try:
        payload = base64.b64decode(match[1], validate=True).decode("ascii") if match else ""
    except (binascii.Error, UnicodeDecodeError):
        return None
    found = _PAYLOAD.fullmatch(payload)
    if not found:
        return None
    value = 0
    for character in found[2]:
        value = value * _BASE + ord(character) - _ZERO
    version, rest = divmod(value, _STEP)
    return (found[1], version) if rest == 0 else None

"""Ids as Planner makes them: 28 characters, of which upper and lower case differ."""

from __future__ import annotations

import base64
import hashlib

__all__ = ["make_id"]

# Bytes whose base64 has 28 characters.
_SIZE = 21


def make_id(*names: object) -> str:
    """Return the id that follows from `names`."""
    digest = hashlib.sha256("/".join(map(str, names)).encode()).digest()
    return base64.urlsafe_b64encode(digest[:_SIZE]).decode()

"""API keys: the tenant and the scopes of each."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, cast

__all__ = ["DEFAULT_KEYS", "FULL_KEY", "READ_KEY", "Key", "bearer_token", "has_scope", "read_keys"]

# The default keys: one with every scope, one that can only read.
FULL_KEY = "msp_sandbox_key"
READ_KEY = "msp_sandbox_read_key"

_BEARER = re.compile(r"bearer +(\S+)", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Key:
    """The rights of an API key.

    Attributes:
        tenant: The tenant whose data it sees. Ids of other tenants are unknown to it.
        scopes: The granted scopes, or patterns of them: `planner.write`, `planner.*`, `*.read`, `*`.
    """

    tenant: str = "sandbox"
    scopes: tuple[str, ...] = ("*",)


DEFAULT_KEYS: Mapping[str, Key] = {FULL_KEY: Key(), READ_KEY: Key(scopes=("*.read",))}


def bearer_token(header: str | None) -> str | None:
    """Return the key in an `Authorization` header, or None."""
    match = _BEARER.fullmatch(header.strip()) if header else None
    return match[1] if match else None


def has_scope(key: Key, scope: str) -> bool:
    """Return whether `key` grants `scope`."""
    return any(fnmatchcase(scope, granted) for granted in key.scopes)


def read_keys(path: Path) -> dict[str, Key]:
    """Read API keys from a JSON file.

    The file holds `{"<key>": {"tenant": "acme", "scopes": ["*.read"]}}`; tenant and scopes are optional.

    Raises:
        ValueError: The file cannot be read or has another content.
    """
    try:
        raw: Any = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ValueError(f"{path} cannot be read: {error}") from error
    if not isinstance(raw, dict) or not raw:
        raise ValueError(f"{path} must hold a JSON object with at least one key")
    return {name: _key(name, value) for name, value in cast("dict[str, Any]", raw).items()}


def _key(name: str, value: Any) -> Key:
    known = cast("dict[str, Any]", value) if isinstance(value, dict) else {"": value}
    tenant, scopes = known.get("tenant", "sandbox"), known.get("scopes", ["*"])
    if not known.keys() <= {"tenant", "scopes"} or not isinstance(tenant, str) or not isinstance(scopes, list):
        raise ValueError(f'{name}: must be {{"tenant": "...", "scopes": ["..."]}}')
    return Key(tenant, tuple(map(str, cast("Sequence[Any]", scopes))))

"""The list of the APIs that clients are generated for.

It is data, in `scripts/apis.json`. To add an API: a document, an entry, and a client module. An entry has

- `name`: its name on the command lines of the scripts,
- `document`: the path of its OpenAPI document,
- `package`: the path of the package that `api` and `models` are written to,
- `client`: the class of its synchronous client in that package; the asynchronous one is called `Async…`,
- `base_url`: the server that the API key goes to; a path in the document's `servers` replaces its path,
- `hosts`: other servers that may get the API key, such as `https://files.example.com`, for operations with `servers`,
- `cursors`: how lists go on, where the document does not say it: see `paging.py`,
- `bases`: classes with hand-written methods for models, as `{"Task": "methods:TaskMethods"}`. Their
  modules are in the package, and import no model.

Paths are relative to the root of the project.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
FILE = Path("scripts/apis.json")


class APIListError(Exception):
    """The list cannot be read, or does not have the API that was asked for."""


@dataclass(frozen=True)
class Api:
    """An entry of the list; the module's docstring describes its members."""

    name: str
    document: str
    package: str
    client: str
    base_url: str
    hosts: tuple[str, ...] = ()
    cursors: tuple[Mapping[str, str], ...] = ()
    bases: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def module(self) -> str:
        """The name that the package is imported by."""
        return self.package.replace("/", ".")

    @property
    def depth(self) -> int:
        """The number of packages between it and the top of the client's package."""
        return self.package.count("/")


def listed(root: Path) -> list[Api]:
    """Return the APIs of a project: those of its own list, or of ours if it has none.

    Raises:
        APIListError: The list cannot be read.
    """
    file = root / FILE if (root / FILE).exists() else ROOT / FILE
    try:
        entries: list[dict[str, Any]] = json.loads(file.read_bytes())
        apis: list[Api] = []
        for entry in entries:
            fields: dict[str, Any] = {**entry, **{key: tuple(entry.get(key, ())) for key in ("hosts", "cursors")}}
            apis.append(Api(**fields))
    except (OSError, ValueError, TypeError) as error:
        raise APIListError(f"{file}: {error}") from error
    if not apis:
        raise APIListError(f"{file} names no API")
    return apis


def chosen(root: Path, names: Sequence[str]) -> list[Api]:
    """Return the APIs with these names, or all without a name.

    Raises:
        APIListError: There is no such API, or the list cannot be read.
    """
    known = {api.name: api for api in listed(root)}
    if unknown := [name for name in names if name not in known]:
        raise APIListError(f"there is no API {', '.join(unknown)}: scripts/apis.json has {', '.join(known)}")
    return [known[name] for name in dict.fromkeys(names)] if names else list(known.values())

"""The resource classes of generated packages, and the pages of the reference that they are on."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

__all__ = ["ROOT", "Api", "apis", "classes_of", "page_name", "resource_classes"]

ROOT = Path(__file__).resolve().parents[2]


class Api(NamedTuple):
    """An API of scripts/apis.json: the name of its client, and its package below the root."""

    client: str
    package: str

    @property
    def dotted(self) -> str:
        """The package as it is imported."""
        return self.package.replace("/", ".")


def apis() -> list[Api]:
    """Return every API, MSPortal first."""
    listed = json.loads((ROOT / "scripts" / "apis.json").read_text(encoding="utf-8"))
    return [Api(str(each["client"]), str(each["package"])) for each in listed]


def page_name(api: Api, name: str) -> str:
    """Return the file of a page in the reference: `planner.md`, `plannr-tasks.md`."""
    package = Path(api.package).name
    return f"{name}.md" if package == "msportal_client" else f"{package}-{name}.md"


def resource_classes(api: Api) -> Iterator[tuple[str, ast.ClassDef]]:
    """Yield the name and the asynchronous class of each resource: the synchronous one has the same methods."""
    for module in sorted((ROOT / api.package / "api").glob("*/__init__.py")):
        for found in classes_of(module):
            if found.name.startswith("Async") and not found.name.endswith("RawResponse"):
                yield module.parent.name, found


def classes_of(module: Path) -> list[ast.ClassDef]:
    """Return the classes of a module."""
    return [node for node in ast.parse(module.read_text(encoding="utf-8")).body if isinstance(node, ast.ClassDef)]

"""The table of all operations, from the vendored documents."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

__all__ = ["Operation", "operations_of", "operations_page"]

_METHODS = re.compile(r"API: `([A-Z]+) ([^`]+)`(?:, scope `([^`]+)`)?")
# Without the table of contents there is room for whole paths.
_HEAD = "---\nhide: [toc]\n---\n\n# All operations\n\nMade from the documents that the clients are generated from. A scope that the document does not name is empty.\n"


class Operation(NamedTuple):
    """An operation as the generated code has it."""

    resource: str
    class_name: str
    method: str
    http_method: str
    path: str
    scope: str
    summary: str


def operations_page(root: Path) -> str:
    """Return the page with the operations of every API."""
    parts = [_HEAD]
    for api in json.loads((root / "scripts" / "apis.json").read_text(encoding="utf-8")):
        package = str(api["package"])
        rows = [
            f"| [`{each.resource}.{each.method}`]({_page_of(package, each)}) | "
            f"{f'`{each.scope}`' if each.scope else ''} | {each.http_method} | `{each.path}` |"
            for each in operations_of(root / package)
        ]
        parts.append(
            f"## {api['client']}\n\n| method of the client | scope | HTTP | path |\n| --- | --- | --- | --- |\n"
            + "\n".join(rows)
            + "\n"
        )
    return "\n".join(parts)


def _page_of(package: str, operation: Operation) -> str:
    bridge = Path(package).name
    prefix = "" if bridge == "msportal_client" else f"{bridge}-"
    anchor = f"{package.replace('/', '.')}.api.{operation.resource}.{operation.class_name}.{operation.method}"
    return f"{prefix}{operation.resource}.md#{anchor}"


def operations_of(package: Path) -> Iterator[Operation]:
    """Yield the operations of a generated package: the methods of its asynchronous resource classes."""
    for module in sorted((package / "api").glob("*/__init__.py")):
        tree = ast.parse(module.read_text(encoding="utf-8"))
        for found in tree.body:
            if (
                not isinstance(found, ast.ClassDef)
                or not found.name.startswith("Async")
                or found.name.endswith("RawResponse")
            ):
                continue
            for method in found.body:
                if not isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef):
                    continue
                text = ast.get_docstring(method) or ""
                if match := _METHODS.search(" ".join(text.split())):
                    summary = text.partition("\n")[0]
                    yield Operation(
                        module.parent.name, found.name, method.name, match[1], match[2], match[3] or "", summary
                    )

"""The table of all operations, from the docstrings of the generated methods."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from documentation.resource_classes import Api, apis, page_name, resource_classes

__all__ = ["Operation", "operations_of", "operations_page"]

_API_LINE = re.compile(r"API: `([A-Z]+) ([^`]+)`(?:, scope `([^`]+)`)?")
# Without the table of contents there is room for whole paths.
_HEAD = """---
hide: [toc]
---

# All operations

Made from the documents that the clients are generated from. A scope that the document does not name is empty.
"""
_TABLE = "| method of the client | scope | HTTP | path |\n| --- | --- | --- | --- |\n"


class Operation(NamedTuple):
    """An operation as the generated code has it."""

    resource: str
    class_name: str
    method: str
    http_method: str
    path: str
    scope: str


def operations_page() -> str:
    """Return the page with the operations of every API."""
    return "\n".join([_HEAD, *(f"## {api.client}\n\n{_TABLE}{_rows(api)}\n" for api in apis())])


def _rows(api: Api) -> str:
    return "\n".join(
        f"| [`{each.resource}.{each.method}`]({page_name(api, each.resource)}#{_anchor(api, each)}) | "
        f"{f'`{each.scope}`' if each.scope else ''} | {each.http_method} | `{each.path}` |"
        for each in operations_of(api)
    )


def _anchor(api: Api, operation: Operation) -> str:
    return f"{api.dotted}.api.{operation.resource}.{operation.class_name}.{operation.method}"


def operations_of(api: Api) -> Iterator[Operation]:
    """Yield the operations of an API."""
    for resource, found in resource_classes(api):
        for method in found.body:
            if not isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            text = " ".join((ast.get_docstring(method) or "").split())
            if match := _API_LINE.search(text):
                yield Operation(resource, found.name, method.name, match[1], match[2], match[3] or "")

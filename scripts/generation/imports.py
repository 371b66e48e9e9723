"""The imports that a generated module needs, found by the names that its code uses."""

from __future__ import annotations

import ast
from collections.abc import Mapping

_STANDARD = {
    "Mapping": "collections.abc",
    "Sequence": "collections.abc",
    "date": "datetime",
    "datetime": "datetime",
    "Any": "typing",
    "ClassVar": "typing",
    "Self": "typing",
    "UUID": "uuid",
    "define": "attrs",
    "field": "attrs",
}
_RUNTIME = {
    "READ_ERRORS": "decoding",
    "absent_fields": "decoding",
    "array_reader": "decoding",
    "as_is": "decoding",
    "nullable_reader": "decoding",
    "object_reader": "decoding",
    "read_any": "decoding",
    "read_array": "decoding",
    "read_boolean": "decoding",
    "read_date": "decoding",
    "read_datetime": "decoding",
    "read_error": "decoding",
    "read_integer": "decoding",
    "read_items": "decoding",
    "read_member": "decoding",
    "read_number": "decoding",
    "read_object": "decoding",
    "read_string": "decoding",
    "read_uuid": "decoding",
    "union_reader": "decoding",
    "unknown_fields": "decoding",
    "write_datetime": "encoding",
    "write_json": "encoding",
    "Limits": "limits",
    "Operation": "operation",
    "Parameter": "operation",
    "AsyncPager": "pagination",
    "Pager": "pagination",
    "page_options": "pagination",
    "UNSET": "types",
    "Unset": "types",
}

NEEDED = frozenset(_STANDARD | _RUNTIME)
"""Every name that generated code may import beside the classes of models."""


def imports(code: str, dots: str, classes: Mapping[str, str]) -> str:
    """The import lines for the names that `code` uses.

    Args:
        code: Python.
        dots: What leads from its module to the package: `..` from a module of `models`.
        classes: Where the classes of the models are: the module of each, as it is written in an import.
    """
    nodes = list(ast.walk(ast.parse(code)))
    used = {node.id for node in nodes if isinstance(node, ast.Name)}
    used -= {node.name for node in nodes if isinstance(node, ast.ClassDef)}
    sources = {**_STANDARD, **{name: dots + module for name, module in _RUNTIME.items()}, **classes}
    return "\n".join(f"from {sources[name]} import {name}" for name in sorted(used & sources.keys()))

"""Import lines for generated modules, made from the names that their code uses."""

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
    "Literal": "typing",
    "Self": "typing",
    "UUID": "uuid",
    "define": "attrs",
    "field": "attrs",
}
_RUNTIME = {
    "READ_ERRORS": "_runtime.reading",
    "Shapes": "_runtime.reading",
    "array_reader": "_runtime.reading",
    "as_is": "_runtime.reading",
    "nullable_reader": "_runtime.reading",
    "object_reader": "_runtime.reading",
    "read_any": "_runtime.reading",
    "read_array": "_runtime.reading",
    "read_boolean": "_runtime.reading",
    "read_date": "_runtime.reading",
    "read_datetime": "_runtime.reading",
    "read_integer": "_runtime.reading",
    "read_items": "_runtime.reading",
    "read_member": "_runtime.reading",
    "read_number": "_runtime.reading",
    "read_object": "_runtime.reading",
    "read_string": "_runtime.reading",
    "read_uuid": "_runtime.reading",
    "read_values": "_runtime.reading",
    "recover": "_runtime.reading",
    "unknown_fields": "_runtime.reading",
    "unknown_values": "_runtime.reading",
    "array_option": "_runtime.unions",
    "has_fields": "_runtime.unions",
    "has_items": "_runtime.unions",
    "has_one_of": "_runtime.unions",
    "has_values": "_runtime.unions",
    "is_one_of": "_runtime.unions",
    "is_type": "_runtime.unions",
    "object_option": "_runtime.unions",
    "union_reader": "_runtime.unions",
    "write_datetime": "_runtime.writing",
    "write_json": "_runtime.writing",
    "write_object": "_runtime.writing",
    "Deprecated": "_runtime.deprecation",
    "deprecated": "_runtime.deprecation",
    "JSONModel": "_runtime.json_model",
    "Limits": "_runtime.limits",
    "SuccessFormat": "_runtime.operation",
    "BodyFormat": "_runtime.bodies",
    "FieldEncoding": "_runtime.bodies",
    "events_reader": "_runtime.server_sent_events",
    "FileContent": "types",
    "AsyncByteStream": "streaming",
    "AsyncEventStream": "streaming",
    "ByteStream": "streaming",
    "EventStream": "streaming",
    "ServerSentEvent": "streaming",
    "Operation": "_runtime.operation",
    "Parameter": "_runtime.operation",
    "ParameterStyle": "_runtime.parameter_styles",
    "cached_resource": "_runtime.resources",
    "RawResource": "_runtime.raw",
    "raw_async": "_runtime.raw",
    "raw_async_page": "_runtime.raw",
    "raw_page": "_runtime.raw",
    "raw_sync": "_runtime.raw",
    "AsyncCursorPager": "cursor_pagination",
    "CursorPager": "cursor_pagination",
    "CursorPlaces": "cursor_pagination",
    "AsyncPager": "pagination",
    "Pager": "pagination",
    "page_options": "_paging",
    "UNSET": "types",
    "Unset": "types",
}

# Every name that generated code may import, beside the model classes.
NEEDED = frozenset(_STANDARD | _RUNTIME)


def imports(code: str, prefix: str, classes: Mapping[str, str]) -> str:
    """Return the import lines for the names that `code` uses.

    Args:
        code: Python code of one module.
        prefix: The relative import prefix of the package: `..` in a module of `models`.
        classes: The module of each model class, as written in an import.
    """
    nodes = list(ast.walk(ast.parse(code)))
    used = {node.id for node in nodes if isinstance(node, ast.Name)}
    used -= {node.name for node in nodes if isinstance(node, ast.ClassDef)}
    sources = {**_STANDARD, **{name: prefix + module for name, module in _RUNTIME.items()}, **classes}
    return "\n".join(f"from {sources[name]} import {name}" for name in sorted(used & sources.keys()))

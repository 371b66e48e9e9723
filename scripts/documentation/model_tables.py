"""Tables of the fields of a model, or of the values of an enum, from the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping

__all__ = ["members_table"]

_FIELD_TEXT = re.compile(r"^    (?P<name>\w+): (?P<text>.+(?:\n {8,}.+)*)", re.MULTILINE)
_NAME = re.compile(r"[A-Za-z_][A-Za-z_0-9]*")


def members_table(definition: ast.ClassDef, pages: Mapping[str, str]) -> str:
    """Return a Markdown table of the members of a class, or "" where it has none.

    Args:
        definition: The class: a generated model, or an enum.
        pages: The anchors of the classes that types link to, by class name.
    """
    fields = list(_fields(definition, pages))
    if fields:
        rows = [f"| `{name}` | {annotation} | {text} |" for name, annotation, text in fields]
        return "\n".join(["| field | type | |", "| --- | --- | --- |", *rows])
    values = [
        f"| `{node.targets[0].id}` | `{node.value.value}` |"
        for node in definition.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str | int)
    ]
    return "\n".join(["| member | value |", "| --- | --- |", *values]) if values else ""


def _fields(definition: ast.ClassDef, pages: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    texts = {
        found["name"]: " ".join(found["text"].split())
        for found in _FIELD_TEXT.finditer((ast.get_docstring(definition) or "").partition("Attributes:\n")[2])
    }
    for node in definition.body:
        if not isinstance(node, ast.AnnAssign) or not isinstance(node.target, ast.Name):
            continue
        name, annotation = node.target.id, ast.unparse(node.annotation)
        # Every model has `additional_properties`; the guide of models says what is in it.
        if name.startswith("_") or name == "additional_properties" or annotation.startswith("ClassVar"):
            continue
        yield name, _linked(annotation, pages), texts.get(name, "").replace("|", "\\|")


def _linked(annotation: str, pages: Mapping[str, str]) -> str:
    """Return a type as code, in which the names of models link to them."""
    parts: list[str] = []
    position = 0
    for found in _NAME.finditer(annotation):
        if found[0] in pages:
            parts += [_code(annotation[position : found.start()]), f"[`{found[0]}`][{pages[found[0]]}]"]
            position = found.end()
    return "".join([*parts, _code(annotation[position:])])


def _code(text: str) -> str:
    return f"`{text}`" if text.strip() else ""

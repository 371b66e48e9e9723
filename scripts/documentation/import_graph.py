"""The imports of the modules below a directory."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

__all__ = ["graph", "imported", "modules"]


def modules(directory: Path, prefix: str) -> dict[str, Path]:
    """Return every module below `directory` by its dotted name."""
    found: dict[str, Path] = {}
    for path in directory.rglob("*.py"):
        parts = path.relative_to(directory).with_suffix("").parts
        parts = parts[:-1] if parts[-1] == "__init__" else parts
        found[".".join(filter(None, (prefix, *parts)))] = path
    return found


def imported(name: str, path: Path, known: dict[str, Path]) -> Iterator[str]:
    """Yield the modules of `known` that a module imports, at its top, in functions and for type checkers alike."""
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            candidates = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            source = ".".join(filter(None, [*base, node.module or ""]))
            candidates = [f"{source}.{alias.name}" for alias in node.names]
        else:
            continue
        for candidate in candidates:
            module = candidate if candidate in known else candidate.rpartition(".")[0]
            if module in known and module != name:
                yield module


@cache
def graph(directory: Path, prefix: str) -> dict[str, frozenset[str]]:
    """Return the modules that each module below `directory` imports of the others."""
    known = modules(directory, prefix)
    return {name: frozenset(imported(name, path, known)) for name, path in known.items()}

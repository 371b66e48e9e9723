"""Imports within the sandbox: no cycles, and nothing from the client."""

from __future__ import annotations

import ast
import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

from msportal_client import sandbox

FOLDER = Path(sandbox.__file__).parent
PACKAGE = "msportal_client.sandbox"


def imported_modules(path: Path) -> Iterator[str]:
    """Yield the absolute name of each module and member that `path` imports, under `TYPE_CHECKING` too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            relative = "." * node.level + (node.module or "")
            module = importlib.util.resolve_name(relative, PACKAGE) if node.level else relative
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def test_sandbox_imports_have_no_cycle() -> None:
    modules = {f"{PACKAGE}.{path.stem}" if path.stem != "__init__" else PACKAGE: path for path in FOLDER.glob("*.py")}
    graph = {name: modules.keys() & set(imported_modules(path)) for name, path in modules.items()}
    # Every module can name the package itself, whose __init__ imports the others.
    inner = {name: targets - {PACKAGE} for name, targets in graph.items()}
    assert len(tuple(TopologicalSorter(inner).static_order())) >= len(modules)


def test_sandbox_imports_nothing_of_the_client() -> None:
    for path in FOLDER.glob("*.py"):
        names = [name for name in imported_modules(path) if name.split(".")[0] == "msportal_client"]
        assert [name for name in names if not f"{name}.".startswith(f"{PACKAGE}.")] == [], path.name


def test_sandbox_runs_without_the_client() -> None:
    """In a process in which the rest of the package cannot be imported."""
    code = """
import importlib.abc, sys, types
class Guard(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.startswith("msportal_client.") and not name.startswith("msportal_client.sandbox"):
            raise ImportError(name)
package = types.ModuleType("msportal_client")
package.__path__ = [sys.argv[1]]
sys.modules["msportal_client"] = package
sys.meta_path.insert(0, Guard())
import msportal_client.sandbox.__main__
print(sorted(name for name in sys.modules if name.startswith("msportal_client.") and "sandbox" not in name))
"""
    done = subprocess.run([sys.executable, "-c", code, str(FOLDER.parent)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

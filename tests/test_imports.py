"""The rules of the house for imports, held by walking every import of the package and of the scripts."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from documentation.import_graph import graph, imported, modules

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "msportal_client"

# The layers of the package, from the lowest. A module imports from its own layer and from lower ones.
VOCABULARY = (
    "_paging",
    "cursor_pagination",
    "errors",
    "events",
    "options",
    "pagination",
    "rate_limit",
    "retry",
    "streaming",
    "types",
)
LAYERS: tuple[tuple[str, ...], ...] = (
    VOCABULARY,
    ("_runtime",),
    ("models",),
    ("api",),
    ("_bulk", "bulk", "client", "transport"),
    ("", "testing"),
)


def cycles(edges: dict[str, frozenset[str]]) -> list[list[str]]:
    """Return the groups of modules that lead to each other."""
    reach: dict[str, set[str]] = {}
    for start, direct in edges.items():
        seen: set[str] = set()
        todo = list(direct)
        while todo:
            if (name := todo.pop()) not in seen:
                seen.add(name)
                todo.extend(edges.get(name, ()))
        reach[start] = seen
    groups = {
        frozenset({name, *(o for o in reach[name] if name in reach.get(o, ()))})
        for name in edges
        if name in reach[name]
    }
    return [sorted(group) for group in groups]


def part(module: str) -> str:
    """Return the part of the package that a module belongs to: `api` for `msportal_client.api.goals`."""
    return module.split(".")[1] if "." in module else ""


def package_edges() -> Iterator[tuple[str, str]]:
    for name, targets in graph(ROOT / PACKAGE, PACKAGE).items():
        yield from ((name, target) for target in targets)


def test_walker_sees_every_kind_of_import(tmp_path: Path) -> None:
    """Fail where a rule below would pass because nothing was seen."""
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "__init__.py").write_text("from ..a import x\n")
    (tmp_path / "a.py").write_text("def f():\n    from .b import c\n    import p.d\n")
    for name in ("b/c.py", "d.py", "__init__.py"):
        (tmp_path / name).write_text("")
    known = modules(tmp_path, "p")

    assert set(imported("p.a", known["p.a"], known)) == {"p.b.c", "p.d"}
    assert set(imported("p.b", known["p.b"], known)) == {"p.a"}
    assert cycles({"p.a": frozenset({"p.b"}), "p.b": frozenset({"p.a"})}) == [["p.a", "p.b"]]


@pytest.mark.parametrize(("directory", "prefix"), [(PACKAGE, PACKAGE), ("scripts", "")])
def test_no_import_cycles(directory: str, prefix: str) -> None:
    """Models that hold each other import each other at the end of their modules; nothing else does."""
    found = cycles(graph(ROOT / directory, prefix))

    assert [group for group in found if {part(name) for name in group} != {"models"}] == []


def test_imports_point_down() -> None:
    """Users, bridges and testing import the client; it imports api, then models, _runtime, and the vocabulary."""
    level = {name: number for number, layer in enumerate(LAYERS) for name in layer}
    upward = [
        f"{name} imports {target}"
        for name, target in package_edges()
        if part(name) not in {"sandbox", "bridges"} and name != PACKAGE
        if part(target) in level and level[part(target)] > level[part(name)]
    ]

    assert upward == []


def test_vocabulary_imports_nothing_of_runtime() -> None:
    assert [name for name, target in package_edges() if part(name) in VOCABULARY and part(target) == "_runtime"] == []


def test_every_part_of_package_has_layer() -> None:
    parts = {part(name) for name in graph(ROOT / PACKAGE, PACKAGE)}

    assert parts - {"sandbox", "bridges"} == {name for layer in LAYERS for name in layer}


def test_generated_code_never_imports_client() -> None:
    assert [n for n, target in package_edges() if part(n) in {"api", "models"} and part(target) == "client"] == []


def test_sandbox_imports_nothing_of_client() -> None:
    assert [(n, t) for n, t in package_edges() if part(n) == "sandbox" and part(t) != "sandbox"] == []


def test_sync_imports_public_names_only() -> None:
    """The sync and its command are a user of the clients, and no part of the package uses them."""
    own = {"sync", "command"}

    def bridge(name: str) -> str:
        parts = name.split(".")
        return parts[2] if len(parts) > 2 and parts[1] == "bridges" else ""

    edges = [(name, target) for name, target in package_edges() if (bridge(name) in own) != (bridge(target) in own)]
    private = [(n, t) for n, t in edges if any(each.startswith("_") for each in t.split("."))]
    assert private == []
    assert [(name, target) for name, target in edges if bridge(target) in own] == []


def test_scripts_import_nothing_of_package() -> None:
    """Generation and updates work on any tree. The contract checks have the package as their subject."""
    for name, path in modules(ROOT / "scripts", "").items():
        if name.split(".")[0] in {"contract", "check_contract"}:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not [name for name in names if name.split(".")[0] == PACKAGE], path


def test_http_library_known_by_connections_only() -> None:
    """Find the libraries by name in the code, because connections.py loads them by name."""
    libraries = {"httpx", "httpx2", "httpcore", "httpcore2"}
    naming: set[str] = set()
    for name, path in modules(ROOT / PACKAGE, PACKAGE).items():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                named = {alias.name for alias in node.names} | {getattr(node, "module", None)}
            elif isinstance(node, ast.Constant):
                named = {node.value}
            else:
                continue
            if libraries & named:
                naming.add(name)

    assert naming - {"msportal_client.testing.plugin"} == {"msportal_client._runtime.connections"}

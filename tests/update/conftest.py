from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import unseen_product
from contract_tree import Tree, make_tree

CHANGELOG = "# Changes\n\n## Unreleased\n\n### Added\n\n- The client.\n\n## 0.1.0\n\n- All of it.\n"


@pytest.fixture(scope="session")
def vehicle_tree(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    """Return the generated client of a document with one resource, and a changelog."""
    tree = make_tree(tmp_path_factory.mktemp("tree") / "vehicle", unseen_product.document("Vehicle"))
    (tree.root / "CHANGELOG.md").write_text(CHANGELOG)
    return tree


@pytest.fixture
def tree(vehicle_tree: Tree, tmp_path: Path) -> Tree:
    """Return a copy of it, for a test to change."""
    ignored = shutil.ignore_patterns("__pycache__")
    return Tree(Path(shutil.copytree(vehicle_tree.root, tmp_path / "tree", ignore=ignored)))

from __future__ import annotations

from pathlib import Path

import pytest
import unseen_product
from contract_tree import Tree, make_tree


@pytest.fixture(scope="session")
def whole_tree(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    """Return an unchanged client with one resource."""
    return make_tree(tmp_path_factory.mktemp("tree") / "whole", unseen_product.document("Vehicle"))


@pytest.fixture
def tree(whole_tree: Tree, tmp_path: Path) -> Tree:
    """Return a copy of `whole_tree` that a test may change."""
    return whole_tree.copy(tmp_path / "tree")

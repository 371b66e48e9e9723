"""Tests with the document of another product with 40 operations."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import unseen_product
from contract_tree import ROOT, Tree


@pytest.fixture(scope="module")
def document() -> str:
    return json.dumps(unseen_product.document())


def test_update_dry_run_passes_contract_checks(whole_tree: Tree, tmp_path: Path, document: str) -> None:
    """Start with a client of another document. Prism has its own tests."""
    tree = Tree(Path(shutil.copytree(whole_tree.root, tmp_path / "tree")))
    (tree.root / "CHANGELOG.md").write_text("# Changes\n")
    (tmp_path / "newer.json").write_text(document)
    command = [sys.executable, str(ROOT / "scripts" / "update_spec.py"), "--dry-run", str(tmp_path / "newer.json")]
    command += ["--root", str(tree.root), "--only", "abcdeg"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    for letter in "abcdeg":
        assert f"\n{letter}  passed " in done.stdout
    assert done.stdout.count("operation added: ") == 35
    # Enums that the new operations share get one class: nothing else breaks.
    breaking = [line for line in done.stdout.splitlines() if line.startswith("BREAKING")]
    assert all(line.startswith("BREAKING  class renamed: ") for line in breaking), done.stdout


def mypy(root: Path) -> list[str]:
    return [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--config-file",
        "",
        "--cache-dir",
        str(root / ".cache"),
        "-p",
        "msportal_client.api",
    ]


def pyright(root: Path) -> list[str]:
    settings = {"include": ["msportal_client/api", "msportal_client/models"], "typeCheckingMode": "strict"}
    (root / "pyrightconfig.json").write_text(json.dumps(settings))
    return [sys.executable, "-m", "pyright", "--project", str(root), "--pythonpath", sys.executable]


@pytest.mark.parametrize("checker", [mypy, pyright])
def test_generated_client_type_checks(tmp_path: Path, document: str, checker: Callable[[Path], list[str]]) -> None:
    tree = Tree(tmp_path)
    ignored = shutil.ignore_patterns("__pycache__", "api", "models", "sandbox")
    shutil.copytree(ROOT / "msportal_client", tmp_path / "msportal_client", ignore=ignored)
    (tmp_path / "openapi.json").write_text(document)
    tree.generate()
    done = subprocess.run(checker(tmp_path), cwd=tmp_path, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr

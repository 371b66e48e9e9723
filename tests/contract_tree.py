"""A small client with its spec, in a directory of its own, for the contract checks to look at and tests to break."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Report:
    """What `check_contract.py` said.

    Attributes:
        code: Its exit code.
        text: All that it printed.
    """

    code: int
    text: str

    def outcome(self, letter: str) -> str:
        """`passed`, `FAILED` or `not run`."""
        found = re.search(rf"^{letter}  (passed|FAILED|not run) ", self.text, re.MULTILINE)
        assert found is not None, self.text
        return found[1]


@dataclass(frozen=True)
class Tree:
    """`openapi.json` and `msportal_client` in a directory."""

    root: Path

    def check(self, letters: str, *arguments: str, **environment: str) -> Report:
        """Run the contract checks on it; with its own scripts, where it has some."""
        scripts = self.root / "scripts" if (self.root / "scripts").exists() else ROOT / "scripts"
        command = [sys.executable, str(scripts / "check_contract.py"), "--root", str(self.root), "--only", letters]
        kept = {key: value for key, value in os.environ.items() if key not in {"CI", "MSPORTAL_REQUIRE_PRISM"}}
        done = subprocess.run(
            [*command, *arguments], env={**kept, **environment}, check=False, capture_output=True, text=True
        )
        return Report(done.returncode, done.stdout + done.stderr)

    def generate(self, scripts: Path = ROOT / "scripts") -> None:
        """Generate the code from the spec."""
        command = [sys.executable, str(scripts / "regenerate.py"), "--spec", str(self.root / "openapi.json")]
        subprocess.run([*command, "--output", str(self.root / "msportal_client")], check=True, capture_output=True)

    def edit(self, name: str, old: str, new: str) -> None:
        """Change a file of the package, in one place."""
        path = self.root / "msportal_client" / name
        text = path.read_text()
        assert text.count(old) >= 1, f"{old!r} is not in {name}"
        path.write_text(text.replace(old, new, 1))

    def append(self, name: str, code: str) -> None:
        """Add code at the end of a file of the package."""
        path = self.root / "msportal_client" / name
        path.write_text(f"{path.read_text()}\n\n{code}\n")

    def edit_spec(self, change: Callable[[Any], None]) -> None:
        """Change the spec, and not the code."""
        path = self.root / "openapi.json"
        document = json.loads(path.read_text())
        change(document)
        path.write_text(json.dumps(document))


def make_tree(root: Path, document: Any) -> Tree:
    """The hand-written layer as it is, and the code generated from `document`."""
    ignored = shutil.ignore_patterns("__pycache__", "api", "models")
    shutil.copytree(ROOT / "msportal_client", root / "msportal_client", ignore=ignored)
    (root / "openapi.json").write_text(json.dumps(document))
    tree = Tree(root)
    tree.generate()
    return tree

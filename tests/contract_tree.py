"""A small generated client with its spec in a temporary directory, for tests to check and to break."""

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
    """The result of a run of `check_contract.py`.

    Attributes:
        code: The exit code.
        text: Its standard output and standard error.
    """

    code: int
    text: str

    def outcome(self, letter: str) -> str:
        """Return the result of a check: `passed`, `FAILED` or `not run`."""
        found = re.search(rf"^{letter}  (passed|FAILED|not run) ", self.text, re.MULTILINE)
        assert found is not None, self.text
        return found[1]


@dataclass(frozen=True)
class Tree:
    """A directory with `openapi.json` and `msportal_client`."""

    root: Path

    def check(self, letters: str, *arguments: str, kibibytes: str = "unlimited", **environment: str) -> Report:
        """Run contract checks, with the scripts of this directory if it has any, in a limited address space."""
        scripts = self.root / "scripts" if (self.root / "scripts").exists() else ROOT / "scripts"
        command = ["/bin/sh", "-c", f'ulimit -v {kibibytes}; exec "$@"', "sh", sys.executable]
        command += [str(scripts / "check_contract.py"), "--root", str(self.root), "--only", letters, "msportal"]
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
        """Replace the first occurrence of a text in a file of the package."""
        path = self.root / "msportal_client" / name
        text = path.read_text()
        assert text.count(old) >= 1, f"{old!r} is not in {name}"
        path.write_text(text.replace(old, new, 1))

    def file(self, start: str, *, containing: str) -> str:
        """Return the file of the package that has both texts."""
        package = self.root / "msportal_client"
        found = [path for path in package.rglob("*.py") if start in (text := path.read_text()) and containing in text]
        assert len(found) == 1, found
        return str(found[0].relative_to(package))

    def copy(self, root: Path) -> Tree:
        """Return a copy that a test may change."""
        return Tree(Path(shutil.copytree(self.root, root, ignore=shutil.ignore_patterns("__pycache__"))))

    def append(self, name: str, code: str) -> None:
        """Append code to a file of the package."""
        path = self.root / "msportal_client" / name
        path.write_text(f"{path.read_text()}\n\n{code}\n")

    def edit_spec(self, change: Callable[[Any], None]) -> None:
        """Change the spec but not the code."""
        path = self.root / "openapi.json"
        document = json.loads(path.read_text())
        change(document)
        path.write_text(json.dumps(document))


def make_tree(root: Path, document: Any) -> Tree:
    """Create a directory with the hand-written code, `document` and the code generated from it."""
    ignored = shutil.ignore_patterns("__pycache__", "api", "models")
    shutil.copytree(ROOT / "msportal_client", root / "msportal_client", ignore=ignored)
    (root / "openapi.json").write_text(json.dumps(document))
    tree = Tree(root)
    tree.generate()
    return tree

"""The sandbox imports nothing of the client. `tests/test_imports.py` holds the rules for the whole package."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from msportal_client import sandbox


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
    package = Path(sandbox.__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", code, str(package)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

"""Build the wheel and the sdist, and test each as users get it: installed into an environment that has nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from build_dist import build

ROOT = Path(__file__).resolve().parent.parent
# What the tests below need beside the package; the package brings its own dependencies, unpinned, as users get them.
TOOLS = ("hypothesis", "pytest", "pytest-asyncio", "trio")
# Tests of what the package does, which ask for nothing of the repository but what is copied with them.
TESTS = ("tests/client", "tests/plugin", "tests/fake_server.py", "docs/testing.md", "openapi.json", "pyproject.toml")


def main() -> int:
    """Run the command line and return its exit code."""
    with tempfile.TemporaryDirectory(prefix="built-") as directory:
        work = Path(directory)
        for name in build(work / "dist"):
            print(f"testing {name}", flush=True)
            _test(work / "dist" / name, work / f"{name}-tested")
    return 0


def _test(built: Path, place: Path) -> None:
    venv.create(place / "venv", with_pip=True)
    python = str(place / "venv" / "bin" / "python")
    pip = (python, "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input", "install")
    _run(*pip, str(built), cwd=place)
    _run(python, "-W", "error", "-c", "from msportal_client import AsyncMSPortal, MSPortal, models", cwd=place)
    _run(*pip, f"{built}[sandbox]", *TOOLS, cwd=place)
    _run(python, "-W", "error", "-m", "msportal_client.sandbox", "--help", cwd=place)
    for name in TESTS:
        source, target = ROOT / name, place / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    _run(python, "-m", "pytest", "-q", "tests", cwd=place)


def _run(*command: str, cwd: Path) -> None:
    # What is installed is tested, not what a path of the caller's leads to.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    subprocess.run(command, cwd=cwd, env=environment, check=True, stdout=None)  # noqa: S603 - our own words


if __name__ == "__main__":
    try:
        sys.exit(main())
    except subprocess.CalledProcessError as error:
        sys.exit(error.returncode)

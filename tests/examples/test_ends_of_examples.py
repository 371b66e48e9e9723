"""How an example ends where something is missing or wrong: with one sentence, and without a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from example_programs import EXAMPLES, run, settings

from msportal_client.sandbox import Sandbox

# A program that runs an example where a package is not installed.
WITHOUT = """
import runpy, sys
package, directory, name = sys.argv[1:]
sys.modules[package] = None
sys.path.insert(0, directory)
sys.argv[1:] = []
runpy.run_path(directory + "/" + name, run_name="__main__")
"""


@pytest.mark.parametrize("name", ["nightly_export.py", "planner_board.py"])
def test_missing_extra_is_named(tmp_path: Path, name: str) -> None:
    program = [sys.executable, "-c", WITHOUT, "starlette", str(EXAMPLES), name]
    done = subprocess.run(program, cwd=tmp_path, check=False, capture_output=True, text=True, timeout=120)
    assert done.returncode == 1
    assert 'pip install "msportal-client[sandbox]"' in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"MSPORTAL_API_KEY": "not-a-key"}, "AuthenticationError: 401"),
        ({"MSPORTAL_API_KEY": ""}, "RequestValidationError: "),
        ({"MSPORTAL_BASE_URL": "http://127.0.0.1:1"}, "APIConnectionError: "),
    ],
    ids=["wrong key", "no key", "no server"],
)
def test_wrong_settings_are_named(sandbox: Sandbox, tmp_path: Path, environment: dict[str, str], sentence: str) -> None:
    done = run("nightly_export.py", cwd=tmp_path, code=1, environment={**settings(sandbox), **environment})
    assert done.stderr.startswith(sentence)
    assert len(done.stderr.splitlines()) == 1
    assert "not-a-key" not in done.stderr


def test_missing_file_is_named(sandbox: Sandbox, tmp_path: Path) -> None:
    done = run("bulk_import.py", "nothing.csv", cwd=tmp_path, code=1, environment=settings(sandbox))
    assert done.stderr.startswith("FileNotFoundError: ")
    assert "nothing.csv" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_key_alone_does_not_lead_to_the_real_api(tmp_path: Path) -> None:
    """A proxy that is not there stands for the network: the local server is called without it."""
    environment = {"MSPORTAL_API_KEY": "a-real-key", "HTTPS_PROXY": "http://127.0.0.1:1"}
    assert "MSPORTAL_BASE_URL" not in os.environ
    done = run("nightly_export.py", cwd=tmp_path, environment=environment)
    assert done.stdout.endswith(" rows\n")

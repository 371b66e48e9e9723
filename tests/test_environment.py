"""A developer's own keys and servers in the environment: no test, and nothing that is run, takes them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# What the sandbox prints, and the like for the bridges; no server listens there.
EXPORTED = {
    f"{client}_{name}": value
    for client, key in (("MSPORTAL", "API_KEY"), ("MICROSOFT_PLANNER", "TOKEN"), ("PLANNR", "TOKEN"))
    for name, value in ((key, "msp_key_of_a_developer"), ("BASE_URL", "http://127.0.0.1:9"))
}


def test_tests_do_not_take_exported_variables() -> None:
    tests = ["tests/client/test_client.py", "tests/test_readme.py", "tests/client/test_credentials.py"]
    process = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests],
        cwd=ROOT,
        env={**os.environ, **EXPORTED},
        check=False,
        capture_output=True,
        text=True,
    )
    assert process.returncode == 0, process.stdout


def test_no_variable_is_left() -> None:
    assert not [name for name in EXPORTED if name in os.environ]

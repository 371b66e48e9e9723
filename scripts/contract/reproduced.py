"""Check b: the committed code is what the generator writes for the spec."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from contract.subject import Outcome, Subject

# The time for the generator, in seconds.
SECONDS = 500

_REGENERATE = Path(__file__).resolve().parent.parent / "regenerate.py"


def check(subject: Subject) -> Outcome:
    """Report files that differ from the generator's output, or why the generator failed."""
    command = [sys.executable, str(_REGENERATE), "--check", "--root", str(subject.root), subject.api.name]
    try:
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=SECONDS)  # noqa: S603 - fixed arguments
    except subprocess.TimeoutExpired:
        return Outcome([f"regenerate.py did not finish within {SECONDS} s"])
    if done.returncode == 0:
        return Outcome([])
    return Outcome(done.stderr.splitlines() or [f"regenerate.py: exit code {done.returncode}"])

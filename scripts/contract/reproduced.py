"""The committed code is what the spec gives."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from contract.subject import Outcome, Subject

_REGENERATE = Path(__file__).resolve().parent.parent / "regenerate.py"


def check(subject: Subject) -> Outcome:
    """The files that differ from what the generator writes, and what it says where it cannot write."""
    command = [sys.executable, str(_REGENERATE), "--check", "--spec", str(subject.spec)]
    command += ["--output", str(subject.root / "msportal_client")]
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - our own words
    if done.returncode == 0:
        return Outcome([])
    return Outcome(done.stderr.splitlines() or [f"regenerate.py: exit code {done.returncode}"])

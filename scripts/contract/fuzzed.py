"""Schemathesis finds nothing against the sandbox: in all of its phases, with all of its checks."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from contract.subject import Outcome, Subject
from msportal_client.sandbox import Sandbox

# Examples of each operation in the fuzzing phase: half a minute in all, which the bound in seconds leaves room for.
TIMEOUT = 600
EXAMPLES = 5
_MORE_THAN_IT_ASKS = 10_000_000


def check(subject: Subject) -> Outcome:
    """What Schemathesis found, in its words."""
    # It makes up ids; whether they exist is not what is looked at.
    with (
        Sandbox(spec=subject.spec, quota=_MORE_THAN_IT_ASKS, check_references=False) as sandbox,
        tempfile.TemporaryDirectory(prefix="schemathesis-") as directory,
    ):
        report = Path(directory) / "report.json"
        command = [sys.executable, "-m", "schemathesis.cli", "run", str(subject.spec), "--url", sandbox.url]
        command += ["--header", f"Authorization: Bearer {sandbox.key}", "--checks", "all"]
        command += ["--phases", "examples,coverage,fuzzing,stateful", "--max-examples", str(EXAMPLES)]
        command += ["--generation-deterministic", "--no-color", "--warnings", "off", "--continue-on-failure"]
        command += ["--report", "json", "--report-json-path", str(report)]
        try:
            done = subprocess.run(  # noqa: S603 - our own words
                command,
                check=False,
                capture_output=True,
                text=True,
                cwd=directory,  # its own settings file, if there were one, is not asked
                env={**os.environ, "PYTHONWARNINGS": "", "COLUMNS": "120"},
                timeout=TIMEOUT,
            )
        except subprocess.TimeoutExpired:
            return Outcome([f"Schemathesis did not come to an end in {TIMEOUT} s"])
        found: Any = json.loads(report.read_text()) if report.exists() else None
    return Outcome(_problems(found, done))


def _problems(report: Any, done: subprocess.CompletedProcess[str]) -> list[str]:
    if report is None:
        return [f"Schemathesis: exit code {done.returncode}", *(done.stderr or done.stdout).strip().splitlines()[-5:]]
    operations = report["operations"]
    problems = [f"{failure['title']}: {', '.join(failure['operations'])}" for failure in report["failures"]]
    problems += [f"Schemathesis could not go on: {error}" for error in report["errors"]]
    if operations["tested"] < operations["total"] or not report["complete"]:
        problems.append(f"only {operations['tested']} of {operations['total']} operations were tested")
    if done.returncode != 0 or problems:
        problems += _details(done.stdout) or [f"Schemathesis: exit code {done.returncode}"]
    return problems


def _details(output: str) -> list[str]:
    """The part of its output that describes each failure and says how to see it again; without the key."""
    found = re.search(r"^=+ (?:FAILURES|ERRORS) =+\n(.*?)^=+ (?:WARNINGS|SUMMARY) =+", output, re.MULTILINE | re.DOTALL)
    return [line.rstrip() for line in found[1].splitlines() if line.strip()] if found else []

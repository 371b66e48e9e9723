"""Check g: Schemathesis finds no problem in the sandbox, with all phases and all checks."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from contract.server_paths import with_server_paths
from contract.subject import Outcome, Subject
from msportal_client.sandbox import Sandbox

# The longest time for one run, in seconds. The MSPortal spec takes half a minute.
TIMEOUT = 600
# Examples per operation in the fuzzing phase.
EXAMPLES = 5
# Only the stateful phase sends values of responses: the others would send a null from a response as an id too.
_CONFIG = "[phases.fuzzing.extra-data-sources]\nresponses = false\n"
# A quota that is never used up.
_QUOTA = 10_000_000


def check(subject: Subject) -> Outcome:
    """Report the failures that Schemathesis found."""
    # Schemathesis sends random ids, so the sandbox must not check that they exist.
    with ExitStack() as stack:
        directory = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="schemathesis-")))
        spec, _ = with_server_paths(subject, directory)
        sandbox = stack.enter_context(Sandbox(spec=spec, quota=_QUOTA, check_references=False))
        report = directory / "report.json"
        (directory / "schemathesis.toml").write_text(_CONFIG)
        command = [sys.executable, "-m", "schemathesis.cli", "run", str(spec), "--url", sandbox.url]
        command += ["--header", f"Authorization: Bearer {sandbox.key}", "--checks", "all"]
        command += ["--phases", "examples,coverage,fuzzing,stateful", "--max-examples", str(EXAMPLES)]
        command += ["--generation-deterministic", "--no-color", "--warnings", "off", "--continue-on-failure"]
        command += ["--report", "json", "--report-json-path", str(report)]
        try:
            done = subprocess.run(  # noqa: S603 - fixed arguments
                command,
                check=False,
                capture_output=True,
                text=True,
                cwd=directory,  # with its schemathesis.toml, away from any other
                env={**os.environ, "PYTHONWARNINGS": "", "COLUMNS": "120"},
                timeout=TIMEOUT,
            )
        except subprocess.TimeoutExpired:
            return Outcome([f"Schemathesis did not finish within {TIMEOUT} s"])
        found: Any = json.loads(report.read_text()) if report.exists() else None
    return Outcome(_problems(found, done))


def _problems(report: Any, done: subprocess.CompletedProcess[str]) -> list[str]:
    if report is None:
        return [f"Schemathesis: exit code {done.returncode}", *(done.stderr or done.stdout).strip().splitlines()[-5:]]
    operations = report["operations"]
    problems = [f"{failure['title']}: {', '.join(failure['operations'])}" for failure in report["failures"]]
    problems += [f"Schemathesis stopped: {error}" for error in report["errors"]]
    if operations["tested"] < operations["total"] or not report["complete"]:
        problems.append(f"only {operations['tested']} of {operations['total']} operations were tested")
    if done.returncode != 0 or problems:
        problems += _details(done.stdout) or [f"Schemathesis: exit code {done.returncode}"]
    return problems


def _details(output: str) -> list[str]:
    """Return the lines of the output that describe failures and how to reproduce them. They do not contain the key."""
    found = re.search(r"^=+ (?:FAILURES|ERRORS) =+\n(.*?)^=+ (?:WARNINGS|SUMMARY) =+", output, re.MULTILINE | re.DOTALL)
    return [line.rstrip() for line in found[1].splitlines() if line.strip()] if found else []

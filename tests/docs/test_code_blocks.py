"""Every block of Python in the documentation runs, against the local servers, as its reader would run it.

Before a block a comment may say `<!-- not run: reason -->`: then it only has to be Python; or `<!-- run by pytest -->`. What a
comment after a `print` says is printed.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from msportal_client.sandbox import COMPANY_ID, Sandbox
from msportal_client.sandbox.microsoft_planner import PlannerSandbox
from msportal_client.sandbox.plannr import PlannrSandbox

DOCS = Path(__file__).resolve().parents[2] / "docs"
_BLOCK = re.compile(r"(?:<!-- (?P<note>[^\n]*?) -->\n)?^```python[^\n]*\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)
_NOTES = re.compile(r"not run: .{5,}|run by pytest")


class Block(NamedTuple):
    """A block of Python."""

    page: str
    number: int
    note: str
    code: str


def blocks_of(path: Path) -> Iterator[Block]:
    for number, found in enumerate(_BLOCK.finditer(path.read_text(encoding="utf-8"))):
        yield Block(path.stem, number, found["note"] or "", found["code"])


BLOCKS = [block for path in sorted(DOCS.glob("*.md")) for block in blocks_of(path)]


@pytest.fixture(scope="module")
def environment() -> Iterator[dict[str, str]]:
    with Sandbox(quota=100_000) as msportal, PlannerSandbox() as planner, PlannrSandbox() as plannr:
        plans, firms = planner.references(), plannr.references()
        yield {
            **os.environ,
            "MSPORTAL_API_KEY": msportal.key,
            "MSPORTAL_BASE_URL": msportal.url,
            "MICROSOFT_PLANNER_TOKEN": planner.token,
            "MICROSOFT_PLANNER_BASE_URL": planner.url,
            "PLANNR_TOKEN": plannr.token,
            "PLANNR_BASE_URL": plannr.url,
            "PLAN_ID": plans["plans"][0]["id"],
            "USER_ID": plans["users"][0]["id"],
            "COMPANY_ID": str(COMPANY_ID),
            "TASKABLE_UUID": firms["taskables"][0]["uuid"],
            "STATUS_UUID": firms["task_statuses"][0]["uuid"],
            # Nobody listens there: the limiter says so, and goes on with a window of its own.
            "REDIS_URL": "redis://127.0.0.1:1/0",
        }


@pytest.mark.parametrize("block", BLOCKS, ids=[f"{block.page}-{block.number}" for block in BLOCKS])
def test_code_block(block: Block, environment: Mapping[str, str], tmp_path: Path) -> None:
    compile(block.code, f"{block.page}.md", "exec")
    assert not block.note or _NOTES.fullmatch(block.note), f"unknown note: {block.note}"
    if block.note.startswith("not run"):
        return
    command = [sys.executable, "-c", block.code]
    if block.note == "run by pytest":
        (tmp_path / "test_block.py").write_text(block.code, encoding="utf-8")
        command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q", "test_block.py"]
    done = subprocess.run(
        command, env=environment, cwd=tmp_path, check=False, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stdout + done.stderr
    printed = done.stdout.splitlines()
    for said in re.findall(r"^ *print\(.*\)  # (?!type: |noqa)(.*)$", block.code, re.MULTILINE):
        assert said in printed


def test_most_blocks_run() -> None:
    assert sum(block.note.startswith("not run") for block in BLOCKS) < len(BLOCKS) / 10

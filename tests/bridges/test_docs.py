"""The pages on Microsoft Planner and Plannr: their snippets run, and the tests that their tables name are there."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from msportal_client.sandbox.microsoft_planner import PlannerSandbox
from msportal_client.sandbox.plannr import PLAN_UUID, STATUS_UUID, PlannrSandbox

ROOT = Path(__file__).resolve().parent.parent.parent
PLANNER = (ROOT / "docs" / "microsoft-planner.md").read_text()
PLANNR = (ROOT / "docs" / "plannr.md").read_text()


def snippets(page: str) -> list[str]:
    return re.findall(r"```python\n(.*?)```", page, re.DOTALL)


def functions_of(path: Path) -> set[str]:
    return {
        node.name
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


@pytest.mark.parametrize("snippet", snippets(PLANNER))
def test_planner_snippets_print_their_comments(snippet: str) -> None:
    with PlannerSandbox() as sandbox:
        found = sandbox.references()
        environment = {
            **os.environ,
            "MICROSOFT_PLANNER_TOKEN": sandbox.token,
            "MICROSOFT_PLANNER_BASE_URL": sandbox.url,
            "PLAN_ID": found["plans"][0]["id"],
            "USER_ID": found["users"][0]["id"],
        }
        process = subprocess.run(
            [sys.executable, "-W", "error", "-c", snippet], env=environment, check=False, capture_output=True, text=True
        )
    assert process.returncode == 0, process.stderr
    for comment in re.findall(r"print\(.*\)  # (.*)", snippet):
        assert comment in process.stdout


@pytest.mark.parametrize("snippet", snippets(PLANNR))
def test_plannr_snippets(snippet: str) -> None:
    with PlannrSandbox() as sandbox:
        environment = {
            **os.environ,
            "PLANNR_TOKEN": sandbox.token,
            "PLANNR_BASE_URL": sandbox.url,
            "TASKABLE_UUID": PLAN_UUID,
            "STATUS_UUID": STATUS_UUID,
        }
        process = subprocess.run(
            [sys.executable, "-W", "error", "-c", snippet], env=environment, check=False, capture_output=True, text=True
        )
    assert process.returncode == 0, process.stderr
    assert "2026-01-31" in process.stdout


def test_planner_table_names_tests_that_exist() -> None:
    named = re.findall(r"`(test_\w+\.py)::(test_\w+)`", PLANNER)
    assert len(named) > 40
    for file, test in named:
        assert test in functions_of(ROOT / "tests" / "bridges" / file), f"{file}::{test}"


def test_plannr_table_names_tests_that_exist() -> None:
    rows = re.findall(r"\| `(test_\w+)` \|$", PLANNR, re.MULTILINE)
    assert len(rows) > 15
    assert set(rows) <= functions_of(ROOT / "tests" / "bridges" / "test_plannr.py")


def test_every_row_of_the_tables_has_a_test() -> None:
    for page in (PLANNER, PLANNR):
        rows = [line for line in page.splitlines() if line.startswith("| ") and "---" not in line]
        assert [row for row in rows[1:] if "test_" not in row] == []

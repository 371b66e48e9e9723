"""The documentation of bulk jobs, and the example that imports a CSV file."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import anyio
import pytest

from msportal_client import AsyncMSPortal, MSPortal
from msportal_client.sandbox import Sandbox

ROOT = Path(__file__).resolve().parents[2]
ROWS = [{"title": f"item {number}" if number else ""} for number in range(20)]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(quota=10_000) as running:
        yield running


def snippets() -> list[str]:
    return re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "bulk.md").read_text(), re.DOTALL)


def run_snippet(snippet: str, sandbox: Sandbox, *arguments: Any) -> None:
    """Define the function of a snippet, and call it."""
    names: dict[str, Any] = {}
    exec("from msportal_client.bulk import bulk\n" + snippet, names)
    [name] = re.findall(r"^(?:async )?def (\w+)", snippet, re.MULTILINE)
    client: Any = {"api_key": sandbox.key, "base_url": sandbox.url}

    async def main() -> None:
        async with AsyncMSPortal(**client) as msportal:
            await names[name](msportal, *arguments)

    if snippet.lstrip().startswith("async") or "async def" in snippet:
        anyio.run(main)
    else:
        with MSPortal(**client) as msportal:
            names[name](msportal, *arguments)


@pytest.mark.parametrize("number", range(2))
def test_first_snippets_print_each_row(number: int, sandbox: Sandbox, capsys: pytest.CaptureFixture[str]) -> None:
    run_snippet(snippets()[number], sandbox, ROWS)

    assert len(capsys.readouterr().out.splitlines()) == len(ROWS)


def test_snippet_of_leaving_the_loop(sandbox: Sandbox, capsys: pytest.CaptureFixture[str]) -> None:
    run_snippet(snippets()[2], sandbox, ROWS, bool)

    assert 0 < len(capsys.readouterr().out.splitlines()) <= 32


def test_snippet_of_the_journal(
    sandbox: Sandbox, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for source in ("call", "journal"):
        run_snippet(snippets()[3], sandbox, ROWS[1:])
        printed = capsys.readouterr().out.splitlines()
        assert len(printed) == len(ROWS) - 1
        assert all(line.endswith(f"done {source}") for line in printed)


def test_example_imports_csv_once(tmp_path: Path) -> None:
    path = tmp_path / "items.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["title", "hours", "due_date", "description"])
        writer.writerows([f"item {number}", number or "", "2026-12-24", 'é, "x"'] for number in range(30))
        writer.writerow(["", 1, "", ""])
    with Sandbox(quota=10_000) as sandbox:
        environment = {**os.environ, "MSPORTAL_API_KEY": sandbox.key, "MSPORTAL_BASE_URL": sandbox.url}
        for _ in range(2):
            process = subprocess.run(
                [sys.executable, "-W", "error", str(ROOT / "examples" / "bulk_import.py"), str(path)],
                env=environment,
                check=False,
                capture_output=True,
                text=True,
            )
            # The last line has no title.
            assert process.returncode == 1, process.stderr
            assert "30 done, 1 failed, 0 unknown\n" in process.stderr
        created = [request.body["title"] for request in sandbox.requests if request.status == 201]

    assert sorted(created) == sorted(f"item {number}" for number in range(30))
    with Path(f"{path}.outcomes.csv").open(newline="") as file:
        outcomes = list(csv.DictReader(file))
    assert [outcome["status"] for outcome in outcomes] == ["done"] * 30 + ["failed"]
    assert all(UUID(outcome["result"]) for outcome in outcomes[:30])
    assert "title" in outcomes[30]["result"]

"""The import of a CSV file: what it makes, and that it goes on after it was killed."""

from __future__ import annotations

import csv
import os
import shutil
import signal
import time
from pathlib import Path

import pytest
from example_programs import EXAMPLES, command, run, running, settings, titles

from msportal_client.sandbox import Sandbox

DATA = EXAMPLES / "data" / "items.csv"
POSIX = pytest.mark.skipif(os.name != "posix", reason="sends a signal")


def outcomes(path: Path) -> list[list[str]]:
    return list(csv.reader(Path(f"{path}.outcomes.csv").read_text(encoding="utf-8").splitlines()))


def wait_for_items(sandbox: Sandbox, count: int) -> None:
    """Wait until a sandbox has created so many items."""
    until = time.monotonic() + 60
    while sandbox.state()["requests"].get("POST /api/public/v1/planner/items", 0) < count:
        assert time.monotonic() < until, "no items are created"
        time.sleep(0.01)


def test_import_into_a_server_of_its_own(tmp_path: Path) -> None:
    rows = list(csv.reader(run("bulk_import.py", cwd=tmp_path).stdout.splitlines()))
    assert len(rows) == 41
    assert {row[2] for row in rows[1:]} == {"done"}
    assert list(DATA.parent.iterdir()) == [DATA]


@POSIX
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT] if os.name == "posix" else [])
def test_import_goes_on_after_a_signal(sandbox: Sandbox, tmp_path: Path, number: signal.Signals) -> None:
    copy = Path(shutil.copy(DATA, tmp_path))
    before = titles(sandbox)
    sandbox.trouble(latency=0.1)
    with running(command("bulk_import.py", str(copy)), cwd=tmp_path, environment=settings(sandbox)) as process:
        wait_for_items(sandbox, 5)
        process.send_signal(number)
        printed, _ = process.communicate(timeout=60)
    assert process.returncode == (130 if number == signal.SIGINT else -number), printed
    assert "Traceback" not in printed
    sandbox.trouble(latency=0.0)
    between = len(titles(sandbox)) - len(before)
    assert 5 <= between < 40
    run("bulk_import.py", str(copy), cwd=tmp_path, environment=settings(sandbox))
    with DATA.open(newline="", encoding="utf-8") as file:
        expected = [line["title"] for line in csv.DictReader(file)]
    assert sorted(titles(sandbox)) == sorted([*before, *expected])
    assert [row[2] for row in outcomes(copy)[1:]] == ["done"] * 40


def test_import_with_a_wrong_key_names_the_reason_of_each_row(sandbox: Sandbox, tmp_path: Path) -> None:
    copy = Path(shutil.copy(DATA, tmp_path))
    environment = {**settings(sandbox), "MSPORTAL_API_KEY": "not-a-key"}
    done = run("bulk_import.py", str(copy), cwd=tmp_path, environment=environment, code=1)
    assert "The outcome of each row is in" in done.stderr
    assert len(outcomes(copy)) == 41
    assert all(row[2] == "failed" and "401" in row[3] for row in outcomes(copy)[1:])


@pytest.mark.parametrize(("cell", "named"), [("due_date", "soon"), ("hours", "many")])
def test_cell_that_cannot_be_read_is_named(sandbox: Sandbox, tmp_path: Path, cell: str, named: str) -> None:
    path = tmp_path / "items.csv"
    path.write_text(f"title,{cell}\nFirst,\nSecond,{named}\n", encoding="utf-8")
    done = run("bulk_import.py", str(path), cwd=tmp_path, environment=settings(sandbox), code=2)
    assert f"line 3, {cell}: " in done.stderr
    assert named in done.stderr
    assert "Traceback" not in done.stderr

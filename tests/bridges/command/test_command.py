"""`msportal-bridge` as a process, with local servers."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from bridges.sync.conftest import Sides

from msportal_client.bridges.command.exit_codes import EXIT_CODES, ExitCode
from msportal_client.bridges.sync import SyncStore
from msportal_client.sandbox import COMPANY_ID
from msportal_client.sandbox.plannr import PlannrSandbox


def environment(sides: Sides, **more: str) -> dict[str, str]:
    return {
        **os.environ,
        "MICROSOFT_PLANNER_TOKEN": sides.planner.token,
        "MICROSOFT_PLANNER_BASE_URL": sides.planner.url,
        "MSPORTAL_API_KEY": sides.msportal.key,
        "MSPORTAL_BASE_URL": sides.msportal.url,
        "COLUMNS": "120",
        **more,
    }


def start(sides: Sides, *arguments: str, **more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "msportal_client.bridges.command", *arguments]
    return subprocess.Popen(
        command,
        env=environment(sides, **more),
        cwd=sides.store.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(sides: Sides, *arguments: str, **more: str) -> tuple[int, str, str]:
    process = start(sides, *arguments, **more)
    output, errors = process.communicate(timeout=60)
    return process.returncode, output, errors


def sync(sides: Sides, *arguments: str) -> tuple[int, str, str]:
    return run(sides, "plan", "sync", sides.plan_id, "--company", str(COMPANY_ID), *arguments)


def test_plans_are_listed(sides: Sides) -> None:
    code, output, _ = run(sides, "plan", "list", "--json")
    assert code == 0
    assert sides.plan_id in [plan["id"] for plan in json.loads(output)]
    assert sides.plan_id in run(sides, "plan", "list")[1]


def test_sync_and_status(sides: Sides) -> None:
    sides.make_tasks(4)
    code, output, _ = sync(sides, "--dry-run")
    assert (code, sides.ours()) == (0, [])
    assert "4 would be created" in output
    assert "Task 3" in output
    code, output, errors = sync(sides, "--json")
    assert code == 0
    assert len(json.loads(output)["created"]) == 4
    assert "4 created" in errors
    assert "4 unchanged" in sync(sides)[1]
    code, output, _ = run(sides, "status", "--json")
    assert code == 0
    (plan,) = json.loads(output)
    assert (plan["plan_id"], plan["items"], plan["unknown"], plan["owner"]) == (sides.plan_id, 4, 0, None)
    assert plan["report"]["unchanged"] == 4
    shown = run(sides, "status", COLUMNS="200")[1]
    assert sides.plan_id in shown
    assert "4 unchanged" in shown


def test_what_waits_is_exit_code_1(sides: Sides) -> None:
    sides.make_tasks(1)
    assert sync(sides)[0] == ExitCode.DONE
    (task,) = sides.tasks()
    sides.client.tasks.update(task, {"title": "[bold]Another[/bold]"})
    code, output, _ = sync(sides)
    assert code == ExitCode.INCOMPLETE
    assert "1 waiting" in output
    assert "[bold]Another[/bold]" in output  # as it is, not as markup


def test_report_page(sides: Sides) -> None:
    sides.make_tasks(2)
    sides.client.tasks.create_task(plan_id=sides.plan_id, title="<script>alert(1)</script>")
    assert sync(sides, "--report", "report.html")[0] == 0
    page = (sides.store.parent / "report.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>" not in page
    assert "http" not in page.split("<h2>")[0].replace("http-equiv", "")
    assert "only here" not in page
    assert "<b>3</b> created" in page


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["plan", "sync"], ExitCode.USAGE, "Missing argument"),
        (["plan", "sync", "x", "--company", "y"], ExitCode.USAGE, "'y' is not a valid UUID"),
        (["nonsense"], ExitCode.USAGE, "No such command"),
        (["status", "--store", "none.sqlite3"], ExitCode.CONFIGURATION, "there is no store none.sqlite3"),
        (["plan", "sync", "x", "--company", str(COMPANY_ID)], ExitCode.API, "does not see the plan x"),
        (
            ["plan", "sync", "x", "--company", str(COMPANY_ID), "--mapping", "none.yaml"],
            ExitCode.CONFIGURATION,
            "none.yaml",
        ),
        (
            ["plan", "sync", "x", "--company", str(COMPANY_ID), "--store", "mysql://host/name"],
            ExitCode.CONFIGURATION,
            "must be of SQLite or PostgreSQL",
        ),
    ],
)
def test_errors_are_sentences(sides: Sides, arguments: list[str], code: ExitCode, says: str) -> None:
    ended, _, errors = run(sides, *arguments)
    assert (ended, "Traceback" in errors) == (code, False)
    assert says in errors


@pytest.mark.parametrize("name", ["MICROSOFT_PLANNER_TOKEN", "MSPORTAL_API_KEY"])
def test_missing_token_names_the_variable(sides: Sides, name: str) -> None:
    code, _, errors = run(sides, "plan", "sync", sides.plan_id, "--company", str(COMPANY_ID), **{name: ""})
    assert code == ExitCode.CONFIGURATION
    assert name in errors


def test_plan_that_another_worker_syncs(sides: Sides) -> None:
    store = SyncStore(sides.store)
    store.acquire(sides.plan_id, str(COMPANY_ID), "another", 60.0)
    code, _, errors = sync(sides, "--store", str(sides.store))
    store.close()
    assert (code, "is synced by another" in errors) == (ExitCode.BUSY, True)


def test_refused_key(sides: Sides) -> None:
    sides.make_tasks(1)
    key = "sk-a-wrong-key-of-this-test"
    code, output, errors = run(sides, "plan", "sync", sides.plan_id, "--company", str(COMPANY_ID), MSPORTAL_API_KEY=key)
    assert code == ExitCode.API
    assert key not in output + errors


@pytest.mark.skipif(os.name != "posix", reason="sends signals of Unix")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_repeated_sync_ends_on_signal(sides: Sides, how: signal.Signals) -> None:
    process = start(sides, "plan", "sync", sides.plan_id, "--company", str(COMPANY_ID), "--every", "0.01")
    sides.make_tasks(2)
    until = time.monotonic() + 30
    while len(sides.ours()) < 2 and time.monotonic() < until:
        time.sleep(0.05)
    process.send_signal(how)
    process.communicate(timeout=20)
    assert process.returncode in {ExitCode.DONE, ExitCode.INTERRUPTED}
    assert sorted(sides.ours()) == ["Task 0", "Task 1"]


@pytest.mark.skipif(os.name != "posix", reason="sends signals of Unix")
def test_repeated_sync_goes_on_after_a_failure(sides: Sides) -> None:
    sides.make_tasks(1)
    sides.msportal.trouble(server_errors=1.0, server_error_status=500)
    process = start(sides, "plan", "sync", sides.plan_id, "--company", str(COMPANY_ID), "--every", "0.01")
    assert process.stderr
    assert "500" in process.stderr.readline()
    sides.msportal.trouble()
    until = time.monotonic() + 30
    while not sides.ours() and time.monotonic() < until:
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=20)
    assert sides.ours() == ["Task 0"]


def test_push_makes_one_task(sides: Sides) -> None:
    sides.make_tasks(1)
    sync(sides)
    item = next(item for item in sides.items() if item.title == "Task 0")
    with PlannrSandbox() as plannr:
        found = plannr.references()
        target = {"PLANNR_TOKEN": plannr.token, "PLANNR_BASE_URL": plannr.url}
        to, status = found["taskables"][0]["uuid"], found["task_statuses"][0]["uuid"]
        arguments = ("task", "push", str(item.id), "--to", to, "--status", status, "--kind", "plan", "--json")
        first, second = run(sides, *arguments, **target), run(sides, *arguments, **target)
        assert (first[0], second[0]) == (0, 0), first[2]
        made = json.loads(first[1])
        assert made["uuid"] == json.loads(second[1])["uuid"]
        assert (made["name"], made["priority"]) == ("Task 0", "medium")
        code, _, errors = run(sides, "task", "push", str(COMPANY_ID), "--to", to, "--status", status, **target)
        assert (code, "MSPortal has no planner item" in errors) == (ExitCode.API, True)


def test_exit_codes_are_documented() -> None:
    assert set(EXIT_CODES) == set(ExitCode)
    page = (Path(__file__).resolve().parents[3] / "docs" / "sync.md").read_text(encoding="utf-8")
    for code, text in EXIT_CODES.items():
        assert f"| {code.value} | {text} |" in page


def test_without_the_extra(sides: Sides, tmp_path: Path) -> None:
    for name in ("typer", "sqlalchemy", "yaml"):
        program = f"import sys; sys.modules[{name!r}] = None; from msportal_client.bridges.command import main; main()"
        done = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True, text=True, timeout=60)
        assert done.returncode == ExitCode.CONFIGURATION
        assert 'pip install "msportal-client[bridges]"' in done.stderr
        assert "Traceback" not in done.stderr

"""The board of a plan: once, and kept up to date by delta queries."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from example_programs import command, read_until, run, running

from msportal_client.bridges.microsoft_planner import MicrosoftPlanner
from msportal_client.sandbox.microsoft_planner import BUCKET_ID, PLAN_ID, PlannerSandbox

WIDE = {"COLUMNS": "120", "PYTHONIOENCODING": "utf-8"}


def test_board_of_a_server_of_its_own(tmp_path: Path) -> None:
    printed = run("planner_board.py", "--once", cwd=tmp_path, environment=WIDE).stdout
    for text in ("This week", "◐ Replace firewall", "● Order parts", "○ Write it up"):
        assert text in printed


def test_title_with_markup_is_shown_as_it_is(tmp_path: Path) -> None:
    with PlannerSandbox() as sandbox:
        with MicrosoftPlanner(sandbox.token, base_url=sandbox.url) as planner:
            planner.tasks.create_task(plan_id=PLAN_ID, bucket_id=BUCKET_ID, title="[/] Check [red]", priority=1)
        printed = run("planner_board.py", "--once", cwd=tmp_path, environment={**WIDE, **settings(sandbox)}).stdout
    assert "[/] Check [red]" in printed


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
def test_new_task_appears_by_a_delta_query(tmp_path: Path) -> None:
    environment = {**WIDE, "FORCE_COLOR": "1"}  # a live display, though its output is a pipe
    with (
        PlannerSandbox() as sandbox,
        MicrosoftPlanner(sandbox.token, base_url=sandbox.url) as planner,
        running(
            command("planner_board.py", "--every", "0.1"),
            cwd=tmp_path,
            environment={**environment, **settings(sandbox)},
        ) as process,
    ):
        read_until(process, "╰")
        read = len(sandbox.requests)
        planner.tasks.create_task(plan_id=PLAN_ID, bucket_id=BUCKET_ID, title="Brand new task")
        read_until(process, "Brand new task")
        later = {seen.path for seen in list(sandbox.requests)[read:] if seen.method == "GET"}
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
    assert process.returncode == 130
    assert later
    assert all(path.endswith("delta") for path in later), later


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [({"PLAN_ID": ""}, "Set PLAN_ID"), ({"MICROSOFT_PLANNER_TOKEN": "not-a-token"}, "AuthenticationError: 401")],
)
def test_wrong_settings_end_with_a_sentence(tmp_path: Path, missing: dict[str, str], sentence: str) -> None:
    with PlannerSandbox() as sandbox:
        environment = {**settings(sandbox), **missing}
        done = run("planner_board.py", "--once", cwd=tmp_path, environment=environment, code=1)
    assert done.stderr.startswith(sentence)
    assert len(done.stderr.splitlines()) == 1


def settings(sandbox: PlannerSandbox) -> dict[str, str]:
    return {
        "MICROSOFT_PLANNER_TOKEN": sandbox.token,
        "MICROSOFT_PLANNER_BASE_URL": sandbox.url,
        "PLAN_ID": PLAN_ID,
    }

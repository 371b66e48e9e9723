"""Syncs whose process is killed, and started again with the same store."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from bridges.sync.conftest import Sides

SYNCER = Path(__file__).with_name("syncer.py")
# `make test-long` kills 50 times.
KILLS = int(os.environ.get("SYNC_KILLS", "6"))
TASKS = 12

pytestmark = pytest.mark.skipif(os.name != "posix", reason="sends SIGKILL")


def start(sides: Sides) -> subprocess.Popen[str]:
    command = [sys.executable, str(SYNCER), json.dumps(sides.arguments())]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def created(sides: Sides) -> int:
    return int(sides.msportal.state()["requests"].get("POST /api/public/v1/planner/items", 0))


def assert_one_item_for_each_task(sides: Sides, number: int) -> None:
    tasks = [task.id for task in sides.tasks()]
    assert len(tasks) == number
    notes = Counter(item.private_notes for item in sides.items())
    twice = {item: [each for each in sides.items() if each.private_notes == item] for item, n in notes.items() if n > 1}
    assert twice == {}
    assert {f"Microsoft Planner task {task}" for task in tasks} <= set(notes)


@pytest.mark.parametrize("workers", [1, 2])
def test_killed_syncs_make_one_item_for_each_task(sides: Sides, workers: int) -> None:
    """New tasks appear before each run, which is killed at a moment of its own: while it reads, writes or records."""
    decide = random.Random(workers)
    sides.msportal.trouble(latency=0.01)
    for kill in range(KILLS):
        for number in range(kill * TASKS, (kill + 1) * TASKS):
            sides.client.tasks.create_task(plan_id=sides.plan_id, title=f"Task {number}")
        before, wanted = created(sides), decide.randrange(TASKS + 2)
        processes = [start(sides) for _ in range(workers)]
        while created(sides) - before < wanted and any(process.poll() is None for process in processes):
            time.sleep(0.001)
        time.sleep(decide.random() * 0.02)
        doomed = decide.choice(processes)
        doomed.kill()
        for process in processes:
            process.communicate(timeout=120)
            assert process.returncode == 0 or process is doomed
    process = start(sides)
    output, _ = process.communicate(timeout=120)
    report = json.loads(output)
    assert process.returncode == 0
    assert (report["waiting"], report["impossible"]) == ([], [])
    assert_one_item_for_each_task(sides, KILLS * TASKS)

"""New tasks at the full quota of MSPortal, in real windows."""

from __future__ import annotations

import os

from bridges.sync.conftest import Sides

from msportal_client import AsyncMSPortal
from msportal_client.bridges.microsoft_planner import AsyncMicrosoftPlanner
from msportal_client.bridges.sync import sync_plan
from msportal_client.sandbox import COMPANY_ID, Sandbox

# `make test-long` makes 5,000 tasks, at 100 in each second.
TASKS = int(os.environ.get("SYNC_TASKS", "100"))
QUOTA, WINDOW = (100, 1.0) if TASKS > 1000 else (20, 1.0)


def windows_of(moments: list[float]) -> list[int]:
    """Return how many requests each window took, as the server counts: it begins with the first one after the last."""
    counts: list[int] = []
    began = -WINDOW
    for moment in sorted(moments):
        if moment >= began + WINDOW:
            began = moment
            counts.append(0)
        counts[-1] += 1
    return counts


async def test_new_tasks_use_the_whole_quota(sides: Sides) -> None:
    """At least 97 % of each window, but the first and the last, in which reading and ending have a part."""
    sides.make_tasks(TASKS)
    with Sandbox(quota=QUOTA, window=WINDOW) as msportal:
        async with (
            AsyncMicrosoftPlanner(sides.planner.token, base_url=sides.planner.url) as planner,
            AsyncMSPortal(msportal.key, base_url=msportal.url) as client,
        ):
            report = await sync_plan(planner, client, sides.plan_id, COMPANY_ID, store=sides.store)
        seen = [(request.at, request.status) for request in msportal.requests]
    assert len(report.created) == TASKS
    assert sum(status == 429 for _, status in seen) <= TASKS / 100
    counts = windows_of([moment for moment, status in seen if status != 429])
    assert all(count >= 0.97 * QUOTA for count in counts[1:-1]), counts

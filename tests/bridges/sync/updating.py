"""A process with a client that has an update of planner items: it syncs a plan, edits it, syncs again, and compares."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import anyio

from msportal_client import AsyncMSPortal
from msportal_client.bridges.microsoft_planner import AsyncMicrosoftPlanner
from msportal_client.bridges.sync import sync_plan
from msportal_client.sandbox import COMPANY_ID, Sandbox
from msportal_client.sandbox.microsoft_planner import PlannerSandbox


async def main(document: Path) -> dict[str, Any]:
    with (
        tempfile.TemporaryDirectory() as work,
        PlannerSandbox() as planner_server,
        Sandbox(spec=document, quota=1000) as msportal_server,
    ):
        plan_id = planner_server.references()["plans"][0]["id"]
        store = Path(work) / "store.sqlite3"
        async with (
            AsyncMicrosoftPlanner(planner_server.token, base_url=planner_server.url) as planner,
            AsyncMSPortal(msportal_server.key, base_url=msportal_server.url) as msportal,
        ):
            kept = await planner.tasks.create_task(plan_id=plan_id, title="Replace firewall")
            gone = await planner.tasks.create_task(plan_id=plan_id, title="Order parts")
            await sync_plan(planner, msportal, plan_id, COMPANY_ID, store=store)
            await planner.tasks.update(kept, {"title": "Another", "percent_complete": 100})
            await planner.tasks.delete(gone)
            report = await sync_plan(planner, msportal, plan_id, COMPANY_ID, store=store)
            again = await sync_plan(planner, msportal, plan_id, COMPANY_ID, store=store)
            items = await msportal.planner.list_planner_items(limit=100).collect()
    return {
        "updated": len(report.updated),
        "archived": len(report.archived),
        "waiting": len(report.waiting),
        "changes of the third run": len(again.updated) + len(again.archived) + len(again.waiting),
        "items": {item.title: [str(item.status), item.is_archived] for item in items},
    }


sys.stdout.write(json.dumps(anyio.run(main, Path(sys.argv[1]))))

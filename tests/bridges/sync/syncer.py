"""A process that syncs a plan, for tests that kill it. Its arguments are JSON."""

from __future__ import annotations

import json
import sys
from typing import Any

import anyio

from msportal_client import AsyncMSPortal
from msportal_client.bridges.microsoft_planner import AsyncMicrosoftPlanner
from msportal_client.bridges.sync import sync_plan


async def main(given: dict[str, Any]) -> None:
    async with (
        AsyncMicrosoftPlanner(given["token"], base_url=given["planner"]) as planner,
        AsyncMSPortal(given["key"], base_url=given["msportal"]) as msportal,
    ):
        report = await sync_plan(
            planner,
            msportal,
            given["plan_id"],
            given["company_id"],
            store=given["store"],
            in_flight=8,
            lease=3.0,
            wait=60.0,
            settle=0.2,
        )
    sys.stdout.write(json.dumps(report.to_dict()))


anyio.run(main, json.loads(sys.argv[1]))

"""A local server of each side, and a plan."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from msportal_client import AsyncMSPortal, MSPortal
from msportal_client.bridges.microsoft_planner import AsyncMicrosoftPlanner, MicrosoftPlanner
from msportal_client.bridges.sync import SyncReport, sync_plan
from msportal_client.sandbox import COMPANY_ID, Sandbox
from msportal_client.sandbox.microsoft_planner import PlannerSandbox

_NO_LIMITS = {"MaximumTasksInProject": None, "MaximumTasksCreatedByUser": None, "MaximumActiveTasksInProject": None}


@dataclass
class Sides:
    """Both servers, a client of Planner, and the file of the store."""

    planner: PlannerSandbox
    msportal: Sandbox
    client: MicrosoftPlanner
    plan_id: str
    store: Path

    def make_tasks(self, number: int) -> None:
        for each in range(number):
            self.client.tasks.create_task(plan_id=self.plan_id, title=f"Task {each}")

    def items(self) -> list[Any]:
        with MSPortal(self.msportal.key, base_url=self.msportal.url) as msportal:
            return msportal.planner.list_planner_items(limit=100).collect()

    def ours(self) -> list[str]:
        """Return the titles of the items that were made from tasks."""
        return [item.title for item in self.items() if "Microsoft Planner task" in (item.private_notes or "")]

    def titles(self) -> list[str]:
        return sorted(item.title for item in self.items())

    def tasks(self) -> list[Any]:
        return list(self.client.tasks.list_plan_tasks(self.plan_id))

    def requests(self) -> tuple[int, int]:
        """Return how many requests each server has seen, Planner first."""
        return len(self.planner.requests), sum(self.msportal.state()["requests"].values())

    def arguments(self) -> dict[str, str]:
        """Return the arguments of syncer.py."""
        return {
            "token": self.planner.token,
            "planner": self.planner.url,
            "key": self.msportal.key,
            "msportal": self.msportal.url,
            "plan_id": self.plan_id,
            "company_id": str(COMPANY_ID),
            "store": str(self.store),
        }

    async def sync(self, change: Callable[[Any], Any] | None = None, **options: Any) -> SyncReport:
        """Sync the plan. `change` may put something in the place of the client of MSPortal."""
        settings: dict[str, Any] = {"store": self.store, "settle": 0.0, **options}
        async with (
            AsyncMicrosoftPlanner(self.planner.token, base_url=self.planner.url) as planner,
            AsyncMSPortal(self.msportal.key, base_url=self.msportal.url) as msportal,
        ):
            return await sync_plan(
                planner,
                msportal if change is None else change(msportal),
                self.plan_id,
                COMPANY_ID,
                **settings,
            )


@pytest.fixture
def sides(tmp_path: Path) -> Iterator[Sides]:
    with (
        PlannerSandbox(seeded=True, limits=_NO_LIMITS) as planner,
        Sandbox(quota=1_000_000) as msportal,
        MicrosoftPlanner(planner.token, base_url=planner.url) as client,
    ):
        plan_id = str(planner.references()["plans"][0]["id"])
        for task in list(client.tasks.list_plan_tasks(plan_id)):
            client.tasks.delete(task)
        yield Sides(planner, msportal, client, plan_id, tmp_path / "store.sqlite3")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    if os.name != "posix":
        pytest.skip("the server is started as on Unix")
    from bridges.sync.postgres import find_programs, running

    programs = find_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    with running(programs) as url:
        yield url


@pytest.fixture
def postgres(postgres_server: str) -> str:
    """A database without records."""
    engine = sa.create_engine(postgres_server)
    with engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE IF EXISTS planner_sync_plans_v1, planner_sync_links_v1"))
    engine.dispose()
    return postgres_server

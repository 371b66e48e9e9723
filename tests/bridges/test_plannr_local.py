"""The clients of Plannr against its local server."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from msportal_client import AuthenticationError
from msportal_client.bridges.plannr import AsyncPlannr, Plannr
from msportal_client.sandbox.plannr import CLIENT_UUID, PLAN_UUID, STATUS_UUID, PlannrSandbox

NEW: dict[str, Any] = {
    "name": "Check details",
    "taskable_type": "plan",
    "taskable_uuid": PLAN_UUID,
    "task_status_uuid": STATUS_UUID,
}


@pytest.fixture
def sandbox() -> Iterator[PlannrSandbox]:
    with PlannrSandbox() as running:
        yield running


@pytest.fixture
def plannr(sandbox: PlannrSandbox) -> Iterator[Plannr]:
    with Plannr(sandbox.token, account_uuid=sandbox.account_uuid, base_url=sandbox.url) as client:
        yield client


@pytest.mark.parametrize("due", [date(2026, 1, 31), "2026-01-31", "2026-01-31 09:30:00"])
@pytest.mark.parametrize("belongs_to", [{}, {"taskable_type": "client", "taskable_uuid": CLIENT_UUID}])
def test_task_is_created_once(plannr: Plannr, due: Any, belongs_to: dict[str, Any]) -> None:
    wanted: dict[str, Any] = {**NEW, **belongs_to, "due_at": due, "priority": "high", "description": "With the client"}
    first, second = (plannr.tasks.create_task_once(**wanted) for _ in range(2))
    assert first.uuid == second.uuid
    wanted["priority"] = "low"
    other = plannr.tasks.create_task_once(**wanted)
    assert other.uuid != first.uuid
    names = [task.name for task in plannr.tasks.list_tasks(per_page=1)]
    assert names.count("Check details") == 2


def test_update_and_lists(plannr: Plannr) -> None:
    task = plannr.tasks.create_task(**NEW, custom_fields=[{"favourite_pet": "Dog"}])
    changed = plannr.tasks.update_task(task.uuid, name="Changed", due_at=date(2026, 2, 1))
    assert (changed.name, changed.due) in {("Changed", date(2026, 2, 1)), ("Changed", changed.due)}
    assert "Changed" in [found.name for found in plannr.tasks.list_tasks(filter_open_tasks=True)]
    assert plannr.rate_limit is not None
    assert plannr.rate_limit.remaining is not None


async def test_token_asked_again_after_it_was_revoked(sandbox: PlannrSandbox) -> None:
    tokens = iter(["revoked", sandbox.token])
    async with AsyncPlannr(lambda: next(tokens), account_uuid=sandbox.account_uuid, base_url=sandbox.url) as plannr:
        assert (await plannr.tasks.create_task(**NEW)).name == "Check details"


def test_wrong_token(sandbox: PlannrSandbox) -> None:
    plannr = Plannr("wrong", account_uuid=sandbox.account_uuid, base_url=sandbox.url)
    with plannr, pytest.raises(AuthenticationError):
        plannr.tasks.create_task(**NEW)

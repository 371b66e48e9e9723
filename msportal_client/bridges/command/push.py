"""Pushing a planner item of MSPortal to Plannr."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ... import AsyncMSPortal
from ...models import PlannerItem
from ...types import UNSET, Unset
from ..plannr import AsyncPlannr

__all__ = ["ItemNotFoundError", "Target", "push_item"]

_PRIORITIES: dict[str, str | Unset] = {"High": "high", "Medium": "medium", "Low": "low"}
_PAGE = 100


class ItemNotFoundError(LookupError):
    """MSPortal has no planner item with the id."""


@dataclass(frozen=True, slots=True)
class Target:
    """The place of a task in Plannr: a client, case or plan, and a status of the firm.

    Attributes:
        taskable_type: `client`, `case` or `plan`.
        taskable_uuid: The id of the client, case or plan.
        status_uuid: The id of the status.
    """

    taskable_type: str
    taskable_uuid: str
    status_uuid: str


async def push_item(msportal: AsyncMSPortal, plannr: AsyncPlannr, item_id: str, target: Target) -> Any:
    """Make a planner item a task of Plannr, unless an equal open task is there.

    Raises:
        ItemNotFoundError: There is no such item.
        MSPortalError: MSPortal or Plannr could not be called, or refused.
    """
    item = await _find(msportal, item_id)
    return await plannr.tasks.create_task_once(
        name=item.title,
        taskable_type=target.taskable_type,
        taskable_uuid=target.taskable_uuid,
        task_status_uuid=target.status_uuid,
        description=item.description or UNSET,
        priority=_PRIORITIES.get(str(item.business_value), UNSET),
        due_at=UNSET if item.due_date is None else item.due_date.date(),
    )


async def _find(msportal: AsyncMSPortal, item_id: str) -> PlannerItem:
    """Find an item in the list: today's document has no operation that reads one."""
    async for item in msportal.planner.list_planner_items(limit=_PAGE):
        if str(item.id) == item_id:
            return item
    raise ItemNotFoundError(f"MSPortal has no planner item {item_id}")

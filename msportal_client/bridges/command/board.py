"""Both sides of a sync as they are now: the buckets of Planner, and the statuses of MSPortal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ... import AsyncMSPortal
from ..microsoft_planner import AsyncMicrosoftPlanner
from ..sync.items import task_of

__all__ = ["Board", "Card", "read_board"]

_PAGE = 100
_NO_BUCKET = "No bucket"


@dataclass(frozen=True, slots=True)
class Card:
    """A task or an item on a board.

    Attributes:
        title: Its title.
        about: A few words below it.
        is_paired: Whether the other side has its counterpart.
    """

    title: str
    about: str
    is_paired: bool


@dataclass(frozen=True, slots=True)
class Board:
    """The columns of both sides, by their names."""

    planner: Mapping[str, Sequence[Card]]
    msportal: Mapping[str, Sequence[Card]]


async def read_board(planner: AsyncMicrosoftPlanner, msportal: AsyncMSPortal, plan_id: str, company_id: str) -> Board:
    """Read both sides."""
    buckets = {bucket.id: bucket.name or "" async for bucket in planner.buckets.list_plan_buckets(plan_id)}
    tasks = await planner.tasks.list_plan_tasks(plan_id).collect()
    ids = {task.id for task in tasks}
    items = {
        task_id: item
        async for item in msportal.planner.list_planner_items(limit=_PAGE)
        if (task_id := task_of(item, company_id)) is not None
    }
    left: dict[str, list[Card]] = {name: [] for name in buckets.values()}
    for task in tasks:
        card = Card(task.title or "", f"{task.percent_complete or 0} %", task.id in items)
        left.setdefault(buckets.get(task.bucket_id or "", _NO_BUCKET), []).append(card)
    right: dict[str, list[Card]] = {}
    for task_id, item in items.items():
        right.setdefault(str(item.status), []).append(Card(item.title, str(item.business_value), task_id in ids))
    return Board(left, right)

"""The order hints that an item must differ from: those of the other items in its list."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from .changes import Path
from .kinds import KINDS, TASK_KINDS, Kind
from .state import State

__all__ = ["sibling_hints"]


def sibling_hints(state: State, kind: Kind, key: str, plan_id: str, path: Path) -> Collection[str]:
    """Return the order hints of the other items in a list.

    The lists are the buckets of a plan, its tasks, and their places on each board. `assigneePriority` orders the tasks of
    a user, whatever their plans.

    Args:
        state: The resources.
        kind: The kind of the item.
        key: Its id; empty for a new one.
        plan_id: The id of its plan.
        path: The path of its order hint.
    """
    if kind is KINDS["plannerBucket"]:
        others = [each for each in state.buckets_of_plan(plan_id) if each.id != key]
    elif path == ("assigneePriority",):
        others = [each for each in state.every(kind) if each.id != key]
    elif kind in TASK_KINDS:
        tasks = [each for each in state.tasks_of_plan(plan_id) if each.id != key]
        others = [found for each in tasks if (found := state.get(kind, each.id))]
    else:
        others = []
    values = (_value(other.fields, path) for other in others)
    return {value for value in values if value is not None}


def _value(fields: Mapping[str, Any], path: Path) -> str | None:
    value: Any = fields
    for step in path:
        value = value.get(step)
        if value is None:
            return None
    return str(value)

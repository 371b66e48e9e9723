"""The plan that is in every new Planner server."""

from __future__ import annotations

from typing import Any

from ..examples import fixed_id
from .amending import new_fields, no_siblings
from .bodies import utc_of
from .ids import make_id
from .kinds import KINDS, TASK_KINDS, Kind
from .people import GROUP_ID, SECOND_USER_ID, USER_ID
from .state import State

__all__ = ["BUCKET_ID", "CHECKLIST_ITEM_ID", "PLAN_ID", "TASK_ID", "plant"]

PLAN_ID = make_id("seed", "plan")
BUCKET_ID = make_id("seed", "bucket")
TASK_ID = make_id("seed", "task")
CHECKLIST_ITEM_ID = fixed_id("planner", "checklist item")


def plant(state: State, version: int, now: float) -> None:
    """Add a plan of the first group, shared with its members, with one bucket and one task.

    Args:
        state: The state to add it to.
        version: The first version.
        now: The time in epoch seconds.
    """
    by = {"user": {"displayName": "Ada Sandbox", "id": USER_ID}, "application": None}
    made = {"createdBy": by, "createdDateTime": utc_of(now)}
    url = f"https://graph.microsoft.com/v1.0/groups/{GROUP_ID}"
    container = {"containerId": GROUP_ID, "type": "group", "url": url}
    plan = {"title": "Onboarding", "owner": GROUP_ID, "container": container, **made}
    task = {"planId": PLAN_ID, "bucketId": BUCKET_ID, "title": "Replace firewall", **made}
    given: dict[str, dict[str, Any]] = {
        "plannerPlan": plan,
        "plannerPlanDetails": {"sharedWith": {USER_ID: True, SECOND_USER_ID: True}},
        "plannerBucket": {"planId": PLAN_ID, "name": "To do"},
        "plannerTask": task,
    }
    ids = {"plannerPlan": PLAN_ID, "plannerPlanDetails": PLAN_ID, "plannerBucket": BUCKET_ID}
    kinds: list[Kind] = [*(KINDS[name] for name in ids), *TASK_KINDS]
    state.create(
        [
            (kind, ids.get(kind.name, TASK_ID), {**new_fields(kind, no_siblings), **given.get(kind.name, {})})
            for kind in kinds
        ],
        version,
        now,
    )

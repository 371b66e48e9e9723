"""The users who are subscribed to a resource in delta queries, and the lists that it is in.

"Tasks: created by the user, assigned to the user, belong to a plan that the user owns, contained in a plan shared with
the user through the plan's SharedWith collection. Plans and buckets: of plans shared with the user."
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["scopes", "subscribers", "user_of"]


def user_of(identity_set: Mapping[str, Any] | None) -> str | None:
    """Return the id of the user in an identity set."""
    user = (identity_set or {}).get("user")
    return user["id"] if user else None


def subscribers(task: Mapping[str, Any] | None, plan: Mapping[str, Any], shared_with: frozenset[str]) -> frozenset[str]:
    """Return the ids of the users who are subscribed to a resource.

    Args:
        task: The fields of the task that it is, or is a part of; None for plans, their details and buckets.
        plan: The fields of its plan. A user owns a plan as its `owner`, or has made it: groups have no subscriptions.
        shared_with: The ids of the users that the plan is shared with.
    """
    if task is None:
        return shared_with
    people = (user_of(task["createdBy"]), *task["assignments"], plan["owner"], user_of(plan["createdBy"]))
    return shared_with | frozenset(filter(None, people))


def scopes(task: Mapping[str, Any] | None, plan_id: str, plan: Mapping[str, Any]) -> frozenset[str]:
    """Return the lists that a resource is in: of a plan, of a group, of each assignee.

    Args:
        task: The fields of the task that it is, or is a part of; None for plans, their details and buckets.
        plan_id: The id of its plan.
        plan: The fields of its plan.
    """
    assignees = task["assignments"] if task else ()
    return frozenset({f"plan:{plan_id}", f"group:{plan['owner']}", *(f"user:{user}" for user in assignees)})

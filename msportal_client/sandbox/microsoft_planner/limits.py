"""The limits of the service, each with the code of its 403."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .kinds import KINDS, Kind
from .state import State
from .subscriptions import user_of

__all__ = ["exceeded_limit"]

_DONE = 100

# The number that a limit is about, after the change.
_Count = tuple[str, int]
_Fields = Mapping[str, Any]

_TASK, _PLAN, _PLAN_DETAILS = (KINDS[name] for name in ("plannerTask", "plannerPlan", "plannerPlanDetails"))


def exceeded_limit(
    state: State, limits: Mapping[str, int | None], kind: Kind, before: _Fields | None, after: _Fields
) -> str | None:
    """Return the code of the limit that a change exceeds, or None. What a change does not add to, it does not exceed.

    Args:
        state: The resources before the change.
        limits: The limits by code; None is no limit.
        kind: The kind of the resource.
        before: Its fields before; None if it is new.
        after: Its fields after.
    """
    for code, count in _COUNTS.get(kind.name, _nothing)(state, before, after):
        limit = limits.get(code)
        if limit is not None and count > limit:
            return code
    return None


def _nothing(_state: State, _before: _Fields | None, _after: _Fields) -> Iterator[_Count]:
    yield from ()


def _plan(state: State, before: _Fields | None, after: _Fields) -> Iterator[_Count]:
    if before is None:
        owned = 1 + sum(plan.fields["owner"] == after["owner"] for plan in state.every(_PLAN))
        yield "MaximumPlannerPlans", owned
        yield "MaximumProjectsOwnedByUser", owned


def _plan_details(state: State, before: _Fields | None, after: _Fields) -> Iterator[_Count]:
    added = _added(before, after, "sharedWith")
    if added:
        yield "MaximumUsersSharedWithProject", len(after["sharedWith"])
    for user in added:
        shared = sum(user in details.fields["sharedWith"] for details in state.every(_PLAN_DETAILS))
        yield "MaximumProjectsSharedWithUser", shared + 1


def _bucket(state: State, before: _Fields | None, after: _Fields) -> Iterator[_Count]:
    if before is None:
        yield "MaximumBucketsInProject", 1 + len(list(state.buckets_of_plan(after["planId"])))


def _task(state: State, before: _Fields | None, after: _Fields) -> Iterator[_Count]:
    every = state.every(_TASK)
    if before is None:
        author = user_of(after["createdBy"])
        made = sum(user_of(task.fields["createdBy"]) == author for task in every) if author else 0
        yield "MaximumTasksCreatedByUser", made + 1
    is_added = before is None or before["planId"] != after["planId"]
    in_plan = [task for task in every if task.fields["planId"] == after["planId"]]
    if is_added:
        yield "MaximumTasksInProject", len(in_plan) + 1
    if _is_active(after) and (is_added or not _is_active(before)):
        yield "MaximumActiveTasksInProject", 1 + sum(_is_active(task.fields) for task in in_plan)
    added = _added(before, after, "assignments")
    if added:
        yield "MaximumAssigneesInTasks", len(after["assignments"])
    for user in added:
        yield "MaximumTasksAssignedToUser", 1 + sum(user in task.fields["assignments"] for task in every)


def _task_details(_state: State, before: _Fields | None, after: _Fields) -> Iterator[_Count]:
    for name, code in (("checklist", "MaximumChecklistItemsOnTask"), ("references", "MaximumReferencesOnTask")):
        if _added(before, after, name):
            yield code, len(after[name])


def _user(_state: State, before: _Fields | None, after: _Fields) -> Iterator[_Count]:
    for name, code in (
        ("favoritePlanReferences", "MaximumFavoritePlansForUser"),
        ("recentPlanReferences", "MaximumRecentPlansForUser"),
    ):
        if _added(before, after, name):
            yield code, len(after[name])


def _added(before: _Fields | None, after: _Fields, name: str) -> list[str]:
    known: Mapping[str, Any] = before[name] if before else {}
    return [key for key in after[name] if key not in known]


def _is_active(fields: _Fields | None) -> bool:
    return fields is not None and fields["percentComplete"] < _DONE


_COUNTS = {
    "plannerPlan": _plan,
    "plannerPlanDetails": _plan_details,
    "plannerBucket": _bucket,
    "plannerTask": _task,
    "plannerTaskDetails": _task_details,
    "plannerUser": _user,
}

"""Change and delete resources."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from ..local_api import Answer, Refusal
from .amending import Additions, amend
from .bodies import read_body, utc_of
from .changes import Path, read_change
from .kinds import FORMATS, KINDS, Kind
from .limits import exceeded_limit
from .order_hints import OrderHintError, first_of
from .preconditions import base_version, conflicts
from .refusals import bad_request, conflict, limit_exceeded
from .showing import preferences, show_one
from .siblings import sibling_hints
from .state import Resource, Write
from .world import Context

__all__ = [
    "check_limits",
    "check_task",
    "delete",
    "set_completion",
    "told_by_details",
    "update",
    "update_my_planner",
]

_DONE = 100
_REPRESENTATION = "return=representation"
_TASK, _DETAILS, _BUCKET = (KINDS[name] for name in ("plannerTask", "plannerTaskDetails", "plannerBucket"))


def update(context: Context, kind: Kind, key: str) -> Answer:
    """Change a resource that the path names."""
    return _update(context, context.find(kind, key))


def update_my_planner(context: Context) -> Answer:
    """Change what Planner keeps of the signed-in user."""
    return _update(context, context.planner_user())


def _update(context: Context, resource: Resource) -> Answer:
    kind = resource.kind
    version = _base_version(context, resource)
    body = read_body(context.call.body, context.call.operation, kind)
    change = read_change(kind, body)
    if kind is _TASK and ("planId",) in change:
        # A bucket is one of the plan, so that a task that moves leaves its bucket.
        context.find(KINDS["plannerPlan"], change[("planId",)])
        change.setdefault(("bucketId",), None)
    if conflicts(resource, change, version):
        raise conflict()
    fields = amended(context, resource, change)
    try:
        _check(context, kind, fields)
    except Refusal:
        if version < resource.version:
            # Right by itself, but not together with what has changed since.
            raise conflict() from None
        raise
    code = check_limits(context, kind, resource.fields, fields)
    if code is None or _is_written_all_the_same(context, code):
        context.state.write([Write(resource, fields), *_consequences(context, resource, fields)], context.call.now)
    if code is not None:
        raise limit_exceeded(code)
    if _REPRESENTATION in preferences(context):
        return Answer(show_one(context, resource), 200, {"Preference-Applied": _REPRESENTATION})
    return Answer(None, 204)


def amended(context: Context, resource: Resource, change: Mapping[Path, Any]) -> dict[str, Any]:
    """Return the fields of a resource after a change.

    Raises:
        Refusal: An order hint is not composed as documented.
    """
    plan_id = _plan_id(context, resource, change)
    siblings = partial(sibling_hints, context.state, resource.kind, resource.id, plan_id)
    additions = Additions(siblings, context.identity_set(), utc_of(context.call.now))
    try:
        fields = amend(resource.kind, resource.fields, change, additions)
    except OrderHintError as error:
        raise bad_request(f"The order hint {error}.") from None
    if resource.kind is _TASK:
        set_completion(fields, resource.fields, additions.by, additions.at)
        if plan_id != resource.fields["planId"] and ("orderHint",) not in change:
            fields["orderHint"] = first_of(siblings(("orderHint",)))
    return fields


def _plan_id(context: Context, resource: Resource, change: Mapping[Path, Any]) -> str:
    """Return the id of the plan that a resource is in after a change."""
    task = context.state.get(_TASK, resource.id)
    return str(change.get(("planId",)) or (task or resource).fields.get("planId") or "")


def set_completion(fields: dict[str, Any], before: Mapping[str, Any], by: Mapping[str, Any], at: str) -> None:
    """Set or remove who has completed a task and when, where it became complete or active."""
    is_done, was_done = fields["percentComplete"] == _DONE, before["percentComplete"] == _DONE
    if is_done != was_done:
        fields["completedBy"], fields["completedDateTime"] = (dict(by), at) if is_done else (None, None)


def _check(context: Context, kind: Kind, fields: Mapping[str, Any]) -> None:
    if kind is _TASK:
        check_task(context, fields)


def check_task(context: Context, fields: Mapping[str, Any]) -> None:
    """Check what the properties of a task say together.

    Raises:
        Refusal: It starts after it is due, or its bucket is not one of its plan.
    """
    start, due = fields["startDateTime"], fields["dueDateTime"]
    if start is not None and due is not None and _moment(start) > _moment(due):
        raise bad_request("The start date of the task is later than its due date.")
    if fields["bucketId"] is not None:
        bucket = context.state.get(_BUCKET, fields["bucketId"])
        if bucket is None or not context.is_visible(bucket) or bucket.fields["planId"] != fields["planId"]:
            raise bad_request("The bucket is not one of the plan of the task.")


def _moment(text: str) -> tuple[str, str]:
    """Return a key that sorts times in UTC, with fractions of a second or without."""
    whole, _, fraction = text.removesuffix("Z").partition(".")
    return whole, fraction


def check_limits(
    context: Context, kind: Kind, before: Mapping[str, Any] | None, after: Mapping[str, Any]
) -> str | None:
    """Return the code of the limit that a change exceeds, or that it is to be refused with, or None."""
    settings = context.world.settings
    if settings.next_limit_codes:
        code, *rest = settings.next_limit_codes
        context.world.settings = replace(settings, next_limit_codes=tuple(rest))
        return code
    return exceeded_limit(context.state, context.world.limits, kind, before, after)


def _is_written_all_the_same(context: Context, code: str) -> bool:
    return code == "MaximumFavoritePlansForUser" and context.world.settings.favorites_over_limit


def _consequences(context: Context, resource: Resource, fields: Mapping[str, Any]) -> Sequence[Write]:
    """Return the changes of other resources that follow from one."""
    if resource.kind is _DETAILS:
        return _count_on_task(context, resource, fields)
    if resource.kind is _TASK:
        boards = (context.state.get(kind, resource.id) for kind in FORMATS.values())
        return [Write(board, _placed(context, resource, board, fields)) for board in boards if board]
    return []


def _placed(context: Context, task: Resource, board: Resource, after: Mapping[str, Any]) -> dict[str, Any]:
    """Return where a task stands on a board after a change of the task.

    Who is no longer assigned has no place for it. In another plan it comes first.
    """
    fields = copy.deepcopy(board.fields)
    hints: dict[str, str] = fields.get("orderHintsByAssignee", {})
    for user in [user for user in hints if user in task.fields["assignments"] and user not in after["assignments"]]:
        del hints[user]
    if after["planId"] != task.fields["planId"]:
        siblings = partial(sibling_hints, context.state, board.kind, board.id, after["planId"])
        fields |= {name: first_of(siblings((name,))) for name in board.kind.hints}
        hints |= {user: first_of(siblings(("orderHintsByAssignee", user))) for user in hints}
    return fields


def _count_on_task(context: Context, details: Resource, fields: Mapping[str, Any]) -> Sequence[Write]:
    task = context.state.get(_TASK, details.id)
    return [Write(task, {**task.fields, **told_by_details(fields)})] if task else []


def told_by_details(details: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a task that follow from its details."""
    checklist = details["checklist"]
    return {
        "hasDescription": bool(details["description"]),
        "previewType": details["previewType"],
        "referenceCount": len(details["references"]),
        "checklistItemCount": len(checklist),
        "activeChecklistItemCount": sum(not item["isChecked"] for item in checklist.values()),
    }


def delete(context: Context, kind: Kind, key: str) -> Answer:
    """Delete a plan, bucket or task with everything in it."""
    resource = context.find(kind, key)
    if _base_version(context, resource) < resource.version:
        raise conflict()
    context.state.write([Write(each, None) for each in _with_contents(context, resource)], context.call.now)
    return Answer(None, 204)


def _with_contents(context: Context, resource: Resource) -> list[Resource]:
    state = context.state
    if resource.kind is _TASK:
        return state.task_family(resource.id)
    if resource.kind is _BUCKET:
        tasks = state.tasks_of_plan(resource.fields["planId"])
        inside = [task.id for task in tasks if task.fields["bucketId"] == resource.id]
        return [*(each for task_id in inside for each in state.task_family(task_id)), resource]
    return state.plan_family(resource.id)[::-1]


def _base_version(context: Context, resource: Resource) -> int:
    settings, header = context.world.settings, context.call.headers.get("if-match")
    return base_version(resource, header, resource.first_version, settings.kept_versions)

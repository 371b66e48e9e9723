"""Create plans, buckets and tasks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from typing import Any

from ..local_api import Answer
from .amending import Additions, amend, new_fields, no_siblings
from .bodies import read_body, utc_of
from .changes import read_change
from .kinds import FORMATS, KINDS, Kind
from .order_hints import OrderHintError
from .refusals import bad_request, limit_exceeded, no_permission
from .showing import show_one
from .siblings import sibling_hints
from .updating import check_limits, check_task, set_completion, told_by_details
from .world import Context

__all__ = ["create_bucket", "create_plan", "create_task"]

_PLAN, _PLAN_DETAILS, _BUCKET, _TASK, _DETAILS = (
    KINDS[name] for name in ("plannerPlan", "plannerPlanDetails", "plannerBucket", "plannerTask", "plannerTaskDetails")
)
_CONTAINER_URL = re.compile(r"https?://[^?#]+/(groups|planner/rosters)/([\w-]+)", re.ASCII)
_NOT_A_MEMBER = "You must be a member of the group that owns the plan."


def create_plan(context: Context) -> Answer:
    """Create a plan, owned by a group or a roster."""
    body = read_body(context.call.body, context.call.operation, _PLAN)
    kind, container_id = _container(body)
    if kind == "group":
        group = context.group(container_id)
        container_id = group.id
    elif context.caller.token.user is None:
        raise no_permission(_NOT_A_MEMBER)
    path = "groups" if kind == "group" else "planner/rosters"
    url = f"https://graph.microsoft.com/v1.0/{path}/{container_id}"
    fields = {
        **new_fields(_PLAN, no_siblings),
        "title": body["title"],
        "owner": container_id,
        "container": {"containerId": container_id, "type": kind, "url": url},
        **_authorship(context),
    }
    _check_limits(context, _PLAN, fields)
    details = new_fields(_PLAN_DETAILS, no_siblings)
    return _created(context, context.state.new_id(), [(_PLAN, fields), (_PLAN_DETAILS, details)])


def _container(body: Mapping[str, Any]) -> tuple[str, str]:
    """Return the kind and the id of the container of a new plan."""
    given: Mapping[str, Any] = body.get("container") or {}
    found: set[tuple[str, str]] = set()
    if "url" in given:
        match = _CONTAINER_URL.fullmatch(given["url"])
        if not match:
            raise bad_request("The url of the container is not that of a group or a roster.")
        found.add(("group" if match[1] == "groups" else "roster", match[2].lower()))
    if "containerId" in given and "type" in given:
        found.add((given["type"], given["containerId"].lower()))
    elif ("containerId" in given or "type" in given) and "url" not in given:
        raise bad_request("The container needs its url, or its containerId and type.")
    if "owner" in body:
        found.add(("group", body["owner"].lower()))
    if len(found) != 1:
        raise bad_request("The plan needs one container or owner.")
    kind, container_id = found.pop()
    if kind not in {"group", "roster"}:
        raise bad_request("A plan cannot be created in a container of this type.")
    return kind, container_id


def create_bucket(context: Context) -> Answer:
    """Create a bucket in a plan."""
    body = read_body(context.call.body, context.call.operation, _BUCKET)
    context.find(_PLAN, body["planId"])
    fields = _filled(context, _BUCKET, body["planId"], body)
    _check_limits(context, _BUCKET, fields)
    return _created(context, context.state.new_id(), [(_BUCKET, fields)])


def create_task(context: Context) -> Answer:
    """Create a task in a plan, with its details where they come along."""
    body = read_body(context.call.body, context.call.operation, _TASK, details=True)
    of_details: dict[str, Any] = {}
    if "details" in body:
        of_details = read_body(body.pop("details"), context.world.operations["updateTaskDetails"], _DETAILS)
    plan_id: str = body["planId"]
    context.find(_PLAN, plan_id)
    fields = {**_filled(context, _TASK, plan_id, body), **_authorship(context)}
    details = _filled(context, _DETAILS, plan_id, of_details)
    if "previewType" not in of_details:
        details["previewType"] = fields["previewType"]
    fields |= told_by_details(details)
    set_completion(fields, _TASK.fields, context.identity_set(), utc_of(context.call.now))
    check_task(context, fields)
    _check_limits(context, _TASK, fields)
    _check_limits(context, _DETAILS, details)
    formats = [(kind, _filled(context, kind, plan_id, {})) for kind in FORMATS.values()]
    return _created(context, context.state.new_id(), [(_TASK, fields), (_DETAILS, details), *formats])


def _filled(context: Context, kind: Kind, plan_id: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a new resource of a plan with what is given."""
    siblings = partial(sibling_hints, context.state, kind, "", plan_id)
    additions = Additions(siblings, context.identity_set(), utc_of(context.call.now))
    try:
        return amend(kind, new_fields(kind, siblings), read_change(kind, given), additions)
    except OrderHintError as error:
        raise bad_request(f"The order hint {error}.") from None


def _authorship(context: Context) -> dict[str, Any]:
    return {"createdBy": context.identity_set(), "createdDateTime": utc_of(context.call.now)}


def _check_limits(context: Context, kind: Kind, fields: Mapping[str, Any]) -> None:
    code = check_limits(context, kind, None, fields)
    if code is not None:
        raise limit_exceeded(code)


def _created(context: Context, key: str, made: list[tuple[Kind, dict[str, Any]]]) -> Answer:
    settings = context.world.settings
    created = context.state.create(
        [(kind, key, fields) for kind, fields in made],
        settings.first_version,
        context.call.now,
        settings.visibility_delay,
    )
    return Answer(show_one(context, created[0]), 201)

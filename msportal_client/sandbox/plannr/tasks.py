"""Create, update and list tasks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from ..local_api import Answer, Refusal
from ..spec import Operation
from ..validation import Violation, violations
from .context import Context
from .lists import TASK_FILTERS, TASK_SORTS, filtered, ordered
from .showing import TASK_INCLUDES, show_task
from .state import Record, State, moment_text

__all__ = ["check_body", "create_task", "list_tasks", "update_task"]

_NEW: Mapping[str, Any] = {
    "description": None,
    "priority": "medium",
    "due_at": None,
    "parent_task_uuid": None,
    "completed_at": None,
    "completed_by_uuid": None,
}
_SEES_ALL = frozenset({"owner", "admin"})


def check_body(body: Any, operation: Operation) -> dict[str, Any]:
    """Return the documented fields of the body of a request. Others are ignored, as Laravel does.

    Raises:
        Refusal: The body does not fit the document.
    """
    if operation.body is None or not isinstance(body, dict):
        raise invalid([{"path": "body", "message": "must be an object"}])
    found = violations(body, operation.body, "body")
    if found:
        raise invalid(found)
    return cast("dict[str, Any]", body)


def invalid(found: list[Violation]) -> Refusal:
    """Return the error for values that are wrong."""
    first = found[0]
    name = first["path"].removeprefix("body.")
    return Refusal(422, f"The {name} field {first['message']}.", details=found)


def create_task(context: Context) -> Answer:
    """Create a task."""
    body = check_body(context.call.body, context.call.operation)
    state, at = context.state, moment_text(context.call.now)
    _check_references(state, body, "")
    uuid = state.new_uuid()
    task: Record = {
        "uuid": uuid,
        "created_at": at,
        "updated_at": at,
        **_NEW,
        "position": len(state.tasks) + 1,
        "author_uuid": context.account["uuid"],
        "assigned_to_uuids": [],
        "group_uuids": [],
        "custom_fields": {},
    }
    state.tasks[uuid] = task
    _set(context, task, body)
    return Answer(show_task(state, context.settings, task, TASK_INCLUDES), 201)


def update_task(context: Context) -> Answer:
    """Change the fields of a task that are sent."""
    task = context.state.tasks.get(context.call.path["uuid"].lower())
    if task is None or not _sees(context, task):
        raise Refusal(404, "No query results for model [Task].")
    body = check_body(context.call.body, context.call.operation)
    kind, uuid = body.get("taskable_type", task["taskable_type"]), body.get("taskable_uuid", task["taskable_uuid"])
    _check_references(context.state, {**body, "taskable_type": kind, "taskable_uuid": uuid}, task["uuid"])
    _set(context, task, body)
    task["updated_at"] = moment_text(context.call.now)
    return Answer(show_task(context.state, context.settings, task, TASK_INCLUDES))


def list_tasks(context: Context) -> Answer:
    """List the tasks that the account may see."""
    query = context.call.query
    seen = [task for task in context.state.tasks.values() if _sees(context, task)]
    found = ordered(context.state, filtered(context.state, seen, query, TASK_FILTERS), query["sort"], TASK_SORTS)
    include = query.get("include", ())
    return context.page(found, lambda task: show_task(context.state, context.settings, task, include))


def _sees(context: Context, task: Record) -> bool:
    """Return whether the account sees a task: owners and admins all, members those of their groups, clients their own."""
    account = context.account
    if account["role"] in _SEES_ALL:
        return True
    if account["type"] == "client":
        return bool(TASK_FILTERS["client_uuid"](context.state, task, account["uuid"]))
    groups = [group["uuid"] for group in context.state.groups.values() if account["uuid"] in group["account_uuids"]]
    return account["uuid"] in task["assigned_to_uuids"] or not set(groups).isdisjoint(task["group_uuids"])


def _set(context: Context, task: Record, body: Mapping[str, Any]) -> None:
    given = dict(body)
    custom_fields = _custom_fields(context.state, given.pop("custom_fields", {}))
    known = {*_NEW, "name", "taskable_type", "taskable_uuid", "task_status_uuid", "assigned_to_uuids", "group_uuids"}
    task |= {name: value for name, value in given.items() if name in known and not name.startswith("completed_")}
    task["custom_fields"] = task["custom_fields"] | custom_fields
    if task["due_at"] and " " not in task["due_at"]:
        task["due_at"] += " 00:00:00"
    is_done = context.state.task_statuses[task["task_status_uuid"]]["is_type_completed"]
    if is_done and task["completed_at"] is None:
        at = moment_text(context.call.now)
        task |= {"completed_at": at[:19].replace("T", " "), "completed_by_uuid": context.account["uuid"]}
    elif not is_done:
        task |= {"completed_at": None, "completed_by_uuid": None}


def _custom_fields(state: State, given: Any) -> dict[str, Any]:
    """Return the values by reference, from one object, or from a list of objects with one value each.

    Raises:
        Refusal: There is no such field, or it has other choices.
    """
    objects: list[dict[str, Any]] = cast("list[dict[str, Any]]", given if isinstance(given, list) else [given])
    values = {reference: value for each in objects for reference, value in each.items()}
    for reference, value in values.items():
        field = state.custom_fields.get(reference)
        place = f"body.custom_fields.{reference}"
        if field is None:
            raise invalid([{"path": place, "message": "is no custom field"}])
        if field["selection_options"] and value is not None and value not in field["selection_options"]:
            raise invalid([{"path": place, "message": f"must be one of {', '.join(field['selection_options'])}"}])
    return values


def _check_references(state: State, body: Mapping[str, Any], own_uuid: str) -> None:
    """Check that everything exists that a task refers to.

    Raises:
        Refusal: Something does not.
    """
    taskables = state.accounts if body["taskable_type"] == "client" else state.taskables
    taskable = taskables.get(body["taskable_uuid"])
    found: list[Violation] = []
    if taskable is None or taskable.get("kind", "client") != body["taskable_type"]:
        found.append(_unknown("taskable_uuid"))
    if "task_status_uuid" in body and body["task_status_uuid"] not in state.task_statuses:
        found.append(_unknown("task_status_uuid"))
    if "parent_task_uuid" in body and (
        body["parent_task_uuid"] not in state.tasks or body["parent_task_uuid"] == own_uuid
    ):
        found.append(_unknown("parent_task_uuid"))
    for name, table in (("assigned_to_uuids", state.accounts), ("group_uuids", state.groups)):
        found += [_unknown(f"{name}.{at}") for at, uuid in enumerate(body.get(name, ())) if uuid not in table]
    _custom_fields(state, body.get("custom_fields", {}))
    if found:
        raise invalid(found)


def _unknown(name: str) -> Violation:
    return {"path": f"body.{name}", "message": "is invalid: there is no such record"}

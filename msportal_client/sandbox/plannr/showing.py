"""Records as they are sent."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from .settings import Settings
from .state import Record, State

__all__ = ["TASK_INCLUDES", "show_account", "show_address", "show_login", "show_task"]

_ACCOUNT_FIELDS = (
    "uuid",
    "created_at",
    "updated_at",
    "type",
    "role",
    "name",
    "first_name",
    "last_name",
    "photo_url",
    "email",
    "external_references",
)
_TASK_FIELDS = (
    "uuid",
    "created_at",
    "updated_at",
    "name",
    "description",
    "priority",
    "position",
    "due_at",
    "taskable_type",
    "completed_at",
)

# What a list of tasks shows only where it is asked for. A created or updated task shows all of it.
TASK_INCLUDES = ("author", "completed_by", "parent_task", "related_tasks", "custom_fields")


def show_account(account: Record, include: Collection[str] = ()) -> Record:
    """Return an account, with what `include` names."""
    return {
        **{name: account[name] for name in _ACCOUNT_FIELDS},
        **{name: account["more"][name] for name in include},
    }


def show_task(state: State, settings: Settings, task: Record, include: Collection[str]) -> Record:
    """Return a task, with what `include` names."""
    assignees = [show_account(state.accounts[uuid]) for uuid in task["assigned_to_uuids"]]
    shown: Record = {
        **{name: task[name] for name in _TASK_FIELDS},
        "status": state.task_statuses[task["task_status_uuid"]],
        "taskable": _taskable(state, task),
        "assigned_to": assignees[0] if settings.one_assignee and len(assignees) == 1 else assignees,
    }
    return shown | {name: _included(state, task, name) for name in include}


def _included(state: State, task: Record, name: str) -> Any:
    match name:
        case "author" | "completed_by":
            account = state.accounts.get(task[f"{name}_uuid"] or "")
            return show_account(account) if account else None
        case "parent_task":
            return _brief(state.tasks.get(task["parent_task_uuid"] or ""))
        case "related_tasks":
            return [_brief(each) for each in state.tasks.values() if each["parent_task_uuid"] == task["uuid"]]
        case _:
            return [
                {**state.custom_fields[reference], "value": value} for reference, value in task["custom_fields"].items()
            ]


def _brief(task: Record | None) -> Record | None:
    return {name: task[name] for name in ("uuid", "name", "due_at")} if task else None


def _taskable(state: State, task: Record) -> Record:
    if task["taskable_type"] == "client":
        return show_account(state.accounts[task["taskable_uuid"]])
    found = state.taskables[task["taskable_uuid"]]
    return {name: found[name] for name in ("uuid", "created_at", "updated_at", "name")}


def show_login(state: State, login: Record) -> Record:
    """Return a login with its account."""
    hidden = {"account_uuid", "user"}
    shown = {name: value for name, value in login.items() if name not in hidden}
    return {**shown, "account": show_account(state.accounts[login["account_uuid"]]), "firm": {"name": "Sandbox Advice"}}


def show_address(state: State, address: Record, include: Collection[str]) -> Record:
    """Return an address, with the accounts at it where `include` names them."""
    shown = {name: value for name, value in address.items() if name != "owner_uuid"}
    at_it = [show_account(state.accounts[address["owner_uuid"]])]
    return shown | ({"accounts": at_it} if "accounts" in include else {})

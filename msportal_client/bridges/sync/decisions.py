"""Decisions of a sync: which items to create, to update and to archive. Pure functions."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ...models import PlannerItem
from .items import TaskItem, task_of
from .report import Entry
from .store import Link, LinkState

__all__ = ["Operations", "Work", "archive_arguments", "match_items", "operations_of", "update_arguments", "work_to_do"]

_NO_UPDATE = "MSPortal's API has no operation that updates planner items"
_UPDATES = ("update_planner_item", "patch_planner_item", "edit_planner_item")
_ARCHIVES = ("archive_planner_item",)
# The fields that an update clears where the task has nothing for them any more, and the values that clear them.
_EMPTY: Mapping[str, Any] = {
    "description": "",
    "tags": [],
    "type_id": None,
    "start_date": None,
    "due_date": None,
    "end_date": None,
}


@dataclass(frozen=True, slots=True)
class Operations:
    """The operations on planner items that MSPortal's API has.

    Attributes:
        create: Creates an item.
        update: Changes an item; None where the API has no such operation.
        archive: Archives an item; None where the API has no such operation.
    """

    create: Callable[..., Any]
    update: Callable[..., Any] | None
    archive: Callable[..., Any] | None

    @property
    def accepted(self) -> frozenset[str]:
        """The arguments of `create`."""
        return frozenset(inspect.signature(self.create).parameters)


def operations_of(resource: Any) -> Operations:
    """Find the operations of a resource. A later document may bring some that this version of the package does not know."""

    def first(names: Iterable[str]) -> Callable[..., Any] | None:
        return next((found for name in names if (found := getattr(resource, name, None)) is not None), None)

    return Operations(resource.create_planner_item, first(_UPDATES), first(_ARCHIVES))


def update_arguments(
    update: Callable[..., Any], fields: Mapping[str, Any], *, is_archived: bool = False
) -> dict[str, Any]:
    """Return the arguments with which `update` sets `fields`, and clears what they do not have.

    Args:
        update: The operation.
        fields: The fields that the item is to have.
        is_archived: Whether the item is archived now, so that it has to be taken out of the archive.
    """
    parameters = inspect.signature(update).parameters
    arguments = {name: value for name, value in fields.items() if name in parameters}
    if is_archived and "is_archived" in parameters:
        arguments["is_archived"] = False
    for name, empty in _EMPTY.items():
        takes_empty = name in parameters and (empty is not None or "None" in str(parameters[name].annotation))
        if name not in fields and takes_empty:
            arguments[name] = empty
    return arguments


def archive_arguments(update: Callable[..., Any]) -> dict[str, Any]:
    """Return the arguments with which `update` marks the item of a task that is gone. Other fields stay as they are."""
    parameters = inspect.signature(update).parameters
    wanted = {"is_archived": True, "status": "Completed"}
    return {name: value for name, value in wanted.items() if name in parameters}


@dataclass(frozen=True, slots=True)
class Work:
    """The items to write in a run.

    Attributes:
        create: The items to create, with their fingerprints.
        update: The items to change, with their links and fingerprints.
        archive: The links of tasks that are gone.
        unchanged: The ids of the tasks whose items are as they should be.
        waiting: Changes that the API has no operation for.
    """

    create: list[tuple[TaskItem, str]] = field(default_factory=list[tuple[TaskItem, str]])
    update: list[tuple[TaskItem, Link, str]] = field(default_factory=list[tuple[TaskItem, Link, str]])
    archive: list[Link] = field(default_factory=list[Link])
    unchanged: frozenset[str] = frozenset()
    waiting: list[Entry] = field(default_factory=list[Entry])


def work_to_do(
    items: Mapping[str, tuple[TaskItem, str]],
    links: Mapping[str, Link],
    operations: Operations,
    refused: Collection[str] = (),
) -> Work:
    """Compare what the tasks are to be with what was sent.

    Args:
        items: The items that tasks are to be and their fingerprints, by the ids of the tasks.
        links: What was sent, by the ids of the tasks. None of them is under way.
        operations: The operations that there are.
        refused: The ids of tasks that are not written again in this run.
    """
    create: list[tuple[TaskItem, str]] = []
    update: list[tuple[TaskItem, Link, str]] = []
    waiting: list[Entry] = []
    unchanged: set[str] = set()
    for task_id, (item, fingerprint) in items.items():
        link = links.get(task_id)
        if task_id in refused:
            continue
        if link is None:
            create.append((item, fingerprint))
        elif link.fingerprint == fingerprint:
            unchanged.add(task_id)
        elif operations.update is not None:
            update.append((item, link, fingerprint))
        else:
            waiting.append(Entry(task_id, item.title, link.item_id, f"the task has changed: {_NO_UPDATE}"))
    gone = [
        link
        for task_id, link in links.items()
        if task_id not in items and task_id not in refused and link.state is not LinkState.ARCHIVED
    ]
    if operations.update is None and operations.archive is None:
        reason = f"the task is gone, and its item stays: {_NO_UPDATE} or archives them"
        waiting += [Entry(link.task_id, "", link.item_id, reason) for link in gone]
        gone = []
    return Work(create, update, gone, frozenset(unchanged), waiting)


def match_items(
    found: Iterable[PlannerItem],
    items: Mapping[str, tuple[TaskItem, str]],
    links: Mapping[str, Link],
    company_id: str,
) -> dict[str, Link]:
    """Return the links of tasks whose item is in MSPortal without the store knowing it.

    Args:
        found: The planner items of MSPortal.
        items: See `work_to_do`.
        links: What the store knows.
        company_id: The company that the items belong to.
    """
    matched: dict[str, Link] = {}
    for item in found:
        task_id = task_of(item, company_id)
        if task_id is None or task_id in matched:
            continue
        link = links.get(task_id)
        if link is not None and link.state is not LinkState.SENT:
            continue
        if link is not None:
            matched[task_id] = Link(task_id, LinkState.DONE, str(item.id), link.fingerprint)
        elif task_id in items:
            wanted, fingerprint = items[task_id]
            matched[task_id] = Link(
                task_id, LinkState.DONE, str(item.id), fingerprint if _is_equal(item, wanted) else ""
            )
    return matched


def _is_equal(item: PlannerItem, wanted: TaskItem) -> bool:
    """Return whether an item has the fields that its task is to give it, as far as a list shows them."""
    return all(
        (getattr(item, name) or None) == (wanted.fields.get(name) or None)
        for name in ("title", "description", "status", "business_value", "start_date", "due_date", "end_date")
    )

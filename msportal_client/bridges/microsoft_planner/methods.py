"""Methods of Planner's resources: each returns the fields of the smallest change, for `update`.

await planner.tasks.update(task, task.assign(user_id))
await planner.tasks.update(task, lambda task: task.label(1, 3))
"""

from __future__ import annotations

import uuid
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Protocol

from .order_hints import assignee_hint, between, entries, moved, sorted_by_hint
from .progress import Priority, Progress
from .references import decode_reference_key, encode_reference_key

__all__ = ["AssignedToFormatMethods", "PlanDetailsMethods", "TaskDetailsMethods", "TaskMethods", "UserMethods"]

# The fields of a change, by their names in Python.
Change = dict[str, Any]

_FIRST = " !"
_LABELS = 25
_made_ids: ContextVar[Iterator[str] | None] = ContextVar("made_ids", default=None)


@contextmanager
def same_ids(ids: list[str]) -> Generator[None]:
    """Give new checklist items the same ids each time that a change is applied, so that it adds them only once.

    Args:
        ids: The ids that were given before. New ones are added.
    """

    def made() -> Iterator[str]:
        yield from list(ids)
        while True:
            ids.append(str(uuid.uuid4()))
            yield ids[-1]

    token = _made_ids.set(made())
    try:
        yield
    finally:
        _made_ids.reset(token)


def _new_id() -> str:
    made = _made_ids.get()
    return str(uuid.uuid4()) if made is None else next(made)


class _Task(Protocol):
    @property
    def assignments(self) -> Mapping[str, Any] | None: ...
    @property
    def applied_categories(self) -> Mapping[str, bool] | None: ...
    @property
    def percent_complete(self) -> int | None: ...
    @property
    def priority(self) -> int | None: ...


class TaskMethods:
    """The methods of a task."""

    __slots__ = ()

    @property
    def assignees(self: _Task) -> list[str]:
        """The ids of the users that the task is assigned to, in their order."""
        found = entries(self.assignments)
        return sorted(found, key=lambda user: (getattr(found[user], "order_hint", None) or "~~", user))

    @property
    def labels(self: _Task) -> list[int]:
        """The numbers of the labels that are on the task, 1 to 25."""
        found = entries(self.applied_categories)
        return sorted(int(name.removeprefix("category")) for name, is_on in found.items() if is_on is True)

    @property
    def progress(self: _Task) -> Progress | None:
        """The progress as the apps show it; None where the task has none."""
        return None if self.percent_complete is None else Progress.of(self.percent_complete)

    @property
    def importance(self: _Task) -> Priority | None:
        """The priority as the apps show it; None where the task has none. `priority` is the number."""
        return None if self.priority is None else Priority.of(self.priority)

    def assign(self, *user_ids: str, order_hint: str = _FIRST) -> Change:
        """Return the change that assigns the task to users.

        Args:
            user_ids: Their ids.
            order_hint: The place among the assignees: `order_hints.between` makes it; by default the first.
        """
        return {"assignments": {user: {"order_hint": order_hint} for user in user_ids}}

    def unassign(self, *user_ids: str) -> Change:
        """Return the change that takes users off the task."""
        return {"assignments": dict.fromkeys(user_ids)}

    def label(self, *labels: int | str) -> Change:
        """Return the change that puts labels on the task.

        Args:
            labels: Their numbers, 1 to 25, or names, such as `category1`.

        Raises:
            ValueError: There is no such label.
        """
        return {"applied_categories": dict.fromkeys(map(label_name, labels), True)}

    def unlabel(self, *labels: int | str) -> Change:
        """Return the change that takes labels off the task. See `label`."""
        return {"applied_categories": dict.fromkeys(map(label_name, labels), False)}

    def complete(self) -> Change:
        """Return the change that completes the task."""
        return {"percent_complete": Progress.COMPLETED.value}

    def start(self) -> Change:
        """Return the change that puts the task in progress."""
        return {"percent_complete": Progress.IN_PROGRESS.value}

    def reopen(self) -> Change:
        """Return the change that makes the task one that is not started."""
        return {"percent_complete": Progress.NOT_STARTED.value}

    def move_to_bucket(self, bucket_id: str) -> Change:
        """Return the change that moves the task to another bucket of its plan."""
        return {"bucket_id": bucket_id}


class _Details(Protocol):
    @property
    def checklist(self) -> Mapping[str, Any] | None: ...
    @property
    def references(self) -> Mapping[str, Any] | None: ...


class _Item:
    """A checklist item with its id, to sort it."""

    def __init__(self, item_id: str, item: Any) -> None:
        self.id, self.order_hint = item_id, getattr(item, "order_hint", None)


class TaskDetailsMethods:
    """The methods of the details of a task."""

    __slots__ = ()

    @property
    def item_ids(self: _Details) -> list[str]:
        """The ids of the checklist items, in their order."""
        return [item.id for item in _sorted_items(self)]

    @property
    def links(self: _Details) -> dict[str, Any]:
        """The external references by their URLs. `references` has them by their keys in the API."""
        return {decode_reference_key(key): reference for key, reference in entries(self.references).items()}

    def add_item(self: _Details, title: str, *, is_checked: bool = False, order_hint: str | None = None) -> Change:
        """Return the change that adds a checklist item.

        Args:
            title: Its text.
            is_checked: Whether it is ticked.
            order_hint: Its place; by default after all others.
        """
        fields = {"title": title, "is_checked": is_checked, "order_hint": order_hint or _last_hint(self)}
        return {"checklist": {_new_id(): fields}}

    def check(self: _Details, item_id: str) -> Change:
        """Return the change that ticks a checklist item.

        Raises:
            LookupError: There is no such item.
        """
        return _change_item(self, item_id, is_checked=True)

    def uncheck(self: _Details, item_id: str) -> Change:
        """Return the change that removes the tick of a checklist item. See `check`."""
        return _change_item(self, item_id, is_checked=False)

    def rename_item(self: _Details, item_id: str, title: str) -> Change:
        """Return the change that gives a checklist item another text. See `check`."""
        return _change_item(self, item_id, title=title)

    def move_item(self: _Details, item_id: str, to: int) -> Change:
        """Return the change that moves a checklist item to a place in the list.

        Raises:
            LookupError: There is no such item, or no such place.
            OrderHintError: A neighbour must be saved first.
        """
        items = _sorted_items(self)
        item = next((item for item in items if item.id == item_id), None)
        if item is None:
            raise _no_item(self, item_id)
        return _change_item(self, item_id, order_hint=moved(items, item, to))

    def remove_item(self, *item_ids: str) -> Change:
        """Return the change that removes checklist items."""
        return {"checklist": dict.fromkeys(item_ids)}

    def add_reference(
        self: _Details,
        url: str,
        *,
        alias: str | None = None,
        type: str | None = None,  # noqa: A002 - the API's word
        preview_priority: str | None = None,
    ) -> Change:
        """Return the change that adds a link, or changes one.

        Args:
            url: The URL, as it is; the client encodes it.
            alias: The text that is shown for it.
            type: The kind of document, such as `Word`, `Excel`, `PowerPoint` or `Other`.
            preview_priority: Its place among the links, as an order hint; by default the first for a new one.

        Raises:
            ValueError: It is not a URL.
        """
        key = encode_reference_key(url)
        if preview_priority is None and key not in entries(self.references):
            preview_priority = _FIRST
        fields = {"alias": alias, "type": type, "preview_priority": preview_priority}
        return {"references": {key: {name: value for name, value in fields.items() if value is not None}}}

    def remove_reference(self, *urls: str) -> Change:
        """Return the change that removes links.

        Raises:
            ValueError: One is not a URL.
        """
        return {"references": dict.fromkeys(map(encode_reference_key, urls))}


class PlanDetailsMethods:
    """The methods of the details of a plan."""

    __slots__ = ()

    def share_with(self, *user_ids: str) -> Change:
        """Return the change that shares the plan with users."""
        return {"shared_with": dict.fromkeys(user_ids, True)}

    def stop_sharing_with(self, *user_ids: str) -> Change:
        """Return the change that stops sharing the plan with users."""
        return {"shared_with": dict.fromkeys(user_ids, False)}

    def name_label(self, label: int | str, text: str | None) -> Change:
        """Return the change that sets the text of a label; None clears it.

        Raises:
            ValueError: There is no such label.
        """
        return {"category_descriptions": {label_name(label): text}}


class _AssignedTo(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def order_hints_by_assignee(self) -> Mapping[str, str] | None: ...
    @property
    def unassigned_order_hint(self) -> str | None: ...


class AssignedToFormatMethods:
    """The methods of the position of a task on the board by assignee."""

    __slots__ = ()

    def hint_for(self: _AssignedTo, user_id: str | None) -> str | None:
        """Return the order hint of the task in the column of a user; None for the column of the unassigned."""
        return assignee_hint(self, user_id)

    def move(self, user_id: str | None, order_hint: str) -> Change:
        """Return the change that moves the task in the column of a user; None for the column of the unassigned.

        Args:
            user_id: The user.
            order_hint: The place, made by `order_hints.moved` or `between`.
        """
        if user_id is None:
            return {"unassigned_order_hint": order_hint}
        return {"order_hints_by_assignee": {user_id: order_hint}}


class UserMethods:
    """The methods of the Planner settings of a user."""

    __slots__ = ()

    def add_favorite(self, plan_id: str, plan_title: str, *, order_hint: str = _FIRST) -> Change:
        """Return the change that makes a plan a favourite.

        Args:
            plan_id: The plan.
            plan_title: Its title.
            order_hint: Its place among the favourites; by default the first.
        """
        return {"favorite_plan_references": {plan_id: {"plan_title": plan_title, "order_hint": order_hint}}}

    def remove_favorite(self, *plan_ids: str) -> Change:
        """Return the change that makes plans favourites no more."""
        return {"favorite_plan_references": dict.fromkeys(plan_ids)}


def label_name(label: int | str) -> str:
    """Return the name of a label in the API: `category1`.

    Raises:
        ValueError: There is no such label.
    """
    text = str(label).removeprefix("category")
    if isinstance(label, bool) or not text.isascii() or not text.isdecimal() or not 1 <= int(text) <= _LABELS:
        raise ValueError(f"labels are 1 to {_LABELS}, or category1 to category{_LABELS}, not {label!r}")
    return f"category{int(text)}"


def _sorted_items(details: _Details) -> list[_Item]:
    items = [_Item(item_id, item) for item_id, item in entries(details.checklist).items()]
    return sorted_by_hint(items, lambda item: item.order_hint)


def _last_hint(details: _Details) -> str:
    hints = [item.order_hint for item in _sorted_items(details) if item.order_hint]
    return between(hints[-1] if hints else None)


def _change_item(details: _Details, item_id: str, **fields: Any) -> Change:
    if item_id not in entries(details.checklist):
        raise _no_item(details, item_id)
    return {"checklist": {item_id: fields}}


def _no_item(details: _Details, item_id: str) -> LookupError:
    return LookupError(
        f"the checklist has no item {item_id!r}; it has {', '.join(entries(details.checklist)) or 'none'}"
    )

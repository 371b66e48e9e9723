"""Order hints: texts by which Planner sorts tasks, buckets and checklist items.

Hints compare character by character. A hint that puts an item between two others is composed of theirs, and the service
replaces it by a short one when it is saved. One that came from the service is never sent back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol, TypeVar, cast

from .progress import Progress

__all__ = [
    "AssignedToPosition",
    "BoardTask",
    "OrderHintError",
    "Position",
    "assigned_to_board",
    "between",
    "bucket_board",
    "moved",
    "progress_board",
    "sort_for_assignee",
    "sort_for_plan",
    "sorted_by_hint",
]


class OrderHintError(ValueError):
    """No order hint fits between two neighbours.

    Attributes:
        save_first: The neighbour that must be saved and read again before: `previous` or `next`; None where the
            neighbours themselves are wrong.
    """

    save_first: str | None = None


class Item(Protocol):
    """An object with an id."""

    @property
    def id(self) -> str: ...


class Ordered(Item, Protocol):
    """An object with an order hint: a task in its plan, a bucket, a position on the boards by bucket and progress."""

    @property
    def order_hint(self) -> str | None: ...


Position = Ordered


class AssignedToPosition(Item, Protocol):
    """The position of a task on the board by assignee."""

    @property
    def order_hints_by_assignee(self) -> object: ...
    @property
    def unassigned_order_hint(self) -> str | None: ...


class Assigned(Item, Protocol):
    """A task in the list of a user."""

    @property
    def assignee_priority(self) -> str | None: ...


class BoardTask(Item, Protocol):
    """A task on a board."""

    @property
    def bucket_id(self) -> str | None: ...
    @property
    def percent_complete(self) -> int | None: ...
    @property
    def assignments(self) -> object: ...


I = TypeVar("I", bound=Item)  # noqa: E741 - an item
O = TypeVar("O", bound=Ordered)  # noqa: E741 - an ordered item
A = TypeVar("A", bound=Assigned)
T = TypeVar("T", bound=BoardTask)
B = TypeVar("B", bound=Ordered)


def between(previous: str | None = None, next: str | None = None) -> str:  # noqa: A002 - the field's word
    """Return an order hint that sorts between two others.

    Args:
        previous: The hint of the item before; None or empty at the beginning.
        next: The hint of the item after; None or empty at the end.

    Raises:
        OrderHintError: The neighbours are not in order, or have characters that hints do not have; or `next` was
            composed after `previous` and is not saved yet, so that nothing sorts between them: save that item and read
            its new hint first.
    """
    previous, next = previous or "", next or ""  # noqa: A001 - the field's word
    for name, hint in (("previous", previous), ("next", next)):
        if problem := _characters_problem(hint):
            raise OrderHintError(f"{name}: {problem}")
    if next and previous >= next:
        raise OrderHintError(f"the neighbours are not in order: {previous!r} does not sort before {next!r}")
    hint = f"{previous} {next}!"
    if not next or hint < next:
        return hint
    # The page says that composed hints sort as those of the service do. They do not if `next` begins with `previous` and
    # a blank, which hints do that were composed after `previous`.
    error = OrderHintError(
        f"no hint sorts between {previous!r} and {next!r}: save the item with {next!r} first, and use the hint that it "
        "has then"
    )
    error.save_first = "next"
    raise error


def moved(items: Sequence[I], item: I, to: int, hint: Callable[[I], str | None] | None = None) -> str:
    """Return the order hint that moves an item to a place in a list.

    Args:
        items: The list, in its order. The item may be one of them, or come from another list.
        item: The item.
        to: The index that it is to have in the list.
        hint: Return the hint of an item of the list; by default its `order_hint`.

    Raises:
        IndexError: The list has no such place.
        OrderHintError: A neighbour has no hint, or must be saved first.
    """
    others = [other for other in items if other.id != item.id]
    if not 0 <= to <= len(others):
        raise IndexError(f"to: must be 0 to {len(others)}, is {to}")
    read = _order_hint if hint is None else hint
    neighbours = {"previous": others[to - 1] if to else None, "next": others[to] if to < len(others) else None}
    hints = {name: None if neighbour is None else read(neighbour) for name, neighbour in neighbours.items()}
    for name, neighbour in neighbours.items():
        if neighbour is not None and not hints[name]:
            error = OrderHintError(f"{neighbour.id} has no order hint to be sorted by: save one for it first")
            error.save_first = name
            raise error
    return between(hints["previous"], hints["next"])


def order_hint_problem(hint: object, current: Iterable[str | None] = ()) -> str:
    """Return why `hint` cannot be sent; an empty text if it can.

    Args:
        hint: The hint.
        current: Hints that came from the service.
    """
    if not isinstance(hint, str):
        return f"must be a string, is of the type {type(hint).__name__}"
    if problem := _characters_problem(hint):
        return problem
    if hint in set(current):
        return f"{hint!r} is the hint as Planner gave it, which is never sent back: leave it out, or use between()"
    if " " not in hint or not hint.endswith("!"):
        return f"{hint!r} is no hint that Planner takes: between() makes them, such as ' !' for the only item"
    return ""


# --- lists ---


def sorted_by_hint(items: Iterable[I], hint: Callable[[I], str | None]) -> list[I]:
    """Return items in the order of their hints. Those without a hint come last, and ties go by id."""
    return sorted(items, key=lambda item: (not (found := hint(item)), found or "", item.id))


def sort_for_plan(items: Iterable[O]) -> list[O]:
    """Return the tasks of a plan, or its buckets, in the order of the flat list: by `order_hint`."""
    return sorted_by_hint(items, _order_hint)


def sort_for_assignee(tasks: Iterable[A]) -> list[A]:
    """Return the tasks of one user in the order of the user's flat list: by `assignee_priority`."""
    return sorted_by_hint(tasks, lambda task: task.assignee_priority)


# --- boards ---


def bucket_board(
    buckets: Iterable[B], tasks: Iterable[T], positions: Mapping[str, Position]
) -> dict[str | None, list[T]]:
    """Return the columns of the board by bucket, each with its tasks, in order.

    Args:
        buckets: The buckets of the plan.
        tasks: The tasks of the plan.
        positions: The `bucketTaskBoardFormat` of each task, by task id.

    Returns:
        The tasks by bucket id, in the order of the buckets. A last column None has tasks of no bucket in the list.
    """
    columns: dict[str | None, list[T]] = {bucket.id: [] for bucket in sort_for_plan(buckets)}
    for task in _by_position(tasks, positions):
        columns.setdefault(task.bucket_id if task.bucket_id in columns else None, []).append(task)
    return columns


def progress_board(tasks: Iterable[T], positions: Mapping[str, Position]) -> dict[Progress, list[T]]:
    """Return the three columns of the board by progress, each with its tasks, in order.

    Args:
        tasks: The tasks of the plan.
        positions: The `progressTaskBoardFormat` of each task, by task id.
    """
    columns: dict[Progress, list[T]] = {progress: [] for progress in Progress}
    for task in _by_position(tasks, positions):
        columns[Progress.of(task.percent_complete or 0)].append(task)
    return columns


def assigned_to_board(tasks: Iterable[T], positions: Mapping[str, AssignedToPosition]) -> dict[str | None, list[T]]:
    """Return the columns of the board by assignee, each with its tasks, in order.

    A task stands in the column of each of its assignees, by the hint for that user, and by `unassigned_order_hint` where
    there is none.

    Args:
        tasks: The tasks of the plan.
        positions: The `assignedToTaskBoardFormat` of each task, by task id.

    Returns:
        The tasks by user id. The first column, None, has the tasks that nobody is assigned to.
    """
    unsorted: dict[str | None, list[T]] = {None: []}
    for task in tasks:
        for user in entries(task.assignments) or [None]:
            unsorted.setdefault(user, []).append(task)
    users = [None, *sorted(user for user in unsorted if user is not None)]
    return {
        user: sorted_by_hint(unsorted[user], lambda task, user=user: assignee_hint(positions.get(task.id), user))  # type: ignore[misc]
        for user in users
    }


def assignee_hint(position: AssignedToPosition | None, user_id: str | None) -> str | None:
    """Return the hint that a task has in the column of a user on the board by assignee; None for the unassigned."""
    if position is None:
        return None
    hint = None if user_id is None else entries(position.order_hints_by_assignee).get(user_id)
    return hint if isinstance(hint, str) and hint else position.unassigned_order_hint


def entries(open_type: object) -> Mapping[str, object]:
    """Return the entries of an open type, as a model or a mapping; none for None."""
    found: object = getattr(open_type, "additional_properties", open_type)
    return cast("Mapping[str, object]", found) if isinstance(found, Mapping) else {}


def _by_position(tasks: Iterable[T], positions: Mapping[str, Position]) -> list[T]:
    def hint(task: T) -> str | None:
        position = positions.get(task.id)
        return None if position is None else position.order_hint

    return sorted_by_hint(tasks, hint)


def _order_hint(item: Item) -> str | None:
    hint: str | None = getattr(item, "order_hint", None)
    return hint


def _characters_problem(hint: str) -> str:
    wrong = sorted({character for character in hint if not " " <= character <= "~"})
    return (
        f"order hints have characters of ASCII only, from blank to ~, not {', '.join(map(repr, wrong))}"
        if wrong
        else ""
    )

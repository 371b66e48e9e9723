"""Random edits of a Planner plan, as its users make them, for tests against the local server."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from msportal_client import NotFoundError
from msportal_client.bridges.microsoft_planner import MicrosoftPlanner, OrderHintError, PlannerConflictError
from msportal_client.bridges.microsoft_planner.models import PlannerTask
from msportal_client.bridges.microsoft_planner.order_hints import between, moved, sort_for_plan

LABELS = range(1, 26)


class Editor:
    """Somebody who edits a plan at random.

    Args:
        planner: The client of the user.
        plan_id: The plan.
        users: The ids of the users that tasks may be assigned to.
        seed: The seed of all decisions.
    """

    def __init__(self, planner: MicrosoftPlanner, plan_id: str, users: list[str], seed: int) -> None:
        self.planner = planner
        self.plan_id = plan_id
        self.users = users
        self.random = random.Random(seed)
        self.edits: list[Callable[[], object]] = [
            self.create_task,
            self.rename_task,
            self.rename_task,
            self.complete_task,
            self.assign,
            self.unassign,
            self.label,
            self.edit_checklist,
            self.edit_checklist,
            self.edit_references,
            self.move_in_plan,
            self.move_on_bucket_board,
            self.move_on_assignee_board,
            self.edit_bucket,
            self.edit_plan_details,
            self.delete_task,
        ]

    def edit(self) -> None:
        """Make one edit. Conflicts, and what others have deleted, are no failure."""
        edit = self.random.choice(self.edits)
        with suppress(PlannerConflictError, NotFoundError, OrderHintError, LookupError):
            edit()

    def tasks(self) -> list[PlannerTask]:
        return list(self.planner.tasks.list_plan_tasks(self.plan_id))

    def task(self) -> PlannerTask:
        """Return one of the tasks, as it may be stale by the time of its edit."""
        tasks = self.tasks()
        if not tasks:
            raise LookupError("there is no task")
        return self.random.choice(tasks)

    def create_task(self) -> None:
        self.planner.tasks.create_task(plan_id=self.plan_id, title=f"Task {self.random.randrange(1000)}")

    def rename_task(self) -> None:
        self.planner.tasks.update(self.task(), {"title": f"Title {self.random.randrange(1000)}"})

    def complete_task(self) -> None:
        self.planner.tasks.update(self.task(), {"percent_complete": self.random.choice([0, 50, 100])})

    def delete_task(self) -> None:
        self.planner.tasks.delete(self.task())

    def assign(self) -> None:
        user = self.random.choice(self.users)
        self.planner.tasks.update(self.task(), lambda task: task.assign(user))

    def unassign(self) -> None:
        task = self.task()
        if task.assignees:
            self.planner.tasks.update(task, task.unassign(self.random.choice(task.assignees)))

    def label(self) -> None:
        task, label = self.task(), self.random.choice(LABELS)
        self.planner.tasks.update(task, task.unlabel(label) if label in task.labels else task.label(label))

    def edit_checklist(self) -> None:
        details = self.planner.tasks.get_task_details(self.task().id)
        items = details.item_ids
        if not items or (len(items) < 15 and self.random.random() < 0.4):
            self.planner.tasks.update(details, lambda details: details.add_item("Item"))
            return
        item, place = self.random.choice(items), self.random.randrange(len(items))
        change = self.random.choice(["check", "uncheck", "remove", "move"])
        changes: dict[str, Callable[[Any], dict[str, Any]]] = {
            "check": lambda details: details.check(item),
            "uncheck": lambda details: details.uncheck(item),
            "remove": lambda details: details.remove_item(item),
            "move": lambda details: details.move_item(item, min(place, len(details.item_ids) - 1)),
        }
        self.planner.tasks.update(details, changes[change])

    def edit_references(self) -> None:
        details = self.planner.tasks.get_task_details(self.task().id)
        url = f"https://example.com/{self.random.randrange(10)}?a=b#c"
        if url in details.links:
            self.planner.tasks.update(details, details.remove_reference(url))
        else:
            self.planner.tasks.update(details, details.add_reference(url, alias="A link"))

    def move_in_plan(self) -> None:
        tasks = sort_for_plan(self.tasks())
        task = self.random.choice(tasks or [self.task()])
        self.planner.tasks.update(task, {"order_hint": moved(tasks, task, self.random.randrange(len(tasks)))})

    def move_on_bucket_board(self) -> None:
        task, other = self.task(), self.task()
        there = self.planner.boards.get_bucket_board_format(other.id)
        position = self.planner.boards.get_bucket_board_format(task.id)
        self.planner.boards.update(position, {"order_hint": between(there.order_hint)})

    def move_on_assignee_board(self) -> None:
        position = self.planner.boards.get_assigned_to_board_format(self.task().id)
        user = self.random.choice([None, *self.users])
        self.planner.boards.update(position, lambda position: position.move(user, between(position.hint_for(user))))

    def edit_bucket(self) -> None:
        buckets = list(self.planner.buckets.list_plan_buckets(self.plan_id))
        choice = self.random.random()
        if not buckets or choice < 0.3:
            self.planner.buckets.create_bucket(name=f"Bucket {self.random.randrange(1000)}", plan_id=self.plan_id)
        elif choice < 0.5:
            self.planner.tasks.update(self.task(), {"bucket_id": self.random.choice(buckets).id})
        elif choice < 0.9:
            self.planner.buckets.update(self.random.choice(buckets), {"name": f"Bucket {self.random.randrange(1000)}"})
        else:
            self.planner.buckets.delete(self.random.choice(buckets))

    def edit_plan_details(self) -> None:
        details = self.planner.plans.get_plan_details(self.plan_id)
        text = self.random.choice([None, "Urgent", "Waiting"])
        self.planner.plans.update(details, details.name_label(self.random.choice(LABELS), text))


class TallyingEditor(Editor):
    """An editor of tasks that it read some time ago, who keeps account of what was accepted.

    Attributes:
        written: The words that were appended to titles, by task.
        items: The checklist items that were added and not removed, by task.
        conflicts: The number of changes that were refused as conflicts.
    """

    def __init__(self, planner: MicrosoftPlanner, plan_id: str, users: list[str], seed: int) -> None:
        super().__init__(planner, plan_id, users, seed)
        self.written: dict[str, list[str]] = {}
        self.items: dict[str, set[str]] = {}
        self.conflicts = 0
        self._count = 0
        self._known: dict[str, PlannerTask] = {}
        self.edits = [
            self.append_to_title,
            self.append_to_title,
            self.complete_task,
            self.assign,
            self.unassign,
            self.label,
            self.edit_checklist,
            self.move_in_plan,
            self.move_on_bucket_board,
            self.move_on_progress_board,
            self.move_on_assignee_board,
        ]

    def edit(self) -> None:
        """Make one edit, and count conflicts."""
        edit = self.random.choice(self.edits)
        try:
            edit()
        except PlannerConflictError:
            self.conflicts += 1
        except (OrderHintError, LookupError):
            pass

    def tasks(self) -> list[PlannerTask]:
        """Return the tasks as they were read some edits ago. A few tasks are edited more often than the others."""
        self._count += 1
        if self._count % 40 == 1:
            self._known = {task.id: task for task in super().tasks()}
        return list(self._known.values())

    def task(self) -> PlannerTask:
        tasks = self.tasks()
        return self.random.choice(tasks[: self.random.choice([3, len(tasks)])])

    def append_to_title(self) -> None:
        task, word = self.task(), f"{self.random.getrandbits(40):x}"
        self.planner.tasks.update(task, lambda task: {"title": f"{task.title} {word}"})
        self.written.setdefault(task.id, []).append(word)

    def edit_checklist(self) -> None:
        details = self.planner.tasks.get_task_details(self.task().id)
        mine = self.items.setdefault(details.id, set())
        if len(details.item_ids) < 10:
            before = set(details.item_ids)
            after = self.planner.tasks.update(details, lambda details: details.add_item("Item"))
            added = [item for item in set(after.item_ids) - before if item not in mine]
            mine.update(added[:1] if len(added) == 1 else [])
        elif mine:
            item = self.random.choice(sorted(mine))
            self.planner.tasks.update(details, details.remove_item(item))
            mine.discard(item)

    def move_on_progress_board(self) -> None:
        there = self.planner.boards.get_progress_board_format(self.task().id)
        position = self.planner.boards.get_progress_board_format(self.task().id)
        self.planner.boards.update(position, {"order_hint": between(there.order_hint)})

"""The report of a sync, and its progress, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, cast

__all__ = ["Entry", "SyncProgress", "SyncReport"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A task in a report.

    Attributes:
        task_id: The id of the task.
        title: Its title; empty where the task is gone.
        item_id: The id of its planner item; None where there is none, or where it is not known.
        reason: Why it is in this part of the report, where that says more than the part does.
    """

    task_id: str
    title: str
    item_id: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SyncReport:
    """The report of a sync, or of a dry run.

    Attributes:
        plan_id: The plan.
        company_id: The company that its items belong to.
        dry_run: Whether nothing was written: then the parts say what would be done.
        created: Tasks that became items.
        found: Tasks whose item was already there: an earlier run sent it without learning of it.
        updated: Tasks whose item was changed.
        archived: Tasks that are gone, and whose item was archived.
        unchanged: The number of tasks whose item is as it should be.
        waiting: Tasks that cannot be written now: the API has no operation for it, or the outcome is not known yet. A later
            run does it.
        impossible: Tasks that the API refuses as they are.
        notes: Tasks that became items, but not whole.
    """

    plan_id: str
    company_id: str
    dry_run: bool = False
    created: list[Entry] = field(default_factory=list[Entry])
    found: list[Entry] = field(default_factory=list[Entry])
    updated: list[Entry] = field(default_factory=list[Entry])
    archived: list[Entry] = field(default_factory=list[Entry])
    unchanged: int = 0
    waiting: list[Entry] = field(default_factory=list[Entry])
    impossible: list[Entry] = field(default_factory=list[Entry])
    notes: list[Entry] = field(default_factory=list[Entry])

    @property
    def is_complete(self) -> bool:
        """Whether every task has its item as it should be."""
        return not self.waiting and not self.impossible

    @property
    def numbers(self) -> dict[str, int]:
        """The number of tasks in each part, by its name as people read it."""
        return {
            "created": len(self.created),
            "found in MSPortal": len(self.found),
            "updated": len(self.updated),
            "archived": len(self.archived),
            "unchanged": self.unchanged,
            "waiting": len(self.waiting),
            "not possible": len(self.impossible),
        }

    def to_dict(self) -> dict[str, Any]:
        """Return the report as JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> SyncReport:
        """Read what `to_dict` wrote."""
        read: dict[str, Any] = {
            name: [Entry(**entry) for entry in cast("list[dict[str, Any]]", value)]
            if isinstance(value, list)
            else value
            for name, value in data.items()
        }
        return cls(**read)


@dataclass(frozen=True, slots=True)
class SyncProgress:
    """The progress of a sync.

    Attributes:
        phase: `reading` the plan, `looking up` items whose outcome is not known, or `writing` items.
        done: How many items are written.
        total: How many there are to write; None while that is not known.
    """

    phase: Literal["reading", "looking up", "writing"]
    done: int = 0
    total: int | None = None

"""The kinds of resources that Planner versions, as data: their etags, order hints and open types."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["FORMATS", "KINDS", "REMOVED", "TASK_KINDS", "Kind", "OpenType"]

_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE | re.ASCII)
_CATEGORY = re.compile(r"category([1-9]|1\d|2[0-5])", re.ASCII)
_PLAN_ID = re.compile(r"[\w-]{28}", re.ASCII)
# A URL in which % . : @ and # are percent-encoded; other characters may be.
_URL_KEY = re.compile(r"(?:[^%.:@#]|%[0-9a-fA-F]{2})+")

# The value of an entry of an open type that is to be taken out.
REMOVED = object()


@dataclass(frozen=True, slots=True)
class OpenType:
    """An open type: a property whose own properties are entries with keys of the client's choice.

    Attributes:
        key: The pattern of the keys.
        key_text: What the keys are, for messages.
        entry: The type of the entries, without `microsoft.graph`; None if they are plain values.
        absent: The plain value that takes an entry out, and that a delta query gives for one that is gone.
        hint: The property of an entry that is an order hint; `""` if the entries themselves are, None if there is none.
        defaults: The properties of a new entry.
        told: Whether a delta query can say that an entry is gone.
    """

    key: re.Pattern[str]
    key_text: str
    entry: str | None = None
    absent: Any = None
    hint: str | None = None
    defaults: Mapping[str, Any] = field(default_factory=dict[str, Any])
    told: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """A kind of resource.

    Attributes:
        name: The name of its type, without `microsoft.graph`.
        etag: Its name in etags.
        collection: Its name in `@odata.context`.
        hints: The properties that are order hints.
        open_types: Its open types by property.
        fields: Its other properties, with the values of a new resource.
    """

    name: str
    etag: str
    collection: str
    hints: tuple[str, ...] = ()
    open_types: Mapping[str, OpenType] = field(default_factory=dict[str, OpenType])
    fields: Mapping[str, Any] = field(default_factory=dict[str, Any])


_USER_KEY = (_GUID, "the id of a user")
_MODIFIED: Mapping[str, Any] = {"lastModifiedBy": None, "lastModifiedDateTime": None}

_ALL = (
    Kind(
        "plannerPlan",
        "Plan",
        "planner/plans",
        fields={"title": "", "owner": None, "container": None, "createdBy": None, "createdDateTime": None},
    ),
    Kind(
        "plannerPlanDetails",
        "PlanDetails",
        "planner/plans",
        open_types={
            "categoryDescriptions": OpenType(_CATEGORY, "category1 to category25"),
            "sharedWith": OpenType(*_USER_KEY, absent=False),
        },
    ),
    Kind("plannerBucket", "Bucket", "planner/buckets", ("orderHint",), fields={"name": "", "planId": None}),
    Kind(
        "plannerTask",
        "Task",
        "planner/tasks",
        ("orderHint", "assigneePriority"),
        open_types={
            "appliedCategories": OpenType(_CATEGORY, "category1 to category25", absent=False),
            "assignments": OpenType(
                *_USER_KEY,
                entry="plannerAssignment",
                hint="orderHint",
                defaults={"assignedBy": None, "assignedDateTime": None},
            ),
        },
        fields={
            "planId": None,
            "bucketId": None,
            "title": "",
            "percentComplete": 0,
            "startDateTime": None,
            "createdDateTime": None,
            "dueDateTime": None,
            "hasDescription": False,
            "previewType": "automatic",
            "completedDateTime": None,
            "completedBy": None,
            "referenceCount": 0,
            "checklistItemCount": 0,
            "activeChecklistItemCount": 0,
            "conversationThreadId": None,
            "priority": 5,
            "createdBy": None,
        },
    ),
    Kind(
        "plannerTaskDetails",
        "TaskDetails",
        "planner/tasks",
        open_types={
            "checklist": OpenType(
                _GUID,
                "a GUID made by the client",
                entry="plannerChecklistItem",
                hint="orderHint",
                defaults={"isChecked": False, "title": "", **_MODIFIED},
            ),
            "references": OpenType(
                _URL_KEY,
                "a URL with % . : @ and # percent-encoded",
                entry="plannerExternalReference",
                hint="previewPriority",
                defaults={"alias": None, "type": None, **_MODIFIED},
            ),
        },
        fields={"description": None, "previewType": "automatic"},
    ),
    Kind(
        "plannerAssignedToTaskBoardTaskFormat",
        "AssignedToTaskBoardTaskFormat",
        "planner/tasks",
        ("unassignedOrderHint",),
        open_types={"orderHintsByAssignee": OpenType(*_USER_KEY, hint="", told=False)},
    ),
    Kind("plannerBucketTaskBoardTaskFormat", "BucketTaskBoardTaskFormat", "planner/tasks", ("orderHint",)),
    Kind("plannerProgressTaskBoardTaskFormat", "ProgressTaskBoardTaskFormat", "planner/tasks", ("orderHint",)),
    Kind(
        "plannerUser",
        "UserDetails",
        "users",
        open_types={
            "favoritePlanReferences": OpenType(
                _PLAN_ID,
                "the id of a plan",
                entry="plannerFavoritePlanReference",
                hint="orderHint",
                defaults={"planTitle": None},
            ),
            "recentPlanReferences": OpenType(
                _PLAN_ID,
                "the id of a plan",
                entry="plannerRecentPlanReference",
                defaults={"lastAccessedDateTime": None, "planTitle": None},
            ),
        },
    ),
)

KINDS: Mapping[str, Kind] = {kind.name: kind for kind in _ALL}

# The kinds of the board formats, by the last part of their path.
FORMATS: Mapping[str, Kind] = {
    "assignedToTaskBoardFormat": KINDS["plannerAssignedToTaskBoardTaskFormat"],
    "bucketTaskBoardFormat": KINDS["plannerBucketTaskBoardTaskFormat"],
    "progressTaskBoardFormat": KINDS["plannerProgressTaskBoardTaskFormat"],
}

# A task and the resources that come and go with it, in the order in which a delta query tells of them.
TASK_KINDS: tuple[Kind, ...] = (KINDS["plannerTask"], KINDS["plannerTaskDetails"], *FORMATS.values())

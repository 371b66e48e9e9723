"""The kinds of resources that Planner has, as data."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

__all__ = ["HINTS", "KINDS", "MAPS", "OPEN_TYPES", "ResourceKind"]


class OpenType(NamedTuple):
    """A property whose value is a map that each entry of is changed by itself.

    Attributes:
        entry: The type of an entry that is an object; None for entries that are booleans or strings.
        falsy: Whether False takes an entry out, beside null.
        hint: The field of an entry that is an order hint, or the entry itself if it is empty; None for no hint.
    """

    entry: str | None = None
    falsy: bool = False
    hint: str | None = None


# Properties with maps, by their names, which mean the same wherever they occur.
OPEN_TYPES: Mapping[str, OpenType] = MappingProxyType(
    {
        "appliedCategories": OpenType(falsy=True),
        "assignments": OpenType("#microsoft.graph.plannerAssignment", hint="orderHint"),
        "checklist": OpenType("#microsoft.graph.plannerChecklistItem", hint="orderHint"),
        "references": OpenType("#microsoft.graph.plannerExternalReference", hint="previewPriority"),
        "sharedWith": OpenType(falsy=True),
        "orderHintsByAssignee": OpenType(hint=""),
        "favoritePlanReferences": OpenType("#microsoft.graph.plannerFavoritePlanReference", hint="orderHint"),
        "recentPlanReferences": OpenType("#microsoft.graph.plannerRecentPlanReference"),
    }
)
# Properties that are changed entry by entry: those, and the texts of the labels.
MAPS = frozenset({*OPEN_TYPES, "categoryDescriptions"})
# Properties that are order hints themselves.
HINTS = frozenset({"orderHint", "assigneePriority", "unassignedOrderHint"})


class ResourceKind(NamedTuple):
    """A kind of resource.

    Attributes:
        etag: The kind as its etags name it.
        type: The type of the resource, without its namespace: `plannerTask`.
        model: The class of its model.
        get: The module of the operation that reads it.
        update: The module of the operation that changes it.
        delete: The module of the operation that deletes it; None where it goes with another.
        id: The argument of these operations that takes its id; empty where they take none.
        request: The module and class of the body that changes it.
    """

    etag: str
    type: str
    model: str
    get: str
    update: str
    delete: str | None
    id: str
    request: tuple[str, str]


TASK = ResourceKind(
    "Task",
    "plannerTask",
    "PlannerTask",
    "tasks.get_task",
    "tasks.update_task",
    "tasks.delete_task",
    "task_id",
    ("update_task_request", "UpdateTaskRequest"),
)
TASK_DETAILS = ResourceKind(
    "TaskDetails",
    "plannerTaskDetails",
    "PlannerTaskDetails",
    "tasks.get_task_details",
    "tasks.update_task_details",
    None,
    "task_id",
    ("update_task_details_request", "UpdateTaskDetailsRequest"),
)
PLAN = ResourceKind(
    "Plan",
    "plannerPlan",
    "PlannerPlan",
    "plans.get_plan",
    "plans.update_plan",
    "plans.delete_plan",
    "plan_id",
    ("update_plan_request", "UpdatePlanRequest"),
)
PLAN_DETAILS = ResourceKind(
    "PlanDetails",
    "plannerPlanDetails",
    "PlannerPlanDetails",
    "plans.get_plan_details",
    "plans.update_plan_details",
    None,
    "plan_id",
    ("update_plan_details_request", "UpdatePlanDetailsRequest"),
)
BUCKET = ResourceKind(
    "Bucket",
    "plannerBucket",
    "PlannerBucket",
    "buckets.get_bucket",
    "buckets.update_bucket",
    "buckets.delete_bucket",
    "bucket_id",
    ("update_bucket_request", "UpdateBucketRequest"),
)
ASSIGNED_TO_FORMAT = ResourceKind(
    "AssignedToTaskBoardTaskFormat",
    "plannerAssignedToTaskBoardTaskFormat",
    "PlannerAssignedToTaskBoardTaskFormat",
    "boards.get_assigned_to_board_format",
    "boards.update_assigned_to_board_format",
    None,
    "task_id",
    ("update_assigned_to_board_format_request", "UpdateAssignedToBoardFormatRequest"),
)
BUCKET_FORMAT = ResourceKind(
    "BucketTaskBoardTaskFormat",
    "plannerBucketTaskBoardTaskFormat",
    "PlannerBucketTaskBoardTaskFormat",
    "boards.get_bucket_board_format",
    "boards.update_bucket_board_format",
    None,
    "task_id",
    ("update_bucket_board_format_request", "UpdateBucketBoardFormatRequest"),
)
PROGRESS_FORMAT = ResourceKind(
    "ProgressTaskBoardTaskFormat",
    "plannerProgressTaskBoardTaskFormat",
    "PlannerProgressTaskBoardTaskFormat",
    "boards.get_progress_board_format",
    "boards.update_progress_board_format",
    None,
    "task_id",
    ("update_progress_board_format_request", "UpdateProgressBoardFormatRequest"),
)
USER = ResourceKind(
    "UserDetails",
    "plannerUser",
    "PlannerUser",
    "users.get_my_planner",
    "users.update_my_planner",
    None,
    "",
    ("update_my_planner_request", "UpdateMyPlannerRequest"),
)

KINDS = (TASK, TASK_DETAILS, PLAN, PLAN_DETAILS, BUCKET, ASSIGNED_TO_FORMAT, BUCKET_FORMAT, PROGRESS_FORMAT, USER)

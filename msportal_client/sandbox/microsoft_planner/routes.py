"""The handlers of the operations, by the ids that the document gives them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..local_api import Answer
from .creating import create_bucket, create_plan, create_task
from .delta import (
    list_group_plan_changes,
    list_my_changes,
    list_my_task_changes,
    list_plan_bucket_changes,
    list_plan_task_changes,
    list_user_changes,
)
from .kinds import FORMATS, KINDS, Kind
from .reading import (
    get,
    get_my_planner,
    list_bucket_tasks,
    list_my_plans,
    list_my_tasks,
    list_owned_plans,
    list_plan_buckets,
    list_plan_tasks,
    list_plans,
    list_user_plans,
    list_user_tasks,
)
from .updating import delete, update, update_my_planner
from .world import Context

__all__ = ["HANDLERS"]

Handler = Callable[[Context], Answer]


def _of_kind(act: Callable[[Context, Kind, str], Answer], kind: Kind, parameter: str) -> Handler:
    return lambda context: act(context, kind, context.call.path[parameter])


def _of_path(act: Callable[[Context, str], Answer], parameter: str) -> Handler:
    return lambda context: act(context, context.call.path[parameter])


_PLAN, _PLAN_DETAILS, _BUCKET, _TASK, _DETAILS = (
    KINDS[name] for name in ("plannerPlan", "plannerPlanDetails", "plannerBucket", "plannerTask", "plannerTaskDetails")
)

HANDLERS: Mapping[str, Handler] = {
    "listPlans": list_plans,
    "createPlan": create_plan,
    "getPlan": _of_kind(get, _PLAN, "plan-id"),
    "updatePlan": _of_kind(update, _PLAN, "plan-id"),
    "deletePlan": _of_kind(delete, _PLAN, "plan-id"),
    "getPlanDetails": _of_kind(get, _PLAN_DETAILS, "plan-id"),
    "updatePlanDetails": _of_kind(update, _PLAN_DETAILS, "plan-id"),
    "listGroupPlans": _of_path(list_owned_plans, "group-id"),
    "listMyPlans": list_my_plans,
    "listUserPlans": _of_path(list_user_plans, "user-id"),
    "listPlanBuckets": _of_path(list_plan_buckets, "plan-id"),
    "createBucket": create_bucket,
    "getBucket": _of_kind(get, _BUCKET, "bucket-id"),
    "updateBucket": _of_kind(update, _BUCKET, "bucket-id"),
    "deleteBucket": _of_kind(delete, _BUCKET, "bucket-id"),
    "listPlanTasks": _of_path(list_plan_tasks, "plan-id"),
    "listBucketTasks": _of_path(list_bucket_tasks, "bucket-id"),
    "listMyTasks": list_my_tasks,
    "listUserTasks": _of_path(list_user_tasks, "user-id"),
    "createTask": create_task,
    "getTask": _of_kind(get, _TASK, "task-id"),
    "updateTask": _of_kind(update, _TASK, "task-id"),
    "deleteTask": _of_kind(delete, _TASK, "task-id"),
    "getTaskDetails": _of_kind(get, _DETAILS, "task-id"),
    "updateTaskDetails": _of_kind(update, _DETAILS, "task-id"),
    "getAssignedToBoardFormat": _of_kind(get, FORMATS["assignedToTaskBoardFormat"], "task-id"),
    "updateAssignedToBoardFormat": _of_kind(update, FORMATS["assignedToTaskBoardFormat"], "task-id"),
    "getBucketBoardFormat": _of_kind(get, FORMATS["bucketTaskBoardFormat"], "task-id"),
    "updateBucketBoardFormat": _of_kind(update, FORMATS["bucketTaskBoardFormat"], "task-id"),
    "getProgressBoardFormat": _of_kind(get, FORMATS["progressTaskBoardFormat"], "task-id"),
    "updateProgressBoardFormat": _of_kind(update, FORMATS["progressTaskBoardFormat"], "task-id"),
    "getMyPlanner": get_my_planner,
    "updateMyPlanner": update_my_planner,
    "listMyChanges": list_my_changes,
    "listUserChanges": _of_path(list_user_changes, "user-id"),
    "listPlanTaskChanges": _of_path(list_plan_task_changes, "plan-id"),
    "listMyTaskChanges": list_my_task_changes,
    "listPlanBucketChanges": _of_path(list_plan_bucket_changes, "plan-id"),
    "listGroupPlanChanges": _of_path(list_group_plan_changes, "group-id"),
}

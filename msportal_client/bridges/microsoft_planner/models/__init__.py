"""The models and enums of the API, one module each. A module is imported on first use."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .create_bucket_request import CreateBucketRequest as CreateBucketRequest
    from .create_plan_request import CreatePlanRequest as CreatePlanRequest
    from .create_task_request import CreateTaskRequest as CreateTaskRequest
    from .delta_removed import DeltaRemoved as DeltaRemoved
    from .delta_removed_reason import DeltaRemovedReason as DeltaRemovedReason
    from .graph_error import GraphError as GraphError
    from .graph_error_detail import GraphErrorDetail as GraphErrorDetail
    from .graph_inner_error import GraphInnerError as GraphInnerError
    from .graph_main_error import GraphMainError as GraphMainError
    from .identity import Identity as Identity
    from .identity_set import IdentitySet as IdentitySet
    from .member_preference import MemberPreference as MemberPreference
    from .planner_assigned_to_task_board_task_format import (
        PlannerAssignedToTaskBoardTaskFormat as PlannerAssignedToTaskBoardTaskFormat,
    )
    from .planner_assigned_to_task_board_task_format_change import (
        PlannerAssignedToTaskBoardTaskFormatChange as PlannerAssignedToTaskBoardTaskFormatChange,
    )
    from .planner_assigned_to_task_board_task_format_change_odata_type import (
        PlannerAssignedToTaskBoardTaskFormatChangeOdataType as PlannerAssignedToTaskBoardTaskFormatChangeOdataType,
    )
    from .planner_assignment import PlannerAssignment as PlannerAssignment
    from .planner_assignment_input import PlannerAssignmentInput as PlannerAssignmentInput
    from .planner_beta_container_type import PlannerBetaContainerType as PlannerBetaContainerType
    from .planner_beta_plan_container import PlannerBetaPlanContainer as PlannerBetaPlanContainer
    from .planner_bucket import PlannerBucket as PlannerBucket
    from .planner_bucket_change import PlannerBucketChange as PlannerBucketChange
    from .planner_bucket_change_odata_type import PlannerBucketChangeOdataType as PlannerBucketChangeOdataType
    from .planner_bucket_collection import PlannerBucketCollection as PlannerBucketCollection
    from .planner_bucket_delta_collection import PlannerBucketDeltaCollection as PlannerBucketDeltaCollection
    from .planner_bucket_delta_item import PlannerBucketDeltaItem as PlannerBucketDeltaItem
    from .planner_bucket_task_board_task_format import (
        PlannerBucketTaskBoardTaskFormat as PlannerBucketTaskBoardTaskFormat,
    )
    from .planner_bucket_task_board_task_format_change import (
        PlannerBucketTaskBoardTaskFormatChange as PlannerBucketTaskBoardTaskFormatChange,
    )
    from .planner_bucket_task_board_task_format_change_odata_type import (
        PlannerBucketTaskBoardTaskFormatChangeOdataType as PlannerBucketTaskBoardTaskFormatChangeOdataType,
    )
    from .planner_category_descriptions import PlannerCategoryDescriptions as PlannerCategoryDescriptions
    from .planner_category_descriptions_input import (
        PlannerCategoryDescriptionsInput as PlannerCategoryDescriptionsInput,
    )
    from .planner_checklist_item import PlannerChecklistItem as PlannerChecklistItem
    from .planner_checklist_item_input import PlannerChecklistItemInput as PlannerChecklistItemInput
    from .planner_container_type import PlannerContainerType as PlannerContainerType
    from .planner_delta_collection import PlannerDeltaCollection as PlannerDeltaCollection
    from .planner_external_reference import PlannerExternalReference as PlannerExternalReference
    from .planner_external_reference_input import PlannerExternalReferenceInput as PlannerExternalReferenceInput
    from .planner_favorite_plan_reference import PlannerFavoritePlanReference as PlannerFavoritePlanReference
    from .planner_favorite_plan_reference_input import (
        PlannerFavoritePlanReferenceInput as PlannerFavoritePlanReferenceInput,
    )
    from .planner_plan import PlannerPlan as PlannerPlan
    from .planner_plan_change import PlannerPlanChange as PlannerPlanChange
    from .planner_plan_change_odata_type import PlannerPlanChangeOdataType as PlannerPlanChangeOdataType
    from .planner_plan_collection import PlannerPlanCollection as PlannerPlanCollection
    from .planner_plan_container import PlannerPlanContainer as PlannerPlanContainer
    from .planner_plan_container_input import PlannerPlanContainerInput as PlannerPlanContainerInput
    from .planner_plan_delta_collection import PlannerPlanDeltaCollection as PlannerPlanDeltaCollection
    from .planner_plan_delta_item import PlannerPlanDeltaItem as PlannerPlanDeltaItem
    from .planner_plan_details import PlannerPlanDetails as PlannerPlanDetails
    from .planner_plan_details_change import PlannerPlanDetailsChange as PlannerPlanDetailsChange
    from .planner_plan_details_change_odata_type import (
        PlannerPlanDetailsChangeOdataType as PlannerPlanDetailsChangeOdataType,
    )
    from .planner_preview_type import PlannerPreviewType as PlannerPreviewType
    from .planner_progress_task_board_task_format import (
        PlannerProgressTaskBoardTaskFormat as PlannerProgressTaskBoardTaskFormat,
    )
    from .planner_progress_task_board_task_format_change import (
        PlannerProgressTaskBoardTaskFormatChange as PlannerProgressTaskBoardTaskFormatChange,
    )
    from .planner_progress_task_board_task_format_change_odata_type import (
        PlannerProgressTaskBoardTaskFormatChangeOdataType as PlannerProgressTaskBoardTaskFormatChangeOdataType,
    )
    from .planner_recent_plan_reference import PlannerRecentPlanReference as PlannerRecentPlanReference
    from .planner_recent_plan_reference_input import PlannerRecentPlanReferenceInput as PlannerRecentPlanReferenceInput
    from .planner_task import PlannerTask as PlannerTask
    from .planner_task_change import PlannerTaskChange as PlannerTaskChange
    from .planner_task_change_odata_type import PlannerTaskChangeOdataType as PlannerTaskChangeOdataType
    from .planner_task_collection import PlannerTaskCollection as PlannerTaskCollection
    from .planner_task_delta_collection import PlannerTaskDeltaCollection as PlannerTaskDeltaCollection
    from .planner_task_delta_item import PlannerTaskDeltaItem as PlannerTaskDeltaItem
    from .planner_task_details import PlannerTaskDetails as PlannerTaskDetails
    from .planner_task_details_change import PlannerTaskDetailsChange as PlannerTaskDetailsChange
    from .planner_task_details_change_odata_type import (
        PlannerTaskDetailsChangeOdataType as PlannerTaskDetailsChangeOdataType,
    )
    from .planner_user import PlannerUser as PlannerUser
    from .return_preference import ReturnPreference as ReturnPreference
    from .task_expansion import TaskExpansion as TaskExpansion
    from .update_assigned_to_board_format_request import (
        UpdateAssignedToBoardFormatRequest as UpdateAssignedToBoardFormatRequest,
    )
    from .update_bucket_board_format_request import UpdateBucketBoardFormatRequest as UpdateBucketBoardFormatRequest
    from .update_bucket_request import UpdateBucketRequest as UpdateBucketRequest
    from .update_my_planner_request import UpdateMyPlannerRequest as UpdateMyPlannerRequest
    from .update_plan_details_request import UpdatePlanDetailsRequest as UpdatePlanDetailsRequest
    from .update_plan_request import UpdatePlanRequest as UpdatePlanRequest
    from .update_progress_board_format_request import (
        UpdateProgressBoardFormatRequest as UpdateProgressBoardFormatRequest,
    )
    from .update_task_details_request import UpdateTaskDetailsRequest as UpdateTaskDetailsRequest
    from .update_task_request import UpdateTaskRequest as UpdateTaskRequest

_MODULES: dict[str, str] = {
    "CreateBucketRequest": "create_bucket_request",
    "CreatePlanRequest": "create_plan_request",
    "CreateTaskRequest": "create_task_request",
    "DeltaRemoved": "delta_removed",
    "DeltaRemovedReason": "delta_removed_reason",
    "GraphError": "graph_error",
    "GraphErrorDetail": "graph_error_detail",
    "GraphInnerError": "graph_inner_error",
    "GraphMainError": "graph_main_error",
    "Identity": "identity",
    "IdentitySet": "identity_set",
    "MemberPreference": "member_preference",
    "PlannerAssignedToTaskBoardTaskFormat": "planner_assigned_to_task_board_task_format",
    "PlannerAssignedToTaskBoardTaskFormatChange": "planner_assigned_to_task_board_task_format_change",
    "PlannerAssignedToTaskBoardTaskFormatChangeOdataType": "planner_assigned_to_task_board_task_format_change_odata_type",
    "PlannerAssignment": "planner_assignment",
    "PlannerAssignmentInput": "planner_assignment_input",
    "PlannerBetaContainerType": "planner_beta_container_type",
    "PlannerBetaPlanContainer": "planner_beta_plan_container",
    "PlannerBucket": "planner_bucket",
    "PlannerBucketChange": "planner_bucket_change",
    "PlannerBucketChangeOdataType": "planner_bucket_change_odata_type",
    "PlannerBucketCollection": "planner_bucket_collection",
    "PlannerBucketDeltaCollection": "planner_bucket_delta_collection",
    "PlannerBucketDeltaItem": "planner_bucket_delta_item",
    "PlannerBucketTaskBoardTaskFormat": "planner_bucket_task_board_task_format",
    "PlannerBucketTaskBoardTaskFormatChange": "planner_bucket_task_board_task_format_change",
    "PlannerBucketTaskBoardTaskFormatChangeOdataType": "planner_bucket_task_board_task_format_change_odata_type",
    "PlannerCategoryDescriptions": "planner_category_descriptions",
    "PlannerCategoryDescriptionsInput": "planner_category_descriptions_input",
    "PlannerChecklistItem": "planner_checklist_item",
    "PlannerChecklistItemInput": "planner_checklist_item_input",
    "PlannerContainerType": "planner_container_type",
    "PlannerDeltaCollection": "planner_delta_collection",
    "PlannerExternalReference": "planner_external_reference",
    "PlannerExternalReferenceInput": "planner_external_reference_input",
    "PlannerFavoritePlanReference": "planner_favorite_plan_reference",
    "PlannerFavoritePlanReferenceInput": "planner_favorite_plan_reference_input",
    "PlannerPlan": "planner_plan",
    "PlannerPlanChange": "planner_plan_change",
    "PlannerPlanChangeOdataType": "planner_plan_change_odata_type",
    "PlannerPlanCollection": "planner_plan_collection",
    "PlannerPlanContainer": "planner_plan_container",
    "PlannerPlanContainerInput": "planner_plan_container_input",
    "PlannerPlanDeltaCollection": "planner_plan_delta_collection",
    "PlannerPlanDeltaItem": "planner_plan_delta_item",
    "PlannerPlanDetails": "planner_plan_details",
    "PlannerPlanDetailsChange": "planner_plan_details_change",
    "PlannerPlanDetailsChangeOdataType": "planner_plan_details_change_odata_type",
    "PlannerPreviewType": "planner_preview_type",
    "PlannerProgressTaskBoardTaskFormat": "planner_progress_task_board_task_format",
    "PlannerProgressTaskBoardTaskFormatChange": "planner_progress_task_board_task_format_change",
    "PlannerProgressTaskBoardTaskFormatChangeOdataType": "planner_progress_task_board_task_format_change_odata_type",
    "PlannerRecentPlanReference": "planner_recent_plan_reference",
    "PlannerRecentPlanReferenceInput": "planner_recent_plan_reference_input",
    "PlannerTask": "planner_task",
    "PlannerTaskChange": "planner_task_change",
    "PlannerTaskChangeOdataType": "planner_task_change_odata_type",
    "PlannerTaskCollection": "planner_task_collection",
    "PlannerTaskDeltaCollection": "planner_task_delta_collection",
    "PlannerTaskDeltaItem": "planner_task_delta_item",
    "PlannerTaskDetails": "planner_task_details",
    "PlannerTaskDetailsChange": "planner_task_details_change",
    "PlannerTaskDetailsChangeOdataType": "planner_task_details_change_odata_type",
    "PlannerUser": "planner_user",
    "ReturnPreference": "return_preference",
    "TaskExpansion": "task_expansion",
    "UpdateAssignedToBoardFormatRequest": "update_assigned_to_board_format_request",
    "UpdateBucketBoardFormatRequest": "update_bucket_board_format_request",
    "UpdateBucketRequest": "update_bucket_request",
    "UpdateMyPlannerRequest": "update_my_planner_request",
    "UpdatePlanDetailsRequest": "update_plan_details_request",
    "UpdatePlanRequest": "update_plan_request",
    "UpdateProgressBoardFormatRequest": "update_progress_board_format_request",
    "UpdateTaskDetailsRequest": "update_task_details_request",
    "UpdateTaskRequest": "update_task_request",
}

__all__: list[str] = [
    "CreateBucketRequest",
    "CreatePlanRequest",
    "CreateTaskRequest",
    "DeltaRemoved",
    "DeltaRemovedReason",
    "GraphError",
    "GraphErrorDetail",
    "GraphInnerError",
    "GraphMainError",
    "Identity",
    "IdentitySet",
    "MemberPreference",
    "PlannerAssignedToTaskBoardTaskFormat",
    "PlannerAssignedToTaskBoardTaskFormatChange",
    "PlannerAssignedToTaskBoardTaskFormatChangeOdataType",
    "PlannerAssignment",
    "PlannerAssignmentInput",
    "PlannerBetaContainerType",
    "PlannerBetaPlanContainer",
    "PlannerBucket",
    "PlannerBucketChange",
    "PlannerBucketChangeOdataType",
    "PlannerBucketCollection",
    "PlannerBucketDeltaCollection",
    "PlannerBucketDeltaItem",
    "PlannerBucketTaskBoardTaskFormat",
    "PlannerBucketTaskBoardTaskFormatChange",
    "PlannerBucketTaskBoardTaskFormatChangeOdataType",
    "PlannerCategoryDescriptions",
    "PlannerCategoryDescriptionsInput",
    "PlannerChecklistItem",
    "PlannerChecklistItemInput",
    "PlannerContainerType",
    "PlannerDeltaCollection",
    "PlannerExternalReference",
    "PlannerExternalReferenceInput",
    "PlannerFavoritePlanReference",
    "PlannerFavoritePlanReferenceInput",
    "PlannerPlan",
    "PlannerPlanChange",
    "PlannerPlanChangeOdataType",
    "PlannerPlanCollection",
    "PlannerPlanContainer",
    "PlannerPlanContainerInput",
    "PlannerPlanDeltaCollection",
    "PlannerPlanDeltaItem",
    "PlannerPlanDetails",
    "PlannerPlanDetailsChange",
    "PlannerPlanDetailsChangeOdataType",
    "PlannerPreviewType",
    "PlannerProgressTaskBoardTaskFormat",
    "PlannerProgressTaskBoardTaskFormatChange",
    "PlannerProgressTaskBoardTaskFormatChangeOdataType",
    "PlannerRecentPlanReference",
    "PlannerRecentPlanReferenceInput",
    "PlannerTask",
    "PlannerTaskChange",
    "PlannerTaskChangeOdataType",
    "PlannerTaskCollection",
    "PlannerTaskDeltaCollection",
    "PlannerTaskDeltaItem",
    "PlannerTaskDetails",
    "PlannerTaskDetailsChange",
    "PlannerTaskDetailsChangeOdataType",
    "PlannerUser",
    "ReturnPreference",
    "TaskExpansion",
    "UpdateAssignedToBoardFormatRequest",
    "UpdateBucketBoardFormatRequest",
    "UpdateBucketRequest",
    "UpdateMyPlannerRequest",
    "UpdatePlanDetailsRequest",
    "UpdatePlanRequest",
    "UpdateProgressBoardFormatRequest",
    "UpdateTaskDetailsRequest",
    "UpdateTaskRequest",
]


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        module = import_module(f".{_MODULES[name]}", __name__)
    except AttributeError as error:
        # An AttributeError would be reported as "cannot import name", without its cause.
        raise ImportError(f"{__name__}.{_MODULES[name]} cannot be imported: {error}") from error
    value = getattr(module, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__

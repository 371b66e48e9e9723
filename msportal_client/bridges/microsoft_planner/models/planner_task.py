from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self

from attrs import define, field

from ...._runtime.json_model import JSONModel
from ...._runtime.reading import READ_ERRORS, Shapes, read_datetime, read_member, read_object, read_values, recover
from ...._runtime.writing import write_json
from ..methods import TaskMethods
from .identity_set import IdentitySet
from .planner_assigned_to_task_board_task_format import PlannerAssignedToTaskBoardTaskFormat
from .planner_assignment import PlannerAssignment
from .planner_bucket_task_board_task_format import PlannerBucketTaskBoardTaskFormat
from .planner_preview_type import PlannerPreviewType
from .planner_progress_task_board_task_format import PlannerProgressTaskBoardTaskFormat
from .planner_task_details import PlannerTaskDetails

_NAMES = (
    "id",
    "@odata.type",
    "@odata.etag",
    "activeChecklistItemCount",
    "appliedCategories",
    "assigneePriority",
    "assignments",
    "bucketId",
    "checklistItemCount",
    "completedBy",
    "completedDateTime",
    "conversationThreadId",
    "createdBy",
    "createdDateTime",
    "dueDateTime",
    "hasDescription",
    "orderHint",
    "percentComplete",
    "planId",
    "previewType",
    "priority",
    "referenceCount",
    "startDateTime",
    "title",
    "assignedToTaskBoardFormat",
    "bucketTaskBoardFormat",
    "details",
    "progressTaskBoardFormat",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "@odata.type",
        "@odata.etag",
        "activeChecklistItemCount",
        "appliedCategories",
        "assigneePriority",
        "assignments",
        "bucketId",
        "checklistItemCount",
        "completedBy",
        "completedDateTime",
        "conversationThreadId",
        "createdBy",
        "createdDateTime",
        "dueDateTime",
        "hasDescription",
        "orderHint",
        "percentComplete",
        "planId",
        "previewType",
        "priority",
        "referenceCount",
        "startDateTime",
        "title",
        "assignedToTaskBoardFormat",
        "bucketTaskBoardFormat",
        "details",
        "progressTaskBoardFormat",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class PlannerTask(TaskMethods, JSONModel):
    """A task.

    Attributes:
        id: 28 characters, case-sensitive, made by the service; a wrong shape gives 400. Exactly 28 characters.
        odata_type: Kind of the value, with or without a `#` in front.
        odata_etag: Version of this resource; goes into `If-Match` to change or delete it.
        active_checklist_item_count: how many checklist items are unticked.
        applied_categories: the labels that are on.
        assignee_priority: order hint in the flat list of one user.
        assignments: who is to do it.
        bucket_id: the bucket, of the same plan. Exactly 28 characters.
        checklist_item_count: all checklist items.
        completed_by: who finished it.
        completed_date_time: when percentComplete became 100; UTC.
        conversation_thread_id: id of the group conversation on the task.
        created_by: author.
        created_date_time: when it was made; UTC.
        due_date_time: when it is due; UTC.
        has_description: whether details.description is not empty.
        order_hint: order in the flat list of the plan.
        percent_complete: 100 is completed; the apps show 0 as not started, anything between as in progress. 0 to
            100.
        plan_id: the plan. Exactly 28 characters.
        preview_type: which preview the card shows.
        priority: 0..10, 0 highest. Read: 0-1 urgent, 2-4 important, 5-7 medium, 8-10 low. Written by the apps: 1,
            3, 5, 9. Default 5 seen. 0 to 10.
        reference_count: how many links.
        start_date_time: when it starts, not after it is due; UTC.
    """

    id: str
    odata_type: str | None = None
    odata_etag: str | None = None
    active_checklist_item_count: int | None = None
    applied_categories: dict[str, bool] | None = None
    assignee_priority: str | None = None
    assignments: dict[str, PlannerAssignment] | None = None
    bucket_id: str | None = None
    checklist_item_count: int | None = None
    completed_by: IdentitySet | None = None
    completed_date_time: datetime | None = None
    conversation_thread_id: str | None = None
    created_by: IdentitySet | None = None
    created_date_time: datetime | None = None
    due_date_time: datetime | None = None
    has_description: bool | None = None
    order_hint: str | None = None
    percent_complete: int | None = None
    plan_id: str | None = None
    preview_type: PlannerPreviewType | None = None
    priority: int | None = None
    reference_count: int | None = None
    start_date_time: datetime | None = None
    title: str | None = None
    assigned_to_task_board_format: PlannerAssignedToTaskBoardTaskFormat | None = None
    bucket_task_board_format: PlannerBucketTaskBoardTaskFormat | None = None
    details: PlannerTaskDetails | None = None
    progress_task_board_format: PlannerProgressTaskBoardTaskFormat | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.id = data["id"]
            model.odata_type = data.get("@odata.type")
            model.odata_etag = data.get("@odata.etag")
            model.active_checklist_item_count = data.get("activeChecklistItemCount")
            model.applied_categories = None if (value := data.get("appliedCategories")) is None else read_object(value)
            model.assignee_priority = data.get("assigneePriority")
            model.assignments = (
                None if (value := data.get("assignments")) is None else read_values(PlannerAssignment.from_dict, value)
            )
            model.bucket_id = data.get("bucketId")
            model.checklist_item_count = data.get("checklistItemCount")
            model.completed_by = None if (value := data.get("completedBy")) is None else IdentitySet.from_dict(value)
            model.completed_date_time = (
                None if (value := data.get("completedDateTime")) is None else read_datetime(value)
            )
            model.conversation_thread_id = data.get("conversationThreadId")
            model.created_by = None if (value := data.get("createdBy")) is None else IdentitySet.from_dict(value)
            model.created_date_time = None if (value := data.get("createdDateTime")) is None else read_datetime(value)
            model.due_date_time = None if (value := data.get("dueDateTime")) is None else read_datetime(value)
            model.has_description = data.get("hasDescription")
            model.order_hint = data.get("orderHint")
            model.percent_complete = data.get("percentComplete")
            model.plan_id = data.get("planId")
            model.preview_type = (
                None if (value := data.get("previewType")) is None else read_member(PlannerPreviewType, value)
            )
            model.priority = data.get("priority")
            model.reference_count = data.get("referenceCount")
            model.start_date_time = None if (value := data.get("startDateTime")) is None else read_datetime(value)
            model.title = data.get("title")
            model.assigned_to_task_board_format = (
                None
                if (value := data.get("assignedToTaskBoardFormat")) is None
                else PlannerAssignedToTaskBoardTaskFormat.from_dict(value)
            )
            model.bucket_task_board_format = (
                None
                if (value := data.get("bucketTaskBoardFormat")) is None
                else PlannerBucketTaskBoardTaskFormat.from_dict(value)
            )
            model.details = None if (value := data.get("details")) is None else PlannerTaskDetails.from_dict(value)
            model.progress_task_board_format = (
                None
                if (value := data.get("progressTaskBoardFormat")) is None
                else PlannerProgressTaskBoardTaskFormat.from_dict(value)
            )
            absent, unknown = _SHAPES[tuple(data)]
            model.additional_properties = {name: data[name] for name in unknown} if unknown else {}
            model._absent = absent
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; fields that were absent in the response stay absent."""
        data: dict[str, Any] = dict(self.additional_properties)
        data["id"] = self.id
        data["@odata.type"] = self.odata_type
        data["@odata.etag"] = self.odata_etag
        data["activeChecklistItemCount"] = self.active_checklist_item_count
        data["appliedCategories"] = write_json(self.applied_categories)
        data["assigneePriority"] = self.assignee_priority
        data["assignments"] = write_json(self.assignments)
        data["bucketId"] = self.bucket_id
        data["checklistItemCount"] = self.checklist_item_count
        data["completedBy"] = write_json(self.completed_by)
        data["completedDateTime"] = write_json(self.completed_date_time)
        data["conversationThreadId"] = self.conversation_thread_id
        data["createdBy"] = write_json(self.created_by)
        data["createdDateTime"] = write_json(self.created_date_time)
        data["dueDateTime"] = write_json(self.due_date_time)
        data["hasDescription"] = self.has_description
        data["orderHint"] = self.order_hint
        data["percentComplete"] = self.percent_complete
        data["planId"] = self.plan_id
        data["previewType"] = write_json(self.preview_type)
        data["priority"] = self.priority
        data["referenceCount"] = self.reference_count
        data["startDateTime"] = write_json(self.start_date_time)
        data["title"] = self.title
        data["assignedToTaskBoardFormat"] = write_json(self.assigned_to_task_board_format)
        data["bucketTaskBoardFormat"] = write_json(self.bucket_task_board_format)
        data["details"] = write_json(self.details)
        data["progressTaskBoardFormat"] = write_json(self.progress_task_board_format)
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data

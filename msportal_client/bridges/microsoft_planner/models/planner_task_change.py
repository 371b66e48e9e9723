from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self

from attrs import define, field

from ...._runtime.json_model import JSONModel
from ...._runtime.reading import (
    READ_ERRORS,
    Shapes,
    nullable_reader,
    read_datetime,
    read_member,
    read_object,
    read_values,
    recover,
)
from ...._runtime.writing import write_json
from .delta_removed import DeltaRemoved
from .identity_set import IdentitySet
from .planner_assignment import PlannerAssignment
from .planner_preview_type import PlannerPreviewType
from .planner_task_change_odata_type import PlannerTaskChangeOdataType

_NAMES = (
    "@odata.type",
    "@odata.etag",
    "@odata.context",
    "@removed",
    "id",
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
    "archivalInfo",
    "creationSource",
    "isArchived",
    "isOnMyDay",
    "isOnMyDayLastModifiedDate",
    "lastModifiedBy",
    "lastModifiedDateTime",
    "recurrence",
    "specifiedCompletionRequirements",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "@odata.etag",
        "@odata.context",
        "@removed",
        "id",
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
        "archivalInfo",
        "creationSource",
        "isArchived",
        "isOnMyDay",
        "isOnMyDayLastModifiedDate",
        "lastModifiedBy",
        "lastModifiedDateTime",
        "recurrence",
        "specifiedCompletionRequirements",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class PlannerTaskChange(JSONModel):
    """A task: the properties that changed.

    Attributes:
        odata_etag: Version of this resource; goes into `If-Match` to change or delete it.
        id: Exactly 28 characters.
        applied_categories: By category1 to category25.
        bucket_id: Exactly 28 characters.
        created_by: only on a new object.
        percent_complete: 0 to 100.
        plan_id: Exactly 28 characters.
        priority: 0 to 10.
    """

    odata_type: PlannerTaskChangeOdataType
    odata_etag: str | None = None
    odata_context: str | None = None
    removed: DeltaRemoved | None = None
    id: str | None = None
    active_checklist_item_count: int | None = None
    applied_categories: dict[str, bool] | None = None
    assignee_priority: str | None = None
    assignments: dict[str, PlannerAssignment | None] | None = None
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
    archival_info: dict[str, Any] | None = None
    creation_source: dict[str, Any] | None = None
    is_archived: bool | None = None
    is_on_my_day: bool | None = None
    is_on_my_day_last_modified_date: str | None = None
    last_modified_by: IdentitySet | None = None
    last_modified_date_time: datetime | None = None
    recurrence: dict[str, Any] | None = None
    specified_completion_requirements: str | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.odata_type = read_member(PlannerTaskChangeOdataType, data["@odata.type"])
            model.odata_etag = data.get("@odata.etag")
            model.odata_context = data.get("@odata.context")
            model.removed = DeltaRemoved.from_dict(data["@removed"]) if "@removed" in data else None
            model.id = data.get("id")
            model.active_checklist_item_count = data.get("activeChecklistItemCount")
            model.applied_categories = None if (value := data.get("appliedCategories")) is None else read_object(value)
            model.assignee_priority = data.get("assigneePriority")
            model.assignments = (
                None
                if (value := data.get("assignments")) is None
                else read_values(nullable_reader(PlannerAssignment.from_dict), value)
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
            model.archival_info = None if (value := data.get("archivalInfo")) is None else read_object(value)
            model.creation_source = None if (value := data.get("creationSource")) is None else read_object(value)
            model.is_archived = data.get("isArchived")
            model.is_on_my_day = data.get("isOnMyDay")
            model.is_on_my_day_last_modified_date = data.get("isOnMyDayLastModifiedDate")
            model.last_modified_by = (
                None if (value := data.get("lastModifiedBy")) is None else IdentitySet.from_dict(value)
            )
            model.last_modified_date_time = (
                None if (value := data.get("lastModifiedDateTime")) is None else read_datetime(value)
            )
            model.recurrence = None if (value := data.get("recurrence")) is None else read_object(value)
            model.specified_completion_requirements = data.get("specifiedCompletionRequirements")
            absent, unknown = _SHAPES[tuple(data)]
            model.additional_properties = {name: data[name] for name in unknown} if unknown else {}
            model._absent = absent
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; fields that were absent in the response stay absent."""
        data: dict[str, Any] = dict(self.additional_properties)
        data["@odata.type"] = write_json(self.odata_type)
        data["@odata.etag"] = self.odata_etag
        data["@odata.context"] = self.odata_context
        data["@removed"] = write_json(self.removed)
        data["id"] = self.id
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
        data["archivalInfo"] = write_json(self.archival_info)
        data["creationSource"] = write_json(self.creation_source)
        data["isArchived"] = self.is_archived
        data["isOnMyDay"] = self.is_on_my_day
        data["isOnMyDayLastModifiedDate"] = self.is_on_my_day_last_modified_date
        data["lastModifiedBy"] = write_json(self.last_modified_by)
        data["lastModifiedDateTime"] = write_json(self.last_modified_date_time)
        data["recurrence"] = write_json(self.recurrence)
        data["specifiedCompletionRequirements"] = self.specified_completion_requirements
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data

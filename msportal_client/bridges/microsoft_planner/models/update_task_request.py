from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self

from attrs import define, field

from ...._runtime.json_model import JSONModel
from ...._runtime.limits import Limits
from ...._runtime.reading import (
    READ_ERRORS,
    nullable_reader,
    read_datetime,
    read_object,
    read_values,
    recover,
    unknown_fields,
)
from ...._runtime.writing import write_datetime, write_object
from ....types import UNSET, Unset
from .planner_assignment_input import PlannerAssignmentInput

_NAMES = (
    "appliedCategories",
    "assigneePriority",
    "assignments",
    "bucketId",
    "conversationThreadId",
    "dueDateTime",
    "orderHint",
    "percentComplete",
    "planId",
    "priority",
    "startDateTime",
    "title",
)
_FIELDS = frozenset(_NAMES)


@define(kw_only=True)
class UpdateTaskRequest(JSONModel):
    """The body of `update_task`.

    Attributes:
        applied_categories: By category1 to category25; true puts a label on, false takes it off.
        assignee_priority: order hint in the flat list of one user.
        assignments: By user id; null takes an entry out.
        bucket_id: the bucket, of the same plan. Exactly 28 characters.
        conversation_thread_id: id of the group conversation on the task.
        due_date_time: when it is due; UTC.
        order_hint: order in the flat list of the plan.
        percent_complete: 100 is completed; the apps show 0 as not started, anything between as in progress. 0 to
            100.
        plan_id: moves the task to another plan; listed on the beta page only. Exactly 28 characters.
        priority: 0..10, 0 highest. Read: 0-1 urgent, 2-4 important, 5-7 medium, 8-10 low. Written by the apps: 1,
            3, 5, 9. Default 5 seen. 0 to 10.
        start_date_time: when it starts, not after it is due; UTC.
    """

    applied_categories: Mapping[str, bool] | Unset = UNSET
    assignee_priority: str | Unset = UNSET
    assignments: Mapping[str, PlannerAssignmentInput | None] | Unset = UNSET
    bucket_id: str | Unset | None = UNSET
    conversation_thread_id: str | Unset | None = UNSET
    due_date_time: datetime | Unset | None = UNSET
    order_hint: str | Unset = UNSET
    percent_complete: int | Unset = UNSET
    plan_id: str | Unset = UNSET
    priority: int | Unset = UNSET
    start_date_time: datetime | Unset | None = UNSET
    title: str | Unset = UNSET
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])

    limits: ClassVar[dict[str, Limits]] = {
        "applied_categories": Limits("object", values=Limits("boolean")),
        "assignee_priority": Limits("string"),
        "assignments": Limits("object", values=Limits("model", nullable=True)),
        "bucket_id": Limits("string", nullable=True, min_length=28, max_length=28),
        "conversation_thread_id": Limits("string", nullable=True),
        "due_date_time": Limits("date-time", nullable=True),
        "order_hint": Limits("string"),
        "percent_complete": Limits("integer", minimum=0, maximum=100),
        "plan_id": Limits("string", min_length=28, max_length=28),
        "priority": Limits("integer", minimum=0, maximum=10),
        "start_date_time": Limits("date-time", nullable=True),
        "title": Limits("string"),
    }

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.applied_categories = read_object(data["appliedCategories"]) if "appliedCategories" in data else UNSET
            model.assignee_priority = data.get("assigneePriority", UNSET)
            model.assignments = (
                read_values(nullable_reader(PlannerAssignmentInput.from_dict), data["assignments"])
                if "assignments" in data
                else UNSET
            )
            model.bucket_id = data.get("bucketId", UNSET)
            model.conversation_thread_id = data.get("conversationThreadId", UNSET)
            model.due_date_time = (
                (None if (value := data["dueDateTime"]) is None else read_datetime(value))
                if "dueDateTime" in data
                else UNSET
            )
            model.order_hint = data.get("orderHint", UNSET)
            model.percent_complete = data.get("percentComplete", UNSET)
            model.plan_id = data.get("planId", UNSET)
            model.priority = data.get("priority", UNSET)
            model.start_date_time = (
                (None if (value := data["startDateTime"]) is None else read_datetime(value))
                if "startDateTime" in data
                else UNSET
            )
            model.title = data.get("title", UNSET)
            model.additional_properties = unknown_fields(data, _FIELDS)
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; UNSET fields are left out, None is null."""
        data: dict[str, Any] = write_object(self.additional_properties) if self.additional_properties else {}
        if self.applied_categories is not UNSET:
            data["appliedCategories"] = write_object(self.applied_categories)
        if self.assignee_priority is not UNSET:
            data["assigneePriority"] = self.assignee_priority
        if self.assignments is not UNSET:
            data["assignments"] = {
                key: None if item is None else item.to_dict() for key, item in self.assignments.items()
            }
        if self.bucket_id is not UNSET:
            data["bucketId"] = self.bucket_id
        if self.conversation_thread_id is not UNSET:
            data["conversationThreadId"] = self.conversation_thread_id
        if self.due_date_time is not UNSET:
            data["dueDateTime"] = None if self.due_date_time is None else write_datetime(self.due_date_time)
        if self.order_hint is not UNSET:
            data["orderHint"] = self.order_hint
        if self.percent_complete is not UNSET:
            data["percentComplete"] = self.percent_complete
        if self.plan_id is not UNSET:
            data["planId"] = self.plan_id
        if self.priority is not UNSET:
            data["priority"] = self.priority
        if self.start_date_time is not UNSET:
            data["startDateTime"] = None if self.start_date_time is None else write_datetime(self.start_date_time)
        if self.title is not UNSET:
            data["title"] = self.title
        return data

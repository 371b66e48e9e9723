from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.reading import READ_ERRORS, read_datetime, read_items, read_uuid, recover, unknown_fields
from .._runtime.writing import write_json
from .goal_category_ref import GoalCategoryRef
from .goal_company_ref import GoalCompanyRef
from .goal_priority_ref import GoalPriorityRef
from .goal_status_ref import GoalStatusRef
from .goal_task import GoalTask
from .goal_update import GoalUpdate

_NAMES = (
    "id",
    "title",
    "description",
    "dueDate",
    "progressPercentage",
    "quarter",
    "year",
    "company",
    "status",
    "priority",
    "category",
    "createdAt",
    "updatedAt",
    "tasks",
    "updates",
)
_FIELDS = frozenset(_NAMES)


@define(kw_only=True)
class GoalDetail(JSONModel):
    """Returned by `create_goal`.

    Attributes:
        id: Goal ID.
        title: Goal title.
        description: Goal description.
        due_date: Due date (ISO 8601).
        progress_percentage: Progress percentage (0-100). 0 to 100.
        quarter: Quarter (e.g., Q1, Q2).
        year: Year.
        created_at: Creation timestamp (ISO 8601).
        updated_at: Last update timestamp (ISO 8601).
        tasks: Goal tasks.
        updates: Goal updates.
    """

    id: UUID
    title: str
    description: str | None
    due_date: datetime | None
    progress_percentage: float
    quarter: str | None
    year: int | None
    company: GoalCompanyRef
    status: GoalStatusRef | None
    priority: GoalPriorityRef | None
    category: GoalCategoryRef | None
    created_at: datetime
    updated_at: datetime
    tasks: list[GoalTask]
    updates: list[GoalUpdate]
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.id = read_uuid(data["id"])
            model.title = data["title"]
            model.description = data["description"]
            model.due_date = None if (value := data["dueDate"]) is None else read_datetime(value)
            model.progress_percentage = data["progressPercentage"]
            model.quarter = data["quarter"]
            model.year = data["year"]
            model.company = GoalCompanyRef.from_dict(data["company"])
            model.status = None if (value := data["status"]) is None else GoalStatusRef.from_dict(value)
            model.priority = None if (value := data["priority"]) is None else GoalPriorityRef.from_dict(value)
            model.category = None if (value := data["category"]) is None else GoalCategoryRef.from_dict(value)
            model.created_at = read_datetime(data["createdAt"])
            model.updated_at = read_datetime(data["updatedAt"])
            model.tasks = read_items(GoalTask.from_dict, data["tasks"])
            model.updates = read_items(GoalUpdate.from_dict, data["updates"])
            model.additional_properties = {} if len(data) == len(_FIELDS) else unknown_fields(data, _FIELDS)
            model._absent = ()
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; fields that were absent in the response stay absent."""
        data: dict[str, Any] = dict(self.additional_properties)
        data["id"] = write_json(self.id)
        data["title"] = self.title
        data["description"] = self.description
        data["dueDate"] = write_json(self.due_date)
        data["progressPercentage"] = self.progress_percentage
        data["quarter"] = self.quarter
        data["year"] = self.year
        data["company"] = write_json(self.company)
        data["status"] = write_json(self.status)
        data["priority"] = write_json(self.priority)
        data["category"] = write_json(self.category)
        data["createdAt"] = write_json(self.created_at)
        data["updatedAt"] = write_json(self.updated_at)
        data["tasks"] = write_json(self.tasks)
        data["updates"] = write_json(self.updates)
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data

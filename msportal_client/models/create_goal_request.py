from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.limits import Limits
from .._runtime.reading import READ_ERRORS, read_datetime, read_uuid, recover, unknown_fields
from .._runtime.writing import write_datetime, write_json, write_object
from ..types import UNSET, Unset

_NAMES = (
    "title",
    "companyId",
    "description",
    "statusId",
    "priorityId",
    "categoryId",
    "dueDate",
    "progressPercentage",
    "quarter",
    "year",
)
_FIELDS = frozenset(_NAMES)


@define(kw_only=True)
class CreateGoalRequest(JSONModel):
    """The body of `create_goal`.

    Attributes:
        title: Goal title (required). 1 to 200 characters.
        company_id: Company ID (required).
        description: Goal description. At most 5000 characters.
        status_id: Status ID.
        priority_id: Priority ID.
        category_id: Category ID.
        due_date: Due date (ISO 8601).
        progress_percentage: Initial progress (0-100). 0 to 100.
        quarter: Quarter (e.g., Q1). At most 2 characters.
        year: Year. 2000 to 2100.
    """

    title: str
    company_id: UUID | str
    description: str | Unset = UNSET
    status_id: UUID | str | Unset = UNSET
    priority_id: UUID | str | Unset = UNSET
    category_id: UUID | str | Unset = UNSET
    due_date: datetime | Unset = UNSET
    progress_percentage: float | Unset = UNSET
    quarter: str | Unset = UNSET
    year: int | Unset = UNSET
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])

    limits: ClassVar[dict[str, Limits]] = {
        "title": Limits("string", min_length=1, max_length=200),
        "company_id": Limits("uuid"),
        "description": Limits("string", max_length=5000),
        "status_id": Limits("uuid"),
        "priority_id": Limits("uuid"),
        "category_id": Limits("uuid"),
        "due_date": Limits("date-time"),
        "progress_percentage": Limits("number", minimum=0, maximum=100),
        "quarter": Limits("string", max_length=2),
        "year": Limits("integer", minimum=2000, maximum=2100),
    }

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.title = data["title"]
            model.company_id = read_uuid(data["companyId"])
            model.description = data.get("description", UNSET)
            model.status_id = read_uuid(data["statusId"]) if "statusId" in data else UNSET
            model.priority_id = read_uuid(data["priorityId"]) if "priorityId" in data else UNSET
            model.category_id = read_uuid(data["categoryId"]) if "categoryId" in data else UNSET
            model.due_date = read_datetime(data["dueDate"]) if "dueDate" in data else UNSET
            model.progress_percentage = data.get("progressPercentage", UNSET)
            model.quarter = data.get("quarter", UNSET)
            model.year = data.get("year", UNSET)
            model.additional_properties = unknown_fields(data, _FIELDS)
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; UNSET fields are left out, None is null."""
        data: dict[str, Any] = write_object(self.additional_properties) if self.additional_properties else {}
        data["title"] = self.title
        data["companyId"] = write_json(self.company_id)
        if self.description is not UNSET:
            data["description"] = self.description
        if self.status_id is not UNSET:
            data["statusId"] = write_json(self.status_id)
        if self.priority_id is not UNSET:
            data["priorityId"] = write_json(self.priority_id)
        if self.category_id is not UNSET:
            data["categoryId"] = write_json(self.category_id)
        if self.due_date is not UNSET:
            data["dueDate"] = write_datetime(self.due_date)
        if self.progress_percentage is not UNSET:
            data["progressPercentage"] = self.progress_percentage
        if self.quarter is not UNSET:
            data["quarter"] = self.quarter
        if self.year is not UNSET:
            data["year"] = self.year
        return data

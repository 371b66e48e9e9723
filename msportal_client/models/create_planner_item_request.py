from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.limits import Limits
from .._runtime.reading import READ_ERRORS, read_datetime, read_member, read_uuid, recover, unknown_fields
from .._runtime.writing import write_datetime, write_json, write_object
from ..types import UNSET, Unset
from .business_value import BusinessValue
from .planner_status import PlannerStatus

_NAMES = (
    "title",
    "description",
    "companyId",
    "typeId",
    "status",
    "businessValue",
    "hours",
    "costEstimate",
    "probability",
    "startDate",
    "dueDate",
    "endDate",
    "publicNotes",
    "privateNotes",
    "isArchived",
)
_FIELDS = frozenset(_NAMES)


@define(kw_only=True)
class CreatePlannerItemRequest(JSONModel):
    """The body of `create_planner_item`.

    Attributes:
        title: Item title (required). 1 to 255 characters.
        description: Item description. At most 10000 characters.
        company_id: Company ID.
        type_id: Planner item type ID.
        status: Status (default: Not Started).
        business_value: Business value (default: Medium).
        hours: Estimated hours (default: 0). At least 0.
        cost_estimate: Cost estimate (default: 0). At least 0.
        probability: Completion probability (default: 50). 0 to 100.
        start_date: Start date (ISO 8601).
        due_date: Due date (ISO 8601).
        end_date: End date (ISO 8601).
        public_notes: Public notes. At most 10000 characters.
        private_notes: Private notes (internal only). At most 10000 characters.
        is_archived: Whether the item is archived (default: false).
    """

    title: str
    description: str | Unset = UNSET
    company_id: UUID | str | Unset = UNSET
    type_id: UUID | str | Unset = UNSET
    status: PlannerStatus | str | Unset = UNSET
    business_value: BusinessValue | str | Unset = UNSET
    hours: float | Unset = UNSET
    cost_estimate: float | Unset = UNSET
    probability: float | Unset = UNSET
    start_date: datetime | Unset = UNSET
    due_date: datetime | Unset = UNSET
    end_date: datetime | Unset = UNSET
    public_notes: str | Unset = UNSET
    private_notes: str | Unset = UNSET
    is_archived: bool | Unset = UNSET
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])

    limits: ClassVar[dict[str, Limits]] = {
        "title": Limits("string", min_length=1, max_length=255),
        "description": Limits("string", max_length=10000),
        "company_id": Limits("uuid"),
        "type_id": Limits("uuid"),
        "status": Limits("string"),
        "business_value": Limits("string"),
        "hours": Limits("number", minimum=0),
        "cost_estimate": Limits("number", minimum=0),
        "probability": Limits("number", minimum=0, maximum=100),
        "start_date": Limits("date-time"),
        "due_date": Limits("date-time"),
        "end_date": Limits("date-time"),
        "public_notes": Limits("string", max_length=10000),
        "private_notes": Limits("string", max_length=10000),
        "is_archived": Limits("boolean"),
    }

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.title = data["title"]
            model.description = data.get("description", UNSET)
            model.company_id = read_uuid(data["companyId"]) if "companyId" in data else UNSET
            model.type_id = read_uuid(data["typeId"]) if "typeId" in data else UNSET
            model.status = read_member(PlannerStatus, data["status"]) if "status" in data else UNSET
            model.business_value = (
                read_member(BusinessValue, data["businessValue"]) if "businessValue" in data else UNSET
            )
            model.hours = data.get("hours", UNSET)
            model.cost_estimate = data.get("costEstimate", UNSET)
            model.probability = data.get("probability", UNSET)
            model.start_date = read_datetime(data["startDate"]) if "startDate" in data else UNSET
            model.due_date = read_datetime(data["dueDate"]) if "dueDate" in data else UNSET
            model.end_date = read_datetime(data["endDate"]) if "endDate" in data else UNSET
            model.public_notes = data.get("publicNotes", UNSET)
            model.private_notes = data.get("privateNotes", UNSET)
            model.is_archived = data.get("isArchived", UNSET)
            model.additional_properties = unknown_fields(data, _FIELDS)
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; UNSET fields are left out, None is null."""
        data: dict[str, Any] = write_object(self.additional_properties) if self.additional_properties else {}
        data["title"] = self.title
        if self.description is not UNSET:
            data["description"] = self.description
        if self.company_id is not UNSET:
            data["companyId"] = write_json(self.company_id)
        if self.type_id is not UNSET:
            data["typeId"] = write_json(self.type_id)
        if self.status is not UNSET:
            data["status"] = write_json(self.status)
        if self.business_value is not UNSET:
            data["businessValue"] = write_json(self.business_value)
        if self.hours is not UNSET:
            data["hours"] = self.hours
        if self.cost_estimate is not UNSET:
            data["costEstimate"] = self.cost_estimate
        if self.probability is not UNSET:
            data["probability"] = self.probability
        if self.start_date is not UNSET:
            data["startDate"] = write_datetime(self.start_date)
        if self.due_date is not UNSET:
            data["dueDate"] = write_datetime(self.due_date)
        if self.end_date is not UNSET:
            data["endDate"] = write_datetime(self.end_date)
        if self.public_notes is not UNSET:
            data["publicNotes"] = self.public_notes
        if self.private_notes is not UNSET:
            data["privateNotes"] = self.private_notes
        if self.is_archived is not UNSET:
            data["isArchived"] = self.is_archived
        return data

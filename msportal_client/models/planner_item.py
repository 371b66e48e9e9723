from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.reading import READ_ERRORS, read_datetime, read_member, read_uuid, recover, unknown_fields
from .._runtime.writing import write_json
from .business_value import BusinessValue
from .planner_company_ref import PlannerCompanyRef
from .planner_status import PlannerStatus
from .planner_type_ref import PlannerTypeRef

_NAMES = (
    "id",
    "title",
    "description",
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
    "isOverdue",
    "fiscalYear",
    "fiscalQuarter",
    "company",
    "type",
    "linkedGoalsCount",
    "linkedComplianceCount",
    "linkedMeetingsCount",
    "linkedProjectsCount",
    "linkedSecureScoreCount",
    "tagCount",
    "createdAt",
    "updatedAt",
)
_FIELDS = frozenset(_NAMES)


@define(kw_only=True)
class PlannerItem(JSONModel):
    """Returned by `list_planner_items`.

    Attributes:
        id: Planner item ID.
        title: Item title.
        description: Item description.
        hours: Estimated hours. At least 0.
        cost_estimate: Cost estimate. At least 0.
        probability: Completion probability (0-100). 0 to 100.
        start_date: Start date (ISO 8601).
        due_date: Due date (ISO 8601).
        end_date: End date (ISO 8601).
        public_notes: Public notes (client-visible).
        private_notes: Private notes (internal only, not visible to client portal users).
        is_archived: Whether the item is archived.
        is_overdue: Whether the item is overdue.
        fiscal_year: Fiscal year.
        fiscal_quarter: Fiscal quarter (1-4).
        linked_goals_count: Number of linked goals.
        linked_compliance_count: Number of linked compliance items.
        linked_meetings_count: Number of linked meetings.
        linked_projects_count: Number of linked projects.
        linked_secure_score_count: Number of linked secure score controls.
        tag_count: Number of tags.
        created_at: Creation timestamp (ISO 8601).
        updated_at: Last update timestamp (ISO 8601).
    """

    id: UUID
    title: str
    description: str | None
    status: PlannerStatus
    business_value: BusinessValue
    hours: float
    cost_estimate: float
    probability: float
    start_date: datetime | None
    due_date: datetime | None
    end_date: datetime | None
    public_notes: str | None
    private_notes: str | None
    is_archived: bool
    is_overdue: bool
    fiscal_year: int | None
    fiscal_quarter: int | None
    company: PlannerCompanyRef | None
    type: PlannerTypeRef | None
    linked_goals_count: int
    linked_compliance_count: int
    linked_meetings_count: int
    linked_projects_count: int
    linked_secure_score_count: int
    tag_count: int
    created_at: datetime
    updated_at: datetime
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
            model.status = read_member(PlannerStatus, data["status"])
            model.business_value = read_member(BusinessValue, data["businessValue"])
            model.hours = data["hours"]
            model.cost_estimate = data["costEstimate"]
            model.probability = data["probability"]
            model.start_date = None if (value := data["startDate"]) is None else read_datetime(value)
            model.due_date = None if (value := data["dueDate"]) is None else read_datetime(value)
            model.end_date = None if (value := data["endDate"]) is None else read_datetime(value)
            model.public_notes = data["publicNotes"]
            model.private_notes = data["privateNotes"]
            model.is_archived = data["isArchived"]
            model.is_overdue = data["isOverdue"]
            model.fiscal_year = data["fiscalYear"]
            model.fiscal_quarter = data["fiscalQuarter"]
            model.company = None if (value := data["company"]) is None else PlannerCompanyRef.from_dict(value)
            model.type = None if (value := data["type"]) is None else PlannerTypeRef.from_dict(value)
            model.linked_goals_count = data["linkedGoalsCount"]
            model.linked_compliance_count = data["linkedComplianceCount"]
            model.linked_meetings_count = data["linkedMeetingsCount"]
            model.linked_projects_count = data["linkedProjectsCount"]
            model.linked_secure_score_count = data["linkedSecureScoreCount"]
            model.tag_count = data["tagCount"]
            model.created_at = read_datetime(data["createdAt"])
            model.updated_at = read_datetime(data["updatedAt"])
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
        data["status"] = write_json(self.status)
        data["businessValue"] = write_json(self.business_value)
        data["hours"] = self.hours
        data["costEstimate"] = self.cost_estimate
        data["probability"] = self.probability
        data["startDate"] = write_json(self.start_date)
        data["dueDate"] = write_json(self.due_date)
        data["endDate"] = write_json(self.end_date)
        data["publicNotes"] = self.public_notes
        data["privateNotes"] = self.private_notes
        data["isArchived"] = self.is_archived
        data["isOverdue"] = self.is_overdue
        data["fiscalYear"] = self.fiscal_year
        data["fiscalQuarter"] = self.fiscal_quarter
        data["company"] = write_json(self.company)
        data["type"] = write_json(self.type)
        data["linkedGoalsCount"] = self.linked_goals_count
        data["linkedComplianceCount"] = self.linked_compliance_count
        data["linkedMeetingsCount"] = self.linked_meetings_count
        data["linkedProjectsCount"] = self.linked_projects_count
        data["linkedSecureScoreCount"] = self.linked_secure_score_count
        data["tagCount"] = self.tag_count
        data["createdAt"] = write_json(self.created_at)
        data["updatedAt"] = write_json(self.updated_at)
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data

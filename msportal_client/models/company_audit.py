from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.reading import READ_ERRORS, Shapes, read_array, read_datetime, read_items, read_uuid, recover
from .._runtime.writing import write_json
from .company_audit_budget import CompanyAuditBudget
from .company_audit_compliance import CompanyAuditCompliance
from .company_audit_goals import CompanyAuditGoals
from .company_audit_infrastructure import CompanyAuditInfrastructure
from .company_audit_integrations import CompanyAuditIntegrations
from .company_audit_meetings import CompanyAuditMeetings
from .company_audit_planner import CompanyAuditPlanner
from .company_audit_role import CompanyAuditRole
from .company_audit_setup import CompanyAuditSetup
from .company_audit_surveys import CompanyAuditSurveys
from .company_audit_users import CompanyAuditUsers

_NAMES = (
    "id",
    "name",
    "setup",
    "companyRoles",
    "infrastructure",
    "compliance",
    "meetings",
    "planner",
    "goals",
    "surveys",
    "budget",
    "users",
    "integrations",
    "createdAt",
    "lastActivityDate",
    "auditScore",
    "missingItems",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "name",
        "setup",
        "companyRoles",
        "infrastructure",
        "compliance",
        "meetings",
        "planner",
        "goals",
        "surveys",
        "budget",
        "users",
        "integrations",
        "createdAt",
        "lastActivityDate",
        "auditScore",
        "missingItems",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class CompanyAudit(JSONModel):
    """Returned by `list_company_audit_data`."""

    id: UUID
    name: str | None = None
    setup: CompanyAuditSetup | None = None
    company_roles: list[CompanyAuditRole] | None = None
    infrastructure: CompanyAuditInfrastructure | None = None
    compliance: CompanyAuditCompliance | None = None
    meetings: CompanyAuditMeetings | None = None
    planner: CompanyAuditPlanner | None = None
    goals: CompanyAuditGoals | None = None
    surveys: CompanyAuditSurveys | None = None
    budget: CompanyAuditBudget | None = None
    users: CompanyAuditUsers | None = None
    integrations: CompanyAuditIntegrations | None = None
    created_at: datetime | None = None
    last_activity_date: datetime | None = None
    audit_score: float | None = None
    missing_items: list[str] | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.id = read_uuid(data["id"])
            model.name = data.get("name")
            model.setup = None if (value := data.get("setup")) is None else CompanyAuditSetup.from_dict(value)
            model.company_roles = (
                None if (value := data.get("companyRoles")) is None else read_items(CompanyAuditRole.from_dict, value)
            )
            model.infrastructure = (
                None if (value := data.get("infrastructure")) is None else CompanyAuditInfrastructure.from_dict(value)
            )
            model.compliance = (
                None if (value := data.get("compliance")) is None else CompanyAuditCompliance.from_dict(value)
            )
            model.meetings = None if (value := data.get("meetings")) is None else CompanyAuditMeetings.from_dict(value)
            model.planner = None if (value := data.get("planner")) is None else CompanyAuditPlanner.from_dict(value)
            model.goals = None if (value := data.get("goals")) is None else CompanyAuditGoals.from_dict(value)
            model.surveys = None if (value := data.get("surveys")) is None else CompanyAuditSurveys.from_dict(value)
            model.budget = None if (value := data.get("budget")) is None else CompanyAuditBudget.from_dict(value)
            model.users = None if (value := data.get("users")) is None else CompanyAuditUsers.from_dict(value)
            model.integrations = (
                None if (value := data.get("integrations")) is None else CompanyAuditIntegrations.from_dict(value)
            )
            model.created_at = None if (value := data.get("createdAt")) is None else read_datetime(value)
            model.last_activity_date = None if (value := data.get("lastActivityDate")) is None else read_datetime(value)
            model.audit_score = data.get("auditScore")
            model.missing_items = None if (value := data.get("missingItems")) is None else read_array(value)
            absent, unknown = _SHAPES[tuple(data)]
            model.additional_properties = {name: data[name] for name in unknown} if unknown else {}
            model._absent = absent
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; fields that were absent in the response stay absent."""
        data: dict[str, Any] = dict(self.additional_properties)
        data["id"] = write_json(self.id)
        data["name"] = self.name
        data["setup"] = write_json(self.setup)
        data["companyRoles"] = write_json(self.company_roles)
        data["infrastructure"] = write_json(self.infrastructure)
        data["compliance"] = write_json(self.compliance)
        data["meetings"] = write_json(self.meetings)
        data["planner"] = write_json(self.planner)
        data["goals"] = write_json(self.goals)
        data["surveys"] = write_json(self.surveys)
        data["budget"] = write_json(self.budget)
        data["users"] = write_json(self.users)
        data["integrations"] = write_json(self.integrations)
        data["createdAt"] = write_json(self.created_at)
        data["lastActivityDate"] = write_json(self.last_activity_date)
        data["auditScore"] = self.audit_score
        data["missingItems"] = write_json(self.missing_items)
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data

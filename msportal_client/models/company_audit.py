from __future__ import annotations

from datetime import datetime
from typing import Any, Self
from uuid import UUID

from attrs import define, field

from .._runtime.reading import (
    READ_ERRORS,
    absent_fields,
    read_array,
    read_datetime,
    read_items,
    read_uuid,
    recover,
    unknown_fields,
)
from .._runtime.writing import write_datetime
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

_FIELDS = frozenset(
    {
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
    }
)
_OPTIONAL = (
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


@define(kw_only=True)
class CompanyAudit:
    """Company audit."""

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
            model.additional_properties = unknown_fields(data, _FIELDS)
            model._absent = absent_fields(data, _OPTIONAL)
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; fields that were absent in the response stay absent."""
        data: dict[str, Any] = dict(self.additional_properties)
        data["id"] = str(self.id)
        data["name"] = self.name
        data["setup"] = None if self.setup is None else self.setup.to_dict()
        data["companyRoles"] = None if self.company_roles is None else [item.to_dict() for item in self.company_roles]
        data["infrastructure"] = None if self.infrastructure is None else self.infrastructure.to_dict()
        data["compliance"] = None if self.compliance is None else self.compliance.to_dict()
        data["meetings"] = None if self.meetings is None else self.meetings.to_dict()
        data["planner"] = None if self.planner is None else self.planner.to_dict()
        data["goals"] = None if self.goals is None else self.goals.to_dict()
        data["surveys"] = None if self.surveys is None else self.surveys.to_dict()
        data["budget"] = None if self.budget is None else self.budget.to_dict()
        data["users"] = None if self.users is None else self.users.to_dict()
        data["integrations"] = None if self.integrations is None else self.integrations.to_dict()
        data["createdAt"] = None if self.created_at is None else write_datetime(self.created_at)
        data["lastActivityDate"] = None if self.last_activity_date is None else write_datetime(self.last_activity_date)
        data["auditScore"] = self.audit_score
        data["missingItems"] = None if self.missing_items is None else list(self.missing_items)
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data

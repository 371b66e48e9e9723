from __future__ import annotations

from typing import Any, ClassVar, Self
from uuid import UUID

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.limits import Limits
from .._runtime.reading import READ_ERRORS, read_member, read_uuid, recover, unknown_fields
from .._runtime.writing import write_json, write_object
from ..types import UNSET, Unset
from .budget_period_type import BudgetPeriodType
from .budget_status import BudgetStatus

_NAMES = (
    "title",
    "companyId",
    "fiscalYear",
    "periodType",
    "status",
    "currency",
    "notes",
)
_FIELDS = frozenset(_NAMES)


@define(kw_only=True)
class CreateBudgetRequest(JSONModel):
    """The body of `create_budget`."""

    title: str | Unset = UNSET
    company_id: UUID | str | Unset = UNSET
    fiscal_year: int | Unset = UNSET
    period_type: BudgetPeriodType | str | Unset = UNSET
    status: BudgetStatus | str | Unset = UNSET
    currency: str | Unset = UNSET
    notes: str | Unset = UNSET
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])

    limits: ClassVar[dict[str, Limits]] = {
        "title": Limits("string"),
        "company_id": Limits("uuid"),
        "fiscal_year": Limits("integer"),
        "period_type": Limits("string"),
        "status": Limits("string"),
        "currency": Limits("string"),
        "notes": Limits("string"),
    }

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.title = data.get("title", UNSET)
            model.company_id = read_uuid(data["companyId"]) if "companyId" in data else UNSET
            model.fiscal_year = data.get("fiscalYear", UNSET)
            model.period_type = read_member(BudgetPeriodType, data["periodType"]) if "periodType" in data else UNSET
            model.status = read_member(BudgetStatus, data["status"]) if "status" in data else UNSET
            model.currency = data.get("currency", UNSET)
            model.notes = data.get("notes", UNSET)
            model.additional_properties = unknown_fields(data, _FIELDS)
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; UNSET fields are left out, None is null."""
        data: dict[str, Any] = write_object(self.additional_properties) if self.additional_properties else {}
        if self.title is not UNSET:
            data["title"] = self.title
        if self.company_id is not UNSET:
            data["companyId"] = write_json(self.company_id)
        if self.fiscal_year is not UNSET:
            data["fiscalYear"] = self.fiscal_year
        if self.period_type is not UNSET:
            data["periodType"] = write_json(self.period_type)
        if self.status is not UNSET:
            data["status"] = write_json(self.status)
        if self.currency is not UNSET:
            data["currency"] = self.currency
        if self.notes is not UNSET:
            data["notes"] = self.notes
        return data

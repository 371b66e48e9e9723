from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.reading import READ_ERRORS, Shapes, read_datetime, read_member, read_uuid, recover
from .._runtime.writing import write_json
from .budget_company_ref import BudgetCompanyRef
from .budget_period_type import BudgetPeriodType
from .budget_status import BudgetStatus
from .budget_totals import BudgetTotals
from .budget_user_ref import BudgetUserRef

_NAMES = (
    "id",
    "title",
    "fiscalYear",
    "periodType",
    "status",
    "currency",
    "notes",
    "company",
    "createdBy",
    "totals",
    "lineItemCount",
    "createdAt",
    "updatedAt",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "title",
        "fiscalYear",
        "periodType",
        "status",
        "currency",
        "notes",
        "company",
        "createdBy",
        "totals",
        "lineItemCount",
        "createdAt",
        "updatedAt",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class Budget(JSONModel):
    """Returned by `list_budgets`."""

    id: UUID
    title: str | None = None
    fiscal_year: int | None = None
    period_type: BudgetPeriodType | None = None
    status: BudgetStatus | None = None
    currency: str | None = None
    notes: str | None = None
    company: BudgetCompanyRef | None = None
    created_by: BudgetUserRef | None = None
    totals: BudgetTotals | None = None
    line_item_count: int | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.id = read_uuid(data["id"])
            model.title = data.get("title")
            model.fiscal_year = data.get("fiscalYear")
            model.period_type = (
                None if (value := data.get("periodType")) is None else read_member(BudgetPeriodType, value)
            )
            model.status = None if (value := data.get("status")) is None else read_member(BudgetStatus, value)
            model.currency = data.get("currency")
            model.notes = data.get("notes")
            model.company = None if (value := data.get("company")) is None else BudgetCompanyRef.from_dict(value)
            model.created_by = None if (value := data.get("createdBy")) is None else BudgetUserRef.from_dict(value)
            model.totals = None if (value := data.get("totals")) is None else BudgetTotals.from_dict(value)
            model.line_item_count = data.get("lineItemCount")
            model.created_at = None if (value := data.get("createdAt")) is None else read_datetime(value)
            model.updated_at = None if (value := data.get("updatedAt")) is None else read_datetime(value)
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
        data["title"] = self.title
        data["fiscalYear"] = self.fiscal_year
        data["periodType"] = write_json(self.period_type)
        data["status"] = write_json(self.status)
        data["currency"] = self.currency
        data["notes"] = self.notes
        data["company"] = write_json(self.company)
        data["createdBy"] = write_json(self.created_by)
        data["totals"] = write_json(self.totals)
        data["lineItemCount"] = self.line_item_count
        data["createdAt"] = write_json(self.created_at)
        data["updatedAt"] = write_json(self.updated_at)
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data

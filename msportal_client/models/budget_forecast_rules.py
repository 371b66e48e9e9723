from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.reading import READ_ERRORS, Shapes, read_datetime, read_items, read_uuid, recover
from .._runtime.writing import write_json
from .budget_forecast_rule import BudgetForecastRule

_NAMES = (
    "id",
    "companyId",
    "baseYear",
    "yearsForward",
    "globalDefaultIncreasePercent",
    "applyGlobalToAll",
    "rules",
    "createdAt",
    "updatedAt",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "companyId",
        "baseYear",
        "yearsForward",
        "globalDefaultIncreasePercent",
        "applyGlobalToAll",
        "rules",
        "createdAt",
        "updatedAt",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class BudgetForecastRules(JSONModel):
    """`rules` of `BudgetForecast`."""

    id: UUID
    company_id: UUID | None = None
    base_year: int | None = None
    years_forward: float | None = None
    global_default_increase_percent: float | None = None
    apply_global_to_all: bool | None = None
    rules: list[BudgetForecastRule] | None = None
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
            model.company_id = None if (value := data.get("companyId")) is None else read_uuid(value)
            model.base_year = data.get("baseYear")
            model.years_forward = data.get("yearsForward")
            model.global_default_increase_percent = data.get("globalDefaultIncreasePercent")
            model.apply_global_to_all = data.get("applyGlobalToAll")
            model.rules = (
                None if (value := data.get("rules")) is None else read_items(BudgetForecastRule.from_dict, value)
            )
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
        data["companyId"] = write_json(self.company_id)
        data["baseYear"] = self.base_year
        data["yearsForward"] = self.years_forward
        data["globalDefaultIncreasePercent"] = self.global_default_increase_percent
        data["applyGlobalToAll"] = self.apply_global_to_all
        data["rules"] = write_json(self.rules)
        data["createdAt"] = write_json(self.created_at)
        data["updatedAt"] = write_json(self.updated_at)
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data

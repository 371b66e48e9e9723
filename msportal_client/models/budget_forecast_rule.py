from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.reading import READ_ERRORS, Shapes, read_object, recover
from .._runtime.writing import write_json

_NAMES = (
    "categoryKey",
    "label",
    "baseYearAmount",
    "perYearIncreasePercent",
    "isIncreaseEnabled",
    "manualOverrides",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "categoryKey",
        "label",
        "baseYearAmount",
        "perYearIncreasePercent",
        "isIncreaseEnabled",
        "manualOverrides",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class BudgetForecastRule(JSONModel):
    """`rules` of `BudgetForecastRules`."""

    category_key: str | None = None
    label: str | None = None
    base_year_amount: float | None = None
    per_year_increase_percent: float | None = None
    is_increase_enabled: bool | None = None
    manual_overrides: dict[str, Any] | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.category_key = data.get("categoryKey")
            model.label = data.get("label")
            model.base_year_amount = data.get("baseYearAmount")
            model.per_year_increase_percent = data.get("perYearIncreasePercent")
            model.is_increase_enabled = data.get("isIncreaseEnabled")
            model.manual_overrides = None if (value := data.get("manualOverrides")) is None else read_object(value)
            absent, unknown = _SHAPES[tuple(data)]
            model.additional_properties = {name: data[name] for name in unknown} if unknown else {}
            model._absent = absent
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; fields that were absent in the response stay absent."""
        data: dict[str, Any] = dict(self.additional_properties)
        data["categoryKey"] = self.category_key
        data["label"] = self.label
        data["baseYearAmount"] = self.base_year_amount
        data["perYearIncreasePercent"] = self.per_year_increase_percent
        data["isIncreaseEnabled"] = self.is_increase_enabled
        data["manualOverrides"] = write_json(self.manual_overrides)
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data

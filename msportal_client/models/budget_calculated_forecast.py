from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.reading import READ_ERRORS, Shapes, read_object, recover
from .._runtime.writing import write_json

_NAMES = (
    "baseYearTotal",
    "yearTotals",
    "yearDeltas",
    "categoryYearAmounts",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "baseYearTotal",
        "yearTotals",
        "yearDeltas",
        "categoryYearAmounts",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class BudgetCalculatedForecast(JSONModel):
    """`calculated_forecast` of `BudgetForecast`."""

    base_year_total: float | None = None
    year_totals: dict[str, Any] | None = None
    year_deltas: dict[str, Any] | None = None
    category_year_amounts: dict[str, Any] | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.base_year_total = data.get("baseYearTotal")
            model.year_totals = None if (value := data.get("yearTotals")) is None else read_object(value)
            model.year_deltas = None if (value := data.get("yearDeltas")) is None else read_object(value)
            model.category_year_amounts = (
                None if (value := data.get("categoryYearAmounts")) is None else read_object(value)
            )
            absent, unknown = _SHAPES[tuple(data)]
            model.additional_properties = {name: data[name] for name in unknown} if unknown else {}
            model._absent = absent
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; fields that were absent in the response stay absent."""
        data: dict[str, Any] = dict(self.additional_properties)
        data["baseYearTotal"] = self.base_year_total
        data["yearTotals"] = write_json(self.year_totals)
        data["yearDeltas"] = write_json(self.year_deltas)
        data["categoryYearAmounts"] = write_json(self.category_year_amounts)
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data

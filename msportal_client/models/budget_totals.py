from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.reading import READ_ERRORS, Shapes, recover

_NAMES = (
    "softwareTotal",
    "hardwareTotal",
    "labourTotal",
    "subscriptionTotal",
    "otherTotal",
    "grandTotal",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "softwareTotal",
        "hardwareTotal",
        "labourTotal",
        "subscriptionTotal",
        "otherTotal",
        "grandTotal",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class BudgetTotals(JSONModel):
    """`totals` of `Budget` and `BudgetDetail`."""

    software_total: float | None = None
    hardware_total: float | None = None
    labour_total: float | None = None
    subscription_total: float | None = None
    other_total: float | None = None
    grand_total: float | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.software_total = data.get("softwareTotal")
            model.hardware_total = data.get("hardwareTotal")
            model.labour_total = data.get("labourTotal")
            model.subscription_total = data.get("subscriptionTotal")
            model.other_total = data.get("otherTotal")
            model.grand_total = data.get("grandTotal")
            absent, unknown = _SHAPES[tuple(data)]
            model.additional_properties = {name: data[name] for name in unknown} if unknown else {}
            model._absent = absent
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; fields that were absent in the response stay absent."""
        data: dict[str, Any] = dict(self.additional_properties)
        data["softwareTotal"] = self.software_total
        data["hardwareTotal"] = self.hardware_total
        data["labourTotal"] = self.labour_total
        data["subscriptionTotal"] = self.subscription_total
        data["otherTotal"] = self.other_total
        data["grandTotal"] = self.grand_total
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data

from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.reading import READ_ERRORS, Shapes, recover

_NAMES = (
    "total",
    "incomplete",
    "highPriority",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "total",
        "incomplete",
        "highPriority",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class CompanyAuditGoals(JSONModel):
    """`goals` of `CompanyAudit`."""

    total: float | None = None
    incomplete: float | None = None
    high_priority: float | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.total = data.get("total")
            model.incomplete = data.get("incomplete")
            model.high_priority = data.get("highPriority")
            absent, unknown = _SHAPES[tuple(data)]
            model.additional_properties = {name: data[name] for name in unknown} if unknown else {}
            model._absent = absent
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; fields that were absent in the response stay absent."""
        data: dict[str, Any] = dict(self.additional_properties)
        data["total"] = self.total
        data["incomplete"] = self.incomplete
        data["highPriority"] = self.high_priority
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data

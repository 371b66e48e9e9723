from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.reading import READ_ERRORS, Shapes, recover

_NAMES = (
    "total",
    "overdue",
    "inProgress",
    "upcoming",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "total",
        "overdue",
        "inProgress",
        "upcoming",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class CompanyAuditPlanner(JSONModel):
    """`planner` of `CompanyAudit`."""

    total: float | None = None
    overdue: float | None = None
    in_progress: float | None = None
    upcoming: float | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.total = data.get("total")
            model.overdue = data.get("overdue")
            model.in_progress = data.get("inProgress")
            model.upcoming = data.get("upcoming")
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
        data["overdue"] = self.overdue
        data["inProgress"] = self.in_progress
        data["upcoming"] = self.upcoming
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data

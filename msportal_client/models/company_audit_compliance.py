from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.reading import READ_ERRORS, Shapes, read_datetime, recover
from .._runtime.writing import write_json

_NAMES = (
    "checksTotal",
    "checksOverdue",
    "checksUpcoming",
    "lastRun",
    "assignedUpcoming",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "checksTotal",
        "checksOverdue",
        "checksUpcoming",
        "lastRun",
        "assignedUpcoming",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class CompanyAuditCompliance(JSONModel):
    """`compliance` of `CompanyAudit`."""

    checks_total: float | None = None
    checks_overdue: float | None = None
    checks_upcoming: float | None = None
    last_run: datetime | None = None
    assigned_upcoming: float | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.checks_total = data.get("checksTotal")
            model.checks_overdue = data.get("checksOverdue")
            model.checks_upcoming = data.get("checksUpcoming")
            model.last_run = None if (value := data.get("lastRun")) is None else read_datetime(value)
            model.assigned_upcoming = data.get("assignedUpcoming")
            absent, unknown = _SHAPES[tuple(data)]
            model.additional_properties = {name: data[name] for name in unknown} if unknown else {}
            model._absent = absent
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; fields that were absent in the response stay absent."""
        data: dict[str, Any] = dict(self.additional_properties)
        data["checksTotal"] = self.checks_total
        data["checksOverdue"] = self.checks_overdue
        data["checksUpcoming"] = self.checks_upcoming
        data["lastRun"] = write_json(self.last_run)
        data["assignedUpcoming"] = self.assigned_upcoming
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data

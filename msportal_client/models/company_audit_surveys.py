from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.reading import READ_ERRORS, Shapes, read_datetime, recover
from .._runtime.writing import write_json

_NAMES = (
    "total",
    "completed",
    "lastDate",
    "averageNPS",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "total",
        "completed",
        "lastDate",
        "averageNPS",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class CompanyAuditSurveys(JSONModel):
    """`surveys` of `CompanyAudit`."""

    total: float | None = None
    completed: float | None = None
    last_date: datetime | None = None
    average_nps: float | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.total = data.get("total")
            model.completed = data.get("completed")
            model.last_date = None if (value := data.get("lastDate")) is None else read_datetime(value)
            model.average_nps = data.get("averageNPS")
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
        data["completed"] = self.completed
        data["lastDate"] = write_json(self.last_date)
        data["averageNPS"] = self.average_nps
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self

from attrs import define, field

from ...._runtime.json_model import JSONModel
from ...._runtime.reading import READ_ERRORS, Shapes, read_datetime, recover
from ...._runtime.writing import write_json
from .identity_set import IdentitySet

_NAMES = (
    "@odata.type",
    "assignedBy",
    "assignedDateTime",
    "orderHint",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "@odata.type",
        "assignedBy",
        "assignedDateTime",
        "orderHint",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class PlannerAssignment(JSONModel):
    """That a user is assigned to a task.

    Attributes:
        odata_type: Kind of the value, with or without a `#` in front.
        assigned_by: who assigned it.
        assigned_date_time: when it was assigned; UTC.
        order_hint: order among the assignees; " !" puts it first.
    """

    odata_type: str | None = None
    assigned_by: IdentitySet | None = None
    assigned_date_time: datetime | None = None
    order_hint: str | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.odata_type = data.get("@odata.type")
            model.assigned_by = None if (value := data.get("assignedBy")) is None else IdentitySet.from_dict(value)
            model.assigned_date_time = None if (value := data.get("assignedDateTime")) is None else read_datetime(value)
            model.order_hint = data.get("orderHint")
            absent, unknown = _SHAPES[tuple(data)]
            model.additional_properties = {name: data[name] for name in unknown} if unknown else {}
            model._absent = absent
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; fields that were absent in the response stay absent."""
        data: dict[str, Any] = dict(self.additional_properties)
        data["@odata.type"] = self.odata_type
        data["assignedBy"] = write_json(self.assigned_by)
        data["assignedDateTime"] = write_json(self.assigned_date_time)
        data["orderHint"] = self.order_hint
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data

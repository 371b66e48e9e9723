from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self

from attrs import define, field

from ...._runtime.json_model import JSONModel
from ...._runtime.reading import READ_ERRORS, Shapes, read_datetime, recover
from ...._runtime.writing import write_json

_NAMES = (
    "@odata.type",
    "lastAccessedDateTime",
    "planTitle",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "@odata.type",
        "lastAccessedDateTime",
        "planTitle",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class PlannerRecentPlanReference(JSONModel):
    """A plan seen lately.

    Attributes:
        odata_type: Kind of the value, with or without a `#` in front.
        plan_title: title when it was seen.
    """

    odata_type: str | None = None
    last_accessed_date_time: datetime | None = None
    plan_title: str | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.odata_type = data.get("@odata.type")
            model.last_accessed_date_time = (
                None if (value := data.get("lastAccessedDateTime")) is None else read_datetime(value)
            )
            model.plan_title = data.get("planTitle")
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
        data["lastAccessedDateTime"] = write_json(self.last_accessed_date_time)
        data["planTitle"] = self.plan_title
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self

from attrs import define, field

from ...._runtime.json_model import JSONModel
from ...._runtime.limits import Limits
from ...._runtime.reading import READ_ERRORS, read_datetime, recover, unknown_fields
from ...._runtime.writing import write_datetime, write_object
from ....types import UNSET, Unset

_NAMES = (
    "@odata.type",
    "lastAccessedDateTime",
    "planTitle",
)
_FIELDS = frozenset(_NAMES)


@define(kw_only=True)
class PlannerRecentPlanReferenceInput(JSONModel):
    """A plan seen lately. Null in its place takes it away.

    Attributes:
        odata_type: Needed; the pages show it with and without the `#`. Matches
            `^#?microsoft\\.graph\\.plannerRecentPlanReference$`. The server's default is
            #microsoft.graph.plannerRecentPlanReference.
        plan_title: title when it was seen.
    """

    odata_type: str = "#microsoft.graph.plannerRecentPlanReference"
    last_accessed_date_time: datetime | Unset = UNSET
    plan_title: str | Unset = UNSET
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])

    limits: ClassVar[dict[str, Limits]] = {
        "odata_type": Limits("string", pattern="^#?microsoft\\.graph\\.plannerRecentPlanReference\\Z"),
        "last_accessed_date_time": Limits("date-time"),
        "plan_title": Limits("string"),
    }

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.odata_type = data["@odata.type"]
            model.last_accessed_date_time = (
                read_datetime(data["lastAccessedDateTime"]) if "lastAccessedDateTime" in data else UNSET
            )
            model.plan_title = data.get("planTitle", UNSET)
            model.additional_properties = unknown_fields(data, _FIELDS)
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; UNSET fields are left out, None is null."""
        data: dict[str, Any] = write_object(self.additional_properties) if self.additional_properties else {}
        data["@odata.type"] = self.odata_type
        if self.last_accessed_date_time is not UNSET:
            data["lastAccessedDateTime"] = write_datetime(self.last_accessed_date_time)
        if self.plan_title is not UNSET:
            data["planTitle"] = self.plan_title
        return data

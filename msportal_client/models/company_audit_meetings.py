from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.reading import READ_ERRORS, Shapes, read_datetime, recover
from .._runtime.writing import write_json

_NAMES = (
    "hasQBRSchedule",
    "nextQBRDate",
    "lastQBRDate",
    "upcomingCount",
    "nextMeetingDate",
    "bookedFutureCount",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "hasQBRSchedule",
        "nextQBRDate",
        "lastQBRDate",
        "upcomingCount",
        "nextMeetingDate",
        "bookedFutureCount",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class CompanyAuditMeetings(JSONModel):
    """`meetings` of `CompanyAudit`."""

    has_qbr_schedule: bool | None = None
    next_qbr_date: datetime | None = None
    last_qbr_date: datetime | None = None
    upcoming_count: int | None = None
    next_meeting_date: datetime | None = None
    booked_future_count: int | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.has_qbr_schedule = data.get("hasQBRSchedule")
            model.next_qbr_date = None if (value := data.get("nextQBRDate")) is None else read_datetime(value)
            model.last_qbr_date = None if (value := data.get("lastQBRDate")) is None else read_datetime(value)
            model.upcoming_count = data.get("upcomingCount")
            model.next_meeting_date = None if (value := data.get("nextMeetingDate")) is None else read_datetime(value)
            model.booked_future_count = data.get("bookedFutureCount")
            absent, unknown = _SHAPES[tuple(data)]
            model.additional_properties = {name: data[name] for name in unknown} if unknown else {}
            model._absent = absent
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; fields that were absent in the response stay absent."""
        data: dict[str, Any] = dict(self.additional_properties)
        data["hasQBRSchedule"] = self.has_qbr_schedule
        data["nextQBRDate"] = write_json(self.next_qbr_date)
        data["lastQBRDate"] = write_json(self.last_qbr_date)
        data["upcomingCount"] = self.upcoming_count
        data["nextMeetingDate"] = write_json(self.next_meeting_date)
        data["bookedFutureCount"] = self.booked_future_count
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data

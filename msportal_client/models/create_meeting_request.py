from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.limits import Limits
from .._runtime.reading import READ_ERRORS, read_datetime, read_items, read_uuid, recover, unknown_fields
from .._runtime.writing import write_datetime, write_json, write_object
from ..types import UNSET, Unset
from .create_meeting_participant import CreateMeetingParticipant

_NAMES = (
    "title",
    "startTime",
    "endTime",
    "isAllDay",
    "companyId",
    "eventType",
    "status",
    "locationId",
    "locationText",
    "notes",
    "participants",
)
_FIELDS = frozenset(_NAMES)


@define(kw_only=True)
class CreateMeetingRequest(JSONModel):
    """The body of `create_meeting`."""

    title: str | Unset = UNSET
    start_time: datetime | Unset = UNSET
    end_time: datetime | Unset = UNSET
    is_all_day: bool | Unset = UNSET
    company_id: UUID | str | Unset = UNSET
    event_type: str | Unset = UNSET
    status: str | Unset = UNSET
    location_id: UUID | str | Unset = UNSET
    location_text: str | Unset = UNSET
    notes: str | Unset = UNSET
    participants: Sequence[CreateMeetingParticipant] | Unset = UNSET
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])

    limits: ClassVar[dict[str, Limits]] = {
        "title": Limits("string"),
        "start_time": Limits("date-time"),
        "end_time": Limits("date-time"),
        "is_all_day": Limits("boolean"),
        "company_id": Limits("uuid"),
        "event_type": Limits("string"),
        "status": Limits("string"),
        "location_id": Limits("uuid"),
        "location_text": Limits("string"),
        "notes": Limits("string"),
        "participants": Limits("array", items=Limits("model")),
    }

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.title = data.get("title", UNSET)
            model.start_time = read_datetime(data["startTime"]) if "startTime" in data else UNSET
            model.end_time = read_datetime(data["endTime"]) if "endTime" in data else UNSET
            model.is_all_day = data.get("isAllDay", UNSET)
            model.company_id = read_uuid(data["companyId"]) if "companyId" in data else UNSET
            model.event_type = data.get("eventType", UNSET)
            model.status = data.get("status", UNSET)
            model.location_id = read_uuid(data["locationId"]) if "locationId" in data else UNSET
            model.location_text = data.get("locationText", UNSET)
            model.notes = data.get("notes", UNSET)
            model.participants = (
                read_items(CreateMeetingParticipant.from_dict, data["participants"])
                if "participants" in data
                else UNSET
            )
            model.additional_properties = unknown_fields(data, _FIELDS)
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; UNSET fields are left out, None is null."""
        data: dict[str, Any] = write_object(self.additional_properties) if self.additional_properties else {}
        if self.title is not UNSET:
            data["title"] = self.title
        if self.start_time is not UNSET:
            data["startTime"] = write_datetime(self.start_time)
        if self.end_time is not UNSET:
            data["endTime"] = write_datetime(self.end_time)
        if self.is_all_day is not UNSET:
            data["isAllDay"] = self.is_all_day
        if self.company_id is not UNSET:
            data["companyId"] = write_json(self.company_id)
        if self.event_type is not UNSET:
            data["eventType"] = self.event_type
        if self.status is not UNSET:
            data["status"] = self.status
        if self.location_id is not UNSET:
            data["locationId"] = write_json(self.location_id)
        if self.location_text is not UNSET:
            data["locationText"] = self.location_text
        if self.notes is not UNSET:
            data["notes"] = self.notes
        if self.participants is not UNSET:
            data["participants"] = [item.to_dict() for item in self.participants]
        return data

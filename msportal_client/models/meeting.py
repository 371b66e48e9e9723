from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.reading import READ_ERRORS, Shapes, read_datetime, read_items, recover
from .._runtime.writing import write_json
from .meeting_participant import MeetingParticipant

_NAMES = (
    "id",
    "title",
    "startTime",
    "endTime",
    "isAllDay",
    "companyId",
    "companyName",
    "eventType",
    "status",
    "locationId",
    "locationName",
    "locationText",
    "createdById",
    "createdByName",
    "recurrenceRule",
    "meetingSource",
    "externalEventId",
    "createdAt",
    "updatedAt",
    "notes",
    "agendaLocked",
    "participants",
    "participantCount",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "title",
        "startTime",
        "endTime",
        "isAllDay",
        "companyId",
        "companyName",
        "eventType",
        "status",
        "locationId",
        "locationName",
        "locationText",
        "createdById",
        "createdByName",
        "recurrenceRule",
        "meetingSource",
        "externalEventId",
        "createdAt",
        "updatedAt",
        "notes",
        "agendaLocked",
        "participants",
        "participantCount",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class Meeting(JSONModel):
    """Returned by `create_meeting`."""

    id: str
    title: str | None = None
    start_time: datetime | None = None
    end_time: datetime | None = None
    is_all_day: bool | None = None
    company_id: str | None = None
    company_name: str | None = None
    event_type: str | None = None
    status: str | None = None
    location_id: str | None = None
    location_name: str | None = None
    location_text: str | None = None
    created_by_id: str | None = None
    created_by_name: str | None = None
    recurrence_rule: str | None = None
    meeting_source: str | None = None
    external_event_id: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    notes: str | None = None
    agenda_locked: bool | None = None
    participants: list[MeetingParticipant] | None = None
    participant_count: int | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.id = data["id"]
            model.title = data.get("title")
            model.start_time = None if (value := data.get("startTime")) is None else read_datetime(value)
            model.end_time = None if (value := data.get("endTime")) is None else read_datetime(value)
            model.is_all_day = data.get("isAllDay")
            model.company_id = data.get("companyId")
            model.company_name = data.get("companyName")
            model.event_type = data.get("eventType")
            model.status = data.get("status")
            model.location_id = data.get("locationId")
            model.location_name = data.get("locationName")
            model.location_text = data.get("locationText")
            model.created_by_id = data.get("createdById")
            model.created_by_name = data.get("createdByName")
            model.recurrence_rule = data.get("recurrenceRule")
            model.meeting_source = data.get("meetingSource")
            model.external_event_id = data.get("externalEventId")
            model.created_at = None if (value := data.get("createdAt")) is None else read_datetime(value)
            model.updated_at = None if (value := data.get("updatedAt")) is None else read_datetime(value)
            model.notes = data.get("notes")
            model.agenda_locked = data.get("agendaLocked")
            model.participants = (
                None if (value := data.get("participants")) is None else read_items(MeetingParticipant.from_dict, value)
            )
            model.participant_count = data.get("participantCount")
            absent, unknown = _SHAPES[tuple(data)]
            model.additional_properties = {name: data[name] for name in unknown} if unknown else {}
            model._absent = absent
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; fields that were absent in the response stay absent."""
        data: dict[str, Any] = dict(self.additional_properties)
        data["id"] = self.id
        data["title"] = self.title
        data["startTime"] = write_json(self.start_time)
        data["endTime"] = write_json(self.end_time)
        data["isAllDay"] = self.is_all_day
        data["companyId"] = self.company_id
        data["companyName"] = self.company_name
        data["eventType"] = self.event_type
        data["status"] = self.status
        data["locationId"] = self.location_id
        data["locationName"] = self.location_name
        data["locationText"] = self.location_text
        data["createdById"] = self.created_by_id
        data["createdByName"] = self.created_by_name
        data["recurrenceRule"] = self.recurrence_rule
        data["meetingSource"] = self.meeting_source
        data["externalEventId"] = self.external_event_id
        data["createdAt"] = write_json(self.created_at)
        data["updatedAt"] = write_json(self.updated_at)
        data["notes"] = self.notes
        data["agendaLocked"] = self.agenda_locked
        data["participants"] = write_json(self.participants)
        data["participantCount"] = self.participant_count
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data

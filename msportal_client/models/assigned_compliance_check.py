from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.reading import READ_ERRORS, Shapes, read_datetime, read_uuid, recover
from .._runtime.writing import write_json
from .compliance_check_status import ComplianceCheckStatus

_NAMES = (
    "id",
    "checkId",
    "title",
    "description",
    "status",
    "priority",
    "criticality",
    "flagged",
    "dueDate",
    "completedAt",
    "notesPublic",
    "notesPrivate",
    "runId",
    "runName",
    "companyId",
    "companyName",
    "groupId",
    "groupName",
    "deviceId",
    "deviceName",
    "locationId",
    "locationName",
    "updatedAt",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "checkId",
        "title",
        "description",
        "status",
        "priority",
        "criticality",
        "flagged",
        "dueDate",
        "completedAt",
        "notesPublic",
        "notesPrivate",
        "runId",
        "runName",
        "companyId",
        "companyName",
        "groupId",
        "groupName",
        "deviceId",
        "deviceName",
        "locationId",
        "locationName",
        "updatedAt",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class AssignedComplianceCheck(JSONModel):
    """Returned by `list_assigned_compliance_checks`."""

    id: UUID
    check_id: UUID | None = None
    title: str | None = None
    description: str | None = None
    status: ComplianceCheckStatus | None = None
    priority: str | None = None
    criticality: float | None = None
    flagged: bool | None = None
    due_date: datetime | None = None
    completed_at: datetime | None = None
    notes_public: str | None = None
    notes_private: str | None = None
    run_id: UUID | None = None
    run_name: str | None = None
    company_id: UUID | None = None
    company_name: str | None = None
    group_id: UUID | None = None
    group_name: str | None = None
    device_id: UUID | None = None
    device_name: str | None = None
    location_id: UUID | None = None
    location_name: str | None = None
    updated_at: datetime | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.id = read_uuid(data["id"])
            model.check_id = None if (value := data.get("checkId")) is None else read_uuid(value)
            model.title = data.get("title")
            model.description = data.get("description")
            model.status = None if (value := data.get("status")) is None else ComplianceCheckStatus.from_dict(value)
            model.priority = data.get("priority")
            model.criticality = data.get("criticality")
            model.flagged = data.get("flagged")
            model.due_date = None if (value := data.get("dueDate")) is None else read_datetime(value)
            model.completed_at = None if (value := data.get("completedAt")) is None else read_datetime(value)
            model.notes_public = data.get("notesPublic")
            model.notes_private = data.get("notesPrivate")
            model.run_id = None if (value := data.get("runId")) is None else read_uuid(value)
            model.run_name = data.get("runName")
            model.company_id = None if (value := data.get("companyId")) is None else read_uuid(value)
            model.company_name = data.get("companyName")
            model.group_id = None if (value := data.get("groupId")) is None else read_uuid(value)
            model.group_name = data.get("groupName")
            model.device_id = None if (value := data.get("deviceId")) is None else read_uuid(value)
            model.device_name = data.get("deviceName")
            model.location_id = None if (value := data.get("locationId")) is None else read_uuid(value)
            model.location_name = data.get("locationName")
            model.updated_at = None if (value := data.get("updatedAt")) is None else read_datetime(value)
            absent, unknown = _SHAPES[tuple(data)]
            model.additional_properties = {name: data[name] for name in unknown} if unknown else {}
            model._absent = absent
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; fields that were absent in the response stay absent."""
        data: dict[str, Any] = dict(self.additional_properties)
        data["id"] = write_json(self.id)
        data["checkId"] = write_json(self.check_id)
        data["title"] = self.title
        data["description"] = self.description
        data["status"] = write_json(self.status)
        data["priority"] = self.priority
        data["criticality"] = self.criticality
        data["flagged"] = self.flagged
        data["dueDate"] = write_json(self.due_date)
        data["completedAt"] = write_json(self.completed_at)
        data["notesPublic"] = self.notes_public
        data["notesPrivate"] = self.notes_private
        data["runId"] = write_json(self.run_id)
        data["runName"] = self.run_name
        data["companyId"] = write_json(self.company_id)
        data["companyName"] = self.company_name
        data["groupId"] = write_json(self.group_id)
        data["groupName"] = self.group_name
        data["deviceId"] = write_json(self.device_id)
        data["deviceName"] = self.device_name
        data["locationId"] = write_json(self.location_id)
        data["locationName"] = self.location_name
        data["updatedAt"] = write_json(self.updated_at)
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data

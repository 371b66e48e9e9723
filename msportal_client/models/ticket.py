from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.reading import READ_ERRORS, Shapes, read_datetime, recover
from .._runtime.writing import write_json

_NAMES = (
    "id",
    "ticketNumber",
    "title",
    "description",
    "companyId",
    "companyName",
    "contactName",
    "contactEmail",
    "status",
    "isClosed",
    "priority",
    "assignedTo",
    "boardName",
    "queueName",
    "typeName",
    "categoryName",
    "issueTypeName",
    "hoursBudgeted",
    "hoursActual",
    "createdAt",
    "updatedAt",
    "daysOpen",
    "provider",
    "externalId",
    "source",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "ticketNumber",
        "title",
        "description",
        "companyId",
        "companyName",
        "contactName",
        "contactEmail",
        "status",
        "isClosed",
        "priority",
        "assignedTo",
        "boardName",
        "queueName",
        "typeName",
        "categoryName",
        "issueTypeName",
        "hoursBudgeted",
        "hoursActual",
        "createdAt",
        "updatedAt",
        "daysOpen",
        "provider",
        "externalId",
        "source",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class Ticket(JSONModel):
    """Returned by `list_tickets`."""

    id: str
    ticket_number: str | None = None
    title: str | None = None
    description: str | None = None
    company_id: str | None = None
    company_name: str | None = None
    contact_name: str | None = None
    contact_email: str | None = None
    status: str | None = None
    is_closed: bool | None = None
    priority: str | None = None
    assigned_to: str | None = None
    board_name: str | None = None
    queue_name: str | None = None
    type_name: str | None = None
    category_name: str | None = None
    issue_type_name: str | None = None
    hours_budgeted: float | None = None
    hours_actual: float | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    days_open: float | None = None
    provider: str | None = None
    external_id: str | None = None
    source: str | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.id = data["id"]
            model.ticket_number = data.get("ticketNumber")
            model.title = data.get("title")
            model.description = data.get("description")
            model.company_id = data.get("companyId")
            model.company_name = data.get("companyName")
            model.contact_name = data.get("contactName")
            model.contact_email = data.get("contactEmail")
            model.status = data.get("status")
            model.is_closed = data.get("isClosed")
            model.priority = data.get("priority")
            model.assigned_to = data.get("assignedTo")
            model.board_name = data.get("boardName")
            model.queue_name = data.get("queueName")
            model.type_name = data.get("typeName")
            model.category_name = data.get("categoryName")
            model.issue_type_name = data.get("issueTypeName")
            model.hours_budgeted = data.get("hoursBudgeted")
            model.hours_actual = data.get("hoursActual")
            model.created_at = None if (value := data.get("createdAt")) is None else read_datetime(value)
            model.updated_at = None if (value := data.get("updatedAt")) is None else read_datetime(value)
            model.days_open = data.get("daysOpen")
            model.provider = data.get("provider")
            model.external_id = data.get("externalId")
            model.source = data.get("source")
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
        data["ticketNumber"] = self.ticket_number
        data["title"] = self.title
        data["description"] = self.description
        data["companyId"] = self.company_id
        data["companyName"] = self.company_name
        data["contactName"] = self.contact_name
        data["contactEmail"] = self.contact_email
        data["status"] = self.status
        data["isClosed"] = self.is_closed
        data["priority"] = self.priority
        data["assignedTo"] = self.assigned_to
        data["boardName"] = self.board_name
        data["queueName"] = self.queue_name
        data["typeName"] = self.type_name
        data["categoryName"] = self.category_name
        data["issueTypeName"] = self.issue_type_name
        data["hoursBudgeted"] = self.hours_budgeted
        data["hoursActual"] = self.hours_actual
        data["createdAt"] = write_json(self.created_at)
        data["updatedAt"] = write_json(self.updated_at)
        data["daysOpen"] = self.days_open
        data["provider"] = self.provider
        data["externalId"] = self.external_id
        data["source"] = self.source
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data

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

_NAMES = (
    "courseId",
    "userIds",
    "companyId",
    "dueDate",
)
_FIELDS = frozenset(_NAMES)


@define(kw_only=True)
class BulkEnrollRequest(JSONModel):
    """The body of `bulk_enroll_users`.

    Attributes:
        user_ids: 1 to 100 items.
    """

    course_id: UUID | str
    user_ids: Sequence[UUID | str] | Unset = UNSET
    company_id: UUID | str | Unset = UNSET
    due_date: datetime | Unset = UNSET
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])

    limits: ClassVar[dict[str, Limits]] = {
        "course_id": Limits("uuid"),
        "user_ids": Limits("array", min_items=1, max_items=100, items=Limits("uuid")),
        "company_id": Limits("uuid"),
        "due_date": Limits("date-time"),
    }

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.course_id = read_uuid(data["courseId"])
            model.user_ids = read_items(read_uuid, data["userIds"]) if "userIds" in data else UNSET
            model.company_id = read_uuid(data["companyId"]) if "companyId" in data else UNSET
            model.due_date = read_datetime(data["dueDate"]) if "dueDate" in data else UNSET
            model.additional_properties = unknown_fields(data, _FIELDS)
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; UNSET fields are left out, None is null."""
        data: dict[str, Any] = write_object(self.additional_properties) if self.additional_properties else {}
        data["courseId"] = write_json(self.course_id)
        if self.user_ids is not UNSET:
            data["userIds"] = [write_json(item) for item in self.user_ids]
        if self.company_id is not UNSET:
            data["companyId"] = write_json(self.company_id)
        if self.due_date is not UNSET:
            data["dueDate"] = write_datetime(self.due_date)
        return data

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.reading import READ_ERRORS, read_datetime, read_uuid, recover, unknown_fields
from .._runtime.writing import write_json

_NAMES = (
    "id",
    "title",
    "description",
    "isCompleted",
    "dueDate",
    "createdAt",
)
_FIELDS = frozenset(_NAMES)


@define(kw_only=True)
class GoalTask(JSONModel):
    """`tasks` of `GoalDetail`.

    Attributes:
        id: Task ID.
        title: Task title.
        description: Task description.
        is_completed: Whether the task is completed.
        due_date: Task due date (ISO 8601).
        created_at: Creation timestamp (ISO 8601).
    """

    id: UUID
    title: str
    description: str | None
    is_completed: bool
    due_date: datetime | None
    created_at: datetime
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.id = read_uuid(data["id"])
            model.title = data["title"]
            model.description = data["description"]
            model.is_completed = data["isCompleted"]
            model.due_date = None if (value := data["dueDate"]) is None else read_datetime(value)
            model.created_at = read_datetime(data["createdAt"])
            model.additional_properties = {} if len(data) == len(_FIELDS) else unknown_fields(data, _FIELDS)
            model._absent = ()
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; fields that were absent in the response stay absent."""
        data: dict[str, Any] = dict(self.additional_properties)
        data["id"] = write_json(self.id)
        data["title"] = self.title
        data["description"] = self.description
        data["isCompleted"] = self.is_completed
        data["dueDate"] = write_json(self.due_date)
        data["createdAt"] = write_json(self.created_at)
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data

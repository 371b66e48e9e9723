from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from attrs import define, field

from ...._runtime.json_model import JSONModel
from ...._runtime.reading import (
    READ_ERRORS,
    Shapes,
    array_reader,
    read_datetime,
    read_items,
    read_member,
    read_object,
    read_uuid,
    recover,
)
from ...._runtime.unions import array_option, object_option, union_reader
from ...._runtime.writing import write_json
from ..methods import TaskMethods
from .account import Account
from .custom_field_value import CustomFieldValue
from .task_priority import TaskPriority
from .task_status import TaskStatus
from .taskable_type import TaskableType

_NAMES = (
    "uuid",
    "created_at",
    "updated_at",
    "name",
    "description",
    "priority",
    "position",
    "due_at",
    "status",
    "taskable_type",
    "taskable",
    "author",
    "assigned_to",
    "completed_at",
    "completed_by",
    "custom_fields",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "created_at",
        "updated_at",
        "name",
        "description",
        "priority",
        "position",
        "due_at",
        "status",
        "taskable_type",
        "taskable",
        "author",
        "assigned_to",
        "completed_at",
        "completed_by",
        "custom_fields",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class Task(TaskMethods, JSONModel):
    """A task.

    Attributes:
        due_at: Date, or date and time, without a zone.
        taskable: The client, case or plan, as taskable_type says.
        author: Who made it.
        assigned_to: Who is to do it: the text says accounts, the example shows one.
        completed_at: Date and time without a zone.
        completed_by: Who completed it.
    """

    uuid: UUID
    created_at: datetime | None = None
    updated_at: datetime | None = None
    name: str | None = None
    description: str | None = None
    priority: TaskPriority | None = None
    position: int | None = None
    due_at: str | None = None
    status: TaskStatus | None = None
    taskable_type: TaskableType | None = None
    taskable: dict[str, Any] | None = None
    author: Account | None = None
    assigned_to: Account | list[Account] | None = None
    completed_at: str | None = None
    completed_by: Account | None = None
    custom_fields: list[CustomFieldValue] | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.uuid = read_uuid(data["uuid"])
            model.created_at = None if (value := data.get("created_at")) is None else read_datetime(value)
            model.updated_at = None if (value := data.get("updated_at")) is None else read_datetime(value)
            model.name = data.get("name")
            model.description = data.get("description")
            model.priority = None if (value := data.get("priority")) is None else read_member(TaskPriority, value)
            model.position = data.get("position")
            model.due_at = data.get("due_at")
            model.status = None if (value := data.get("status")) is None else TaskStatus.from_dict(value)
            model.taskable_type = (
                None if (value := data.get("taskable_type")) is None else read_member(TaskableType, value)
            )
            model.taskable = None if (value := data.get("taskable")) is None else read_object(value)
            model.author = None if (value := data.get("author")) is None else Account.from_dict(value)
            model.assigned_to = None if (value := data.get("assigned_to")) is None else _READ_ASSIGNED_TO(value)
            model.completed_at = data.get("completed_at")
            model.completed_by = None if (value := data.get("completed_by")) is None else Account.from_dict(value)
            model.custom_fields = (
                None if (value := data.get("custom_fields")) is None else read_items(CustomFieldValue.from_dict, value)
            )
            absent, unknown = _SHAPES[tuple(data)]
            model.additional_properties = {name: data[name] for name in unknown} if unknown else {}
            model._absent = absent
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; fields that were absent in the response stay absent."""
        data: dict[str, Any] = dict(self.additional_properties)
        data["uuid"] = write_json(self.uuid)
        data["created_at"] = write_json(self.created_at)
        data["updated_at"] = write_json(self.updated_at)
        data["name"] = self.name
        data["description"] = self.description
        data["priority"] = write_json(self.priority)
        data["position"] = self.position
        data["due_at"] = self.due_at
        data["status"] = write_json(self.status)
        data["taskable_type"] = write_json(self.taskable_type)
        data["taskable"] = write_json(self.taskable)
        data["author"] = write_json(self.author)
        data["assigned_to"] = write_json(self.assigned_to)
        data["completed_at"] = self.completed_at
        data["completed_by"] = write_json(self.completed_by)
        data["custom_fields"] = write_json(self.custom_fields)
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data


_READ_ASSIGNED_TO = union_reader(object_option(Account.from_dict), array_option(array_reader(Account.from_dict)))

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, Self
from uuid import UUID

from attrs import define, field

from ...._runtime.json_model import JSONModel
from ...._runtime.limits import Limits
from ...._runtime.reading import (
    READ_ERRORS,
    array_reader,
    read_date,
    read_items,
    read_member,
    read_object,
    read_string,
    read_uuid,
    recover,
    unknown_fields,
)
from ...._runtime.unions import array_option, object_option, union_reader
from ...._runtime.writing import write_json, write_object
from ....types import UNSET, Unset
from .task_priority import TaskPriority
from .taskable_type import TaskableType

_NAMES = (
    "name",
    "description",
    "priority",
    "due_at",
    "taskable_type",
    "taskable_uuid",
    "task_status_uuid",
    "parent_task_uuid",
    "assigned_to_uuids",
    "custom_fields",
    "group_uuids",
)
_FIELDS = frozenset(_NAMES)


@define(kw_only=True)
class UpdateTaskRequest(JSONModel):
    """The body of `update_task`.

    Attributes:
        name: The name of the task.
        due_at: Date, or date and time, without a zone.
        taskable_uuid: The client, case or plan.
        assigned_to_uuids: Accounts.
        custom_fields: Values by reference of the field. Newest page: one object; older pages: a list of objects
            with one value each.
        group_uuids: Groups to assign.
    """

    name: str | Unset = UNSET
    description: str | Unset = UNSET
    priority: TaskPriority | str | Unset = UNSET
    due_at: date | str | Unset = UNSET
    taskable_type: TaskableType | str | Unset = UNSET
    taskable_uuid: UUID | str | Unset = UNSET
    task_status_uuid: UUID | str | Unset = UNSET
    parent_task_uuid: UUID | str | Unset = UNSET
    assigned_to_uuids: Sequence[UUID | str] | Unset = UNSET
    custom_fields: Mapping[str, Any] | Sequence[Mapping[str, Any]] | Unset = UNSET
    group_uuids: Sequence[UUID | str] | Unset = UNSET
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])

    limits: ClassVar[dict[str, Limits]] = {
        "name": Limits("string"),
        "description": Limits("string"),
        "priority": Limits("string"),
        "due_at": Limits(
            "union",
            options=(
                Limits("date"),
                Limits("string", pattern="^\\d{4}-\\d{2}-\\d{2}( \\d{2}:\\d{2}:\\d{2})?\\Z"),
            ),
        ),
        "taskable_type": Limits("string"),
        "taskable_uuid": Limits("uuid"),
        "task_status_uuid": Limits("uuid"),
        "parent_task_uuid": Limits("uuid"),
        "assigned_to_uuids": Limits("array", items=Limits("uuid")),
        "custom_fields": Limits(
            "union",
            options=(
                Limits("object"),
                Limits("array", items=Limits("object")),
            ),
        ),
        "group_uuids": Limits("array", items=Limits("uuid")),
    }

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.name = data.get("name", UNSET)
            model.description = data.get("description", UNSET)
            model.priority = read_member(TaskPriority, data["priority"]) if "priority" in data else UNSET
            model.due_at = _READ_DUE_AT(data["due_at"]) if "due_at" in data else UNSET
            model.taskable_type = read_member(TaskableType, data["taskable_type"]) if "taskable_type" in data else UNSET
            model.taskable_uuid = read_uuid(data["taskable_uuid"]) if "taskable_uuid" in data else UNSET
            model.task_status_uuid = read_uuid(data["task_status_uuid"]) if "task_status_uuid" in data else UNSET
            model.parent_task_uuid = read_uuid(data["parent_task_uuid"]) if "parent_task_uuid" in data else UNSET
            model.assigned_to_uuids = (
                read_items(read_uuid, data["assigned_to_uuids"]) if "assigned_to_uuids" in data else UNSET
            )
            model.custom_fields = _READ_CUSTOM_FIELDS(data["custom_fields"]) if "custom_fields" in data else UNSET
            model.group_uuids = read_items(read_uuid, data["group_uuids"]) if "group_uuids" in data else UNSET
            model.additional_properties = unknown_fields(data, _FIELDS)
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; UNSET fields are left out, None is null."""
        data: dict[str, Any] = write_object(self.additional_properties) if self.additional_properties else {}
        if self.name is not UNSET:
            data["name"] = self.name
        if self.description is not UNSET:
            data["description"] = self.description
        if self.priority is not UNSET:
            data["priority"] = write_json(self.priority)
        if self.due_at is not UNSET:
            data["due_at"] = write_json(self.due_at)
        if self.taskable_type is not UNSET:
            data["taskable_type"] = write_json(self.taskable_type)
        if self.taskable_uuid is not UNSET:
            data["taskable_uuid"] = write_json(self.taskable_uuid)
        if self.task_status_uuid is not UNSET:
            data["task_status_uuid"] = write_json(self.task_status_uuid)
        if self.parent_task_uuid is not UNSET:
            data["parent_task_uuid"] = write_json(self.parent_task_uuid)
        if self.assigned_to_uuids is not UNSET:
            data["assigned_to_uuids"] = [write_json(item) for item in self.assigned_to_uuids]
        if self.custom_fields is not UNSET:
            data["custom_fields"] = write_json(self.custom_fields)
        if self.group_uuids is not UNSET:
            data["group_uuids"] = [write_json(item) for item in self.group_uuids]
        return data


_READ_DUE_AT = union_reader(read_date, read_string)
_READ_CUSTOM_FIELDS = union_reader(object_option(read_object), array_option(array_reader(read_object)))

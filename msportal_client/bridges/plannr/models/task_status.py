from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from attrs import define, field

from ...._runtime.json_model import JSONModel
from ...._runtime.reading import READ_ERRORS, Shapes, read_datetime, read_uuid, recover
from ...._runtime.writing import write_json

_NAMES = (
    "uuid",
    "created_at",
    "updated_at",
    "name",
    "colour",
    "position",
    "is_type_completed",
    "is_archived",
    "is_not_started",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "created_at",
        "updated_at",
        "name",
        "colour",
        "position",
        "is_type_completed",
        "is_archived",
        "is_not_started",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class TaskStatus(JSONModel):
    """A status that tasks can have in this firm."""

    uuid: UUID
    created_at: datetime | None = None
    updated_at: datetime | None = None
    name: str | None = None
    colour: str | None = None
    position: int | None = None
    is_type_completed: bool | None = None
    is_archived: bool | None = None
    is_not_started: bool | None = None
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
            model.colour = data.get("colour")
            model.position = data.get("position")
            model.is_type_completed = data.get("is_type_completed")
            model.is_archived = data.get("is_archived")
            model.is_not_started = data.get("is_not_started")
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
        data["colour"] = self.colour
        data["position"] = self.position
        data["is_type_completed"] = self.is_type_completed
        data["is_archived"] = self.is_archived
        data["is_not_started"] = self.is_not_started
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data

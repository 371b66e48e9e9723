from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from attrs import define, field

from ...._runtime.json_model import JSONModel
from ...._runtime.reading import READ_ERRORS, Shapes, read_array, read_datetime, read_uuid, recover
from ...._runtime.writing import write_json

_NAMES = (
    "uuid",
    "created_at",
    "updated_at",
    "name",
    "reference",
    "type",
    "value",
    "help_text",
    "is_required",
    "selection_options",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "created_at",
        "updated_at",
        "name",
        "reference",
        "type",
        "value",
        "help_text",
        "is_required",
        "selection_options",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class CustomFieldValue(JSONModel):
    """A custom field with its value.

    Attributes:
        value: Of any type.
    """

    uuid: UUID
    created_at: datetime | None = None
    updated_at: datetime | None = None
    name: str | None = None
    reference: str | None = None
    type: str | None = None
    value: Any = None
    help_text: str | None = None
    is_required: bool | None = None
    selection_options: list[Any] | None = None
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
            model.reference = data.get("reference")
            model.type = data.get("type")
            model.value = data.get("value")
            model.help_text = data.get("help_text")
            model.is_required = data.get("is_required")
            model.selection_options = None if (value := data.get("selection_options")) is None else read_array(value)
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
        data["reference"] = self.reference
        data["type"] = self.type
        data["value"] = self.value
        data["help_text"] = self.help_text
        data["is_required"] = self.is_required
        data["selection_options"] = write_json(self.selection_options)
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data

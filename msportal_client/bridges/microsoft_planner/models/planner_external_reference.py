from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self

from attrs import define, field

from ...._runtime.json_model import JSONModel
from ...._runtime.reading import READ_ERRORS, Shapes, read_datetime, recover
from ...._runtime.writing import write_json
from .identity_set import IdentitySet

_NAMES = (
    "@odata.type",
    "alias",
    "lastModifiedBy",
    "lastModifiedDateTime",
    "previewPriority",
    "type",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "@odata.type",
        "alias",
        "lastModifiedBy",
        "lastModifiedDateTime",
        "previewPriority",
        "type",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class PlannerExternalReference(JSONModel):
    """A link of a task.

    Attributes:
        odata_type: Kind of the value, with or without a `#` in front.
        alias: shown name.
        last_modified_date_time: UTC.
        preview_priority: order hint format.
        type: PowerPoint | Word | Excel | Other ….
    """

    odata_type: str | None = None
    alias: str | None = None
    last_modified_by: IdentitySet | None = None
    last_modified_date_time: datetime | None = None
    preview_priority: str | None = None
    type: str | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.odata_type = data.get("@odata.type")
            model.alias = data.get("alias")
            model.last_modified_by = (
                None if (value := data.get("lastModifiedBy")) is None else IdentitySet.from_dict(value)
            )
            model.last_modified_date_time = (
                None if (value := data.get("lastModifiedDateTime")) is None else read_datetime(value)
            )
            model.preview_priority = data.get("previewPriority")
            model.type = data.get("type")
            absent, unknown = _SHAPES[tuple(data)]
            model.additional_properties = {name: data[name] for name in unknown} if unknown else {}
            model._absent = absent
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; fields that were absent in the response stay absent."""
        data: dict[str, Any] = dict(self.additional_properties)
        data["@odata.type"] = self.odata_type
        data["alias"] = self.alias
        data["lastModifiedBy"] = write_json(self.last_modified_by)
        data["lastModifiedDateTime"] = write_json(self.last_modified_date_time)
        data["previewPriority"] = self.preview_priority
        data["type"] = self.type
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data

from __future__ import annotations

from typing import Any, ClassVar, Self
from uuid import UUID

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.reading import READ_ERRORS, Shapes, read_uuid, recover
from .._runtime.writing import write_json

_NAMES = (
    "id",
    "name",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "name",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class TrainingCompanyRef(JSONModel):
    """`company` of `TrainingCourse`."""

    id: UUID
    name: str | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.id = read_uuid(data["id"])
            model.name = data.get("name")
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
        data["name"] = self.name
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data

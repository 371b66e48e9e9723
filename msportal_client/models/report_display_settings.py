from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.reading import READ_ERRORS, Shapes, read_object, recover
from .._runtime.writing import write_json

_NAMES = (
    "pageSize",
    "orientation",
    "margins",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "pageSize",
        "orientation",
        "margins",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class ReportDisplaySettings(JSONModel):
    """`display_settings` of `ReportStructure` and `ReportStructureInput`."""

    page_size: str | None = None
    orientation: str | None = None
    margins: dict[str, Any] | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.page_size = data.get("pageSize")
            model.orientation = data.get("orientation")
            model.margins = None if (value := data.get("margins")) is None else read_object(value)
            absent, unknown = _SHAPES[tuple(data)]
            model.additional_properties = {name: data[name] for name in unknown} if unknown else {}
            model._absent = absent
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; fields that were absent in the response stay absent."""
        data: dict[str, Any] = dict(self.additional_properties)
        data["pageSize"] = self.page_size
        data["orientation"] = self.orientation
        data["margins"] = write_json(self.margins)
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data

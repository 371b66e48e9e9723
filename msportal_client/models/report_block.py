from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.reading import READ_ERRORS, Shapes, read_object, recover
from .._runtime.writing import write_json
from .report_block_layout import ReportBlockLayout

_NAMES = (
    "id",
    "type",
    "params",
    "layout",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "type",
        "params",
        "layout",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class ReportBlock(JSONModel):
    """`blocks` of `ReportStructure` and `ReportStructureInput`."""

    id: str
    type: str | None = None
    params: dict[str, Any] | None = None
    layout: ReportBlockLayout | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.id = data["id"]
            model.type = data.get("type")
            model.params = None if (value := data.get("params")) is None else read_object(value)
            model.layout = None if (value := data.get("layout")) is None else ReportBlockLayout.from_dict(value)
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
        data["type"] = self.type
        data["params"] = write_json(self.params)
        data["layout"] = write_json(self.layout)
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data

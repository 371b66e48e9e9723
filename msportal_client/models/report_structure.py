from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.reading import READ_ERRORS, Shapes, read_items, recover
from .._runtime.writing import write_json
from .report_block import ReportBlock
from .report_display_settings import ReportDisplaySettings
from .report_structure_metadata import ReportStructureMetadata

_NAMES = (
    "blocks",
    "metadata",
    "pagePreset",
    "displaySettings",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "blocks",
        "metadata",
        "pagePreset",
        "displaySettings",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class ReportStructure(JSONModel):
    """`report_structure` of `Report` and `UpdateReportRequest`."""

    blocks: list[ReportBlock] | None = None
    metadata: ReportStructureMetadata | None = None
    page_preset: str | None = None
    display_settings: ReportDisplaySettings | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.blocks = None if (value := data.get("blocks")) is None else read_items(ReportBlock.from_dict, value)
            model.metadata = (
                None if (value := data.get("metadata")) is None else ReportStructureMetadata.from_dict(value)
            )
            model.page_preset = data.get("pagePreset")
            model.display_settings = (
                None if (value := data.get("displaySettings")) is None else ReportDisplaySettings.from_dict(value)
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
        data["blocks"] = write_json(self.blocks)
        data["metadata"] = write_json(self.metadata)
        data["pagePreset"] = self.page_preset
        data["displaySettings"] = write_json(self.display_settings)
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Self

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.limits import Limits
from .._runtime.reading import READ_ERRORS, read_items, recover, unknown_fields
from .._runtime.writing import write_object
from ..types import UNSET, Unset
from .report_block import ReportBlock
from .report_block_input import ReportBlockInput
from .report_display_settings import ReportDisplaySettings
from .report_display_settings_input import ReportDisplaySettingsInput
from .report_structure_metadata import ReportStructureMetadata
from .report_structure_metadata_input import ReportStructureMetadataInput

_NAMES = (
    "blocks",
    "metadata",
    "pagePreset",
    "displaySettings",
)
_FIELDS = frozenset(_NAMES)


@define(kw_only=True)
class ReportStructureInput(JSONModel):
    """`report_structure` of `UpdateReportRequest`.

    The request form of `ReportStructure`.
    """

    blocks: Sequence[ReportBlockInput | ReportBlock] | Unset | None = UNSET
    metadata: ReportStructureMetadataInput | ReportStructureMetadata | Unset | None = UNSET
    page_preset: str | Unset | None = UNSET
    display_settings: ReportDisplaySettingsInput | ReportDisplaySettings | Unset | None = UNSET
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])

    limits: ClassVar[dict[str, Limits]] = {
        "blocks": Limits("array", nullable=True, items=Limits("model")),
        "metadata": Limits("model", nullable=True),
        "page_preset": Limits("string", nullable=True),
        "display_settings": Limits("model", nullable=True),
    }

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.blocks = (
                (None if (value := data["blocks"]) is None else read_items(ReportBlockInput.from_dict, value))
                if "blocks" in data
                else UNSET
            )
            model.metadata = (
                (None if (value := data["metadata"]) is None else ReportStructureMetadataInput.from_dict(value))
                if "metadata" in data
                else UNSET
            )
            model.page_preset = data.get("pagePreset", UNSET)
            model.display_settings = (
                (None if (value := data["displaySettings"]) is None else ReportDisplaySettingsInput.from_dict(value))
                if "displaySettings" in data
                else UNSET
            )
            model.additional_properties = unknown_fields(data, _FIELDS)
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; UNSET fields are left out, None is null."""
        data: dict[str, Any] = write_object(self.additional_properties) if self.additional_properties else {}
        if self.blocks is not UNSET:
            data["blocks"] = None if self.blocks is None else [item.to_dict() for item in self.blocks]
        if self.metadata is not UNSET:
            data["metadata"] = None if self.metadata is None else self.metadata.to_dict()
        if self.page_preset is not UNSET:
            data["pagePreset"] = self.page_preset
        if self.display_settings is not UNSET:
            data["displaySettings"] = None if self.display_settings is None else self.display_settings.to_dict()
        return data

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.limits import Limits
from .._runtime.reading import READ_ERRORS, read_object, recover, unknown_fields
from .._runtime.writing import write_object
from ..types import UNSET, Unset

_NAMES = (
    "pageSize",
    "orientation",
    "margins",
)
_FIELDS = frozenset(_NAMES)


@define(kw_only=True)
class ReportDisplaySettingsInput(JSONModel):
    """`display_settings` of `ReportStructureInput`.

    The request form of `ReportDisplaySettings`.
    """

    page_size: str | Unset | None = UNSET
    orientation: str | Unset | None = UNSET
    margins: Mapping[str, Any] | Unset | None = UNSET
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])

    limits: ClassVar[dict[str, Limits]] = {
        "page_size": Limits("string", nullable=True),
        "orientation": Limits("string", nullable=True),
        "margins": Limits("object", nullable=True),
    }

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.page_size = data.get("pageSize", UNSET)
            model.orientation = data.get("orientation", UNSET)
            model.margins = (
                (None if (value := data["margins"]) is None else read_object(value)) if "margins" in data else UNSET
            )
            model.additional_properties = unknown_fields(data, _FIELDS)
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; UNSET fields are left out, None is null."""
        data: dict[str, Any] = write_object(self.additional_properties) if self.additional_properties else {}
        if self.page_size is not UNSET:
            data["pageSize"] = self.page_size
        if self.orientation is not UNSET:
            data["orientation"] = self.orientation
        if self.margins is not UNSET:
            data["margins"] = None if self.margins is None else write_object(self.margins)
        return data

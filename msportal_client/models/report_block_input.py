from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.limits import Limits
from .._runtime.reading import READ_ERRORS, read_object, recover, unknown_fields
from .._runtime.writing import write_object
from ..types import UNSET, Unset
from .report_block_layout import ReportBlockLayout
from .report_block_layout_input import ReportBlockLayoutInput

_NAMES = (
    "id",
    "type",
    "params",
    "layout",
)
_FIELDS = frozenset(_NAMES)


@define(kw_only=True)
class ReportBlockInput(JSONModel):
    """`blocks` of `ReportStructureInput`.

    The request form of `ReportBlock`.
    """

    id: str
    type: str | Unset | None = UNSET
    params: Mapping[str, Any] | Unset | None = UNSET
    layout: ReportBlockLayoutInput | ReportBlockLayout | Unset | None = UNSET
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])

    limits: ClassVar[dict[str, Limits]] = {
        "id": Limits("string"),
        "type": Limits("string", nullable=True),
        "params": Limits("object", nullable=True),
        "layout": Limits("model", nullable=True),
    }

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.id = data["id"]
            model.type = data.get("type", UNSET)
            model.params = (
                (None if (value := data["params"]) is None else read_object(value)) if "params" in data else UNSET
            )
            model.layout = (
                (None if (value := data["layout"]) is None else ReportBlockLayoutInput.from_dict(value))
                if "layout" in data
                else UNSET
            )
            model.additional_properties = unknown_fields(data, _FIELDS)
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; UNSET fields are left out, None is null."""
        data: dict[str, Any] = write_object(self.additional_properties) if self.additional_properties else {}
        data["id"] = self.id
        if self.type is not UNSET:
            data["type"] = self.type
        if self.params is not UNSET:
            data["params"] = None if self.params is None else write_object(self.params)
        if self.layout is not UNSET:
            data["layout"] = None if self.layout is None else self.layout.to_dict()
        return data

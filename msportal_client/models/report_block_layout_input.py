from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define, field

from .._runtime.json_model import JSONModel
from .._runtime.limits import Limits
from .._runtime.reading import READ_ERRORS, recover, unknown_fields
from .._runtime.writing import write_object
from ..types import UNSET, Unset

_NAMES = (
    "x",
    "y",
    "w",
    "h",
)
_FIELDS = frozenset(_NAMES)


@define(kw_only=True)
class ReportBlockLayoutInput(JSONModel):
    """`layout` of `ReportBlockInput`.

    The request form of `ReportBlockLayout`.
    """

    x: float | Unset | None = UNSET
    y: float | Unset | None = UNSET
    w: float | Unset | None = UNSET
    h: float | Unset | None = UNSET
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])

    limits: ClassVar[dict[str, Limits]] = {
        "x": Limits("number", nullable=True),
        "y": Limits("number", nullable=True),
        "w": Limits("number", nullable=True),
        "h": Limits("number", nullable=True),
    }

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.x = data.get("x", UNSET)
            model.y = data.get("y", UNSET)
            model.w = data.get("w", UNSET)
            model.h = data.get("h", UNSET)
            model.additional_properties = unknown_fields(data, _FIELDS)
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; UNSET fields are left out, None is null."""
        data: dict[str, Any] = write_object(self.additional_properties) if self.additional_properties else {}
        if self.x is not UNSET:
            data["x"] = self.x
        if self.y is not UNSET:
            data["y"] = self.y
        if self.w is not UNSET:
            data["w"] = self.w
        if self.h is not UNSET:
            data["h"] = self.h
        return data

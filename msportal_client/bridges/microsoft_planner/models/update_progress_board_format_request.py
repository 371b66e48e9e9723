from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define, field

from ...._runtime.json_model import JSONModel
from ...._runtime.limits import Limits
from ...._runtime.reading import READ_ERRORS, recover, unknown_fields
from ...._runtime.writing import write_object
from ....types import UNSET, Unset

_NAMES = ("orderHint",)
_FIELDS = frozenset(_NAMES)


@define(kw_only=True)
class UpdateProgressBoardFormatRequest(JSONModel):
    """The body of `update_progress_board_format`.

    Attributes:
        order_hint: order in its progress column.
    """

    order_hint: str | Unset = UNSET
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])

    limits: ClassVar[dict[str, Limits]] = {
        "order_hint": Limits("string"),
    }

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.order_hint = data.get("orderHint", UNSET)
            model.additional_properties = unknown_fields(data, _FIELDS)
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; UNSET fields are left out, None is null."""
        data: dict[str, Any] = write_object(self.additional_properties) if self.additional_properties else {}
        if self.order_hint is not UNSET:
            data["orderHint"] = self.order_hint
        return data

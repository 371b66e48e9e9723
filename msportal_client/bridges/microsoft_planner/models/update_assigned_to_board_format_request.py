from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define, field

from ...._runtime.json_model import JSONModel
from ...._runtime.limits import Limits
from ...._runtime.reading import READ_ERRORS, read_object, recover, unknown_fields
from ...._runtime.writing import write_object
from ....types import UNSET, Unset

_NAMES = (
    "orderHintsByAssignee",
    "unassignedOrderHint",
)
_FIELDS = frozenset(_NAMES)


@define(kw_only=True)
class UpdateAssignedToBoardFormatRequest(JSONModel):
    """The body of `update_assigned_to_board_format`.

    Attributes:
        order_hints_by_assignee: By user id; entries cannot be taken out; the service does so when assignees change.
        unassigned_order_hint: order where nobody is assigned, or the assignee has no hint.
    """

    order_hints_by_assignee: Mapping[str, str] | Unset = UNSET
    unassigned_order_hint: str | Unset = UNSET
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])

    limits: ClassVar[dict[str, Limits]] = {
        "order_hints_by_assignee": Limits("object", values=Limits("string")),
        "unassigned_order_hint": Limits("string"),
    }

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.order_hints_by_assignee = (
                read_object(data["orderHintsByAssignee"]) if "orderHintsByAssignee" in data else UNSET
            )
            model.unassigned_order_hint = data.get("unassignedOrderHint", UNSET)
            model.additional_properties = unknown_fields(data, _FIELDS)
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; UNSET fields are left out, None is null."""
        data: dict[str, Any] = write_object(self.additional_properties) if self.additional_properties else {}
        if self.order_hints_by_assignee is not UNSET:
            data["orderHintsByAssignee"] = write_object(self.order_hints_by_assignee)
        if self.unassigned_order_hint is not UNSET:
            data["unassignedOrderHint"] = self.unassigned_order_hint
        return data

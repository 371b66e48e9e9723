from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define, field

from ...._runtime.json_model import JSONModel
from ...._runtime.reading import READ_ERRORS, Shapes, read_object, recover
from ...._runtime.writing import write_json
from ..methods import AssignedToFormatMethods

_NAMES = (
    "id",
    "@odata.type",
    "@odata.etag",
    "orderHintsByAssignee",
    "unassignedOrderHint",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "@odata.type",
        "@odata.etag",
        "orderHintsByAssignee",
        "unassignedOrderHint",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class PlannerAssignedToTaskBoardTaskFormat(AssignedToFormatMethods, JSONModel):
    """Where a task stands on the board by assignee.

    Attributes:
        id: 28 characters, case-sensitive, made by the service; a wrong shape gives 400. Exactly 28 characters.
        odata_type: Kind of the value, with or without a `#` in front.
        odata_etag: Version of this resource; goes into `If-Match` to change or delete it.
        order_hints_by_assignee: order in the column of each assignee.
        unassigned_order_hint: order where nobody is assigned, or the assignee has no hint.
    """

    id: str
    odata_type: str | None = None
    odata_etag: str | None = None
    order_hints_by_assignee: dict[str, str] | None = None
    unassigned_order_hint: str | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.id = data["id"]
            model.odata_type = data.get("@odata.type")
            model.odata_etag = data.get("@odata.etag")
            model.order_hints_by_assignee = (
                None if (value := data.get("orderHintsByAssignee")) is None else read_object(value)
            )
            model.unassigned_order_hint = data.get("unassignedOrderHint")
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
        data["@odata.type"] = self.odata_type
        data["@odata.etag"] = self.odata_etag
        data["orderHintsByAssignee"] = write_json(self.order_hints_by_assignee)
        data["unassignedOrderHint"] = self.unassigned_order_hint
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data

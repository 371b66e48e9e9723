from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define, field

from ...._runtime.json_model import JSONModel
from ...._runtime.reading import READ_ERRORS, Shapes, read_member, recover
from ...._runtime.writing import write_json
from .delta_removed import DeltaRemoved
from .planner_bucket_task_board_task_format_change_odata_type import PlannerBucketTaskBoardTaskFormatChangeOdataType

_NAMES = (
    "@odata.type",
    "@odata.etag",
    "@odata.context",
    "@removed",
    "id",
    "orderHint",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "@odata.etag",
        "@odata.context",
        "@removed",
        "id",
        "orderHint",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class PlannerBucketTaskBoardTaskFormatChange(JSONModel):
    """Where a task stands on the board by bucket: the properties that changed.

    Attributes:
        odata_etag: Version of this resource; goes into `If-Match` to change or delete it.
        id: Exactly 28 characters.
    """

    odata_type: PlannerBucketTaskBoardTaskFormatChangeOdataType
    odata_etag: str | None = None
    odata_context: str | None = None
    removed: DeltaRemoved | None = None
    id: str | None = None
    order_hint: str | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.odata_type = read_member(PlannerBucketTaskBoardTaskFormatChangeOdataType, data["@odata.type"])
            model.odata_etag = data.get("@odata.etag")
            model.odata_context = data.get("@odata.context")
            model.removed = DeltaRemoved.from_dict(data["@removed"]) if "@removed" in data else None
            model.id = data.get("id")
            model.order_hint = data.get("orderHint")
            absent, unknown = _SHAPES[tuple(data)]
            model.additional_properties = {name: data[name] for name in unknown} if unknown else {}
            model._absent = absent
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; fields that were absent in the response stay absent."""
        data: dict[str, Any] = dict(self.additional_properties)
        data["@odata.type"] = write_json(self.odata_type)
        data["@odata.etag"] = self.odata_etag
        data["@odata.context"] = self.odata_context
        data["@removed"] = write_json(self.removed)
        data["id"] = self.id
        data["orderHint"] = self.order_hint
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data

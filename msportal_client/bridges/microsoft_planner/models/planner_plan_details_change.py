from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define, field

from ...._runtime.json_model import JSONModel
from ...._runtime.reading import READ_ERRORS, Shapes, read_member, read_object, recover
from ...._runtime.writing import write_json
from .delta_removed import DeltaRemoved
from .planner_category_descriptions import PlannerCategoryDescriptions
from .planner_plan_details_change_odata_type import PlannerPlanDetailsChangeOdataType

_NAMES = (
    "@odata.type",
    "@odata.etag",
    "@odata.context",
    "@removed",
    "id",
    "categoryDescriptions",
    "sharedWith",
    "contextDetails",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "@odata.etag",
        "@odata.context",
        "@removed",
        "id",
        "categoryDescriptions",
        "sharedWith",
        "contextDetails",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class PlannerPlanDetailsChange(JSONModel):
    """The larger properties of a plan: the properties that changed.

    Attributes:
        odata_etag: Version of this resource; goes into `If-Match` to change or delete it.
        id: Exactly 28 characters.
        shared_with: By user id.
    """

    odata_type: PlannerPlanDetailsChangeOdataType
    odata_etag: str | None = None
    odata_context: str | None = None
    removed: DeltaRemoved | None = None
    id: str | None = None
    category_descriptions: PlannerCategoryDescriptions | None = None
    shared_with: dict[str, bool] | None = None
    context_details: dict[str, Any] | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.odata_type = read_member(PlannerPlanDetailsChangeOdataType, data["@odata.type"])
            model.odata_etag = data.get("@odata.etag")
            model.odata_context = data.get("@odata.context")
            model.removed = DeltaRemoved.from_dict(data["@removed"]) if "@removed" in data else None
            model.id = data.get("id")
            model.category_descriptions = (
                None
                if (value := data.get("categoryDescriptions")) is None
                else PlannerCategoryDescriptions.from_dict(value)
            )
            model.shared_with = None if (value := data.get("sharedWith")) is None else read_object(value)
            model.context_details = None if (value := data.get("contextDetails")) is None else read_object(value)
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
        data["categoryDescriptions"] = write_json(self.category_descriptions)
        data["sharedWith"] = write_json(self.shared_with)
        data["contextDetails"] = write_json(self.context_details)
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data

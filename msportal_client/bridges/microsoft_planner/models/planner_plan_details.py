from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define, field

from ...._runtime.json_model import JSONModel
from ...._runtime.reading import READ_ERRORS, Shapes, read_object, recover
from ...._runtime.writing import write_json
from ..methods import PlanDetailsMethods
from .planner_category_descriptions import PlannerCategoryDescriptions

_NAMES = (
    "id",
    "@odata.type",
    "@odata.etag",
    "categoryDescriptions",
    "sharedWith",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "@odata.type",
        "@odata.etag",
        "categoryDescriptions",
        "sharedWith",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class PlannerPlanDetails(PlanDetailsMethods, JSONModel):
    """The larger properties of a plan; its own etag.

    Attributes:
        id: 28 characters, case-sensitive, made by the service; a wrong shape gives 400. Exactly 28 characters.
        odata_type: Kind of the value, with or without a `#` in front.
        odata_etag: Version of this resource; goes into `If-Match` to change or delete it.
        category_descriptions: the 25 label texts.
        shared_with: users who see the plan; only they can track its changes.
    """

    id: str
    odata_type: str | None = None
    odata_etag: str | None = None
    category_descriptions: PlannerCategoryDescriptions | None = None
    shared_with: dict[str, bool] | None = None
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
            model.category_descriptions = (
                None
                if (value := data.get("categoryDescriptions")) is None
                else PlannerCategoryDescriptions.from_dict(value)
            )
            model.shared_with = None if (value := data.get("sharedWith")) is None else read_object(value)
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
        data["categoryDescriptions"] = write_json(self.category_descriptions)
        data["sharedWith"] = write_json(self.shared_with)
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data

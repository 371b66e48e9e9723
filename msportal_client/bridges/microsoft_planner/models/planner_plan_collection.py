from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define, field

from ...._runtime.json_model import JSONModel
from ...._runtime.reading import READ_ERRORS, Shapes, read_items, recover
from ...._runtime.writing import write_json
from .planner_plan import PlannerPlan

_NAMES = (
    "value",
    "@odata.context",
    "@odata.nextLink",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "@odata.context",
        "@odata.nextLink",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class PlannerPlanCollection(JSONModel):
    """Returned by `list_plans`, `list_group_plans` and `list_my_plans`; 1 more.

    Attributes:
        odata_next_link: The next page; absent on the last.
    """

    value: list[PlannerPlan]
    odata_context: str | None = None
    odata_next_link: str | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.value = read_items(PlannerPlan.from_dict, data["value"])
            model.odata_context = data.get("@odata.context")
            model.odata_next_link = data.get("@odata.nextLink")
            absent, unknown = _SHAPES[tuple(data)]
            model.additional_properties = {name: data[name] for name in unknown} if unknown else {}
            model._absent = absent
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; fields that were absent in the response stay absent."""
        data: dict[str, Any] = dict(self.additional_properties)
        data["value"] = write_json(self.value)
        data["@odata.context"] = self.odata_context
        data["@odata.nextLink"] = self.odata_next_link
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data

from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define, field

from ...._runtime.json_model import JSONModel
from ...._runtime.limits import Limits
from ...._runtime.reading import READ_ERRORS, recover, unknown_fields
from ...._runtime.writing import write_object
from ....types import UNSET, Unset

_NAMES = (
    "@odata.type",
    "orderHint",
    "planTitle",
)
_FIELDS = frozenset(_NAMES)


@define(kw_only=True)
class PlannerFavoritePlanReferenceInput(JSONModel):
    """A plan marked as favourite. Null in its place takes it away.

    Attributes:
        odata_type: Needed; the pages show it with and without the `#`. Matches
            `^#?microsoft\\.graph\\.plannerFavoritePlanReference$`. The server's default is
            #microsoft.graph.plannerFavoritePlanReference.
        order_hint: order among the favourites.
        plan_title: title when it was marked.
    """

    odata_type: str = "#microsoft.graph.plannerFavoritePlanReference"
    order_hint: str | Unset = UNSET
    plan_title: str | Unset = UNSET
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])

    limits: ClassVar[dict[str, Limits]] = {
        "odata_type": Limits("string", pattern="^#?microsoft\\.graph\\.plannerFavoritePlanReference\\Z"),
        "order_hint": Limits("string"),
        "plan_title": Limits("string"),
    }

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.odata_type = data["@odata.type"]
            model.order_hint = data.get("orderHint", UNSET)
            model.plan_title = data.get("planTitle", UNSET)
            model.additional_properties = unknown_fields(data, _FIELDS)
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; UNSET fields are left out, None is null."""
        data: dict[str, Any] = write_object(self.additional_properties) if self.additional_properties else {}
        data["@odata.type"] = self.odata_type
        if self.order_hint is not UNSET:
            data["orderHint"] = self.order_hint
        if self.plan_title is not UNSET:
            data["planTitle"] = self.plan_title
        return data

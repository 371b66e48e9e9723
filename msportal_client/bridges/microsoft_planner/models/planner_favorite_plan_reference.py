from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define, field

from ...._runtime.json_model import JSONModel
from ...._runtime.reading import READ_ERRORS, Shapes, recover

_NAMES = (
    "@odata.type",
    "orderHint",
    "planTitle",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "@odata.type",
        "orderHint",
        "planTitle",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class PlannerFavoritePlanReference(JSONModel):
    """A plan marked as favourite.

    Attributes:
        odata_type: Kind of the value, with or without a `#` in front.
        order_hint: order among the favourites.
        plan_title: title when it was marked.
    """

    odata_type: str | None = None
    order_hint: str | None = None
    plan_title: str | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.odata_type = data.get("@odata.type")
            model.order_hint = data.get("orderHint")
            model.plan_title = data.get("planTitle")
            absent, unknown = _SHAPES[tuple(data)]
            model.additional_properties = {name: data[name] for name in unknown} if unknown else {}
            model._absent = absent
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; fields that were absent in the response stay absent."""
        data: dict[str, Any] = dict(self.additional_properties)
        data["@odata.type"] = self.odata_type
        data["orderHint"] = self.order_hint
        data["planTitle"] = self.plan_title
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data

from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define, field

from ...._runtime.json_model import JSONModel
from ...._runtime.reading import READ_ERRORS, Shapes, read_member, recover
from ...._runtime.writing import write_json
from .planner_container_type import PlannerContainerType

_NAMES = (
    "@odata.type",
    "containerId",
    "type",
    "url",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "@odata.type",
        "containerId",
        "type",
        "url",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class PlannerPlanContainer(JSONModel):
    """What a plan belongs to.

    Attributes:
        odata_type: Kind of the value, with or without a `#` in front.
        container_id: id of the group, roster, ….
        type: kind of container.
        url: e.g. https://graph.microsoft.com/v1.0/groups/{id}.
    """

    odata_type: str | None = None
    container_id: str | None = None
    type: PlannerContainerType | None = None
    url: str | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.odata_type = data.get("@odata.type")
            model.container_id = data.get("containerId")
            model.type = None if (value := data.get("type")) is None else read_member(PlannerContainerType, value)
            model.url = data.get("url")
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
        data["containerId"] = self.container_id
        data["type"] = write_json(self.type)
        data["url"] = self.url
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data

from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define, field

from ...._runtime.json_model import JSONModel
from ...._runtime.limits import Limits
from ...._runtime.reading import READ_ERRORS, read_member, recover, unknown_fields
from ...._runtime.writing import write_json, write_object
from ....types import UNSET, Unset
from .planner_container_type import PlannerContainerType

_NAMES = (
    "url",
    "containerId",
    "type",
)
_FIELDS = frozenset(_NAMES)


@define(kw_only=True)
class PlannerPlanContainerInput(JSONModel):
    """Give `url`, or `containerId` and `type`, or all three.

    Attributes:
        url: e.g. https://graph.microsoft.com/v1.0/groups/{id}.
        container_id: id of the group, roster, ….
        type: kind of container.
    """

    url: str | Unset = UNSET
    container_id: str | Unset = UNSET
    type: PlannerContainerType | str | Unset = UNSET
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])

    limits: ClassVar[dict[str, Limits]] = {
        "url": Limits("string"),
        "container_id": Limits("string"),
        "type": Limits("string"),
    }

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.url = data.get("url", UNSET)
            model.container_id = data.get("containerId", UNSET)
            model.type = read_member(PlannerContainerType, data["type"]) if "type" in data else UNSET
            model.additional_properties = unknown_fields(data, _FIELDS)
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; UNSET fields are left out, None is null."""
        data: dict[str, Any] = write_object(self.additional_properties) if self.additional_properties else {}
        if self.url is not UNSET:
            data["url"] = self.url
        if self.container_id is not UNSET:
            data["containerId"] = self.container_id
        if self.type is not UNSET:
            data["type"] = write_json(self.type)
        return data

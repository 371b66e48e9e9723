from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define, field

from ...._runtime.json_model import JSONModel
from ...._runtime.limits import Limits
from ...._runtime.reading import READ_ERRORS, recover, unknown_fields
from ...._runtime.writing import write_object
from ....types import UNSET, Unset
from .planner_plan_container_input import PlannerPlanContainerInput

_NAMES = (
    "title",
    "container",
    "owner",
)
_FIELDS = frozenset(_NAMES)


@define(kw_only=True)
class CreatePlanRequest(JSONModel):
    """One of `container` and `owner` is needed; `container` is the newer way.

    Attributes:
        container: what it belongs to; cannot change later.
        owner: id of the owning group, the older way to say it.
    """

    title: str
    container: PlannerPlanContainerInput | Unset = UNSET
    owner: str | Unset = UNSET
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])

    limits: ClassVar[dict[str, Limits]] = {
        "title": Limits("string"),
        "container": Limits("model"),
        "owner": Limits("string"),
    }

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.title = data["title"]
            model.container = PlannerPlanContainerInput.from_dict(data["container"]) if "container" in data else UNSET
            model.owner = data.get("owner", UNSET)
            model.additional_properties = unknown_fields(data, _FIELDS)
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; UNSET fields are left out, None is null."""
        data: dict[str, Any] = write_object(self.additional_properties) if self.additional_properties else {}
        data["title"] = self.title
        if self.container is not UNSET:
            data["container"] = self.container.to_dict()
        if self.owner is not UNSET:
            data["owner"] = self.owner
        return data

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define, field

from ...._runtime.json_model import JSONModel
from ...._runtime.limits import Limits
from ...._runtime.reading import READ_ERRORS, nullable_reader, read_values, recover, unknown_fields
from ...._runtime.writing import write_object
from ....types import UNSET, Unset
from .planner_favorite_plan_reference_input import PlannerFavoritePlanReferenceInput
from .planner_recent_plan_reference_input import PlannerRecentPlanReferenceInput

_NAMES = (
    "favoritePlanReferences",
    "recentPlanReferences",
)
_FIELDS = frozenset(_NAMES)


@define(kw_only=True)
class UpdateMyPlannerRequest(JSONModel):
    """The body of `update_my_planner`.

    Attributes:
        favorite_plan_references: By plan id; null takes an entry out.
        recent_plan_references: By plan id; null takes an entry out.
    """

    favorite_plan_references: Mapping[str, PlannerFavoritePlanReferenceInput | None] | Unset = UNSET
    recent_plan_references: Mapping[str, PlannerRecentPlanReferenceInput | None] | Unset = UNSET
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])

    limits: ClassVar[dict[str, Limits]] = {
        "favorite_plan_references": Limits("object", values=Limits("model", nullable=True)),
        "recent_plan_references": Limits("object", values=Limits("model", nullable=True)),
    }

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.favorite_plan_references = (
                read_values(
                    nullable_reader(PlannerFavoritePlanReferenceInput.from_dict), data["favoritePlanReferences"]
                )
                if "favoritePlanReferences" in data
                else UNSET
            )
            model.recent_plan_references = (
                read_values(nullable_reader(PlannerRecentPlanReferenceInput.from_dict), data["recentPlanReferences"])
                if "recentPlanReferences" in data
                else UNSET
            )
            model.additional_properties = unknown_fields(data, _FIELDS)
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; UNSET fields are left out, None is null."""
        data: dict[str, Any] = write_object(self.additional_properties) if self.additional_properties else {}
        if self.favorite_plan_references is not UNSET:
            data["favoritePlanReferences"] = {
                key: None if item is None else item.to_dict() for key, item in self.favorite_plan_references.items()
            }
        if self.recent_plan_references is not UNSET:
            data["recentPlanReferences"] = {
                key: None if item is None else item.to_dict() for key, item in self.recent_plan_references.items()
            }
        return data

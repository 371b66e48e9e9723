from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define, field

from ...._runtime.json_model import JSONModel
from ...._runtime.limits import Limits
from ...._runtime.reading import READ_ERRORS, read_object, recover, unknown_fields
from ...._runtime.writing import write_object
from ....types import UNSET, Unset
from .planner_category_descriptions_input import PlannerCategoryDescriptionsInput

_NAMES = (
    "categoryDescriptions",
    "sharedWith",
)
_FIELDS = frozenset(_NAMES)


@define(kw_only=True)
class UpdatePlanDetailsRequest(JSONModel):
    """The body of `update_plan_details`.

    Attributes:
        category_descriptions: the 25 label texts.
        shared_with: By user id; true shares with the user, false no longer.
    """

    category_descriptions: PlannerCategoryDescriptionsInput | Unset = UNSET
    shared_with: Mapping[str, bool] | Unset = UNSET
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])

    limits: ClassVar[dict[str, Limits]] = {
        "category_descriptions": Limits("model"),
        "shared_with": Limits("object", values=Limits("boolean")),
    }

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.category_descriptions = (
                PlannerCategoryDescriptionsInput.from_dict(data["categoryDescriptions"])
                if "categoryDescriptions" in data
                else UNSET
            )
            model.shared_with = read_object(data["sharedWith"]) if "sharedWith" in data else UNSET
            model.additional_properties = unknown_fields(data, _FIELDS)
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; UNSET fields are left out, None is null."""
        data: dict[str, Any] = write_object(self.additional_properties) if self.additional_properties else {}
        if self.category_descriptions is not UNSET:
            data["categoryDescriptions"] = self.category_descriptions.to_dict()
        if self.shared_with is not UNSET:
            data["sharedWith"] = write_object(self.shared_with)
        return data

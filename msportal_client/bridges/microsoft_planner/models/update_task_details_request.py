from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define, field

from ...._runtime.json_model import JSONModel
from ...._runtime.limits import Limits
from ...._runtime.reading import READ_ERRORS, nullable_reader, read_member, read_values, recover, unknown_fields
from ...._runtime.writing import write_json, write_object
from ....types import UNSET, Unset
from .planner_checklist_item_input import PlannerChecklistItemInput
from .planner_external_reference_input import PlannerExternalReferenceInput
from .planner_preview_type import PlannerPreviewType

_NAMES = (
    "checklist",
    "description",
    "previewType",
    "references",
)
_FIELDS = frozenset(_NAMES)


@define(kw_only=True)
class UpdateTaskDetailsRequest(JSONModel):
    """The body of `update_task_details`.

    Attributes:
        checklist: By GUID made by the client; null takes an entry out.
        description: plain text.
        preview_type: which preview the card shows.
        references: By URL with % . : @ # replaced by %25 %2E %3A %40 %23; null takes an entry out.
    """

    checklist: Mapping[str, PlannerChecklistItemInput | None] | Unset = UNSET
    description: str | Unset | None = UNSET
    preview_type: PlannerPreviewType | str | Unset = UNSET
    references: Mapping[str, PlannerExternalReferenceInput | None] | Unset = UNSET
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])

    limits: ClassVar[dict[str, Limits]] = {
        "checklist": Limits("object", values=Limits("model", nullable=True)),
        "description": Limits("string", nullable=True),
        "preview_type": Limits("string"),
        "references": Limits("object", values=Limits("model", nullable=True)),
    }

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.checklist = (
                read_values(nullable_reader(PlannerChecklistItemInput.from_dict), data["checklist"])
                if "checklist" in data
                else UNSET
            )
            model.description = data.get("description", UNSET)
            model.preview_type = (
                read_member(PlannerPreviewType, data["previewType"]) if "previewType" in data else UNSET
            )
            model.references = (
                read_values(nullable_reader(PlannerExternalReferenceInput.from_dict), data["references"])
                if "references" in data
                else UNSET
            )
            model.additional_properties = unknown_fields(data, _FIELDS)
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; UNSET fields are left out, None is null."""
        data: dict[str, Any] = write_object(self.additional_properties) if self.additional_properties else {}
        if self.checklist is not UNSET:
            data["checklist"] = {key: None if item is None else item.to_dict() for key, item in self.checklist.items()}
        if self.description is not UNSET:
            data["description"] = self.description
        if self.preview_type is not UNSET:
            data["previewType"] = write_json(self.preview_type)
        if self.references is not UNSET:
            data["references"] = {
                key: None if item is None else item.to_dict() for key, item in self.references.items()
            }
        return data

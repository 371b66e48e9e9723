from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define, field

from ...._runtime.json_model import JSONModel
from ...._runtime.reading import READ_ERRORS, Shapes, nullable_reader, read_member, read_object, read_values, recover
from ...._runtime.writing import write_json
from .delta_removed import DeltaRemoved
from .planner_checklist_item import PlannerChecklistItem
from .planner_external_reference import PlannerExternalReference
from .planner_preview_type import PlannerPreviewType
from .planner_task_details_change_odata_type import PlannerTaskDetailsChangeOdataType

_NAMES = (
    "@odata.type",
    "@odata.etag",
    "@odata.context",
    "@removed",
    "id",
    "checklist",
    "description",
    "previewType",
    "references",
    "approvalAttachment",
    "completionRequirements",
    "forms",
    "notes",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "@odata.etag",
        "@odata.context",
        "@removed",
        "id",
        "checklist",
        "description",
        "previewType",
        "references",
        "approvalAttachment",
        "completionRequirements",
        "forms",
        "notes",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class PlannerTaskDetailsChange(JSONModel):
    """The larger properties of a task: the properties that changed.

    Attributes:
        odata_etag: Version of this resource; goes into `If-Match` to change or delete it.
        id: Exactly 28 characters.
    """

    odata_type: PlannerTaskDetailsChangeOdataType
    odata_etag: str | None = None
    odata_context: str | None = None
    removed: DeltaRemoved | None = None
    id: str | None = None
    checklist: dict[str, PlannerChecklistItem | None] | None = None
    description: str | None = None
    preview_type: PlannerPreviewType | None = None
    references: dict[str, PlannerExternalReference | None] | None = None
    approval_attachment: dict[str, Any] | None = None
    completion_requirements: dict[str, Any] | None = None
    forms: dict[str, Any] | None = None
    notes: dict[str, Any] | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.odata_type = read_member(PlannerTaskDetailsChangeOdataType, data["@odata.type"])
            model.odata_etag = data.get("@odata.etag")
            model.odata_context = data.get("@odata.context")
            model.removed = DeltaRemoved.from_dict(data["@removed"]) if "@removed" in data else None
            model.id = data.get("id")
            model.checklist = (
                None
                if (value := data.get("checklist")) is None
                else read_values(nullable_reader(PlannerChecklistItem.from_dict), value)
            )
            model.description = data.get("description")
            model.preview_type = (
                None if (value := data.get("previewType")) is None else read_member(PlannerPreviewType, value)
            )
            model.references = (
                None
                if (value := data.get("references")) is None
                else read_values(nullable_reader(PlannerExternalReference.from_dict), value)
            )
            model.approval_attachment = (
                None if (value := data.get("approvalAttachment")) is None else read_object(value)
            )
            model.completion_requirements = (
                None if (value := data.get("completionRequirements")) is None else read_object(value)
            )
            model.forms = None if (value := data.get("forms")) is None else read_object(value)
            model.notes = None if (value := data.get("notes")) is None else read_object(value)
            absent, unknown = _SHAPES[tuple(data)]
            model.additional_properties = {name: data[name] for name in unknown} if unknown else {}
            model._absent = absent
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; fields that were absent in the response stay absent."""
        data: dict[str, Any] = dict(self.additional_properties)
        data["@odata.type"] = write_json(self.odata_type)
        data["@odata.etag"] = self.odata_etag
        data["@odata.context"] = self.odata_context
        data["@removed"] = write_json(self.removed)
        data["id"] = self.id
        data["checklist"] = write_json(self.checklist)
        data["description"] = self.description
        data["previewType"] = write_json(self.preview_type)
        data["references"] = write_json(self.references)
        data["approvalAttachment"] = write_json(self.approval_attachment)
        data["completionRequirements"] = write_json(self.completion_requirements)
        data["forms"] = write_json(self.forms)
        data["notes"] = write_json(self.notes)
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data

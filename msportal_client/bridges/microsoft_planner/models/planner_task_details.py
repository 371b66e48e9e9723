from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define, field

from ...._runtime.json_model import JSONModel
from ...._runtime.reading import READ_ERRORS, Shapes, read_member, read_values, recover
from ...._runtime.writing import write_json
from ..methods import TaskDetailsMethods
from .planner_checklist_item import PlannerChecklistItem
from .planner_external_reference import PlannerExternalReference
from .planner_preview_type import PlannerPreviewType

_NAMES = (
    "id",
    "@odata.type",
    "@odata.etag",
    "checklist",
    "description",
    "previewType",
    "references",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "@odata.type",
        "@odata.etag",
        "checklist",
        "description",
        "previewType",
        "references",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class PlannerTaskDetails(TaskDetailsMethods, JSONModel):
    """The larger properties of a task; its own etag.

    Attributes:
        id: 28 characters, case-sensitive, made by the service; a wrong shape gives 400. Exactly 28 characters.
        odata_type: Kind of the value, with or without a `#` in front.
        odata_etag: Version of this resource; goes into `If-Match` to change or delete it.
        checklist: what is to be ticked off.
        description: plain text.
        preview_type: which preview the card shows.
        references: links.
    """

    id: str
    odata_type: str | None = None
    odata_etag: str | None = None
    checklist: dict[str, PlannerChecklistItem] | None = None
    description: str | None = None
    preview_type: PlannerPreviewType | None = None
    references: dict[str, PlannerExternalReference] | None = None
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    _absent: tuple[str, ...] = field(default=(), alias="absent", eq=False, repr=False)

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.id = data["id"]
            model.odata_type = data.get("@odata.type")
            model.odata_etag = data.get("@odata.etag")
            model.checklist = (
                None if (value := data.get("checklist")) is None else read_values(PlannerChecklistItem.from_dict, value)
            )
            model.description = data.get("description")
            model.preview_type = (
                None if (value := data.get("previewType")) is None else read_member(PlannerPreviewType, value)
            )
            model.references = (
                None
                if (value := data.get("references")) is None
                else read_values(PlannerExternalReference.from_dict, value)
            )
            absent, unknown = _SHAPES[tuple(data)]
            model.additional_properties = {name: data[name] for name in unknown} if unknown else {}
            model._absent = absent
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; fields that were absent in the response stay absent."""
        data: dict[str, Any] = dict(self.additional_properties)
        data["id"] = self.id
        data["@odata.type"] = self.odata_type
        data["@odata.etag"] = self.odata_etag
        data["checklist"] = write_json(self.checklist)
        data["description"] = self.description
        data["previewType"] = write_json(self.preview_type)
        data["references"] = write_json(self.references)
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data

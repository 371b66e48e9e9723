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
    "alias",
    "type",
    "previewPriority",
)
_FIELDS = frozenset(_NAMES)


@define(kw_only=True)
class PlannerExternalReferenceInput(JSONModel):
    """A link of a task. Null in its place takes it away.

    Attributes:
        odata_type: Needed; the pages show it with and without the `#`. Matches
            `^#?microsoft\\.graph\\.plannerExternalReference$`. The server's default is
            #microsoft.graph.plannerExternalReference.
        alias: shown name.
        type: PowerPoint | Word | Excel | Other ….
        preview_priority: order hint format.
    """

    odata_type: str = "#microsoft.graph.plannerExternalReference"
    alias: str | Unset | None = UNSET
    type: str | Unset | None = UNSET
    preview_priority: str | Unset = UNSET
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])

    limits: ClassVar[dict[str, Limits]] = {
        "odata_type": Limits("string", pattern="^#?microsoft\\.graph\\.plannerExternalReference\\Z"),
        "alias": Limits("string", nullable=True),
        "type": Limits("string", nullable=True),
        "preview_priority": Limits("string"),
    }

    _names: ClassVar[tuple[str, ...]] = _NAMES

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Build the model from decoded JSON; raise ReadError with the name of a field that breaks its schema."""
        model = cls.__new__(cls)
        try:
            model.odata_type = data["@odata.type"]
            model.alias = data.get("alias", UNSET)
            model.type = data.get("type", UNSET)
            model.preview_priority = data.get("previewPriority", UNSET)
            model.additional_properties = unknown_fields(data, _FIELDS)
        except READ_ERRORS as error:
            return recover(cls, data, error)
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON; UNSET fields are left out, None is null."""
        data: dict[str, Any] = write_object(self.additional_properties) if self.additional_properties else {}
        data["@odata.type"] = self.odata_type
        if self.alias is not UNSET:
            data["alias"] = self.alias
        if self.type is not UNSET:
            data["type"] = self.type
        if self.preview_priority is not UNSET:
            data["previewPriority"] = self.preview_priority
        return data

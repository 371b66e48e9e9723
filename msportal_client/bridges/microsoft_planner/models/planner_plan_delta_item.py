from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self

from attrs import define, field

from ...._runtime.json_model import JSONModel
from ...._runtime.reading import READ_ERRORS, Shapes, read_datetime, read_items, read_object, recover
from ...._runtime.writing import write_json
from .delta_removed import DeltaRemoved
from .identity_set import IdentitySet
from .planner_beta_plan_container import PlannerBetaPlanContainer

_NAMES = (
    "id",
    "@odata.type",
    "@odata.etag",
    "@removed",
    "container",
    "createdBy",
    "createdDateTime",
    "owner",
    "title",
    "archivalInfo",
    "contexts",
    "creationSource",
    "isArchived",
    "sharedWithContainers",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "@odata.type",
        "@odata.etag",
        "@removed",
        "container",
        "createdBy",
        "createdDateTime",
        "owner",
        "title",
        "archivalInfo",
        "contexts",
        "creationSource",
        "isArchived",
        "sharedWithContainers",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class PlannerPlanDeltaItem(JSONModel):
    """A plan that is new, changed or gone.

    Attributes:
        id: Exactly 28 characters.
        odata_type: Kind of the value, with or without a `#` in front.
        odata_etag: Version of this resource; goes into `If-Match` to change or delete it.
    """

    id: str
    odata_type: str | None = None
    odata_etag: str | None = None
    removed: DeltaRemoved | None = None
    container: PlannerBetaPlanContainer | None = None
    created_by: IdentitySet | None = None
    created_date_time: datetime | None = None
    owner: str | None = None
    title: str | None = None
    archival_info: dict[str, Any] | None = None
    contexts: dict[str, Any] | None = None
    creation_source: dict[str, Any] | None = None
    is_archived: bool | None = None
    shared_with_containers: list[dict[str, Any]] | None = None
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
            model.removed = DeltaRemoved.from_dict(data["@removed"]) if "@removed" in data else None
            model.container = (
                None if (value := data.get("container")) is None else PlannerBetaPlanContainer.from_dict(value)
            )
            model.created_by = None if (value := data.get("createdBy")) is None else IdentitySet.from_dict(value)
            model.created_date_time = None if (value := data.get("createdDateTime")) is None else read_datetime(value)
            model.owner = data.get("owner")
            model.title = data.get("title")
            model.archival_info = None if (value := data.get("archivalInfo")) is None else read_object(value)
            model.contexts = None if (value := data.get("contexts")) is None else read_object(value)
            model.creation_source = None if (value := data.get("creationSource")) is None else read_object(value)
            model.is_archived = data.get("isArchived")
            model.shared_with_containers = (
                None if (value := data.get("sharedWithContainers")) is None else read_items(read_object, value)
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
        data["@removed"] = write_json(self.removed)
        data["container"] = write_json(self.container)
        data["createdBy"] = write_json(self.created_by)
        data["createdDateTime"] = write_json(self.created_date_time)
        data["owner"] = self.owner
        data["title"] = self.title
        data["archivalInfo"] = write_json(self.archival_info)
        data["contexts"] = write_json(self.contexts)
        data["creationSource"] = write_json(self.creation_source)
        data["isArchived"] = self.is_archived
        data["sharedWithContainers"] = write_json(self.shared_with_containers)
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self

from attrs import define, field

from ...._runtime.json_model import JSONModel
from ...._runtime.reading import READ_ERRORS, Shapes, read_datetime, read_items, recover
from ...._runtime.writing import write_json
from .identity_set import IdentitySet
from .planner_bucket import PlannerBucket
from .planner_plan_container import PlannerPlanContainer
from .planner_plan_details import PlannerPlanDetails
from .planner_task import PlannerTask

_NAMES = (
    "id",
    "@odata.type",
    "@odata.etag",
    "container",
    "createdBy",
    "createdDateTime",
    "owner",
    "title",
    "buckets",
    "details",
    "tasks",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "@odata.type",
        "@odata.etag",
        "container",
        "createdBy",
        "createdDateTime",
        "owner",
        "title",
        "buckets",
        "details",
        "tasks",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class PlannerPlan(JSONModel):
    """A plan: holds tasks and buckets.

    Attributes:
        id: 28 characters, case-sensitive, made by the service; a wrong shape gives 400. Exactly 28 characters.
        odata_type: Kind of the value, with or without a `#` in front.
        odata_etag: Version of this resource; goes into `If-Match` to change or delete it.
        container: what it belongs to; cannot change later.
        created_by: author.
        created_date_time: when it was made; UTC.
        owner: id of the owning group, the older way to say it.
    """

    id: str
    odata_type: str | None = None
    odata_etag: str | None = None
    container: PlannerPlanContainer | None = None
    created_by: IdentitySet | None = None
    created_date_time: datetime | None = None
    owner: str | None = None
    title: str | None = None
    buckets: list[PlannerBucket] | None = None
    details: PlannerPlanDetails | None = None
    tasks: list[PlannerTask] | None = None
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
            model.container = (
                None if (value := data.get("container")) is None else PlannerPlanContainer.from_dict(value)
            )
            model.created_by = None if (value := data.get("createdBy")) is None else IdentitySet.from_dict(value)
            model.created_date_time = None if (value := data.get("createdDateTime")) is None else read_datetime(value)
            model.owner = data.get("owner")
            model.title = data.get("title")
            model.buckets = (
                None if (value := data.get("buckets")) is None else read_items(PlannerBucket.from_dict, value)
            )
            model.details = None if (value := data.get("details")) is None else PlannerPlanDetails.from_dict(value)
            model.tasks = None if (value := data.get("tasks")) is None else read_items(PlannerTask.from_dict, value)
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
        data["container"] = write_json(self.container)
        data["createdBy"] = write_json(self.created_by)
        data["createdDateTime"] = write_json(self.created_date_time)
        data["owner"] = self.owner
        data["title"] = self.title
        data["buckets"] = write_json(self.buckets)
        data["details"] = write_json(self.details)
        data["tasks"] = write_json(self.tasks)
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data

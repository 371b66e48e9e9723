from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define, field

from ...._runtime.json_model import JSONModel
from ...._runtime.reading import READ_ERRORS, Shapes, read_items, recover
from ...._runtime.writing import write_json
from .planner_task import PlannerTask

_NAMES = (
    "id",
    "@odata.type",
    "@odata.etag",
    "name",
    "orderHint",
    "planId",
    "tasks",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "@odata.type",
        "@odata.etag",
        "name",
        "orderHint",
        "planId",
        "tasks",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class PlannerBucket(JSONModel):
    """A column of a plan.

    Attributes:
        id: 28 characters, case-sensitive, made by the service; a wrong shape gives 400. Exactly 28 characters.
        odata_type: Kind of the value, with or without a `#` in front.
        odata_etag: Version of this resource; goes into `If-Match` to change or delete it.
        order_hint: order of columns.
        plan_id: the plan. Exactly 28 characters.
    """

    id: str
    odata_type: str | None = None
    odata_etag: str | None = None
    name: str | None = None
    order_hint: str | None = None
    plan_id: str | None = None
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
            model.name = data.get("name")
            model.order_hint = data.get("orderHint")
            model.plan_id = data.get("planId")
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
        data["name"] = self.name
        data["orderHint"] = self.order_hint
        data["planId"] = self.plan_id
        data["tasks"] = write_json(self.tasks)
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data

from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define, field

from ...._runtime.json_model import JSONModel
from ...._runtime.reading import READ_ERRORS, Shapes, array_reader, read_items, read_values, recover
from ...._runtime.unions import object_option, union_reader
from ...._runtime.writing import write_json
from ..methods import UserMethods
from .planner_assigned_to_task_board_task_format_change import PlannerAssignedToTaskBoardTaskFormatChange
from .planner_bucket_change import PlannerBucketChange
from .planner_bucket_task_board_task_format_change import PlannerBucketTaskBoardTaskFormatChange
from .planner_favorite_plan_reference import PlannerFavoritePlanReference
from .planner_plan import PlannerPlan
from .planner_plan_change import PlannerPlanChange
from .planner_plan_details_change import PlannerPlanDetailsChange
from .planner_progress_task_board_task_format_change import PlannerProgressTaskBoardTaskFormatChange
from .planner_recent_plan_reference import PlannerRecentPlanReference
from .planner_task import PlannerTask
from .planner_task_change import PlannerTaskChange
from .planner_task_details_change import PlannerTaskDetailsChange

_NAMES = (
    "id",
    "@odata.type",
    "@odata.etag",
    "plans",
    "tasks",
    "favoritePlanReferences",
    "recentPlanReferences",
    "all",
    "favoritePlans",
    "myDayTasks",
    "recentPlans",
    "rosterPlans",
)
_FIELDS = frozenset(_NAMES)
_OPTIONAL = frozenset(
    {
        "@odata.type",
        "@odata.etag",
        "plans",
        "tasks",
        "favoritePlanReferences",
        "recentPlanReferences",
        "all",
        "favoritePlans",
        "myDayTasks",
        "recentPlans",
        "rosterPlans",
    }
)
_SHAPES = Shapes(_FIELDS, _OPTIONAL)


@define(kw_only=True)
class PlannerUser(UserMethods, JSONModel):
    """What Planner keeps of a user.

    Attributes:
        id: 28 characters, case-sensitive, made by the service; a wrong shape gives 400. Exactly 28 characters.
        odata_type: Kind of the value, with or without a `#` in front.
        odata_etag: Version of this resource; goes into `If-Match` to change or delete it.
        favorite_plan_references: By plan id.
        recent_plan_references: By plan id.
    """

    id: str
    odata_type: str | None = None
    odata_etag: str | None = None
    plans: list[PlannerPlan] | None = None
    tasks: list[PlannerTask] | None = None
    favorite_plan_references: dict[str, PlannerFavoritePlanReference] | None = None
    recent_plan_references: dict[str, PlannerRecentPlanReference] | None = None
    all: (
        list[
            PlannerTaskChange
            | PlannerTaskDetailsChange
            | PlannerPlanChange
            | PlannerPlanDetailsChange
            | PlannerBucketChange
            | PlannerAssignedToTaskBoardTaskFormatChange
            | PlannerBucketTaskBoardTaskFormatChange
            | PlannerProgressTaskBoardTaskFormatChange
        ]
        | None
    ) = None
    favorite_plans: list[PlannerPlan] | None = None
    my_day_tasks: list[PlannerTask] | None = None
    recent_plans: list[PlannerPlan] | None = None
    roster_plans: list[PlannerPlan] | None = None
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
            model.plans = None if (value := data.get("plans")) is None else read_items(PlannerPlan.from_dict, value)
            model.tasks = None if (value := data.get("tasks")) is None else read_items(PlannerTask.from_dict, value)
            model.favorite_plan_references = (
                None
                if (value := data.get("favoritePlanReferences")) is None
                else read_values(PlannerFavoritePlanReference.from_dict, value)
            )
            model.recent_plan_references = (
                None
                if (value := data.get("recentPlanReferences")) is None
                else read_values(PlannerRecentPlanReference.from_dict, value)
            )
            model.all = None if (value := data.get("all")) is None else _READ_ALL(value)
            model.favorite_plans = (
                None if (value := data.get("favoritePlans")) is None else read_items(PlannerPlan.from_dict, value)
            )
            model.my_day_tasks = (
                None if (value := data.get("myDayTasks")) is None else read_items(PlannerTask.from_dict, value)
            )
            model.recent_plans = (
                None if (value := data.get("recentPlans")) is None else read_items(PlannerPlan.from_dict, value)
            )
            model.roster_plans = (
                None if (value := data.get("rosterPlans")) is None else read_items(PlannerPlan.from_dict, value)
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
        data["plans"] = write_json(self.plans)
        data["tasks"] = write_json(self.tasks)
        data["favoritePlanReferences"] = write_json(self.favorite_plan_references)
        data["recentPlanReferences"] = write_json(self.recent_plan_references)
        data["all"] = write_json(self.all)
        data["favoritePlans"] = write_json(self.favorite_plans)
        data["myDayTasks"] = write_json(self.my_day_tasks)
        data["recentPlans"] = write_json(self.recent_plans)
        data["rosterPlans"] = write_json(self.roster_plans)
        for name in self._absent:
            if data[name] is None:
                del data[name]
        return data


_READ_ALL = array_reader(
    union_reader(
        object_option(PlannerTaskChange.from_dict, tags={"@odata.type": ("#microsoft.graph.plannerTask",)}),
        object_option(
            PlannerTaskDetailsChange.from_dict, tags={"@odata.type": ("#microsoft.graph.plannerTaskDetails",)}
        ),
        object_option(PlannerPlanChange.from_dict, tags={"@odata.type": ("#microsoft.graph.plannerPlan",)}),
        object_option(
            PlannerPlanDetailsChange.from_dict, tags={"@odata.type": ("#microsoft.graph.plannerPlanDetails",)}
        ),
        object_option(PlannerBucketChange.from_dict, tags={"@odata.type": ("#microsoft.graph.plannerBucket",)}),
        object_option(
            PlannerAssignedToTaskBoardTaskFormatChange.from_dict,
            tags={"@odata.type": ("#microsoft.graph.plannerAssignedToTaskBoardTaskFormat",)},
        ),
        object_option(
            PlannerBucketTaskBoardTaskFormatChange.from_dict,
            tags={"@odata.type": ("#microsoft.graph.plannerBucketTaskBoardTaskFormat",)},
        ),
        object_option(
            PlannerProgressTaskBoardTaskFormatChange.from_dict,
            tags={"@odata.type": ("#microsoft.graph.plannerProgressTaskBoardTaskFormat",)},
        ),
    )
)

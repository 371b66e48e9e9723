from __future__ import annotations

from ...._runtime.open_enum import OpenStrEnum


class PlannerPlanDetailsChangeOdataType(OpenStrEnum):
    """`odata_type` of `PlannerPlanDetailsChange`.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    MICROSOFT_GRAPH_PLANNER_PLAN_DETAILS = "#microsoft.graph.plannerPlanDetails"

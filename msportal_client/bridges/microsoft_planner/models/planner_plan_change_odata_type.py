from __future__ import annotations

from ...._runtime.open_enum import OpenStrEnum


class PlannerPlanChangeOdataType(OpenStrEnum):
    """`odata_type` of `PlannerPlanChange`.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    MICROSOFT_GRAPH_PLANNER_PLAN = "#microsoft.graph.plannerPlan"

from __future__ import annotations

from ...._runtime.open_enum import OpenStrEnum


class PlannerTaskDetailsChangeOdataType(OpenStrEnum):
    """`odata_type` of `PlannerTaskDetailsChange`.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    MICROSOFT_GRAPH_PLANNER_TASK_DETAILS = "#microsoft.graph.plannerTaskDetails"

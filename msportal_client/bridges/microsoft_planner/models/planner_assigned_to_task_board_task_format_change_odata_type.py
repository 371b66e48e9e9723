from __future__ import annotations

from ...._runtime.open_enum import OpenStrEnum


class PlannerAssignedToTaskBoardTaskFormatChangeOdataType(OpenStrEnum):
    """`odata_type` of `PlannerAssignedToTaskBoardTaskFormatChange`.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    MICROSOFT_GRAPH_PLANNER_ASSIGNED_TO_TASK_BOARD_TASK_FORMAT = "#microsoft.graph.plannerAssignedToTaskBoardTaskFormat"

from __future__ import annotations

from ...._runtime.open_enum import OpenStrEnum


class PlannerProgressTaskBoardTaskFormatChangeOdataType(OpenStrEnum):
    """`odata_type` of `PlannerProgressTaskBoardTaskFormatChange`.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    MICROSOFT_GRAPH_PLANNER_PROGRESS_TASK_BOARD_TASK_FORMAT = "#microsoft.graph.plannerProgressTaskBoardTaskFormat"

from __future__ import annotations

from ...._runtime.open_enum import OpenStrEnum


class PlannerBucketTaskBoardTaskFormatChangeOdataType(OpenStrEnum):
    """`odata_type` of `PlannerBucketTaskBoardTaskFormatChange`.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    MICROSOFT_GRAPH_PLANNER_BUCKET_TASK_BOARD_TASK_FORMAT = "#microsoft.graph.plannerBucketTaskBoardTaskFormat"

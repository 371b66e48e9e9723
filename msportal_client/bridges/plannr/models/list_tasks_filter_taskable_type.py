from __future__ import annotations

from ...._runtime.open_enum import OpenStrEnum


class ListTasksFilterTaskableType(OpenStrEnum):
    """`filter_taskable_type` of `list_tasks`.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    PLAN = "plan"
    CASE = "case"

from __future__ import annotations

from ...._runtime.open_enum import OpenStrEnum


class TaskPriority(OpenStrEnum):
    """`filter_priority` of `list_tasks`.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    HIGHEST = "highest"

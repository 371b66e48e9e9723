from __future__ import annotations

from ...._runtime.open_enum import OpenStrEnum


class ListTasksIncludeItem(OpenStrEnum):
    """`include` of `list_tasks`.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    AUTHOR = "author"
    COMPLETED_BY = "completed_by"
    PARENT_TASK = "parent_task"
    RELATED_TASKS = "related_tasks"
    CUSTOM_FIELDS = "custom_fields"

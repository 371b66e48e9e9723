from __future__ import annotations

from ...._runtime.open_enum import OpenStrEnum


class ListTasksSort(OpenStrEnum):
    """A leading - turns the order round.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    CREATED_AT = "created_at"
    CREATED_AT_2 = "-created_at"
    UPDATED_AT = "updated_at"
    UPDATED_AT_2 = "-updated_at"
    NAME = "name"
    NAME_2 = "-name"
    PRIORITY = "priority"
    PRIORITY_2 = "-priority"
    DUE_AT = "due_at"
    DUE_AT_2 = "-due_at"
    COMPLETED_LAST = "completed_last"
    COMPLETED_LAST_2 = "-completed_last"

from __future__ import annotations

from ...._runtime.open_enum import OpenStrEnum


class TaskableType(OpenStrEnum):
    """What a task belongs to.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    CLIENT = "client"
    CASE = "case"
    PLAN = "plan"

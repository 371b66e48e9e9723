from __future__ import annotations

from ...._runtime.open_enum import OpenStrEnum


class TaskExpansion(OpenStrEnum):
    """What comes with a task.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    DETAILS = "details"

from __future__ import annotations

from .._runtime.open_enum import OpenStrEnum


class BudgetLinkedItemType(OpenStrEnum):
    """`type` of `BudgetLinkedItem`.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    DEVICE = "device"
    PLANNER = "planner"
    GOAL = "goal"
    OTHER = "other"

from __future__ import annotations

from .._runtime.open_enum import OpenStrEnum


class BudgetLinkedItemType(OpenStrEnum):
    """Budget linked item type.

    These are the values that the spec documents. Another one is kept as it is: see `is_known`.
    """

    DEVICE = "device"
    PLANNER = "planner"
    GOAL = "goal"
    OTHER = "other"

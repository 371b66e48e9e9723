from __future__ import annotations

from .._runtime.open_enum import OpenStrEnum


class BudgetRecurrence(OpenStrEnum):
    """Budget recurrence.

    These are the values that the spec documents. Another one is kept as it is: see `is_known`.
    """

    ONE_TIME = "One-Time"
    MONTHLY = "Monthly"
    ANNUAL = "Annual"

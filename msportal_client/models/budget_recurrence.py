from __future__ import annotations

from .._runtime.open_enum import OpenStrEnum


class BudgetRecurrence(OpenStrEnum):
    """`recurrence` of `BudgetLineItem`.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    ONE_TIME = "One-Time"
    MONTHLY = "Monthly"
    ANNUAL = "Annual"

from __future__ import annotations

from .._runtime.open_enum import OpenStrEnum


class BudgetPeriodType(OpenStrEnum):
    """`period_type` of `list_budgets`.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    ANNUAL = "Annual"
    QUARTERLY = "Quarterly"
    MONTHLY = "Monthly"

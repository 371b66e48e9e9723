from __future__ import annotations

from .._runtime.open_enum import OpenStrEnum


class BudgetPeriodType(OpenStrEnum):
    """Budget period type.

    These are the values that the spec documents. Another one is kept as it is: see `is_known`.
    """

    ANNUAL = "Annual"
    QUARTERLY = "Quarterly"
    MONTHLY = "Monthly"

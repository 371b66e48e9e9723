from __future__ import annotations

from .._runtime.open_enum import OpenStrEnum


class GetNpsAnalyticsPeriodType(OpenStrEnum):
    """Get nps analytics period type.

    These are the values that the spec documents. Another one is kept as it is: see `is_known`.
    """

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"
    ALL_TIME = "all_time"

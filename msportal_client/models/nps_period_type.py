from __future__ import annotations

from .._runtime.open_enum import OpenStrEnum


class NpsPeriodType(OpenStrEnum):
    """`period_type` of `NpsAnalytics`.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"
    ALL_TIME = "all_time"

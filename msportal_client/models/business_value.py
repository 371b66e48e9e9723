from __future__ import annotations

from .._runtime.open_enum import OpenStrEnum


class BusinessValue(OpenStrEnum):
    """`business_value` of `CreatePlannerItemRequest`, `PlannerItemDetail` and `PlannerItem`.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    HIGH = "High"
    MEDIUM = "Medium"
    LOW = "Low"

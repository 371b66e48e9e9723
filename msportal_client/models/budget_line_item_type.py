from __future__ import annotations

from .._runtime.open_enum import OpenStrEnum


class BudgetLineItemType(OpenStrEnum):
    """`type` of `BudgetLineItem`.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    SOFTWARE = "Software"
    HARDWARE = "Hardware"
    LABOUR = "Labour"
    OTHER = "Other"
    SUBSCRIPTION = "Subscription"

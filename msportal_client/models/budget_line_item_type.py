from __future__ import annotations

from .._runtime.open_enum import OpenStrEnum


class BudgetLineItemType(OpenStrEnum):
    """Budget line item type.

    These are the values that the spec documents. Another one is kept as it is: see `is_known`.
    """

    SOFTWARE = "Software"
    HARDWARE = "Hardware"
    LABOUR = "Labour"
    OTHER = "Other"
    SUBSCRIPTION = "Subscription"

from __future__ import annotations

from .._runtime.open_enum import OpenStrEnum


class BudgetLineItemStatus(OpenStrEnum):
    """`status` of `BudgetLineItem`.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    DRAFT = "draft"

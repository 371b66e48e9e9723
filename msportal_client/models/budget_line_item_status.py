from __future__ import annotations

from .._runtime.open_enum import OpenStrEnum


class BudgetLineItemStatus(OpenStrEnum):
    """Budget line item status.

    These are the values that the spec documents. Another one is kept as it is: see `is_known`.
    """

    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    DRAFT = "draft"

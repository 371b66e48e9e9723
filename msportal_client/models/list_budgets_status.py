from __future__ import annotations

from .._runtime.open_enum import OpenStrEnum


class ListBudgetsStatus(OpenStrEnum):
    """`status` of `list_budgets`.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    DRAFT = "Draft"
    PENDING_APPROVAL = "PendingApproval"
    APPROVED = "Approved"
    OBSOLETE = "Obsolete"

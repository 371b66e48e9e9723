from __future__ import annotations

from .._runtime.open_enum import OpenStrEnum


class ListBudgetsStatus(OpenStrEnum):
    """List budgets status.

    These are the values that the spec documents. Another one is kept as it is: see `is_known`.
    """

    DRAFT = "Draft"
    PENDING_APPROVAL = "PendingApproval"
    APPROVED = "Approved"
    OBSOLETE = "Obsolete"

from __future__ import annotations

from .._runtime.open_enum import OpenStrEnum


class PlannerStatus(OpenStrEnum):
    """Planner status.

    These are the values that the spec documents. Another one is kept as it is: see `is_known`.
    """

    IN_PROGRESS = "In Progress"
    NOT_STARTED = "Not Started"
    COMPLETED = "Completed"
    ON_HOLD = "On Hold"
    CANCELLED = "Cancelled"
    PENDING_APPROVAL = "Pending Approval"

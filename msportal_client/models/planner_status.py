from __future__ import annotations

from .._runtime.open_enum import OpenStrEnum


class PlannerStatus(OpenStrEnum):
    """`status` of `CreatePlannerItemRequest`, `PlannerItemDetail` and `PlannerItem`.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    IN_PROGRESS = "In Progress"
    NOT_STARTED = "Not Started"
    COMPLETED = "Completed"
    ON_HOLD = "On Hold"
    CANCELLED = "Cancelled"
    PENDING_APPROVAL = "Pending Approval"

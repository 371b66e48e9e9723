from __future__ import annotations

from .._runtime.open_enum import OpenStrEnum


class ListAssignedComplianceChecksOrderBy(OpenStrEnum):
    """`order_by` of `list_assigned_compliance_checks`.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    UPDATED_AT = "updated_at"
    DUE_DATE = "due_date"
    PRIORITY = "priority"
    CREATED_AT = "created_at"

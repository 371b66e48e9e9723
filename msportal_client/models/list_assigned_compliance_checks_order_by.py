from __future__ import annotations

from .._runtime.open_enum import OpenStrEnum


class ListAssignedComplianceChecksOrderBy(OpenStrEnum):
    """List assigned compliance checks order by.

    These are the values that the spec documents. Another one is kept as it is: see `is_known`.
    """

    UPDATED_AT = "updated_at"
    DUE_DATE = "due_date"
    PRIORITY = "priority"
    CREATED_AT = "created_at"

from __future__ import annotations

from .._runtime.open_enum import OpenStrEnum


class ListAssignedComplianceChecksOrderDirection(OpenStrEnum):
    """`order_direction` of `list_assigned_compliance_checks`.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    ASC = "asc"
    DESC = "desc"

from __future__ import annotations

from .._runtime.open_enum import OpenStrEnum


class ListAssignedComplianceChecksOrderDirection(OpenStrEnum):
    """List assigned compliance checks order direction.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    ASC = "asc"
    DESC = "desc"

from __future__ import annotations

from .._runtime.open_enum import OpenStrEnum


class ListAssignedComplianceChecksOrderDirection(OpenStrEnum):
    """List assigned compliance checks order direction.

    These are the values that the spec documents. Another one is kept as it is: see `is_known`.
    """

    ASC = "asc"
    DESC = "desc"

from __future__ import annotations

from .._runtime.open_enum import OpenStrEnum


class UserStatus(OpenStrEnum):
    """`status` of `CompanyUser` and `User`.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    ACTIVE = "active"
    DISABLED = "disabled"
    PENDING = "pending"
    IMPORTED = "imported"

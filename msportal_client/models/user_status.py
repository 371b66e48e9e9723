from __future__ import annotations

from .._runtime.open_enum import OpenStrEnum


class UserStatus(OpenStrEnum):
    """User status.

    These are the values that the spec documents. Another one is kept as it is: see `is_known`.
    """

    ACTIVE = "active"
    DISABLED = "disabled"
    PENDING = "pending"
    IMPORTED = "imported"

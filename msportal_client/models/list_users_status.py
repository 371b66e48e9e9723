from __future__ import annotations

from .._runtime.open_enum import OpenStrEnum


class ListUsersStatus(OpenStrEnum):
    """`status` of `list_users`.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    ACTIVE = "active"
    DISABLED = "disabled"
    PENDING = "pending"
    IMPORTED = "imported"

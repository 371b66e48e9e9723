from __future__ import annotations

from .._runtime.open_enum import OpenStrEnum


class ListUsersSortColumn(OpenStrEnum):
    """List users sort column.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    FULL_NAME = "full_name"
    EMAIL = "email"
    STATUS = "status"
    CREATED_AT = "created_at"
    LAST_LOGIN = "last_login"

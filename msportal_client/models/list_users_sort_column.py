from __future__ import annotations

from .._runtime.open_enum import OpenStrEnum


class ListUsersSortColumn(OpenStrEnum):
    """List users sort column.

    These are the values that the spec documents. Another one is kept as it is: see `is_known`.
    """

    FULL_NAME = "full_name"
    EMAIL = "email"
    STATUS = "status"
    CREATED_AT = "created_at"
    LAST_LOGIN = "last_login"

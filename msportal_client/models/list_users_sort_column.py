from __future__ import annotations

from .._runtime.open_enum import OpenStrEnum


class ListUsersSortColumn(OpenStrEnum):
    """`sort_column` of `list_users`.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    FULL_NAME = "full_name"
    EMAIL = "email"
    STATUS = "status"
    CREATED_AT = "created_at"
    LAST_LOGIN = "last_login"

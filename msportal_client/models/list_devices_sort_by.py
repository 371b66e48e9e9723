from __future__ import annotations

from .._runtime.open_enum import OpenStrEnum


class ListDevicesSortBy(OpenStrEnum):
    """List devices sort by.

    These are the values that the spec documents. Another one is kept as it is: see `is_known`.
    """

    NAME = "name"
    CREATED_AT = "created_at"
    UPDATED_AT = "updated_at"
    LAST_SEEN = "last_seen"
    STATUS = "status"

from __future__ import annotations

from .._runtime.open_enum import OpenStrEnum


class ListDevicesSortBy(OpenStrEnum):
    """`sort_by` of `list_devices`.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    NAME = "name"
    CREATED_AT = "created_at"
    UPDATED_AT = "updated_at"
    LAST_SEEN = "last_seen"
    STATUS = "status"

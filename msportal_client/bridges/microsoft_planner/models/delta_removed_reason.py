from __future__ import annotations

from ...._runtime.open_enum import OpenStrEnum


class DeltaRemovedReason(OpenStrEnum):
    """`changed` may come back, `deleted` is gone.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    CHANGED = "changed"
    DELETED = "deleted"

from __future__ import annotations

from ...._runtime.open_enum import OpenStrEnum


class ListAccountLoginsSort(OpenStrEnum):
    """A leading - turns the order round.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    CREATED_AT = "created_at"
    CREATED_AT_2 = "-created_at"

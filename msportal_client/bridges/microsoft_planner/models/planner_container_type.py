from __future__ import annotations

from ...._runtime.open_enum import OpenStrEnum


class PlannerContainerType(OpenStrEnum):
    """More may come; `roster` is only told with `Prefer: include-unknown-enum-members`.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    GROUP = "group"
    UNKNOWN_FUTURE_VALUE = "unknownFutureValue"
    ROSTER = "roster"

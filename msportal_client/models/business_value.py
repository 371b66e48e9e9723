from __future__ import annotations

from .._runtime.open_enum import OpenStrEnum


class BusinessValue(OpenStrEnum):
    """Business value.

    These are the values that the spec documents. Another one is kept as it is: see `is_known`.
    """

    HIGH = "High"
    MEDIUM = "Medium"
    LOW = "Low"

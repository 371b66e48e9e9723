from __future__ import annotations

from ...._runtime.open_enum import OpenStrEnum


class ReturnPreference(OpenStrEnum):
    """To get the changed resource back.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    RETURN_REPRESENTATION = "return=representation"

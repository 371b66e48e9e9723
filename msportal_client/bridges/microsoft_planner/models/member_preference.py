from __future__ import annotations

from ...._runtime.open_enum import OpenStrEnum


class MemberPreference(OpenStrEnum):
    """To be told values that came later.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    INCLUDE_UNKNOWN_ENUM_MEMBERS = "include-unknown-enum-members"

from __future__ import annotations

from ...._runtime.open_enum import OpenStrEnum


class ListAccountsFilterTypeItem(OpenStrEnum):
    """List accounts filter type item.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    CLIENT = "client"
    EMPLOYEE = "employee"
    EXTERNAL = "external"

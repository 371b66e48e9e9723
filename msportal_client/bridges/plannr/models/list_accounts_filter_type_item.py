from __future__ import annotations

from ...._runtime.open_enum import OpenStrEnum


class ListAccountsFilterTypeItem(OpenStrEnum):
    """`filter_type` of `list_accounts`.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    CLIENT = "client"
    EMPLOYEE = "employee"
    EXTERNAL = "external"

from __future__ import annotations

from ...._runtime.open_enum import OpenStrEnum


class ListAccountsFilterRoleItem(OpenStrEnum):
    """`filter_role` of `list_accounts`.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    INDIVIDUAL = "individual"
    JOINT = "joint"
    TRUST = "trust"
    BUSINESS = "business"
    MEMBER = "member"
    OWNER = "owner"
    ADMIN = "admin"
    INTRODUCER = "introducer"

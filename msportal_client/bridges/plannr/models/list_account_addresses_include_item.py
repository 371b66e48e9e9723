from __future__ import annotations

from ...._runtime.open_enum import OpenStrEnum


class ListAccountAddressesIncludeItem(OpenStrEnum):
    """`include` of `list_account_addresses`.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    ACCOUNTS = "accounts"

from __future__ import annotations

from ...._runtime.open_enum import OpenStrEnum


class ListAccountAddressesSort(OpenStrEnum):
    """A leading - turns the order round.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    CREATED_AT = "created_at"
    CREATED_AT_2 = "-created_at"
    UPDATED_AT = "updated_at"
    UPDATED_AT_2 = "-updated_at"
    ADDRESS_1 = "address_1"
    ADDRESS_1_2 = "-address_1"
    POSTCODE = "postcode"
    POSTCODE_2 = "-postcode"

from __future__ import annotations

from ...._runtime.open_enum import OpenStrEnum


class ListAccountsIncludeItem(OpenStrEnum):
    """`include` of `list_accounts`.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    PRIMARY_PHONE_NUMBER = "primary_phone_number"
    PRIMARY_EMAIL = "primary_email"
    PRIMARY_ADDRESS = "primary_address"
    ASSIGNED_ADVISER = "assigned_adviser"
    ASSIGNED_ADMINISTRATOR = "assigned_administrator"
    ASSIGNED_PARAPLANNER = "assigned_paraplanner"
    GROUPS = "groups"
    TAGS = "tags"
    OWNERS = "owners"
    CUSTOM_FIELDS = "custom_fields"
    EXTERNAL_REFERENCES = "external_references"
    CHARGE_SPLIT_SCHEMA = "charge_split_schema"

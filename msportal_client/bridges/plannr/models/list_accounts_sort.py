from __future__ import annotations

from ...._runtime.open_enum import OpenStrEnum


class ListAccountsSort(OpenStrEnum):
    """A leading - turns the order round.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    CREATED_AT = "created_at"
    CREATED_AT_2 = "-created_at"
    UPDATED_AT = "updated_at"
    UPDATED_AT_2 = "-updated_at"
    FIRST_NAME = "first_name"
    FIRST_NAME_2 = "-first_name"
    LAST_NAME = "last_name"
    LAST_NAME_2 = "-last_name"
    EMAIL = "email"
    EMAIL_2 = "-email"
    NEXT_REVIEW_DATE = "next_review_date"
    NEXT_REVIEW_DATE_2 = "-next_review_date"
    PREVIOUS_REVIEW_DATE = "previous_review_date"
    PREVIOUS_REVIEW_DATE_2 = "-previous_review_date"
    ANNIVERSARY_REVIEW_DATE = "anniversary_review_date"
    ANNIVERSARY_REVIEW_DATE_2 = "-anniversary_review_date"

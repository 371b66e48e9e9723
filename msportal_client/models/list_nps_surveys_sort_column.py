from __future__ import annotations

from .._runtime.open_enum import OpenStrEnum


class ListNpsSurveysSortColumn(OpenStrEnum):
    """List nps surveys sort column.

    These are the values that the spec documents. Another one is kept as it is: see `is_known`.
    """

    CREATED_AT = "created_at"
    UPDATED_AT = "updated_at"
    TITLE = "title"
    START_DATE = "start_date"

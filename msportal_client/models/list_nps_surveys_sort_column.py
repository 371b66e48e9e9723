from __future__ import annotations

from .._runtime.open_enum import OpenStrEnum


class ListNpsSurveysSortColumn(OpenStrEnum):
    """`sort_column` of `list_nps_surveys`.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    CREATED_AT = "created_at"
    UPDATED_AT = "updated_at"
    TITLE = "title"
    START_DATE = "start_date"

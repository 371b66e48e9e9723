from __future__ import annotations

from .._runtime.open_enum import OpenStrEnum


class ListNpsSurveysSurveyType(OpenStrEnum):
    """`survey_type` of `list_nps_surveys`.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    ONE_TIME = "one_time"
    RECURRING = "recurring"

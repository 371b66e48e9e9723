from __future__ import annotations

from .._runtime.open_enum import OpenStrEnum


class NpsSurveyType(OpenStrEnum):
    """Nps survey type.

    These are the values that the spec documents. Another one is kept as it is: see `is_known`.
    """

    ONE_TIME = "one_time"
    RECURRING = "recurring"

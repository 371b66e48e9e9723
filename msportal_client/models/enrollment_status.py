from __future__ import annotations

from .._runtime.open_enum import OpenStrEnum


class EnrollmentStatus(OpenStrEnum):
    """`status` of `UpdateEnrollmentRequest` and `Enrollment`.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"

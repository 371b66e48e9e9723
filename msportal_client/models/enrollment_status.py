from __future__ import annotations

from .._runtime.open_enum import OpenStrEnum


class EnrollmentStatus(OpenStrEnum):
    """Enrollment status.

    These are the values that the spec documents. Another one is kept as it is: see `is_known`.
    """

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"

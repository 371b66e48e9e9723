from __future__ import annotations

from ...._runtime.open_enum import OpenStrEnum


class PlannerPreviewType(OpenStrEnum):
    """What the card of a task shows; with `automatic` the app chooses.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    AUTOMATIC = "automatic"
    NO_PREVIEW = "noPreview"
    CHECKLIST = "checklist"
    DESCRIPTION = "description"
    REFERENCE = "reference"

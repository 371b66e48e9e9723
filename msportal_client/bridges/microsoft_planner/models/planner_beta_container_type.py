from __future__ import annotations

from ...._runtime.open_enum import OpenStrEnum


class PlannerBetaContainerType(OpenStrEnum):
    """The kinds that beta tells.

    Values that the spec does not list are kept; `is_known` is False for them.
    """

    GROUP = "group"
    UNKNOWN_FUTURE_VALUE = "unknownFutureValue"
    ROSTER = "roster"
    PROJECT = "project"
    DRIVE_ITEM = "driveItem"
    USER = "user"
    TEAMS_CHANNEL = "teamsChannel"
    ONLINE_MEETING = "onlineMeeting"
    PLANNER_TASK = "plannerTask"

"""A local server of Microsoft Planner to develop and test against, driven by the OpenAPI document of the bridge.

    with PlannerSandbox() as sandbox:
        client = MicrosoftPlanner(sandbox.token, base_url=sandbox.url)

The command `msportal-sandbox --api microsoft-planner` runs it from a shell. It shares no code with the client.
"""

from __future__ import annotations

from .app import create_app
from .people import (
    APPLICATION_TOKEN,
    GROUP_ID,
    OTHER_GROUP_ID,
    OUTSIDER_ID,
    OUTSIDER_TOKEN,
    READ_TOKEN,
    SECOND_TOKEN,
    SECOND_USER_ID,
    TOKEN,
    USER_ID,
    Token,
)
from .seeds import BUCKET_ID, PLAN_ID, TASK_ID
from .server import PlannerSandbox
from .settings import DEFAULT_LIMITS, Settings

__all__ = [
    "APPLICATION_TOKEN",
    "BUCKET_ID",
    "DEFAULT_LIMITS",
    "GROUP_ID",
    "OTHER_GROUP_ID",
    "OUTSIDER_ID",
    "OUTSIDER_TOKEN",
    "PLAN_ID",
    "READ_TOKEN",
    "SECOND_TOKEN",
    "SECOND_USER_ID",
    "TASK_ID",
    "TOKEN",
    "USER_ID",
    "PlannerSandbox",
    "Settings",
    "Token",
    "create_app",
]

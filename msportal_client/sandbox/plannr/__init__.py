"""A local server of Plannr to develop and test against, driven by the OpenAPI document of the bridge.

    with PlannrSandbox() as sandbox:
        client = Plannr(sandbox.token, base_url=sandbox.url)

The command `msportal-sandbox --api plannr` runs it from a shell. It shares no code with the client.
"""

from __future__ import annotations

from .app import create_app
from .server import PlannrSandbox
from .settings import Settings
from .state import (
    ADMIN_ACCOUNT_UUID,
    CASE_UUID,
    CLIENT_ACCOUNT_UUID,
    CLIENT_UUID,
    DONE_STATUS_UUID,
    GROUP_UUID,
    MEMBER_ACCOUNT_UUID,
    MEMBER_TOKEN,
    PLAN_UUID,
    STATUS_UUID,
    TOKEN,
)

__all__ = [
    "ADMIN_ACCOUNT_UUID",
    "CASE_UUID",
    "CLIENT_ACCOUNT_UUID",
    "CLIENT_UUID",
    "DONE_STATUS_UUID",
    "GROUP_UUID",
    "MEMBER_ACCOUNT_UUID",
    "MEMBER_TOKEN",
    "PLAN_UUID",
    "STATUS_UUID",
    "TOKEN",
    "PlannrSandbox",
    "Settings",
    "create_app",
]

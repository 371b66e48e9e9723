"""A local MSPortal server to develop and test against, driven by the OpenAPI document.

    with Sandbox(quota=60, window=1.0) as sandbox:
        client = MSPortal(sandbox.key, base_url=sandbox.url)

The command `msportal-sandbox` runs it from a shell. Both need the extra: `pip install "msportal-client[sandbox]"`. The
sandbox shares no code with the client, so that it does not repeat the client's mistakes.
"""

from __future__ import annotations

from .app import create_app
from .auth import FULL_KEY, READ_KEY, Key
from .request_log import SeenRequest
from .server import Sandbox
from .spec import SpecError
from .store import seed_id
from .trouble import Trouble

__all__ = [
    "COMPANY_ID",
    "FULL_KEY",
    "GOAL_CATEGORY_ID",
    "GOAL_PRIORITY_ID",
    "GOAL_STATUS_ID",
    "PLANNER_TYPE_ID",
    "READ_KEY",
    "ROLE_ID",
    "USER_ID",
    "Key",
    "Sandbox",
    "SeenRequest",
    "SpecError",
    "Trouble",
    "create_app",
    "seed_id",
]

# Ids that exist in every new sandbox, for keys of the default tenant.
COMPANY_ID = seed_id("sandbox", "company", 1)
USER_ID = seed_id("sandbox", "user", 1)
ROLE_ID = seed_id("sandbox", "role", 1)
PLANNER_TYPE_ID = seed_id("sandbox", "planner type", 1)
GOAL_STATUS_ID = seed_id("sandbox", "goals status", 1)
GOAL_PRIORITY_ID = seed_id("sandbox", "goals priority", 1)
GOAL_CATEGORY_ID = seed_id("sandbox", "goals category", 1)

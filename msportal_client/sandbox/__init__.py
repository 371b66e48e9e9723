"""A local MSPortal to develop and test against: the other side of the wire, driven by the spec alone.

    with Sandbox(quota=60, window=1.0) as sandbox:
        client = MSPortal(sandbox.key, base_url=sandbox.url)

From a shell: `msportal-sandbox`. It needs the extra: `pip install "msportal-client[sandbox]"`. It shares no code with
the client, so that a mistake in one is not made by the other as well.
"""

from __future__ import annotations

from .app import create_app
from .auth import FULL_KEY, READ_KEY, Key
from .server import Sandbox
from .service import SeenRequest
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

COMPANY_ID = seed_id("sandbox", "company", 1)
"""A company that exists from the start."""

USER_ID = seed_id("sandbox", "user", 1)
"""A user that exists from the start."""

ROLE_ID = seed_id("sandbox", "role", 1)
"""A role that exists from the start."""

PLANNER_TYPE_ID = seed_id("sandbox", "planner type", 1)
"""A planner item type that exists from the start."""

GOAL_STATUS_ID = seed_id("sandbox", "goals status", 1)
"""A goal status that exists from the start."""

GOAL_PRIORITY_ID = seed_id("sandbox", "goals priority", 1)
"""A goal priority that exists from the start."""

GOAL_CATEGORY_ID = seed_id("sandbox", "goals category", 1)
"""A goal category that exists from the start."""

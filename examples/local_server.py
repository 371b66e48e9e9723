"""A local server for the examples: each runs against it with one command, and without an account.

Where `MSPORTAL_BASE_URL` is set, or `MSPORTAL_API_KEY` for the real API, that is used in its place.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager

from msportal_client.sandbox import Sandbox

# The records that are there from the start.
ROWS = {"planner/items": 120, "tickets": 30}


@contextmanager
def server() -> Generator[None]:
    """Set `MSPORTAL_BASE_URL` and `MSPORTAL_API_KEY` to those of a local server, unless one of them is set already."""
    if os.environ.get("MSPORTAL_BASE_URL") or os.environ.get("MSPORTAL_API_KEY"):
        yield
        return
    with Sandbox(quota=1000, rows=ROWS) as sandbox:
        os.environ |= {"MSPORTAL_BASE_URL": sandbox.url, "MSPORTAL_API_KEY": sandbox.key}
        try:
            yield
        finally:
            del os.environ["MSPORTAL_BASE_URL"], os.environ["MSPORTAL_API_KEY"]

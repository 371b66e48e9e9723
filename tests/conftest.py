"""The HTTP library that the tests run on: httpx, or httpx2 where MSPORTAL_TEST_HTTP says so. Both have the same names."""

from __future__ import annotations

import os
import sys

# Modules set to None count as not installed, so that the clients take the other one by default.
if os.environ.get("MSPORTAL_TEST_HTTP") == "httpx2":
    import httpcore2
    import httpx2

    sys.modules["httpx"], sys.modules["httpcore"] = httpx2, httpcore2
else:
    sys.modules["httpx2"] = None  # type: ignore[assignment]

# A developer's own key and server are no part of any test.
for name in ("MSPORTAL_API_KEY", "MSPORTAL_BASE_URL"):
    os.environ.pop(name, None)

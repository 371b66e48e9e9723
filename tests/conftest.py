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

# What has no wheels for PyPy, or is no part of it: fastapi, trustme, tracemalloc.
collect_ignore = (
    [
        "client/test_models_docs.py",
        "client/test_pydantic.py",
        "runtime/test_connections.py",
        "runtime/test_signal_handlers.py",
        "runtime/test_transport_concurrency.py",
        "runtime/test_transport_responses.py",
    ]
    if sys.implementation.name == "pypy"
    else []
)

# A developer's own keys and servers are no part of any test, whatever client they are for.
for name in list(os.environ):
    if name.endswith(("_API_KEY", "_BASE_URL", "_TOKEN", "_ACCOUNT_UUID")) and name.startswith(
        ("MSPORTAL", "MICROSOFT_PLANNER", "PLANNR")
    ):
        del os.environ[name]

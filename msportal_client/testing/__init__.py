"""Helpers for the tests of code that uses the client.

- the fixtures of `msportal_client.testing.plugin`. pytest finds them by itself where the package is installed; without
  plugin autoloading: `-p msportal_client.testing`;
- `mock_client(AsyncMSPortal)`, a client that answers from memory, and `example(PlannerItemDetail, title="x")`;
- `vcr_config()`, settings for VCR.py.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .plugin import (
    async_microsoft_planner,
    async_msportal,
    async_plannr,
    microsoft_planner,
    microsoft_planner_sandbox,
    microsoft_planner_sandbox_options,
    msportal,
    msportal_sandbox,
    msportal_sandbox_options,
    plannr,
    plannr_sandbox,
    plannr_sandbox_options,
    pytest_addoption,
    pytest_configure,
)

if TYPE_CHECKING:
    from .examples import example as example
    from .mocks import async_pager as async_pager
    from .mocks import mock_client as mock_client
    from .mocks import pager as pager
    from .recordings import vcr_config as vcr_config

# Loaded on first use: pytest loads this module in every run of everyone who has the package.
_MODULES = {
    "async_pager": "mocks",
    "example": "examples",
    "mock_client": "mocks",
    "pager": "mocks",
    "vcr_config": "recordings",
}

__all__ = [
    "async_microsoft_planner",
    "async_msportal",
    "async_pager",
    "async_plannr",
    "example",
    "microsoft_planner",
    "microsoft_planner_sandbox",
    "microsoft_planner_sandbox_options",
    "mock_client",
    "msportal",
    "msportal_sandbox",
    "msportal_sandbox_options",
    "pager",
    "plannr",
    "plannr_sandbox",
    "plannr_sandbox_options",
    "pytest_addoption",
    "pytest_configure",
    "vcr_config",
]


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_MODULES[name]}", __name__), name)

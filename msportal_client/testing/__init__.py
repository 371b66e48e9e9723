"""Helpers for the tests of code that uses the client: the fixtures of `msportal_client.testing.plugin`.

pytest finds them by itself where the package is installed. Without plugin autoloading: `-p msportal_client.testing`.
"""

from .plugin import (
    async_msportal,
    microsoft_planner_sandbox,
    microsoft_planner_sandbox_options,
    msportal,
    msportal_sandbox,
    msportal_sandbox_options,
    plannr_sandbox,
    plannr_sandbox_options,
    pytest_addoption,
    pytest_configure,
)

__all__ = [
    "async_msportal",
    "microsoft_planner_sandbox",
    "microsoft_planner_sandbox_options",
    "msportal",
    "msportal_sandbox",
    "msportal_sandbox_options",
    "plannr_sandbox",
    "plannr_sandbox_options",
    "pytest_addoption",
    "pytest_configure",
]

"""Clients from the environment. Tokens are no options: those would be seen in the list of processes."""

from __future__ import annotations

import os
from typing import Any

from ... import AsyncMSPortal
from ..microsoft_planner import AsyncMicrosoftPlanner
from ..plannr import AsyncPlannr

__all__ = ["ConfigurationError", "connect_msportal", "connect_planner", "connect_plannr"]

# The variables that azure-identity reads for an application, a managed identity or a signed-in user.
_AZURE = ("AZURE_CLIENT_ID", "AZURE_TENANT_ID", "MSI_ENDPOINT", "IDENTITY_ENDPOINT")


class ConfigurationError(Exception):
    """What the command needs of its environment is missing or wrong."""


def connect_msportal() -> AsyncMSPortal:
    """Return a client of MSPortal, by MSPORTAL_API_KEY and MSPORTAL_BASE_URL.

    Raises:
        ConfigurationError: There is no key, or a setting is wrong.
    """
    try:
        return AsyncMSPortal()
    except (ValueError, TypeError, ImportError) as error:
        raise ConfigurationError(str(error)) from error


def connect_planner() -> AsyncMicrosoftPlanner:
    """Return a client of Planner, by MICROSOFT_PLANNER_TOKEN, or by azure-identity where that is installed and set up.

    Raises:
        ConfigurationError: There is neither, or a setting is wrong.
    """
    token = None if os.environ.get("MICROSOFT_PLANNER_TOKEN") else _azure_credential()
    try:
        return AsyncMicrosoftPlanner(token) if token is not None else AsyncMicrosoftPlanner()
    except (ValueError, TypeError, ImportError) as error:
        raise ConfigurationError(str(error)) from error


def connect_plannr() -> AsyncPlannr:
    """Return a client of Plannr, by PLANNR_TOKEN and PLANNR_ACCOUNT_UUID.

    Raises:
        ConfigurationError: There is no token, or a setting is wrong.
    """
    try:
        return AsyncPlannr()
    except (ValueError, TypeError, ImportError) as error:
        raise ConfigurationError(str(error)) from error


def _azure_credential() -> Any | None:
    """Return a credential of azure-identity; None where nothing says that it is to be used."""
    if not any(os.environ.get(name) for name in _AZURE):
        return None
    try:
        # The synchronous one, which the client asks in a thread: the other one needs aiohttp.
        from azure.identity import DefaultAzureCredential  # noqa: PLC0415 - it is no dependency
    except ImportError:
        raise ConfigurationError(
            "Microsoft Planner: the AZURE_ variables are set, but azure-identity is not installed: pip install "
            "azure-identity"
        ) from None
    return DefaultAzureCredential()

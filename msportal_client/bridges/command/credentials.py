"""Clients from the environment. Tokens are no options: those would be seen in the list of processes."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, TypeVar

from ..microsoft_planner import AsyncMicrosoftPlanner

__all__ = ["ConfigurationError", "connect", "planner_client"]

C = TypeVar("C")

# The variables that azure-identity reads for an application, a managed identity or a signed-in user.
_AZURE = ("AZURE_CLIENT_ID", "AZURE_TENANT_ID", "MSI_ENDPOINT", "IDENTITY_ENDPOINT")


class ConfigurationError(Exception):
    """Something that the command needs of its environment is missing or wrong."""


def connect(client: Callable[[], C]) -> C:
    """Return a new client, with the settings that the environment has for it.

    Args:
        client: `AsyncMSPortal`, `AsyncPlannr` or `planner_client`.

    Raises:
        ConfigurationError: There is no token, or a setting is wrong.
    """
    try:
        return client()
    except (ValueError, TypeError, ImportError) as error:
        raise ConfigurationError(str(error)) from error


def planner_client() -> AsyncMicrosoftPlanner:
    """Return a client of Planner, by MICROSOFT_PLANNER_TOKEN, or by azure-identity where the AZURE_ variables are set."""
    token = None if os.environ.get("MICROSOFT_PLANNER_TOKEN") else _azure_credential()
    return AsyncMicrosoftPlanner() if token is None else AsyncMicrosoftPlanner(token)


def _azure_credential() -> Any | None:
    """Return a credential of azure-identity; None where nothing says that it is to be used."""
    if not any(os.environ.get(name) for name in _AZURE):
        return None
    try:
        # The synchronous one, which the client asks in a thread: the other one needs aiohttp.
        from azure.identity import DefaultAzureCredential  # noqa: PLC0415 - it is no dependency
    except ImportError:
        raise ImportError(
            "Microsoft Planner: the AZURE_ variables are set, but azure-identity is not installed: pip install "
            "azure-identity"
        ) from None
    return DefaultAzureCredential()

"""Clients from the environment."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import pytest

from msportal_client import AsyncMSPortal
from msportal_client.bridges.command.credentials import ConfigurationError, connect, planner_client
from msportal_client.bridges.plannr import AsyncPlannr

SECRET = "a-secret-of-this-test"


async def test_token_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MSPORTAL_API_KEY", "MICROSOFT_PLANNER_TOKEN", "PLANNR_TOKEN"):
        monkeypatch.setenv(name, SECRET)
    async with connect(AsyncMSPortal) as msportal, connect(planner_client) as planner, connect(AsyncPlannr) as plannr:
        assert SECRET not in f"{msportal!r} {planner!r} {plannr!r}"


async def test_credential_of_azure_identity(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("azure.identity")
    monkeypatch.setenv("AZURE_CLIENT_ID", "94b4b9af-436c-5cc3-8327-9181f7cae221")
    monkeypatch.setenv("AZURE_TENANT_ID", "94b4b9af-436c-5cc3-8327-9181f7cae222")
    monkeypatch.setenv("AZURE_CLIENT_SECRET", SECRET)
    async with connect(planner_client) as client:
        assert SECRET not in repr(client)


def test_azure_identity_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AZURE_CLIENT_ID", "94b4b9af-436c-5cc3-8327-9181f7cae221")
    monkeypatch.setitem(sys.modules, "azure.identity", None)
    with pytest.raises(ConfigurationError, match="pip install azure-identity"):
        connect(planner_client)


@pytest.mark.parametrize(
    ("client", "name"),
    [
        (AsyncMSPortal, "MSPORTAL_API_KEY"),
        (planner_client, "MICROSOFT_PLANNER_TOKEN"),
        (AsyncPlannr, "PLANNR_TOKEN"),
    ],
)
def test_missing_token_is_named(client: Callable[[], Any], name: str) -> None:
    with pytest.raises(ConfigurationError, match=name):
        connect(client)

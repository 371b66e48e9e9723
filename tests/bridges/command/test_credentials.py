"""Clients from the environment."""

from __future__ import annotations

import sys

import pytest

from msportal_client.bridges.command.credentials import (
    ConfigurationError,
    connect_msportal,
    connect_planner,
    connect_plannr,
)

SECRET = "a-secret-of-this-test"


async def test_token_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MSPORTAL_API_KEY", "MICROSOFT_PLANNER_TOKEN", "PLANNR_TOKEN"):
        monkeypatch.setenv(name, SECRET)
    for connect in (connect_msportal, connect_planner, connect_plannr):
        async with connect() as client:
            assert SECRET not in repr(client)


async def test_credential_of_azure_identity(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("azure.identity")
    monkeypatch.setenv("AZURE_CLIENT_ID", "94b4b9af-436c-5cc3-8327-9181f7cae221")
    monkeypatch.setenv("AZURE_TENANT_ID", "94b4b9af-436c-5cc3-8327-9181f7cae222")
    monkeypatch.setenv("AZURE_CLIENT_SECRET", SECRET)
    async with connect_planner() as client:
        assert SECRET not in repr(client)


def test_azure_identity_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AZURE_CLIENT_ID", "94b4b9af-436c-5cc3-8327-9181f7cae221")
    monkeypatch.setitem(sys.modules, "azure.identity", None)
    with pytest.raises(ConfigurationError, match="pip install azure-identity"):
        connect_planner()


@pytest.mark.parametrize(
    ("connect", "name"),
    [
        (connect_msportal, "MSPORTAL_API_KEY"),
        (connect_planner, "MICROSOFT_PLANNER_TOKEN"),
        (connect_plannr, "PLANNR_TOKEN"),
    ],
)
def test_missing_token_is_named(connect: object, name: str) -> None:
    assert callable(connect)
    with pytest.raises(ConfigurationError, match=name):
        connect()

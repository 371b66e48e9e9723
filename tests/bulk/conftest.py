"""Fixtures that run each job on asyncio, on trio and on threads."""

from __future__ import annotations

import pytest
from bulk.driver import KINDS, Driver, Server


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture(params=KINDS)
def driver(request: pytest.FixtureRequest, server: Server) -> Driver:
    return Driver(request.param, server)

"""The servers that the examples call."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from many_workers.redis_server import PROGRAM, RedisServer

from msportal_client.sandbox import Sandbox


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(quota=1000, rows={"planner/items": 30}) as running:
        yield running


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[RedisServer]:
    if PROGRAM is None:
        pytest.skip("redis-server is not installed (on Debian: apt-get install redis-server)")
    server = RedisServer(tmp_path)
    server.start()
    yield server
    server.close()

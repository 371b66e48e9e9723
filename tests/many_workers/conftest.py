"""A real redis-server for each test, empty; without one installed, these tests skip."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from many_workers.server import PROGRAM, RedisServer


@pytest.fixture(scope="session")
def _redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    if PROGRAM is None:
        pytest.skip("redis-server is not installed (on Debian: apt-get install redis-server)")
    server = RedisServer(tmp_path_factory.mktemp("redis"))
    server.start()
    yield server
    server.close()


@pytest.fixture
def redis_server(_redis_server: RedisServer) -> RedisServer:
    _redis_server.forget()
    return _redis_server


@pytest.fixture
def fragile_redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    """One that the test may stop, for it alone."""
    if PROGRAM is None:
        pytest.skip("redis-server is not installed (on Debian: apt-get install redis-server)")
    server = RedisServer(tmp_path_factory.mktemp("redis"))
    server.start()
    yield server
    server.close()
